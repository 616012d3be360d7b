"""The files of a study of sensitivity: tables, figures, summary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.report.files import illustrated
from simulator.report.sensitivity.page import document
from simulator.report.sensitivity.shares import shares
from simulator.report.sensitivity.text import summary
from simulator.report.sensitivity.tornado import tornado
from simulator.results.experiment import Experiment, as_csv, write_experiment
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.analysis.sensitivity.study import Study
    from simulator.report.picture import Picture
    from simulator.results.parts import Parts


def pictures(study: Study) -> Iterator[Picture]:
    """The figures: for each outcome, shares of the variance and a tornado."""
    ordinary = {**_facts(study), "worlds": study.cost["given"]}
    for outcome in study.outcomes:
        yield shares(study, outcome, _facts(study))
        yield tornado(study, outcome, ordinary)


def write_study(
    study: Study,
    place: Path | Parts,
    *,
    command: str,
    timing: dict[str, float] | None = None,
    force: bool = False,
) -> Path:
    """Write a study's folder: tables (indices, variance, swings), figures, summary."""
    done = Experiment(
        "sensitivity", study.scenario, study.seed, study.worlds, command, timing or {}
    )
    return write_experiment(done, place, files=dict(_files(study, command)), force=force)


def _files(study: Study, command: str) -> Iterator[tuple[str, bytes]]:
    for name in ("indices", "variance", "swings"):
        yield f"{name}.csv", as_csv(getattr(study, name))
    drawn = list(pictures(study))
    yield from illustrated(document(study, drawn, command=command), drawn)
    yield "summary.txt", summary(study).encode()


def _facts(study: Study) -> dict[str, Any]:
    return {
        "name": study.scenario.name,
        "worlds": study.worlds,
        "seed": study.seed,
        "version": __version__,
    }
