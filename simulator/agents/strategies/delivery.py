"""Delivery policies: does a side do what it has promised, now that its tranche is due?

The reciprocal ones are the strategies of the iterated prisoner's dilemma (Axelrod 1984; Nowak and
Sigmund 1992 for the generous one), played with deliveries; a snapback is no move of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.agents.parameters import Words
from simulator.model.rounding import Bools, Floats, Index
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
class Mover:
    """The side whose tranche is due: its policy, its numbers, its coin, the other's record.

    ``gains(mask)`` says where an opportunist gains by keeping, among the worlds of the mask.
    """

    policy: Words
    keeps_probability: Floats
    forgives_probability: Floats
    coin: Occasional
    other: Record
    gains: Callable[[Bools], Bools]

    def keeps(self, worlds: Index) -> Bools:
        """Whether its policy delivers, in ``worlds``."""
        kept = np.empty(len(worlds), dtype=bool)
        for name, mask in self.policy.among(worlds):
            kept[mask] = POLICIES[name](self, worlds[mask], mask)
        return kept


def reliable(_mover: Mover, worlds: Index, _mask: Bools) -> Bools:
    """Always delivers."""
    return np.ones(len(worlds), dtype=bool)


def erratic(mover: Mover, worlds: Index, _mask: Bools) -> Bools:
    """Delivers with a given probability."""
    return mover.coin.uniform(worlds) < mover.keeps_probability[worlds]


def tit_for_tat(mover: Mover, worlds: Index, _mask: Bools) -> Bools:
    """Does as the other did at its last delivery."""
    return mover.other.kept_last[worlds]


def grim(mover: Mover, worlds: Index, _mask: Bools) -> Bools:
    """Delivers until the other's first breach, then never again."""
    return ~mover.other.ever_broke[worlds]


def generous_tit_for_tat(mover: Mover, worlds: Index, _mask: Bools) -> Bools:
    """Tit for tat that forgives with a given probability; the coin is thrown each time."""
    forgives = mover.coin.uniform(worlds) < mover.forgives_probability[worlds]
    return mover.other.kept_last[worlds] | forgives


def opportunist(mover: Mover, _worlds: Index, mask: Bools) -> Bools:
    """Delivers if what is still to come, or to lose, is worth it."""
    return mover.gains(mask)


POLICIES: dict[str, Callable[[Mover, Index, Bools], Bools]] = {
    "reliable": reliable,
    "erratic": erratic,
    "tit_for_tat": tit_for_tat,
    "grim": grim,
    "generous_tit_for_tat": generous_tit_for_tat,
    "opportunist": opportunist,
}
"""Every delivery policy by the name that scenarios use."""
