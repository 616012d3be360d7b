"""The files of a tournament: tables, figures, summary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.analysis.tournament.game import SIDES
from simulator.report.files import illustrated
from simulator.report.tournament.generations import generations
from simulator.report.tournament.heat import heat_map
from simulator.report.tournament.page import document
from simulator.report.tournament.text import summary
from simulator.results.experiment import Experiment, as_csv, write_experiment

if TYPE_CHECKING:
    from simulator.analysis.tournament.study import Tournament
    from simulator.report.picture import Picture
    from simulator.results.parts import Parts


def pictures(found: Tournament) -> Iterator[Picture]:
    """The figures: for each game, a heat map a side, and the generations."""
    for game in found.games:
        for side in SIDES:
            yield heat_map(found, game, side)
        yield generations(found, game)


def write_tournament(
    found: Tournament,
    place: Path | Parts,
    *,
    command: str,
    timing: dict[str, float] | None = None,
    force: bool = False,
) -> Path:
    """Write a tournament's folder: tables (scores, strengths, generations), figures, summary."""
    done = Experiment(
        "tournament",
        found.scenario,
        found.seed,
        found.worlds,
        command,
        timing or {},
        played=(found.played,),
    )
    return write_experiment(done, place, files=dict(_files(found, command)), force=force)


def _files(found: Tournament, command: str) -> Iterator[tuple[str, bytes]]:
    for name in ("scores", "strengths", "generations"):
        yield f"{name}.csv", as_csv(getattr(found, name))
    drawn = list(pictures(found))
    yield from illustrated(document(found, drawn, command=command), drawn)
    yield "summary.txt", summary(found).encode()
