"""The people held: the ledger, the target that arrests and lets go, the observer (ODD 7.2)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.reference.agent import Agent
from tests.reference.economy import Dial
from tests.reference.rounding import MOST, floor, largest_remainder

if TYPE_CHECKING:
    from tests.reference.world import World


class Ledger:
    """People held and how they came and went, by class."""

    def __init__(self, prisoners: Any) -> None:
        classes = list(prisoners.classes.values())
        self.start: list[int] = [one.held for one in classes]
        self.held = list(self.start)
        self.arrested = [0] * len(classes)
        self.released = [0] * len(classes)
        self.pardoned = self.term_ended = 0
        self.rates = [one.term_ends_per_week for one in classes]
        self.shares = normalised([one.arrest_share for one in classes])

    def end_terms(self, u: list[float]) -> None:
        """Sentences end, by class."""
        for place, rate in enumerate(self.rates):
            held = self.held[place]
            leaving = min(held, math.floor(rate * held + u[place]))
            self.held[place] -= leaving
            self.term_ended += leaving

    def pardon(self, place: int, people: int) -> int:
        """A gesture: people of a class go free outside any deal."""
        freed: int = min(self.held[place], people)
        self.held[place] -= freed
        self.pardoned += freed
        return freed

    def arrest(self, number: int) -> None:
        """Small classes fill in time; the last takes what is left."""
        all_arrested = sum(self.arrested) + number
        left = number
        last = len(self.held) - 1
        for place, share in enumerate(self.shares):
            had = self.arrested[place]
            taken = left if place == last else min(left, floor(share * all_arrested) - had)
            left -= taken
            self.arrested[place] += taken
            self.held[place] += taken

    def release(self, due: int, mix: list[float]) -> list[int]:
        """Free people by a mix; who is missing is made up from all, the last listed first."""
        wanted = largest_remainder(due, mix)
        freed = [min(w, h) for w, h in zip(wanted, self.held, strict=True)]
        missing = due - sum(freed)
        for place in reversed(range(len(freed))):
            more = min(missing, self.held[place] - freed[place])
            freed[place] += more
            missing -= more
        for place, people in enumerate(freed):
            self.held[place] -= people
            self.released[place] += people
        return freed


class Target(Agent):
    """The government that holds the people."""

    def __init__(self, world: World, values: Any) -> None:
        self.world = world
        self.values = values.target
        self.prisoners = values.prisoners
        self.ledger = Ledger(self.prisoners)
        self.twin = Ledger(self.prisoners)
        self.repression = Dial(1.0)
        self.incentive = 0.0
        self.promised = 0
        self.arrested_by_week: list[int] = []
        classes = self.prisoners.classes
        self.hold_values_at_start = [one.hold_value_usd_m for one in classes.values()]
        self.gesture_place = list(classes).index(self.prisoners.gesture_class)
        self._spread = math.sqrt(math.log(1.0 + self.prisoners.arrests_variation**2))
        self._memory = math.exp(-1.0 / self.prisoners.incentive_memory_weeks)
        weeks, luck = values.horizon_weeks, world.luck
        terms = [luck.weekly_uniforms(f"term ends/{name}", weeks) for name in classes]
        self._terms = [list(week) for week in zip(*terms, strict=True)]
        self._gestures = luck.weekly_uniforms("gestures", weeks)
        self._arrests = luck.weekly_normals("arrests", weeks)
        self._rounding = luck.weekly_uniforms("arrests rounding", weeks)

    def act(self, week: int) -> None:
        """Terms end, a gesture may come, people are arrested, the incentive fades."""
        for ledger in (self.ledger, self.twin):
            ledger.end_terms(self._terms[week])
        if self._gestures[week] < self.prisoners.gesture_chance_per_week:
            self._pardon()
        self._arrest(week)
        self.arrested_by_week.append(sum(self.ledger.arrested))
        self.incentive *= self._memory

    def _pardon(self) -> None:
        freed = self.ledger.pardon(self.gesture_place, self.prisoners.gesture_people)
        self.twin.pardon(self.gesture_place, self.prisoners.gesture_people)
        if freed > 0:
            self.world.tell("target", "gesture", people=freed)

    def _arrest(self, week: int) -> None:
        mean = self.prisoners.arrests_per_week * self.repression.value
        factor = math.exp(self._spread * self._arrests[week] - self._spread**2 / 2)
        calm = self.prisoners.calm if self.world.is_watched(week) else 0.0
        talked = mean * (1.0 - calm) * self._door()
        u = self._rounding[week]
        self.ledger.arrest(math.floor(min(talked * factor, MOST) + u))
        self.twin.arrest(math.floor(min(mean * factor, MOST) + u))

    def _door(self) -> float:
        """The revolving door: what trading people adds to arrests."""
        cap: float = self.prisoners.restock_cap
        if cap == 0.0:
            return 1.0
        return 1.0 + cap * (1.0 - math.exp(-self.prisoners.restock * self.incentive / cap))

    def hold_values(self) -> list[float]:
        """What keeping one person is worth to it, by class, USD million."""
        scarcity = self.prisoners.scarcity
        return [
            value * (max(1, start) / max(1, held)) ** scarcity
            for value, start, held in zip(
                self.hold_values_at_start, self.ledger.start, self.ledger.held, strict=True
            )
        ]

    def hold_value(self, mix: list[float]) -> float:
        """The average over the part of a mix that can be filled."""
        values = self.hold_values()
        filled = [m if h > 0 else 0.0 for m, h in zip(mix, self.ledger.held, strict=True)]
        weights = filled if sum(filled) > 0 else mix
        return sum(m * v for m, v in zip(weights, values, strict=True)) / sum(weights)

    def present_value(self, gain: float, belief: float, slowest: float) -> float:
        """What a gain of income by relief is worth to it now, USD million."""
        rate = self.rate(belief)
        return 52.0 * gain / rate / (1.0 + rate * slowest / 52.0)

    def rate(self, belief: float) -> float:
        """R: impatience and the fear that relief is withdrawn, a year."""
        rate: float = self.values.discount_rate_per_year - math.log(belief)
        return rate


class Publication(NamedTuple):
    """What outsiders know: the count held and the arrests recognised so far."""

    week: int
    held: int
    recognised: int


class Observer(Agent):
    """Publishes the count held and the arrests recognised so far."""

    def __init__(self, world: World, prisoners: Any) -> None:
        self.world = world
        self.rhythm = prisoners.publication_every_weeks
        self.lag = prisoners.recognition_lag_weeks
        self.last = Publication(0, sum(one.held for one in prisoners.classes.values()), 0)
        self.count_at_start = self.last.held

    def act(self, week: int) -> None:
        """Publish."""
        seen = week - self.lag
        target = self.world.target
        recognised = target.arrested_by_week[seen] if seen >= 0 else 0
        self.last = Publication(week, sum(target.ledger.held), recognised)


def normalised(shares: list[float]) -> list[float]:
    """Shares as they are if they sum to 1 within 1e-6, else divided by their sum."""
    total = sum(shares)
    return shares if abs(total - 1.0) <= 1e-6 else [share / total for share in shares]
