"""The main outcomes of a run as a reader meets them: named, measured, and said in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.labels import Labels, as_date, labels_of
from simulator.report.language import tr, trn
from simulator.report.measures import Spread, spread

if TYPE_CHECKING:
    import pandas as pd

    from simulator.report.tables import RunTables
    from simulator.results.run import Columns


class Unit(Enum):
    """How a number is to be read."""

    PEOPLE = "people"
    FEWER = "fewer people"
    MONEY = "USD million"
    COUNT = "number"
    LEVEL = "share"
    WEEK = "week"


@dataclass(frozen=True)
class MainOutcome:
    """One outcome over worlds; ``note`` says over which worlds, if not all of them."""

    label: str
    unit: Unit
    spread: Spread
    start: date
    note: str = ""

    @property
    def median(self) -> str:
        """The median in words."""
        return self._said(self.spread.median, self.spread.median)

    @property
    def middle(self) -> str:
        """The middle 80% of worlds in words."""
        return self._said(self.spread.low, self.spread.high)

    @property
    def error(self) -> str:
        """The 95% Monte Carlo interval of the median in words."""
        return self._said(self.spread.median_low, self.spread.median_high)

    @property
    def margin(self) -> str:
        """How far chance may have moved the median (95%), on the longer side, without a sign."""
        found = self.spread
        reach = max(found.median_high - found.median, found.median - found.median_low)
        if words.missing(reach):
            return words.NONE
        if self.unit is Unit.MONEY:
            return words.money(reach)
        if self.unit is Unit.LEVEL:
            least = 0.001  # the last digit shown: a smaller error is not none
            if 0 < reach < least:
                return tr("under {amount}", amount=words.decimal(least, 3))
            return words.decimal(reach, 3)
        if self.unit is Unit.WEEK:
            return words.count(reach, "week", "weeks") if reach else tr("under a week")
        return words.whole(reach)

    def _said(self, low: float, high: float) -> str:
        if words.missing(low) or words.missing(high):
            return words.NONE
        if self.unit is Unit.FEWER:
            return words.fewer_range(low, high)
        if self.unit is Unit.MONEY:
            return words.money_range(low, high)
        return words.span(self._one(low), self._one(high))

    def _one(self, value: float) -> str:
        if self.unit is Unit.WEEK:
            return words.short_month(words.week_date(self.start, value))
        return words.decimal(value, 2) if self.unit is Unit.LEVEL else words.whole(value)


def main_outcomes(tables: RunTables) -> tuple[MainOutcome, ...]:
    """Measure the outcomes that the summary and the page list, in their order."""
    start = as_date(tables.facts["start"])
    return tuple(
        MainOutcome(label, unit, found, start, _note(found, len(tables.outcomes)))
        for label, unit, column in _columns(tables.outcomes, labels_of(tables.facts))
        if not (found := spread(column)).empty
    )


def _note(found: Spread, worlds: int) -> str:
    return (
        ""
        if found.worlds == worlds
        else trn(
            "in the {n} world that has one",
            "in the {n} worlds that have one",
            found.worlds,
            n=words.whole(found.worlds),
        )
    )


def _columns(outcomes: Columns, labels: Labels) -> Iterator[tuple[str, Unit, pd.Series]]:
    yield tr("Released by deals"), Unit.PEOPLE, outcomes["released"]
    yield tr("Held, against no talks"), Unit.FEWER, outcomes["net_effect"]
    yield tr("Held at the end"), Unit.PEOPLE, outcomes["held_end"]
    yield tr("Arrested"), Unit.PEOPLE, outcomes["arrested"]
    yield tr("Deals agreed"), Unit.COUNT, outcomes["deals"]
    yield tr("First deal agreed"), Unit.WEEK, outcomes["first_deal_week"]
    yield (
        tr("Relief, worth to {target}", target=labels.target),
        Unit.MONEY,
        outcomes["relief_value_usd_m"],
    )
    yield tr("Relief per release"), Unit.MONEY, outcomes["price_per_prisoner_usd_m"]
    yield tr("Reliance on {patron}", patron=labels.patron), Unit.LEVEL, outcomes["reliance_end"]
    broken = outcomes["breaches_by_target"] + outcomes["breaches_by_senders"]
    yield tr("Deals broken"), Unit.COUNT, broken
    yield tr("Snapbacks of relief"), Unit.COUNT, outcomes["snapbacks"]
