"""The cast: all agents of a scenario, set up for one block of worlds and let live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulator.agents.clock import Agent, Clock
from simulator.agents.dossier import Stage
from simulator.agents.journal import Journal
from simulator.agents.market import Market
from simulator.agents.nudges import Nudge, Nudging
from simulator.agents.observer import Observer
from simulator.agents.parameters import Draws
from simulator.agents.patron import Patron
from simulator.agents.recorder import Recorder, Sink
from simulator.agents.relief import Relief
from simulator.agents.sender import Sender
from simulator.agents.target import Target
from simulator.agents.timeline import Timeline
from simulator.model.rounding import Floats, Index
from simulator.scenario import Scenario


@dataclass(frozen=True)
class Cast:
    """Everybody who acts, in the order in which they act within a week."""

    draws: Draws
    stage: Stage
    senders: dict[str, Sender]
    timeline: Timeline
    recorder: Recorder

    @classmethod
    def of(cls, scenario: Scenario, draws: Draws, *, journal: Journal, sink: Sink) -> Cast:
        """Set everybody up for the worlds of ``draws``."""
        streams = draws.streams
        market = Market(scenario, draws, streams)
        target = Target(scenario, draws, streams, journal=journal)
        observer = Observer(scenario, draws, target=target)
        relief = Relief(scenario, draws, market=market)
        patron = Patron(scenario, draws, streams, relief=relief, journal=journal)
        stage = Stage(market, target, observer, patron, relief, journal)
        senders = {
            name: Sender(scenario, name, draws, streams, stage=stage) for name in scenario.senders
        }
        timeline = Timeline(scenario, draws, stage=stage, senders=senders)
        recorder = Recorder(stage=stage, senders=senders, sink=sink)
        cast = cls(draws, stage, senders, timeline, recorder)
        cast._introduce()
        return cast

    def live(self, weeks: int) -> None:
        """Let everybody live for so many weeks."""
        Clock().run([*self._in_order(), self.recorder], weeks=weeks)

    def rehearse(self, weeks: int, nudges: Sequence[Nudge]) -> None:
        """Let everybody live but the recorder: what comes of it only the journal hears.

        Each nudge comes just before its actor acts.
        """
        Clock().run(self._in_order(nudges), weeks=weeks)

    def _in_order(self, nudges: Sequence[Nudge] = ()) -> list[Agent]:
        """Those who act, in the order in which they act within a week."""
        stage = self.stage
        in_order: list[Agent] = [
            self.timeline,
            stage.market,
            stage.target,
            stage.observer,
            *self._nudging("patron", nudges),
            stage.patron,
        ]
        for name, sender in self.senders.items():
            in_order += [*self._nudging(name, nudges), sender]
        return [*in_order, stage.relief]

    def _nudging(self, actor: str, nudges: Sequence[Nudge]) -> Sequence[Agent]:
        mine = [nudge for nudge in nudges if nudge.actor == actor]
        sender = self.senders.get(actor)
        return [Nudging(mine, self.stage, sender.dossier if sender else None)] if mine else []

    def _introduce(self) -> None:
        """Tell those set up early what they will want to know of the senders."""
        stage = self.stage
        stage.relief.subsidy_ratio = lambda: stage.patron.subsidy_ratio
        stage.relief.distancing = self._distancing
        stage.patron.largest_tabled_step = self._largest_tabled_step
        stage.patron.freeze_talks = self._freeze_talks
        stage.target.watched_until = self._watched_until

    def _distancing(self) -> Floats:
        total = np.zeros(self.draws.worlds)
        for sender in self.senders.values():
            total += sender.dossier.ladder.distancing_in_force()
        return total

    def _largest_tabled_step(self) -> Floats:
        largest = np.zeros(self.draws.worlds)
        for sender in self.senders.values():
            largest = np.maximum(largest, sender.dossier.ladder.largest_tabled_step())
        return largest

    def _watched_until(self) -> Floats:
        latest = np.zeros(self.draws.worlds)
        for sender in self.senders.values():
            latest = np.maximum(latest, sender.dossier.watched_until)
        return latest

    def _freeze_talks(self, week: int, worlds: Index, weeks: Floats) -> None:
        for sender in self.senders.values():
            sender.dossier.freeze(week, worlds, weeks)
