"""The files of an optimisation: tables, figures, page, summary, a scenario a point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.report.files import illustrated
from simulator.report.optimum.course import course
from simulator.report.optimum.front import front
from simulator.report.optimum.levers import levers
from simulator.report.optimum.page import document
from simulator.report.optimum.text import summary
from simulator.results.experiment import Experiment, as_csv, write_experiment

if TYPE_CHECKING:
    from simulator.analysis.optimize.study import Optimum
    from simulator.report.picture import Picture
    from simulator.results.parts import Parts


def pictures(found: Optimum) -> tuple[Picture, ...]:
    """The figures: the front, the levers along it, and the course of the search."""
    return front(found), levers(found), course(found)


def write_optimum(
    found: Optimum,
    place: Path | Parts,
    *,
    command: str,
    timing: dict[str, float] | None = None,
    force: bool = False,
) -> Path:
    """Write an optimisation's folder: tables, figures, page, summary, a scenario file a point."""
    asked = found.asked
    done = Experiment(
        "optimum",
        found.scenario,
        asked.seed,
        found.worlds,
        command,
        timing or {},
        more={"measure": asked.measure.name, "futures": list(asked.futures)},
        played=tuple(future.scenario for future in asked.futures.values()),
    )
    return write_experiment(done, place, files=dict(_files(found, command)), force=force)


def _files(found: Optimum, command: str) -> Iterator[tuple[str, bytes]]:
    for name in ("front", "outcomes", "convergence"):
        yield f"{name}.csv", as_csv(getattr(found, name))
    for point in range(1, len(found.front)):
        scenario = found.scenario_of(point)
        yield f"points/point-{point:02d}.yaml", scenario.resolved_yaml().encode()
    drawn = pictures(found)
    yield from illustrated(document(found, drawn, command=command), drawn)
    yield "summary.txt", summary(found).encode()
