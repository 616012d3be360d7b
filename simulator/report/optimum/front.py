"""The front: the first goal against each other one, with Monte Carlo intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.patheffects import withStroke

from simulator.report.axes import size_of
from simulator.report.language import tr
from simulator.report.measures import Z95
from simulator.report.optimum import telling
from simulator.report.picture import Picture
from simulator.report.style import INK, POINTS, SENDERS, fitted, house_style, sheet, tint
from simulator.report.words import CONFIDENCE, capital, percent, whole

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from simulator.analysis.optimize.goals import Goal
    from simulator.analysis.optimize.study import Optimum

_AWAY: Final = np.array([9.0, 8.0])  # points from a dot to the middle of its number
_CLOSE: Final = np.array([10.0, 7.5])  # points: nearer than this a number runs into something
_SIDES: Final = [np.array(side) for side in ((1, 1), (-1, -1), (-1, 1), (1, -1))]


def front(found: Optimum) -> Picture:
    """Draw the points of the front in fresh worlds, and the scenario as it stands."""
    title = telling.title(found)
    note = tr(
        "Numbers: points of the front, listed in front.csv; bars: {share} Monte Carlo intervals "
        "over {fresh}, so that points are told apart better than their bars suggest. Pale: beaten "
        "by another in fresh worlds. Diamond: the scenario as it stands. How far worlds differ "
        "within a point is another matter: outcomes.csv says it.",
        share=percent(CONFIDENCE),
        fresh=telling.fresh(found),
    )
    first, *others = found.asked.goals
    wide = 6.75 / len(others)
    with house_style():
        page = sheet(title, note, telling.facts(found), height=5.2)
        for place, goal in enumerate(others):
            left = 0.95 + place * (wide + 0.05)
            room = left + wide - (0.3 if len(others) > 1 else 0)
            axes = page.axes(left, room, bottom=page.bottom + 0.62, top=page.top - 0.05)
            _draw(axes, found, first, goal)
            if place:
                axes.set_yticklabels([])
            else:
                label = capital(telling.measured(found, first))
                text = "\n".join(fitted(label, 9, page.top - page.bottom - 0.7, lines=2))
                axes.set_ylabel(f"{text}\n({telling.wanted(found, first)})")
    return Picture("front", title, page.figure, found.front, _alt(found, title))


def _draw(axes: Axes, found: Optimum, first: Goal, other: Goal) -> None:
    x, y = telling.column(found, other), telling.column(found, first)
    points = found.points
    for stays, some in points.groupby("stays"):
        colour = SENDERS[0] if stays else tint(SENDERS[0], 0.6)
        _crosses(axes, some, x, y, fmt="o", ms=4.5, color=colour, zorder=3)
    _crosses(axes, found.front.iloc[[0]], x, y, fmt="D", ms=7, mfc="white", mec=INK, mew=1.4,
             ecolor=INK, zorder=4)  # fmt: skip
    axes.margins(0.1)
    axes.grid(visible=True, axis="both")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda at, _: _tick(at))
    axes.locator_params(axis="x", nbins=5)
    wide = axes.get_position().width * 8
    label = capital(telling.measured(found, other))
    text = "\n".join(fitted(label, 9, wide, lines=2))
    axes.set_xlabel(f"{text}\n({telling.wanted(found, other)})")
    _numbers(axes, found, x, y)


def _crosses(axes: Axes, some: pd.DataFrame, x: str, y: str, **how: Any) -> None:
    across, up = (Z95 * some[f"{name}_error"] for name in (x, y))
    axes.errorbar(some[x], some[y], xerr=across, yerr=up, elinewidth=0.9, **how)


def _tick(at: float) -> str:
    return whole(at) if abs(at) >= 10 or at == round(at) else f"{at:.3g}".replace("-", "−")


def _numbers(axes: Axes, found: Optimum, x: str, y: str) -> None:
    """The number beside each point, on the first side with room; none where no side has any."""
    lows, highs = np.array([axes.get_xlim(), axes.get_ylim()]).T
    size = POINTS * np.array(size_of(axes))
    marks = found.front[[x, y]].to_numpy(np.float64)
    taken = list((marks - lows) / (highs - lows) * size)
    for _, row in found.points.iterrows():
        at = (np.array([row[x], row[y]], dtype=np.float64) - lows) / (highs - lows) * size
        for side in _SIDES:
            middle = at + side * _AWAY
            if all((np.abs(middle - other) > _CLOSE).any() for other in taken):
                taken.append(middle)
                text = axes.annotate(
                    str(row["point"]), (row[x], row[y]), xytext=tuple(side * _AWAY),
                    textcoords="offset points", ha="center", va="center", size=8, color=INK,
                    zorder=5,
                )  # fmt: skip
                text.set_path_effects([withStroke(linewidth=2.5, foreground="white")])
                break


def _alt(found: Optimum, title: str) -> str:
    goals = found.asked.goals
    told = [
        f"{tr('as it stands') if row['point'] == 0 else row['point']}: "
        + ", ".join(
            f"{telling.measured(found, goal)} {telling.said(found, row, goal)}" for goal in goals
        )
        for _, row in found.front.iterrows()
    ]
    return tr("{title}. Points: {points}.", title=title, points="; ".join(told))
