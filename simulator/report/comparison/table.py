"""All outcomes of a comparison in a table of words: for the page and the summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.comparison.names import Unit, ends, named, said, signed
from simulator.report.language import tr
from simulator.report.measures import ENOUGH_WORLDS

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.difference import Difference, Spread


@dataclass(frozen=True)
class Row:
    """One outcome: both scenarios over their worlds, the difference and its Monte Carlo interval.

    ``worlds`` is the middle 80% of differences within worlds; ``shares`` in how many the other
    scenario is higher, equal and lower.
    """

    name: str
    base: str
    other: str
    difference: str
    worlds: str
    shares: str


@dataclass(frozen=True)
class Table:
    """The rows for one of the other scenarios."""

    base: str
    other: str
    rows: tuple[Row, ...]


def tables(compared: Compared) -> Iterator[Table]:
    """A table for each of the other scenarios."""
    for other in compared.others:
        rows = [_row(found, compared) for found in compared.found[other.label]]
        yield Table(compared.base.label, other.label, tuple(rows))


def _row(found: Difference, compared: Compared) -> Row:
    name = named(found.outcome, compared.base.scenario)
    unit = name.unit
    few = min(found.base.worlds, found.other.worlds) < ENOUGH_WORLDS
    difference = tr("too few worlds")
    if not few:
        mean = signed(found.mean, unit, to=found.interval.width)
        difference = f"{mean} ({ends(found.interval, unit)})"
    return Row(
        name.label
        if unit in (Unit.PEOPLE, Unit.COUNT, Unit.WEEK)
        else _with_unit(name.label, unit),
        _spread(found.base, unit),
        _spread(found.other, unit),
        difference,
        _between(found.spread, unit),
        _shares(found),
    )


def _with_unit(label: str, unit: Unit) -> str:
    if unit is Unit.SHARE:
        return label
    level = tr("{low} to {high}", low=0, high=1)
    return f"{label} ({tr('USD million') if unit is Unit.MONEY else level})"


def _spread(found: Spread, unit: Unit) -> str:
    """The median and the middle 80% of worlds; of a share of worlds only the share."""
    if not found.worlds:
        return words.NONE
    if unit is Unit.SHARE:
        return words.percent(found.mean)
    numbers = [_plain(value, unit) for value in (found.p50, found.p10, found.p90)]
    return f"{numbers[0]} ({words.span(numbers[1], numbers[2])})"


def _between(found: Spread, unit: Unit) -> str:
    if not found.worlds:
        return words.NONE
    if unit is Unit.SHARE:
        return ""
    width = found.p90 - found.p10
    low, high = (signed(value, unit, to=width or 1) for value in (found.p10, found.p90))
    return words.span(low, high)


def _plain(value: float, unit: Unit) -> str:
    if unit is Unit.LEVEL:
        return words.decimal(value, 2)
    if unit is Unit.MONEY:
        return said(value, Unit.COUNT, to=max(abs(value) / 10, 0.01))
    return words.whole(value)


def _shares(found: Difference) -> str:
    if not found.spread.worlds:
        return words.NONE
    return ", ".join(words.percent(share) for share in (found.higher, found.equal, found.lower))
