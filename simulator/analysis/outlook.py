"""What a forecast is asked: a case as it was known on a day, and the days to look at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulator.analysis.foresight import Case
from simulator.analysis.observations import Observation

PEOPLE: Final = ("released_by_deal", "held", "arrested")
"""The counts that are forecast."""


@dataclass(frozen=True)
class Outlook:
    """What is asked: a case as observed until ``today``, and the days to look at."""

    case: Case
    today: dt.date
    days: tuple[dt.date, ...]

    def week(self, day: dt.date) -> int:
        """The week of a day, from the case's start."""
        return (day - self.case.scenario.start).days // 7

    @property
    def now(self) -> int:
        """The week of the day from which it looks ahead."""
        return self.week(self.today)

    @property
    def weeks(self) -> tuple[int, ...]:
        """The weeks looked at."""
        return tuple(self.week(day) for day in self.days)

    @property
    def ahead(self) -> tuple[int, ...]:
        """The weeks from today until each day."""
        return tuple(week - self.now for week in self.weeks)

    @property
    def most(self) -> float:
        """The most that can be released: those last counted."""
        held = self.last_seen("held")
        return held.value if held else np.inf

    def last_seen(self, quantity: str) -> Observation | None:
        """The last observation of a count."""
        seen = [e for e in self.case.observations if e.quantity == quantity and e.week >= 0]
        return max(seen, key=lambda each: each.date, default=None)

    @property
    def known(self) -> tuple[str, ...]:
        """The counts that were observed, and so can be forecast."""
        return tuple(name for name in PEOPLE if self.last_seen(name))

    @property
    def open_rungs(self) -> tuple[str, ...]:
        """The rungs not reached, as ``sender/rung``, in the order of each sender's ladder."""
        came = {e.subject for e in self.case.observations if e.kind == "rung" and e.value}
        return tuple(
            f"{name}/{rung}"
            for name, sender in self.case.scenario.senders.items()
            for rung in _ladder(sender)
            if f"{name}/{rung}" not in came
        )


def _ladder(sender: object) -> tuple[str, ...]:
    order = getattr(sender, "order", ())
    listed = order.central() if hasattr(order, "central") else order
    return tuple(listed) or tuple(getattr(sender, "rungs", ()))


def known_by(case: Case, today: dt.date) -> Case:
    """A case as it was known on a day: counts until then, events come or not come until then."""
    start = case.scenario.start
    week = (today - start).days // 7
    seen = [e for e in case.observations if e.date <= today and (e.value or not e.is_event)]
    came = {each.quantity for each in seen if each.is_event}
    for each in case.observations:
        if each.is_event and each.quantity not in came:
            came.add(each.quantity)
            seen.append(_not_yet(each, today, week))
    return Case(case.name, case.scenario, tuple(seen))


def _not_yet(each: Observation, today: dt.date, week: int) -> Observation:
    return Observation(f"{each.id}-not-yet", today, week, each.quantity, 0.0, 0.0, 0.0)
