"""Delivery policies: does a side do what it has promised, now that its tranche is due?

The reciprocal ones are the strategies of the iterated prisoner's dilemma (Axelrod 1984; Nowak and
Sigmund 1992 for the generous one), played with deliveries; a snapback is no move of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.agents.parameters import Where, Words
from simulator.model.delivery import slip_chance
from simulator.model.rounding import Bools, Floats, Index, Ints
from simulator.randomness import Occasional


@dataclass
class Record:
    """What one side has done for the other so far: one entry a world."""

    kept_last: Bools
    ever_broke: Bools

    @classmethod
    def clean(cls, worlds: int) -> Record:
        """Nothing done yet: nothing held against it."""
        return cls(np.ones(worlds, dtype=bool), np.zeros(worlds, dtype=bool))

    def add(self, worlds: Index, kept: Bools) -> None:
        """Enter a delivery that was due."""
        self.kept_last[worlds] = kept
        self.ever_broke[worlds] |= ~kept


@dataclass(frozen=True)
class Deliverer:
    """The side whose tranche is due: its policy and numbers, its streams, the other's record.

    ``slip`` is the chance that a whole deal slips by accident. ``gains(where)`` says in which
    of some worlds an opportunist gains by keeping.
    """

    policy: Words
    keeps_probability: Floats
    forgives_probability: Floats
    slip: Floats
    reneges: Occasional
    slips: Occasional
    other: Record
    gains: Callable[[Where], Bools]

    def delivers(self, worlds: Index, tranches: Ints) -> Bools:
        """Whether its tranche, one of so many, is delivered: meant, and no accident."""
        accident = self.slips.uniform(worlds) < slip_chance(self.slip[worlds], tranches)
        return self.keeps(worlds) & ~accident

    def keeps(self, worlds: Index) -> Bools:
        """Whether its policy means to deliver, in ``worlds``."""
        kept = np.empty(len(worlds), dtype=bool)
        for name, where in self.policy.among(worlds):
            kept[where] = POLICIES[name](self, worlds[where], where)
        return kept


def reliable(_side: Deliverer, worlds: Index, _where: Where) -> Bools:
    """Always delivers."""
    return np.ones(len(worlds), dtype=bool)


def erratic(side: Deliverer, worlds: Index, _where: Where) -> Bools:
    """Delivers with a given probability."""
    return side.reneges.uniform(worlds) < side.keeps_probability[worlds]


def tit_for_tat(side: Deliverer, worlds: Index, _where: Where) -> Bools:
    """Does as the other did at its last delivery."""
    return side.other.kept_last[worlds]


def grim(side: Deliverer, worlds: Index, _where: Where) -> Bools:
    """Delivers until the other's first breach, then never again."""
    return ~side.other.ever_broke[worlds]


def generous_tit_for_tat(side: Deliverer, worlds: Index, _where: Where) -> Bools:
    """Tit for tat that forgives with a given probability; the coin is thrown each time."""
    forgives = side.reneges.uniform(worlds) < side.forgives_probability[worlds]
    return side.other.kept_last[worlds] | forgives


def opportunist(side: Deliverer, _worlds: Index, where: Where) -> Bools:
    """Delivers if what is still to come, or to lose, is worth it."""
    return side.gains(where)


POLICIES: dict[str, Callable[[Deliverer, Index, Where], Bools]] = {
    "reliable": reliable,
    "erratic": erratic,
    "tit_for_tat": tit_for_tat,
    "grim": grim,
    "generous_tit_for_tat": generous_tit_for_tat,
    "opportunist": opportunist,
}
"""Every delivery policy by the name that scenarios use."""
