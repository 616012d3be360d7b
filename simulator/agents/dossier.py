"""What a sender has on file in each world: where its talks stand, and what it has counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from simulator.agents.deals import DealBook
from simulator.agents.journal import Journal, Noted
from simulator.agents.ladder import NO_RUNG, Ladder
from simulator.agents.market import Market
from simulator.agents.observer import Observer
from simulator.agents.parameters import Draws, Words
from simulator.agents.patron import Patron
from simulator.agents.relief import Relief
from simulator.agents.strategies.delivery import Record
from simulator.agents.tables import in_worlds, table
from simulator.agents.target import Target
from simulator.model.bargaining import exposure
from simulator.model.belief import Trust
from simulator.model.delivery import Side
from simulator.model.rounding import Bools, Floats, Index, Ints, add_up, at_most
from simulator.randomness import Occasional, Streams, exponential
from simulator.scenario import Scenario

IDLE: Final = 0
TALKING: Final = 1
DELIVERING: Final = 2
NEVER: Final = np.inf
SEQUENCES: Final = {"target": Side.TARGET, "simultaneous": Side.BOTH, "sender": Side.SENDER}


@dataclass(frozen=True)
class Behaviour:
    """How a sender bargains, delivers and watches, in each world; the timeline may replace it."""

    contact_gap_weeks: Floats
    rounds: Ints
    round_weeks: Floats
    cooling_weeks: Floats
    concession: Words
    opening: Floats
    bargaining_weight: Floats
    patience: Floats
    hawk: Floats
    on_breakdown: Words
    escalate_instrument: Words
    escalate_step: Floats
    walk_out_per_round: Floats
    delivery: Words
    keeps_probability: Floats
    forgives_probability: Floats
    shadow_prisoners: Floats
    slip: Floats
    first: Words
    tranches: Ints
    release_lag_weeks: Ints
    relief_lag_weeks: Ints
    watch: Words
    watch_weeks: Ints
    alarm_people: Floats
    tolerance: Floats
    snapback: Words
    attention_lost_per_week: Floats
    attention_weeks: Floats

    @cached_property
    def movers(self) -> Ints:
        """Who is to deliver first in each world: a number of ``Side``."""
        return np.array([SEQUENCES[word] for word in self.first.options])[self.first.codes]

    @cached_property
    def targets_exposure(self) -> Floats:
        """Share of a deal that the target hands over unpaid, in each world."""
        return exposure(self.movers, Side.TARGET, self.tranches)

    @cached_property
    def senders_exposure(self) -> Floats:
        """Share of a deal that the sender hands over unpaid, in each world."""
        return exposure(self.movers, Side.SENDER, self.tranches)


@dataclass(frozen=True)
class Stage:
    """The others whom a sender deals with."""

    market: Market
    target: Target
    observer: Observer
    patron: Patron
    relief: Relief
    journal: Journal


@dataclass(frozen=True)
class Coins:
    """The sender's occasional streams, one for each purpose."""

    contact_gap: Occasional
    walk_out: Occasional
    target_slip: Occasional
    sender_slip: Occasional
    target_reneges: Occasional
    sender_reneges: Occasional
    attention_gap: Occasional
    reversal: Occasional

    @classmethod
    def of(cls, sender: str, streams: Streams) -> Coins:
        """The streams named after ``sender``."""
        purposes = (
            "contact gap",
            "walk-out",
            "target's slip",
            "sender's slip",
            "target's reneging",
            "sender's reneging",
            "attention gap",
            "reversal",
        )
        return cls(*(streams.occasional(f"{sender}/{purpose}") for purpose in purposes))


