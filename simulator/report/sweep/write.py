"""The files of a sweep: table, figures, summary."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.analysis.varied.points import GRID
from simulator.analysis.varied.ready import ready
from simulator.report.files import illustrated
from simulator.report.sensitivity import names
from simulator.report.sweep import telling
from simulator.report.sweep.heat import MOST_PANELS, heat
from simulator.report.sweep.line import line
from simulator.report.sweep.page import document
from simulator.report.sweep.parallel import parallel
from simulator.results.experiment import Experiment, as_csv, write_experiment

if TYPE_CHECKING:
    from simulator.analysis.sweep.sweep import Sweep
    from simulator.report.picture import Picture
    from simulator.results.parts import Parts

_WIDTH: Final = 80
_MOST: Final = 5


def picture(sweep: Sweep, outcome: str) -> Picture:
    """The figure that fits how many axes there are."""
    axes, is_grid = len(sweep.axes), sweep.points.design == GRID
    if axes == 1:
        return line(sweep, outcome)
    few = axes == 2 or (axes == 3 and len(sweep.axes[2].values) <= MOST_PANELS)
    return (heat if is_grid and few else parallel)(sweep, outcome)


def summary(sweep: Sweep) -> str:
    """What the sweep found, outcome by outcome; ends with a newline."""
    head = f"{sweep.scenario.title or sweep.scenario.name}: {sweep.number:,} points"
    lines = [*_wrapped(f"{head}. {telling.each(sweep)}, {sweep.worlds:,} in all.")]
    for outcome in sweep.outcomes:
        lines += ["", names.with_unit(outcome).upper(), *_wrapped(telling.title(sweep, outcome))]
        lines += _listed(sweep, outcome)
    lines += ["", *_wrapped(telling.with_mark(sweep, telling.how_sure()))]
    return "\n".join(lines) + "\n"


def _listed(sweep: Sweep, outcome: str) -> Iterator[str]:
    rows = sweep.of(outcome).sort_values("p50", ascending=False, kind="stable")
    many = len(rows) > 2 * _MOST
    for place, (_, row) in enumerate(rows.iterrows()):
        if many and _MOST <= place < len(rows) - _MOST:
            if place == _MOST:
                yield f"    … {len(rows) - 2 * _MOST:,} points between"
            continue
        spread = f"80% of worlds: {telling.amount(row['p10'])} to {telling.amount(row['p90'])}"
        first = row["point"] == 0
        beside = "" if first else f"; mean differs from the first by {telling.gap(row)}"
        yield from _wrapped(f"{telling.point(sweep, row)}:", "  ")
        yield from _wrapped(f"{telling.median(row)}; {spread}{beside}", "    ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def write_sweep(
    sweep: Sweep,
    place: Path | Parts,
    *,
    command: str,
    timing: dict[str, float] | None = None,
    force: bool = False,
) -> Path:
    """Write a sweep's folder: sweep.csv, a figure an outcome, summary."""
    done = Experiment(
        "sweep",
        sweep.scenario,
        sweep.seed,
        sweep.worlds,
        command,
        timing or {},
        played=(ready(sweep.scenario, sweep.axes).scenario,),
    )
    return write_experiment(done, place, files=dict(_files(sweep, command)), force=force)


def _files(sweep: Sweep, command: str) -> Iterator[tuple[str, bytes]]:
    yield "sweep.csv", as_csv(sweep.table)
    pictures = [picture(sweep, outcome) for outcome in sweep.outcomes]
    yield from illustrated(document(sweep, pictures, command=command), pictures)
    yield "summary.txt", summary(sweep).encode()
