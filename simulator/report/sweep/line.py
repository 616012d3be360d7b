"""One axis: the median along it, with bands over worlds; bars where the axis has words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.report import words
from simulator.report.language import tr
from simulator.report.measures import Z95
from simulator.report.picture import Picture
from simulator.report.sensitivity import names
from simulator.report.style import INK, SENDERS, fitted, house_style, sheet, tint
from simulator.report.sweep import telling

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from simulator.analysis.sweep.sweep import Sweep


def line(sweep: Sweep, outcome: str) -> Picture:
    """Draw an outcome along the only axis of a sweep."""
    (axis,) = sweep.axes
    rows = sweep.of(outcome)
    rows = rows if axis.has_words else rows.sort_values(axis.path, kind="stable")
    title = telling.title(sweep, outcome)
    with house_style():
        note = tr(
            "Line or dot: median over worlds, its {share} Monte Carlo interval in black. Dark "
            "band: {half}; light band: {middle}. {each}.",
            share=words.percent(words.CONFIDENCE),
            half=words.middle_of_worlds(0.5),
            middle=words.middle(),
            each=telling.each(sweep),
        )
        page = sheet(title, telling.with_mark(sweep, note), telling.facts(sweep), height=4.6)
        axes = page.axes(0.95, 7.7, bottom=page.bottom + 0.55, top=page.top)
        places = np.arange(len(rows)) if axis.has_words else rows[axis.path].to_numpy(np.float64)
        (_bars if axis.has_words else _bands)(axes, places, rows)
        if axis.has_words:
            room = 6.5 / len(rows)
            labels = [
                "\n".join(fitted(telling.marked(sweep, axis, v), 9, room)) for v in rows[axis.path]
            ]
            axes.set_xticks(places, labels)
            axes.set_xlim(-0.6, len(rows) - 0.4)
        axes.set_xlabel(names.parameter(axis.path, sweep.scenario))
        axes.set_ylabel(names.with_unit(outcome))
        axes.yaxis.set_major_formatter(lambda value, _: telling.value(value))
    return Picture(f"sweep-{outcome}", title, page.figure, rows, _alt(title, sweep, rows))


def _bands(axes: Axes, places: np.ndarray, rows: pd.DataFrame) -> None:
    axes.fill_between(places, rows["p10"], rows["p90"], color=SENDERS[0], alpha=0.16, lw=0)
    axes.fill_between(places, rows["p25"], rows["p75"], color=SENDERS[0], alpha=0.26, lw=0)
    axes.plot(places, rows["p50"], "o-", ms=3.5, color=SENDERS[0])
    _errors(axes, places, rows)
    axes.set_xlim(places[0], places[-1])


def _bars(axes: Axes, places: np.ndarray, rows: pd.DataFrame) -> None:
    for low, high, share in (("p10", "p90", 0.8), ("p25", "p75", 0.55)):
        tall = rows[high] - rows[low]
        colour = tint(SENDERS[0], share)
        axes.bar(places, tall, bottom=rows[low], width=0.5, color=colour)
    axes.use_sticky_edges = False
    axes.plot(places, rows["p50"], "o", color=SENDERS[0])
    axes.margins(y=0.05)
    _errors(axes, places, rows)


def _errors(axes: Axes, places: np.ndarray, rows: pd.DataFrame) -> None:
    axes.errorbar(
        places, rows["p50"], yerr=Z95 * rows["median_error"], fmt="none", ecolor=INK, lw=1,
        clip_on=False,
    )  # fmt: skip


def _alt(title: str, sweep: Sweep, rows: pd.DataFrame) -> str:
    return telling.alt(title, sweep, rows)
