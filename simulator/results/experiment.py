"""The folder of an experiment: written whole or not at all, like a run's, with a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.results.dictionary import write_columns
from simulator.results.folder import MANIFEST, check_target, machine, making, versions
from simulator.results.parts import Parts
from simulator.results.plugins import plugins_of
from simulator.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS: Final = "%.6g"


@dataclass(frozen=True)
class Experiment:
    """What was done: its kind, on what, by which command, in how many worlds and seconds.

    ``more`` goes into the manifest too. ``played`` are scenarios that name more strategies than
    ``scenario`` does: a plug-in of any of them is told in the manifest.
    """

    kind: str
    scenario: Scenario
    seed: int
    worlds: int
    command: str
    timing: Mapping[str, float]
    more: Mapping[str, Any] = field(default_factory=dict)
    played: tuple[Scenario, ...] = ()


def as_csv(table: pd.DataFrame) -> bytes:
    r"""A table of an experiment as the bytes of its file, numbers with six digits.

    >>> import pandas as pd
    >>> as_csv(pd.DataFrame({"share": [2 / 3]}))
    b'share\n0.666667\n'
    """
    text: str = table.to_csv(index=False, float_format=_NUMBERS, lineterminator="\n")
    return text.encode()


def write_experiment(
    done: Experiment, place: Path | Parts, *, files: Mapping[str, bytes], force: bool = False
) -> Path:
    """Write an experiment's files, the scenario and a manifest into a folder; return its path.

    ``place`` is the folder, or where it is being made already. An existing folder is refused,
    unless ``force`` is given and it was written by this program.
    """
    if isinstance(place, Parts):
        finish_experiment(done, place, files=files, force=force)
        return place.folder
    with making(place, force=force) as parts:
        finish_experiment(done, parts, files=files, force=force)
    return place


def finish_experiment(
    done: Experiment, parts: Parts, *, files: Mapping[str, bytes], force: bool
) -> None:
    """Put an experiment's folder together and move it to its place."""
    everything = {"scenario.yaml": done.scenario.resolved_yaml().encode(), **files}
    made = parts.new_whole()
    for name, content in everything.items():
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    names = [*everything, write_columns(made, everything)]
    (made / MANIFEST).write_bytes(_manifest(done, everything, names))
    check_target(parts.folder, force=force)  # somebody may have put something there meanwhile
    parts.put_in_place()


def _manifest(done: Experiment, files: Mapping[str, bytes], names: Sequence[str]) -> bytes:
    tables = {name: content for name, content in files.items() if name.endswith(".csv")}
    manifest = {
        "experiment": done.kind,
        "scenario": done.scenario.name,
        "scenario_sha256": done.scenario.sha256,
        "seed": done.seed,
        "worlds": done.worlds,
        "versions": versions(),
        "platform": machine(),
        **done.more,
        "command": done.command,
        "files": sorted([*names, MANIFEST]),
        "tables_sha256": _each(tables, lambda content: hashlib.sha256(content).hexdigest()),
        "timing": {name: round(seconds, 3) for name, seconds in done.timing.items()},
    }
    manifest |= plugins_of(done.scenario, *done.played)
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def _each(files: Mapping[str, bytes], do: Callable[[bytes], str]) -> dict[str, str]:
    return {name: do(files[name]) for name in sorted(files)}
