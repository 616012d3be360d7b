"""Sources laid over one another: the data that results, and where each value came from."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.scenario.faults import Path
from simulator.scenario.findings import Place
from simulator.scenario.merge import is_whole, merge
from simulator.scenario.origin import Provenance, provenance
from simulator.scenario.source import Source


@dataclass(frozen=True, slots=True)
class Layers:
    """The merged data of sources, the base first, with the place and the source of every value."""

    data: dict[Any, Any]
    places: dict[Path, Place]
    owners: dict[Path, Source]

    def provenance(self) -> dict[Path, Provenance]:
        """For each number, the nearest annotation in the file that gives the number."""
        return {path: basis(self.owners[path], path) for path in numbers(self.data)}


def lay(sources: Sequence[Source]) -> Layers:
    """Lay sources over one another."""
    data: dict[Any, Any] = {}
    for source in sources:
        merge(data, copy.deepcopy(source.data))
    layers = Layers(data, {}, {})
    for path in _paths(data, ()):
        owner = next((s for s in reversed(sources) if path in s.places), None)
        if owner:
            layers.owners[path] = owner
            layers.places[path] = owner.places[path]
    return layers


def basis(source: Source, path: Path) -> Provenance:
    """What the annotations of a source say about the number at a path."""
    above = (source.annotations.get(path[:length]) for length in range(len(path), -1, -1))
    return provenance(annotation for annotation in above if annotation)


def numbers(data: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of numbers: plain ones, distributions, and weighted choices."""
    if isinstance(data, dict) and not is_whole(data):
        for key, value in data.items():
            yield from numbers(value, (*path, key))
    elif is_whole(data) or (isinstance(data, int | float) and not isinstance(data, bool)):
        yield path


def _paths(data: Any, path: Path) -> Iterator[Path]:
    """Every path in data, lists included."""
    if path:
        yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _paths(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _paths(value, (*path, place))
