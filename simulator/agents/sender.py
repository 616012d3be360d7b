"""A sender: it watches its deals, keeps or loses attention, talks and delivers, every week."""

from __future__ import annotations

import numpy as np

from simulator.agents.clock import Clock, Process
from simulator.agents.deliveries import Deliveries
from simulator.agents.dossier import DELIVERING, IDLE, NEVER, TALKING, Behaviour, Dossier, Stage
from simulator.agents.parameters import Draws
from simulator.agents.reservations import Reservations
from simulator.agents.talks import Talks
from simulator.agents.watch import Watch
from simulator.model.rounding import Bools, Floats, Index, add_up, at_most
from simulator.randomness import Streams, exponential
from simulator.scenario import Scenario


class Sender:
    """A government that offers relief for releases, in all worlds of a block."""

    def __init__(
        self, scenario: Scenario, name: str, draws: Draws, streams: Streams, *, stage: Stage
    ) -> None:
        self.name = name
        self.dossier = Dossier(scenario, name, draws, streams, stage=stage)
        reservations = Reservations(self.dossier)
        self.talks = Talks(self.dossier, reservations)
        self.deliveries = Deliveries(self.dossier, reservations)
        self._watch = Watch(self.dossier, self.deliveries)
        self._everywhere = np.arange(draws.worlds)
        self.dossier.due = self.dossier.gap(self._everywhere)
        self._attention_since = np.zeros(draws.worlds)
        self._attention_left = self._attention_draw(self._everywhere)
        self._attention_due = self._next_loss(self._everywhere)

    def live(self, clock: Clock) -> Process:
        """Act every week."""
        yield from clock.every(1, self, self._act)

    def talking(self) -> Bools:
        """In which worlds talks are under way."""
        talking: Bools = self.dossier.phase == TALKING
        return talking

    def utility(self) -> Floats:
        """What the sender has got, in prisoner-equivalents, at the end.

        The value of people released to it, the fall in reliance, less the cost of relief in force.
        """
        d, relief = self.dossier, self.dossier.stage.relief
        freed = add_up(d.book.people_freed(len(d.due)) * d.prisoner_values)
        loosened = d.strategic_value * (relief.reliance_at_start - relief.reliance)
        in_force = np.maximum(0.0, relief.legal[d.ladder.own])
        return freed + loosened - add_up(relief.cost[d.ladder.own] * in_force)

    def change_behaviour(self, week: int, behaviour: Behaviour) -> None:
        """Act otherwise from now on; what is due stays due, but risks change at once."""
        held = np.maximum(0.0, week - self._attention_since)
        hazard = self.dossier.behaviour.attention_lost_per_week
        self._attention_left = np.maximum(0.0, self._attention_left - hazard * held)
        self._attention_since = np.maximum(self._attention_since, week)
        self.dossier.behaviour = behaviour
        self._attention_due = self._next_loss(self._everywhere)

    def change_government(self, week: int, reversal_probability: Floats) -> None:
        """A new government may withdraw all the relief its predecessor gave."""
        d = self.dossier
        u = d.coins.reversal.uniform(self._everywhere)
        worlds = np.flatnonzero(u < reversal_probability)
        d.note(week, self._everywhere, "change of government")
        self.deliveries.take_back_all(week, worlds)
        d.targets_trust.broken_once(worlds)
        waiting = worlds[(d.phase[worlds] == IDLE) & ~d.left_for_good[worlds]]
        finished = waiting[d.due[waiting] == NEVER]
        d.due[finished] = week

    def _act(self, week: int) -> None:
        if self.dossier.stage.observer.published_in(week):
            self._watch.judge(week)
        self._lose_attention(week)
        due = np.flatnonzero(at_most(self.dossier.due, week))
        while len(due):
            handled = self._handle(week, due)
            due = handled[at_most(self.dossier.due[handled], week)]

    def _handle(self, week: int, due: Index) -> Index:
        """Handle what is ``due``, one step after another; returns where more may be due."""
        d = self.dossier
        free, delivers = d.free_to_talk(week, due), d.phase[due] == DELIVERING
        opening = due[free & (d.phase[due] == IDLE)]
        if len(opening):
            self.talks.open(week, opening)
        talking = due[free & (d.phase[due] == TALKING)]
        if len(talking):
            self.talks.hold_round(week, talking)
        delivering = due[d.phase[due] == DELIVERING]
        delivering = delivering[at_most(d.due[delivering], week)]
        if len(delivering):
            self.deliveries.carry_out(week, delivering)
        more: Index = due[free | delivers]
        return more

    def _lose_attention(self, week: int) -> None:
        """The sender's capital has another crisis: talks wait while it lasts."""
        d, b = self.dossier, self.dossier.behaviour
        worlds = np.flatnonzero(at_most(self._attention_due, week))
        if not len(worlds):
            return
        weeks = b.attention_weeks[worlds]
        d.freeze(week, worlds, weeks)
        d.note(week, worlds, "attention lost", weeks=weeks)
        self._attention_since[worlds] = week + weeks
        self._attention_left[worlds] = self._attention_draw(worlds)
        self._attention_due[worlds] = self._next_loss(worlds)

    def _attention_draw(self, worlds: Index) -> Floats:
        """An exponential draw with mean 1: attention is lost when the summed hazard reaches it."""
        return exponential(self.dossier.coins.attention_gap.uniform(worlds))

    def _next_loss(self, worlds: Index) -> Floats:
        hazard = self.dossier.behaviour.attention_lost_per_week[worlds]
        left = self._attention_left[worlds]
        some = hazard > 0
        gap = np.where(some, left / np.where(some, hazard, 1.0), NEVER)
        used_up = left <= 0  # due in the week of a change that lowers the hazard
        return self._attention_since[worlds] + np.where(used_up, 0.0, gap)
