"""Scenarios laid over one another, as ``extends`` and ``--set`` mean it: data and their origin."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeGuard

from simulator.scenario.faults import Keys
from simulator.scenario.findings import Place
from simulator.scenario.origin import Provenance, provenance
from simulator.scenario.parsing import DISTRIBUTIONS
from simulator.scenario.source import Source

Data = MutableMapping[Any, Any]

_WHOLE: Final = frozenset({*DISTRIBUTIONS, "value"})


def is_whole(value: object) -> bool:
    """Whether a mapping stands for one value (a distribution, a choice) and is never taken apart.

    >>> is_whole({"uniform": [1, 2]}), is_whole({"held": 3})
    (True, False)
    """
    return isinstance(value, Mapping) and not _WHOLE.isdisjoint(value)


def _assign(base: Data, top: Mapping[Any, Any], key: Any) -> None:
    base[key] = top[key]


def merge(
    base: Data,
    top: Mapping[Any, Any],
    *,
    assign: Callable[[Data, Mapping[Any, Any], Any], None] = _assign,
) -> None:
    """Put ``top`` over ``base``, which changes: mappings merge by key, the rest is replaced.

    Nothing (``null``) deletes a key of the base; distributions and lists are replaced whole.

    >>> base = {"a": {"b": 1, "c": 2}, "d": 3}
    >>> merge(base, {"a": {"b": 9}, "d": None})
    >>> base
    {'a': {'b': 9, 'c': 2}}
    """
    for key, value in top.items():
        old = base.get(key)
        if value is None and key in base:
            del base[key]
        elif _mergeable(old) and _mergeable(value):
            merge(old, value, assign=assign)
        else:
            assign(base, top, key)


def _mergeable(value: object) -> TypeGuard[Data]:
    return isinstance(value, MutableMapping) and not is_whole(value)


@dataclass(frozen=True, slots=True)
class Layers:
    """The merged data of sources, the base first, with the place and the source of every value."""

    data: dict[Any, Any]
    places: dict[Keys, Place]
    owners: dict[Keys, Source]

    def provenance(self) -> dict[Keys, Provenance]:
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


def basis(source: Source, path: Keys) -> Provenance:
    """What the annotations of a source say about the number at a path."""
    above = (source.annotations.get(path[:length]) for length in range(len(path), -1, -1))
    return provenance(annotation for annotation in above if annotation)


def numbers(data: Any, path: Keys = ()) -> Iterator[Keys]:
    """The paths of numbers: plain ones, distributions, and weighted choices."""
    if isinstance(data, dict) and not is_whole(data):
        for key, value in data.items():
            yield from numbers(value, (*path, key))
    elif is_whole(data) or (isinstance(data, int | float) and not isinstance(data, bool)):
        yield path


def _paths(data: Any, path: Keys) -> Iterator[Keys]:
    """Every path in data, lists included."""
    if path:
        yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _paths(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _paths(value, (*path, place))