class Dossier:
    """State of the talks between one sender and the target, one entry a world."""

    def __init__(
        self, scenario: Scenario, sender: str, draws: Draws, streams: Streams, *, stage: Stage
    ) -> None:
        node, path, n = scenario.senders[sender], f"senders.{sender}", draws.worlds
        self.name = sender
        self.stage = stage
        self.ladder = Ladder(scenario, sender, draws, relief=stage.relief)
        self.coins = Coins.of(sender, streams)
        self.behaviour = draws.record(Behaviour, node.behaviour, f"{path}.behaviour")
        self.prisoner_values = table(
            [
                draws.number(node.prisoner_values[c], f"{path}.prisoner_values.{c}")
                for c in scenario.prisoners.classes
            ]
        )
        self.strategic_value = draws.number(node.strategic_value, f"{path}.strategic_value")
        self.trust = draws.record(Trust, node.trust, f"{path}.trust")
        self.targets_trust = draws.record(Trust, node.target_trust, f"{path}.target_trust")
        self.book = DealBook(
            instruments=len(node.instruments), classes=len(scenario.prisoners.classes)
        )
        self.phase = np.full(n, IDLE, dtype=np.int8)
        self.due = np.zeros(n)
        self.frozen_until = np.zeros(n)
        self.left_for_good = np.zeros(n, dtype=bool)
        self.watched_until = np.zeros(n)
        self.rung = np.full(n, NO_RUNG)
        self.extra = np.full(n, NO_RUNG)
        self.next_rung = np.full(n, NO_RUNG)
        self.sweeten_next = np.full(n, NO_RUNG)
        self.round = np.zeros(n, dtype=np.int64)
        self.conceded = np.zeros(n)
        self.target_conceded = np.zeros(n)
        self.deal = np.full(n, -1, dtype=np.int64)
        self.record = Record.clean(n)
        self.targets_record = Record.clean(n)
        self.breakdowns = np.zeros(n, dtype=np.int64)
        self.breaches_by_target = np.zeros(n, dtype=np.int64)
        self.breaches_by_sender = np.zeros(n, dtype=np.int64)
        self.snapbacks = np.zeros(n, dtype=np.int64)

    def value_of(self, mix: Floats, worlds: Index) -> Floats:
        """What a person of the ``mix`` is worth to the sender, prisoner-equivalents."""
        return add_up(mix * in_worlds(self.prisoner_values, worlds))

    def gap(self, worlds: Index) -> Floats:
        """Weeks until the next contact, exponential, in ``worlds``."""
        u = self.coins.contact_gap.uniform(worlds)
        return exponential(u) * self.behaviour.contact_gap_weeks[worlds]

    def rest(self, week: int, worlds: Index) -> None:
        """Back to idle, to meet again after a cooling-off and a gap."""
        self.phase[worlds] = IDLE
        self.due[worlds] = NEVER
        worlds = worlds[~self.left_for_good[worlds]]
        self.due[worlds] = week + self.behaviour.cooling_weeks[worlds] + self.gap(worlds)

    def leave_for_good(self, worlds: Index) -> None:
        """No more talks with this sender in ``worlds``."""
        self.left_for_good[worlds] = True
        self.ladder.tabled[:, worlds] = False
        stops = worlds[self.phase[worlds] != DELIVERING]
        self.phase[stops] = IDLE
        self.due[stops] = NEVER

    def freeze(self, week: int, worlds: Index, weeks: Floats) -> None:
        """No talk opens and no round is held in ``worlds`` for some weeks from now."""
        self.frozen_until[worlds] = np.maximum(self.frozen_until[worlds], week + weeks)

    def free_to_talk(self, week: int, worlds: Index) -> Bools:
        """In which of ``worlds`` no freeze is in force in ``week``."""
        return at_most(self.frozen_until[worlds], week)

    def note(self, week: int, worlds: Index, kind: str, **numbers: Noted) -> None:
        """Write down what this sender did, or what was done to its talks; rungs by name."""
        journal = self.stage.journal
        if journal.listens(self.name, week):
            journal.note(week, worlds, self.name, kind, **self._by_name(numbers))

    def detail(self, week: int, worlds: Index, kind: str, **numbers: Noted) -> None:
        """Write down what a decision of these talks rested on; rungs by name."""
        journal = self.stage.journal
        if journal.listens(self.name, week):
            journal.detail(week, worlds, self.name, kind, **self._by_name(numbers))

    def _by_name(self, numbers: dict[str, Noted]) -> dict[str, Noted]:
        names = np.array([*self.ladder.names, ""], dtype=object)  # NO_RUNG is the last place
        return {
            key: names[np.asarray(one, dtype=np.int64)] if key in ("rung", "extra") else one
            for key, one in numbers.items()
        }
