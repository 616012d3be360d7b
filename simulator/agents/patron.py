"""The patron: now and then it looks how far its client has drifted, and acts on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from simulator.agents.clock import Clock, Process
from simulator.agents.journal import Journal
from simulator.agents.parameters import Draws, Words
from simulator.agents.relief import Relief
from simulator.model import patron as rules
from simulator.model.rounding import Bools, Floats, Index, at_most
from simulator.randomness import Streams
from simulator.scenario import Scenario


@dataclass(frozen=True)
class PatronParameters:
    """What the patron pays and how it reacts, in each world."""

    subsidy_usd_m_per_week: Floats
    grip: Floats
    tolerance: Floats
    policy: Words
    veto_slope: Floats
    freeze_weeks: Floats


class Patron:
    """Pays the subsidy; may punish drift, outbid the West, or stop the talks."""

    def __init__(
        self,
        scenario: Scenario,
        draws: Draws,
        streams: Streams,
        *,
        relief: Relief,
        journal: Journal,
    ) -> None:
        self.terms: PatronParameters | None = None
        self._relief = relief
        self._journal = journal
        self._vetoes = streams.occasional("patron/freeze")
        self.ordinary_subsidy = np.zeros(draws.worlds)
        if scenario.patron is not None:
            self.terms = draws.record(PatronParameters, scenario.patron, "patron")
            self._every = scenario.patron.every_weeks
            self.ordinary_subsidy = self.terms.subsidy_usd_m_per_week.copy()
        self.subsidy = self.ordinary_subsidy.copy()
        self.subsidy_ratio = np.ones(draws.worlds)
        """The subsidy over the ordinary one; 1 (no pull) where there is none."""
        self.largest_tabled_step: Callable[[], Floats] = lambda: np.zeros(draws.worlds)
        self.freeze_talks: Callable[[int, Index, Floats], None] = lambda *_: None

    def live(self, clock: Clock) -> Process:
        """Wake up every so many weeks; without a patron there is nothing to do."""
        if self.terms is not None:
            yield from clock.every(self._every, self, self._act)

    def cost_to_target(self, worlds: Index, step: Floats) -> Floats:
        """Subsidy a week that the target expects to lose or forgo by moving a ``step`` away."""
        cost = np.zeros(len(worlds))
        if self.terms is None:
            return cost
        for policies, where in self.terms.policy.among(worlds):
            some = worlds[where]
            if "punish" in policies:
                cost[where] += self._cost_of_punishment(some, step[where])
            if "compensate" in policies:
                cost[where] += self._grip()[some] * step[where]
        return cost

    def _cost_of_punishment(self, worlds: Index, step: Floats) -> Floats:
        assert self.terms is not None
        return rules.cost_of_punishment(
            self._grip()[worlds],
            self._relief.drift()[worlds],
            step=step,
            tolerance=self.terms.tolerance[worlds],
        )

    def set_ordinary_subsidy(self, ordinary: Floats) -> None:
        """Another ordinary subsidy (the timeline): what is paid moves by as much at once."""
        self.subsidy = np.maximum(0.0, self.subsidy + (ordinary - self.ordinary_subsidy))
        self.ordinary_subsidy = ordinary
        self._compare()

    def _compare(self) -> None:
        """Bring the ratio up to date with the subsidy."""
        paid = self.ordinary_subsidy > 0
        ordinary = np.where(paid, self.ordinary_subsidy, 1.0)
        self.subsidy_ratio = np.where(paid, self.subsidy / ordinary, 1.0)

    def _grip(self) -> Floats:
        assert self.terms is not None
        return rules.grip(self.terms.grip, self._relief.reliance, self.ordinary_subsidy)

    def _act(self, week: int) -> None:
        terms = self.terms
        assert terms is not None
        drift, before = self._relief.drift(), self.subsidy
        grip = self._grip()
        cut = grip * rules.punished_drift(drift, terms.tolerance) * terms.policy.are("punish")
        bid = grip * self.largest_tabled_step() * terms.policy.are("compensate")
        self.subsidy = rules.subsidy(self.ordinary_subsidy, cut, bid)
        self._compare()
        moved = np.flatnonzero(np.abs(self.subsidy - before) > 0.005)
        self._journal.note(
            week, moved, "patron", "subsidy",
            drift=drift[moved], before=before[moved], subsidy=self.subsidy[moved],
        )  # fmt: skip
        self._veto(week, drift, terms.policy.are("veto") & ~at_most(drift, terms.tolerance))

    def _veto(self, week: int, drift: Floats, displeased: Bools) -> None:
        assert self.terms is not None
        worlds = np.flatnonzero(displeased)
        chance = rules.veto_chance(self.terms.veto_slope, drift, self.terms.tolerance)[worlds]
        worlds = worlds[self._vetoes.uniform(worlds) < chance] if len(worlds) else worlds
        weeks = self.terms.freeze_weeks[worlds]
        self.freeze_talks(week, worlds, weeks)
        self._journal.note(week, worlds, "patron", "veto", drift=drift[worlds], weeks=weeks)
