"""A deal from agreement to the end of its watch (ODD 7.7 and 7.8)."""

from __future__ import annotations

from typing import Any

from tests.reference.ladder import Offer
from tests.reference.prisoners import Publication
from tests.reference.rounding import at_least
from tests.reference.talks import Zone


class Deal:
    """What was agreed and what became of it."""

    def __init__(self, week: int, number: int, offer: Offer, zone: Zone, behaviour: Any) -> None:
        self.week = week
        self.round = number
        self.offer = offer
        self.zone = zone
        self.first: str = behaviour.first
        self.release_lag: int = behaviour.release_lag_weeks
        self.relief_lag: int = behaviour.relief_lag_weeks
        self.start = {one: one.legal for one in offer.levels}
        self.goal = offer.goals()
        self.raised = [one for one in offer.levels if self.goal[one] > self.start[one]]
        self.outcome = "open"
        self.completed_in: int | None = None
        self.watching = False
        self.watch_ends = 0
        self.reference: Publication | None = None

    def count_people(self, people: int, owed: int, tranches: int, classes: int) -> None:
        """How many, of whom some may be owed, and in how many tranches."""
        self.people = people
        self.to_release = max(0, people - owed)
        self.tranches = k = min(tranches, people)
        total = self.to_release
        self.parts = [i * total // k - (i - 1) * total // k for i in range(1, k + 1)]
        self.released = [0] * classes
        self.releases: list[tuple[int, int]] = []
        self.released_parts = self.relieved_parts = 0
        self.turn = self.first

    def still_promised(self) -> int:
        """People of the tranches that the target has not delivered."""
        return sum(self.parts[self.released_parts :])

    def level(self, instrument: Any, tranche: int) -> float:
        """The level that relief comes to in a tranche."""
        start, goal = self.start[instrument], self.goal[instrument]
        at: float = max(instrument.legal, start + tranche / self.tranches * (goal - start))
        return at

    def given(self) -> float:
        """The share of its tranches of relief already given."""
        return self.relieved_parts / self.tranches

    def is_complete(self) -> bool:
        """Whether both sides have delivered everything."""
        return self.released_parts == self.relieved_parts == self.tranches

    def complete(self, week: int, watch_weeks: int, last: Publication) -> None:
        """Both have kept; the watch begins."""
        self.outcome = "kept"
        self.completed_in = week
        self.watching = True
        self.watch_ends = week + watch_weeks
        self.reference = last

    def undo(self) -> None:
        """The deal, completed before, does not stand any more."""
        self.watching = False
        self.outcome = "snapped_back"
        for rung in self.offer.rungs:
            rung.distanced = False

    def take_back(self, policy: str, given: float) -> None:
        """Undo what the deal raised and ``given`` of it has been given: wholly, or by half."""
        for one in self.raised:
            least = min(one.legal, self.start[one])
            half = given * (self.goal[one] - self.start[one]) / 2
            one.legal = least if policy == "full" else max(least, one.legal - half)

    def released_since(self, week: int) -> int:
        """Its own releases from a week on."""
        return sum(people for when, people in self.releases if when >= week)

    def outcome_at_end(self) -> str:
        """A completed deal is kept if it stands."""
        if self.outcome == "kept" and not all(
            at_least(one.legal, self.goal[one]) for one in self.raised
        ):
            return "snapped_back"
        return self.outcome
