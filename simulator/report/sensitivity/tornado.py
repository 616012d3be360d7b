"""A tornado: the mean outcome at both ends of each number, the widest on top."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulator.report import words
from simulator.report.language import tr
from simulator.report.measures import Z95, told_apart
from simulator.report.picture import Picture
from simulator.report.sensitivity import names
from simulator.report.style import INK, QUIET, SENDERS, fitted, house_style, sheet, text_width

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from simulator.analysis.sensitivity.study import Study

MOST: Final = 12
_LEFT: Final = 2.75
_SIZE: Final = 8.0


@dataclass(frozen=True)
class Ends:
    """A number's two ends: where they are, the means there, and their intervals."""

    name: str
    where: tuple[str, ...]
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    unit: str = ""

    @property
    def width(self) -> float:
        """How far the mean moves."""
        return abs(self.mean[1] - self.mean[0])

    @property
    def error(self) -> float:
        """The standard error of that: the means come from different worlds."""
        halves = [(high - low) / 2 for low, high in zip(self.low, self.high, strict=True)]
        return math.hypot(*halves) / Z95

    @property
    def is_told_from_nothing(self) -> bool:
        """Whether the intervals of the ends lie apart."""
        return self.low[0] > self.high[1] or self.low[1] > self.high[0]


def tornado(study: Study, outcome: str, facts: Mapping[str, Any]) -> Picture:
    """Draw how far an outcome's mean moves from one end of each number to the other."""
    found = list(_widest(study, outcome).values())
    middle = study.means[outcome]
    title = _title(outcome, found)
    with house_style():
        note = tr(
            "Mean over worlds where the number lies in its lowest fifth (orange) and in its "
            "highest (blue); of words, those with the least and the greatest mean. Lines: {share} "
            "intervals. Dotted: all worlds.",
            share=words.percent(words.CONFIDENCE),
        )
        page = sheet(title, note, facts, height=1.5 + 0.36 * max(len(found), 2))
        axes = page.axes(_LEFT, 7.85, bottom=page.bottom + 0.42, top=page.top)
        _draw(axes, found, middle)
        axes.set_xlabel(tr("mean of {outcome}", outcome=names.with_unit(outcome)), color=QUIET)
    table = study.swings[study.swings["outcome"] == outcome].drop(columns="outcome")
    return Picture(f"tornado-{outcome}", title, page.figure, table, _alt(title, found))


def moving(study: Study, outcome: str) -> list[str]:
    """The paths of the numbers that the figure shows, from the top."""
    return list(_widest(study, outcome))


def _widest(study: Study, outcome: str) -> dict[str, Ends]:
    """The numbers between whose ends the mean differs most, if that can be told, by path."""
    table = study.swings[study.swings["outcome"] == outcome]
    every = {
        str(path): _read(names.parameter(str(path), study.scenario), str(path), rows)
        for path, rows in table.groupby("parameter", sort=False)
    }
    told = {path: ends for path, ends in every.items() if ends.is_told_from_nothing}
    return dict(sorted(told.items(), key=lambda item: -item[1].width)[:MOST])


def _read(name: str, path: str, rows: pd.DataFrame) -> Ends:
    where = tuple(_where(str(end)) for end in rows["where"])
    mean, low, high = (tuple(map(float, rows[key])) for key in ("mean", "low", "high"))
    return Ends(name, where, mean, low, high, names.parameter_unit(path))


def _where(end: str) -> str:
    """An end of a number as it is read; the table has ``up to 19``, ``from 80`` or a word."""
    if end.startswith("up to "):
        return tr("up to {value}", value=end.removeprefix("up to "))
    if end.startswith("from "):
        return tr("from {value}", value=end.removeprefix("from "))
    return end


def _draw(axes: Axes, found: Sequence[Ends], middle: float) -> None:
    places = -np.arange(len(found), dtype=np.float64)
    edges = [middle, *(edge for ends in found for edge in (*ends.low, *ends.high))]
    room = _room(found, max(edges) - min(edges))
    axes.set_xlim(min(edges) - room, max(edges) + room)
    for place, ends in zip(places, found, strict=True):
        for end, colour in enumerate((SENDERS[1], SENDERS[0])):
            mean = ends.mean[end]
            axes.barh(place, mean - middle, left=middle, height=0.62, color=colour)
            axes.plot([ends.low[end], ends.high[end]], [place, place], color=INK, lw=1.1)
        _say_where(axes, ends, place)
    axes.axvline(middle, color=INK, lw=0.9, ls=":")
    labels = [
        "\n".join(
            [*fitted(ends.name, 8.5, _LEFT - 0.3), ends.unit]
            if ends.unit
            else fitted(ends.name, 8.5, _LEFT - 0.3, lines=2)
        )
        for ends in found
    ]
    axes.set_yticks(places, labels, size=8.5, linespacing=1.1)
    axes.set_ylim(-len(found) + 0.4, 0.6)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.4g}".replace("-", "−"))


def _room(found: Sequence[Ends], span: float) -> float:
    """Space beside the bars for the widest words, in the outcome's unit."""
    widest = max((text_width(f" {w}", _SIZE) for ends in found for w in ends.where), default=0.5)
    inches = 7.85 - _LEFT
    return span * widest / max(inches - 2 * widest, 1.0)


def _say_where(axes: Axes, ends: Ends, place: float) -> None:
    left = 0 if ends.mean[0] <= ends.mean[1] else 1
    for end in (0, 1):
        on_left = end == left
        edge = ends.low[end] if on_left else ends.high[end]
        text = f"{ends.where[end]} " if on_left else f" {ends.where[end]}"
        side = "right" if on_left else "left"
        axes.text(edge, place, text, size=_SIZE, va="center", ha=side, color=QUIET)


def _title(outcome: str, found: Sequence[Ends]) -> str:
    said = names.outcome(outcome)
    if not found:
        return tr(
            "With no number by itself does the mean of {outcome} differ by more than chance could "
            "make it",
            outcome=said,
        )
    first = found[0]
    low, high = (words.decimal(mean, 0) for mean in first.mean)
    moved = {"number": first.name, "outcome": said, "low": low, "high": high}
    if len(found) > 1 and not _told_apart(first, found[1]):
        return tr(
            "{number} is among the numbers with which the mean of {outcome} differs most: {low} "
            "against {high}",
            **moved,
        )
    return tr("The mean of {outcome} differs most with {number}: {low} against {high}", **moved)


def _told_apart(first: Ends, second: Ends) -> bool:
    """Whether the first moves the mean by more than the second does, beyond chance."""
    return told_apart((second.width, second.error), (first.width, first.error), among=2)


def _alt(title: str, found: Sequence[Ends]) -> str:
    told = (
        f"{ends.name}: {ends.where[0]} {words.decimal(ends.mean[0], 1)}, "
        f"{ends.where[1]} {words.decimal(ends.mean[1], 1)}"
        for ends in found
    )
    return tr(
        "{title}. Bars from the lowest to the highest fifth: {bars}.",
        title=title,
        bars="; ".join(told),
    )
