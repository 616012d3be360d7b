"""Delivery policies: does a side do what it has promised, now that its tranche is due?

The reciprocal ones are the strategies of the iterated prisoner's dilemma (Axelrod 1984; Nowak and
Sigmund 1992 for the generous one), played with deliveries; a snapback is no move of theirs. A name
that is not ours is that of a user's own (``agents.plugins``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.agents.parameters import Where, Words
from simulator.agents.plugins.answers import Misbehaved
from simulator.agents.plugins.known import Tranche
from simulator.agents.plugins.registry import plugged
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
class Due:
    """What is due of a side, in some worlds: which tranche, for how many people, when.

    ``belief`` is the side's own, that the other keeps its promises.
    """

    side: str
    week: int
    tranche: Ints
    tranches: Ints
    people: Ints
    belief: Floats


@dataclass(frozen=True)
class Deliverer:
    """The side whose tranche is due: its policy and numbers, its streams, the other's record.

    ``slip`` is the chance that a whole deal slips by accident. ``gains(where)`` says in which
    of some worlds an opportunist gains by keeping; ``due(where)`` tells a user's own policy more.
    """

    policy: Words
    keeps_probability: Floats
    forgives_probability: Floats
    slip: Floats
    reneges: Occasional
    slips: Occasional
    other: Record
    gains: Callable[[Where], Bools]
    due: Callable[[Where], Due] | None = None

    def delivers(self, worlds: Index, tranches: Ints) -> Bools:
        """Whether its tranche, one of so many, is delivered: meant, and no accident."""
        accident = self.slips.uniform(worlds) < slip_chance(self.slip[worlds], tranches)
        return self.keeps(worlds) & ~accident

    def keeps(self, worlds: Index) -> Bools:
        """Whether its policy means to deliver, in ``worlds``."""
        kept = np.empty(len(worlds), dtype=bool)
        for name, where in self.policy.among(worlds):
            rule = POLICIES.get(name)
            chosen = worlds[where]
            kept[where] = rule(self, chosen, where) if rule else self._ask(name, chosen, where)
        return kept

    def _ask(self, name: str, worlds: Index, where: Where) -> Bools:
        """What a user's policy does."""
        try:
            return plugged("delivery", name).answers(self._known(worlds, where))
        except Misbehaved as fault:
            raise fault.among(worlds) from fault

    def _known(self, worlds: Index, where: Where) -> Tranche:
        """All that a user's policy may know."""
        assert self.due, "deliveries say what is due"
        due = self.due(where)
        return Tranche(
            due.side,
            due.week,
            tranche=due.tranche,
            tranches=due.tranches,
            people=due.people,
            belief=due.belief,
            other_kept_last=self.other.kept_last[worlds],
            other_ever_broke=self.other.ever_broke[worlds],
            worth_keeping=self.gains(where),
            keeps_probability=self.keeps_probability[worlds],
            forgives_probability=self.forgives_probability[worlds],
            chance=self.reneges.uniform(worlds),
        )


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
