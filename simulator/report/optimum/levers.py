"""Where the front's points have their levers: one panel a lever, against the first goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from simulator.report.language import tr, trn
from simulator.report.optimum import telling
from simulator.report.picture import Picture
from simulator.report.sensitivity import names
from simulator.report.style import INK, SENDERS, fitted, house_style, sheet, tint
from simulator.report.sweep.telling import value
from simulator.report.words import capital, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.analysis.optimize.study import Optimum
    from simulator.analysis.varied.axis import Axis

MOST: Final = 12
_ACROSS: Final = 3
_LEFT: Final = 1.0
_GAP: Final = 0.2
_TALL: Final = 1.55
_STEP: Final = 2.3
_MOST_TICKS: Final = 8
_NEAR: Final = 0.1  # of what was free: a lever that near an end at all points stands there


def levers(found: Optimum) -> Picture:
    """Draw where each lever stands along the front."""
    shown = found.levers[:MOST]
    title = _title(found)
    rest = len(found.levers) - len(shown)
    note = tr(
        "Dots: points of the front (pale: beaten by another in fresh worlds). Left and right: the "
        "ends of what was free."
    )
    if rest:
        note += " " + trn(
            "{n} more lever is in front.csv.", "{n} more levers are in front.csv.", rest, n=rest
        )
    across = 2 if len(shown) == 4 else min(len(shown), _ACROSS)
    down = -(-len(shown) // across)
    wide = (7.8 - _LEFT - _GAP * (across - 1)) / across
    with house_style():
        page = sheet(title, note, telling.facts(found), height=1.0 + _STEP * down)
        for place, axis in enumerate(shown):
            left = _LEFT + (place % across) * (wide + _GAP)
            top = page.top - 0.4 - (place // across) * _STEP
            axes = page.axes(left, left + wide, bottom=top - _TALL, top=top)
            _draw(axes, found, axis, wide)
            if place % across:
                axes.set_yticklabels([])
        label = capital(telling.measured(found, found.asked.goals[0]))
        text = "\n".join(fitted(label, 9, page.top - page.bottom - 0.3, lines=2))
        middle = (page.top + page.bottom) / 2
        page.write(0.12, middle, text, rotation=90, size=9, va="center", ha="left")
    columns = [axis.path for axis in shown]
    measure = telling.column(found, found.asked.goals[0])
    table = found.points[["point", *columns, measure, "stays"]]
    return Picture("levers", title, page.figure, table, _alt(found, title))


def _draw(axes: Axes, found: Optimum, axis: Axis, wide: float) -> None:
    points, y = found.points, telling.column(found, found.asked.goals[0])
    if axis.has_words:
        places = {word: place for place, word in enumerate(axis.values)}
        x = points[axis.path].map(places).to_numpy(np.float64)
        low, high = -0.5, len(axis.values) - 0.5
        room = wide / len(axis.values) - 0.04
        texts = ["\n".join(fitted(value(word), 7.5, room, lines=2)) for word in axis.values]
        axes.set_xticks(range(len(axis.values)), texts, size=7.5)
    else:
        x = points[axis.path].to_numpy(np.float64)
        low, high = min(map(float, axis.values)), max(map(float, axis.values))
        few = axis.is_whole and high - low <= _MOST_TICKS
        ticks = np.arange(low, high + 1) if few else np.linspace(low, high, 3)
        axes.set_xticks(ticks, [value(float(tick)) for tick in ticks], size=8)
    stays = points["stays"].to_numpy(bool)
    colours = [SENDERS[0] if stay else tint(SENDERS[0], 0.6) for stay in stays]
    axes.scatter(x, points[y], c=colours, s=18, zorder=3)
    margin = 0.04 * (high - low)
    axes.set_xlim(low - margin, high + margin)
    axes.margins(y=0.12)
    axes.locator_params(axis="y", nbins=4)
    axes.yaxis.set_major_formatter(
        lambda at, _: whole(at) if abs(at) >= 10 or not at else f"{at:g}"
    )
    name = fitted(names.parameter(axis.path, found.scenario), 8.5, wide, lines=2)
    axes.set_title("\n".join(name), size=8.5, color=INK, loc="left")


def _title(found: Optimum) -> str:
    """The finding: which levers stand at the same place everywhere along the front."""
    if len(found.points) == 1:
        told = telling.levers(found, found.points.iloc[0])
        return tr("The one point of the front: {levers}", levers=told)
    fixed = [told for axis in found.levers if (told := _fixed(found, axis))]
    if not fixed:
        return tr("Along the front every lever moves: there is no place that suits all points")
    return tr("At all points of the front: {levers}", levers="; ".join(fixed))


def _fixed(found: Optimum, axis: Axis) -> str:
    """Where a lever stands along the whole front, if it stays at a word or near an end."""
    column, name = found.points[axis.path], names.parameter(axis.path, found.scenario)
    if axis.has_words:
        return f"{name} {value(column.iloc[0])}" if column.nunique() == 1 else ""
    low, high = min(map(float, axis.values)), max(map(float, axis.values))
    for end, gap in ((low, column - low), (high, high - column)):
        if (gap <= _NEAR * (high - low)).all():
            return tr("{lever} near {value}", lever=name, value=value(end))
    return ""


def _alt(found: Optimum, title: str) -> str:
    told = [f"{row['point']}: {telling.levers(found, row)}" for _, row in found.points.iterrows()]
    return tr("{title}. Points: {points}.", title=title, points=". ".join(told))
