"""The ladder: rungs, and what a talk offers of them (ODD 7.5)."""

from __future__ import annotations

from typing import Any

from tests.reference.economy import Instrument
from tests.reference.prisoners import normalised
from tests.reference.rounding import at_most


class Rung:
    """One step of a sender's ladder."""

    def __init__(
        self, name: str, values: Any, classes: list[str], own: dict[str, Instrument]
    ) -> None:
        self.name = name
        self.relief = [(own[k], values.relief[k]) for k in own if k in values.relief]
        self.mix = normalised([values.mix.get(c, 0.0) for c in classes])
        self.ask = values.ask
        self.distancing: float = values.distancing
        self.distanced = False
        self.tabled = False
        self.sweetened = False
        self.owed = 0
        self.completed_in: int | None = None

    def distancing_left(self) -> float:
        """The commitment not yet in force."""
        return 0.0 if self.distanced else self.distancing

    def in_force(self) -> bool:
        """Whether nothing is left to give."""
        if self.distancing_left() > 0:
            return False
        return all(at_most(level, instrument.legal) for instrument, level in self.relief)


class Offer:
    """What a talk or a deal is about: one rung, or two offered together."""

    def __init__(self, rungs: list[Rung]) -> None:
        self.rungs = rungs
        self.first = rungs[0]
        self.key = "+".join(rung.name for rung in rungs)
        self.levels: dict[Instrument, float] = {}
        for rung in rungs:
            for instrument, level in rung.relief:
                self.levels[instrument] = max(self.levels.get(instrument, 0.0), level)
        self.slowest = max((i.slowness for i in self.levels), default=1.0)

    def goals(self) -> dict[Instrument, float]:
        """The levels to which the offer would raise each instrument now."""
        return {one: max(one.legal, level) for one, level in self.levels.items()}

    def cost(self) -> float:
        """Political cost of the rise, prisoner-equivalents."""
        goals = self.goals()
        return sum(one.cost.value * (goal - one.legal) for one, goal in goals.items())

    def step(self) -> float:
        """Δ: what the offer is expected to take off reliance."""
        rise: float = sum(one.reliance_effect * (g - one.legal) for one, g in self.goals().items())
        return rise + sum(rung.distancing_left() for rung in self.rungs)
