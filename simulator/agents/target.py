"""The target: it arrests, lets terms end and pardons; and it has its own way of bargaining.

The same luck without any talks is kept beside the ledger (``untouched``): the world as it would
have been, against which the net effect of talks is measured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.agents.clock import Clock, Process
from simulator.agents.journal import Journal
from simulator.agents.parameters import Draws, Words
from simulator.agents.tables import in_worlds, table
from simulator.model import prisoners as rules
from simulator.model.bargaining import average_hold_value, scarce_hold_values
from simulator.model.rounding import Bools, Floats, Index, Ints, add_up
from simulator.randomness import Streams, normals, uniforms
from simulator.scenario import Scenario


@dataclass(frozen=True)
class ClassParameters:
    """One class of prisoners, in each world."""

    held: Ints
    arrest_share: Floats
    term_ends_per_week: Floats
    hold_value_usd_m: Floats


@dataclass(frozen=True)
class RepressionParameters:
    """How many people are arrested and pardoned, in each world."""

    scarcity: Floats
    arrests_per_week: Floats
    arrests_variation: Floats
    restock: Floats
    restock_cap: Floats
    incentive_memory_weeks: Floats
    calm: Floats
    gesture_chance_per_week: Floats
    gesture_people: Ints


@dataclass(frozen=True)
class TargetParameters:
    """How the target bargains and delivers, in each world."""

    discount_rate_per_year: Floats
    concession: Words
    opening: Floats
    delivery: Words
    keeps_probability: Floats
    forgives_probability: Floats
    shadow_usd_m: Floats
    takeback_credibility: Floats
    slip: Floats


class Ledger:
    """Where everybody is, by class (classes, worlds): nobody appears or vanishes."""

    def __init__(self, start: Ints) -> None:
        self.start = start
        self.held = start.copy()
        self.arrested = np.zeros(start.shape, dtype=np.int64)
        self.released = np.zeros(start.shape, dtype=np.int64)
        self.gestures = np.zeros(start.shape, dtype=np.int64)
        self.term_ended = np.zeros(start.shape, dtype=np.int64)

    def balances(self) -> bool:
        """Whether the identity holds in every class and world, and no stock is negative."""
        left = self.start + self.arrested - self.released - self.gestures - self.term_ended
        return bool((left == self.held).all() and (self.held >= 0).all())

    def let_go(self, group: npt.NDArray[np.int64], worlds: Index, people: Ints) -> None:
        """Take people (classes, some worlds) out of prison and enter them under ``group``."""
        for held, gone, number in zip(self.held, group, people, strict=True):
            held[worlds] -= number
            gone[worlds] += number


class Target:
    """The government that holds the prisoners."""

    def __init__(
        self, scenario: Scenario, draws: Draws, streams: Streams, *, journal: Journal
    ) -> None:
        node = scenario.prisoners
        self.classes = tuple(node.classes)
        each = [
            draws.record(ClassParameters, one, f"prisoners.classes.{name}")
            for name, one in node.classes.items()
        ]
        self.hold_values = table([one.hold_value_usd_m for one in each])
        self.arrest_shares = normalised(table([one.arrest_share for one in each]))
        self.term_rates = table([one.term_ends_per_week for one in each])
        self.repression_terms = draws.record(RepressionParameters, node, "prisoners")
        self.terms = draws.record(TargetParameters, scenario.target, "target")
        start = table([one.held for one in each])
        self.held_at_start = start
        self.ledger = Ledger(np.broadcast_to(start, (len(each), draws.worlds)))
        self.untouched = Ledger(self.ledger.start)
        self.repression = np.ones(draws.worlds)
        self.incentive = np.zeros(draws.worlds)
        self.promised = np.zeros(draws.worlds, dtype=np.int64)
        self.watched_until: Callable[[], Floats] = lambda: np.zeros(draws.worlds)
        self._gesture_class = self.classes.index(str(node.gesture_class))
        self._memory = np.exp(-1.0 / self.repression_terms.incentive_memory_weeks)
        self._log_variance = rules.log_variance(self.repression_terms.arrests_variation)
        self._arrests = streams.weekly("arrests")
        self._arrests_rounding = streams.weekly("arrests rounding")
        self._gestures = streams.weekly("gestures")
        self._term_ends = [streams.weekly(f"term ends/{name}") for name in self.classes]
        self._journal = journal

    def live(self, clock: Clock) -> Process:
        """Every week: terms end, then a gesture may come, then people are arrested."""
        yield from clock.every(1, self, self._act)

    def held_in(self, worlds: Index) -> Ints:
        """People held, by class, in ``worlds``."""
        return self.ledger.held.take(worlds, axis=1)

    def scarce_hold_values(self, worlds: Index, held: Ints) -> Floats:
        """Hold value by class in ``worlds``, USD million: the fewer are ``held``, the dearer."""
        return scarce_hold_values(
            in_worlds(self.hold_values, worlds),
            in_worlds(self.held_at_start, worlds),
            held,
            self.repression_terms.scarcity[worlds],
        )

    def hold_value(self, worlds: Index, mix: Floats, held: Ints) -> Floats:
        """Mean hold value over the part of a ``mix`` that can be filled (USD million)."""
        return average_hold_value(self.scarce_hold_values(worlds, held), mix, held)

    def set_repression(self, repression: Floats) -> None:
        """Another factor on arrests; 1 at the start (the timeline does)."""
        self.repression = repression

    def release(self, worlds: Index, people: Ints, mix: Floats, held: Ints) -> Ints:
        """Hand over ``people`` of a ``mix``, of those ``held``; returns who went free, by class."""
        freed = rules.hand_over(people, mix, held)
        self.ledger.let_go(self.ledger.released, worlds, freed)
        return freed

    def _act(self, week: int) -> None:
        ending = [uniforms(stream.row(week)) for stream in self._term_ends]
        happens = uniforms(self._gestures.row(week)) < self.repression_terms.gesture_chance_per_week
        calm = self.watched_until() > week
        terms = self.repression_terms
        luck = rules.arrest_factor(normals(self._arrests.row(week)), self._log_variance)
        u = uniforms(self._arrests_rounding.row(week))
        door = rules.revolving_door(self.incentive, terms.restock, terms.restock_cap)
        usual = terms.arrests_per_week * self.repression
        with_talks = rules.arrests(usual, luck, calmed=terms.calm * calm, door=door)
        without = usual * luck  # no calm, and nothing to gain by arresting
        pardoned = self._leave(self.ledger, ending, happens)
        self._arrest(self.ledger, rules.rounded(with_talks, u))
        self._leave(self.untouched, ending, happens)
        self._arrest(self.untouched, rules.rounded(without, u))
        self.incentive = self.incentive * self._memory
        if self._journal.listens("target", week):
            worlds = np.flatnonzero(pardoned)
            self._journal.note(week, worlds, "target", "gesture", people=pardoned[worlds])

    def _leave(self, ledger: Ledger, ending: list[Floats], gesture_happens: Bools) -> Ints:
        """Terms end, then a gesture may come; returns the people pardoned."""
        for c, u in enumerate(ending):
            leaving = rules.term_ends(ledger.held[c], self.term_rates[c], u)
            ledger.held[c] -= leaving
            ledger.term_ended[c] += leaving
        c = self._gesture_class
        pardoned = rules.gesture(
            ledger.held[c], self.repression_terms.gesture_people, happens=gesture_happens
        )
        ledger.held[c] -= pardoned
        ledger.gestures[c] += pardoned
        return pardoned

    def _arrest(self, ledger: Ledger, people: Ints) -> None:
        taken = rules.split_arrests(people, ledger.arrested, self.arrest_shares)
        ledger.held += taken
        ledger.arrested += taken


def normalised(shares: Floats) -> Floats:
    """Shares (parts, worlds) that sum to 1 in each world; left alone where they already do.

    >>> normalised(np.array([[1.0], [3.0]])).tolist()
    [[0.25], [0.75]]
    """
    total = add_up(shares)
    close = np.abs(total - 1.0) <= 1e-6
    return shares / np.where(close, 1.0, total)
