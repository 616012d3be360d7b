"""The files of a discovery: limits, steps, leaves, figures, summary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from simulator.analysis.discovery.box import Among, Box
from simulator.report.discovery.figures import limits, steps
from simulator.report.discovery.page import document
from simulator.report.discovery.sentences import clauses, summary
from simulator.report.files import illustrated
from simulator.results.experiment import Experiment, as_csv, write_experiment

if TYPE_CHECKING:
    from simulator.analysis.discovery.discovery import Discovery
    from simulator.results.parts import Parts


def write_discovery(
    found: Discovery,
    place: Path | Parts,
    *,
    command: str,
    timing: dict[str, float] | None = None,
    force: bool = False,
) -> Path:
    """Write a discovery's folder; where it says nothing, the box is not written either."""
    worlds = found.worlds
    done = Experiment(
        "discovery", worlds.scenario, worlds.seed, worlds.count, command, timing or {}
    )
    return write_experiment(done, place, files=dict(_files(found, command)), force=force)


def _files(found: Discovery, command: str) -> Iterator[tuple[str, bytes]]:
    yield "box.csv", as_csv(_box(found))
    yield "judgement.csv", as_csv(_judgement(found))
    if found.leaves:
        yield "tree.csv", as_csv(_tree(found))
    drawn = [steps(found), *([limits(found)] if found.speaks else [])]
    yield from illustrated(document(found, drawn, command=command), drawn)
    yield "summary.txt", summary(found).encode()


def _box(found: Discovery) -> pd.DataFrame:
    box, again = (found.box, found.judgement.again) if found.speaks else (Box(), {})
    rows = [
        (path, "", "", " ".join(sorted(limit.words)), again[path])
        if isinstance(limit, Among)
        else (path, limit.low, limit.high, "", again[path])
        for path, limit in box.limits.items()
    ]
    return pd.DataFrame(rows, columns=["parameter", "low", "high", "words", "came_again"])


def _judgement(found: Discovery) -> pd.DataFrame:
    told = {key: [value] for key, value in vars(found.judgement).items() if key != "again"}
    return pd.DataFrame({"condition": [found.condition.text], "speaks": [found.speaks], **told})


def _tree(found: Discovery) -> pd.DataFrame:
    rows = [
        (" and ".join(clauses(leaf.box, found.worlds.scenario)), leaf.mass, leaf.density)
        for leaf in found.leaves
    ]
    return pd.DataFrame(rows, columns=["leaf", "mass", "density"])
