"""The ladder: what a sender offers, rung by rung, and which rungs are in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.agents.parameters import Draws
from simulator.agents.relief import Relief
from simulator.agents.tables import in_worlds, of_rung, table
from simulator.agents.target import normalised
from simulator.model.rounding import Bools, Floats, Index, Ints, at_most
from simulator.scenario import Scenario
from simulator.scenario.distributions import WordChoice
from simulator.scenario.schema.sender import Rung

NO_RUNG = -1
NOT_ASKED = -np.inf  # the goal of an instrument that a rung does not name: below any level


@dataclass(frozen=True)
class Package:
    """What is on the table in some worlds: one rung, or two if the offer was sweetened.

    ``goals`` (own instruments, worlds) are legal levels, ``-inf`` where untouched; ``mix`` is
    (classes, worlds); ``ask`` is a fixed number of people, 0 where the talks decide.
    """

    goals: Floats
    distancing: Floats
    mix: Floats
    ask: Ints
    slowest_weeks: Floats


@dataclass(frozen=True)
class RungTerms:
    """What a rung gives and asks for, in each world: goals by own instrument, mix by class."""

    goals: list[Floats]
    slowest_weeks: Floats
    distancing: Floats
    mix: list[Floats]
    ask: Ints

    @classmethod
    def of(
        cls,
        rung: Rung,
        path: str,
        draws: Draws,
        *,
        weeks: Mapping[str, Floats],
        classes: Iterable[str],
    ) -> RungTerms:
        """Draw a rung's terms; ``weeks`` are the time constants of its sender's instruments."""
        goals, slowest = [], np.zeros(1)
        for name, slow in weeks.items():
            goal: Floats = np.full(1, NOT_ASKED)
            if name in rung.relief:
                goal = draws.number(rung.relief[name], f"{path}.relief.{name}")
                slowest = np.maximum(slowest, slow)
            goals.append(goal)
        distancing = draws.number(rung.distancing, f"{path}.distancing")
        shares = [draws.number(rung.mix.get(c, 0.0), f"{path}.mix.{c}") for c in classes]
        ask = np.zeros(1, dtype=np.int64)
        if rung.ask is not None:
            ask = draws.integer(rung.ask, f"{path}.ask")
        return cls(goals, slowest, distancing, list(normalised(table(shares))), ask)


class Ladder:
    """The rungs of one sender in every world: arrays with the rung as first axis."""

    def __init__(self, scenario: Scenario, sender: str, draws: Draws, *, relief: Relief) -> None:
        node = scenario.senders[sender]
        path = f"senders.{sender}"
        self.names = tuple(node.rungs)
        self.labels = tuple(
            rung.label or name.replace("_", " ").capitalize() for name, rung in node.rungs.items()
        )
        self.own = [relief.instruments.index(name) for name in node.instruments]
        self.mine = slice(min(self.own, default=0), max(self.own, default=-1) + 1)
        weeks = {
            name: relief.time_constant[k]
            for name, k in zip(node.instruments, self.own, strict=True)
        }
        classes = scenario.prisoners.classes
        each = [
            RungTerms.of(rung, f"{path}.rungs.{name}", draws, weeks=weeks, classes=classes)
            for name, rung in node.rungs.items()
        ]
        self.goals = _by_rung([terms.goals for terms in each], rows=len(self.own))
        self.mix = _by_rung([terms.mix for terms in each], rows=len(classes))
        self.distancing = table([terms.distancing for terms in each])
        self.ask = table([terms.ask for terms in each])
        self.slowest_weeks = table([terms.slowest_weeks for terms in each])
        self._distancing_rungs = np.flatnonzero(self.distancing.any(axis=1)).tolist()
        self.order = self._order(node.order, f"{path}.order", draws)
        end = np.full((2, self.order.shape[1]), NO_RUNG)
        self._order_and_end = np.concatenate([self.order, end])
        shape = (len(self.names), draws.worlds)
        self.distanced = np.zeros(shape, dtype=bool)
        self.tabled = np.zeros(shape, dtype=bool)
        self.sweetened = np.zeros(shape, dtype=bool)
        self.owed = np.zeros(shape, dtype=np.int64)
        self.completed_week = np.full(shape, -1, dtype=np.int64)
        self._relief = relief

    def distancing_in_force(self) -> Floats:
        """What the target has committed itself to in completed rungs, in each world."""
        total = np.zeros(self.tabled.shape[1])
        for j in self._distancing_rungs:
            total += self.distancing[j] * self.distanced[j]
        return total

    def first_open(self, worlds: Index) -> tuple[Ints, Ints]:
        """The first rung in each world's order that is not wholly in force, and the one after it.

        ``NO_RUNG`` where there is none.
        """
        places, here = np.arange(len(worlds)), in_worlds(self.order, worlds)
        open_ = np.zeros((len(self.names) + 1, len(worlds)), dtype=bool)
        np.logical_not(self.in_force(worlds), out=open_[:-1])  # NO_RUNG is the last: never open
        in_order = np.ones((len(here) + 1, len(worlds)), dtype=bool)  # the end counts as open
        in_order[:-1] = open_[here, places]
        place = in_order.argmax(axis=0)
        found, after = (of_rung(self._order_and_end, p, worlds) for p in (place, place + 1))
        return found, after

    def in_force(self, worlds: Index) -> Bools:
        """Whether all the relief of a rung, and its distancing, is in force (rungs, worlds)."""
        wholly = in_worlds(self.distanced, worlds) | (in_worlds(self.distancing, worlds) <= 0)
        for goals, k in zip(self.goals, self.own, strict=True):
            wholly &= at_most(in_worlds(goals, worlds), self._relief.legal[k][worlds])
        return wholly

    def package(self, rung: Ints, extra: Ints, worlds: Index) -> Package:
        """What ``rung``, and ``extra`` where there is one, put on the table in ``worlds``."""
        goals = of_rung(self.goals, rung, worlds)
        distancing = self._new_distancing(rung, worlds)
        doubled = np.flatnonzero(extra != NO_RUNG)
        if len(doubled):
            more, where = extra[doubled], worlds[doubled]
            goals[:, doubled] = np.maximum(goals[:, doubled], of_rung(self.goals, more, where))
            distancing[doubled] += self._new_distancing(more, where)
        mix, ask = of_rung(self.mix, rung, worlds), of_rung(self.ask, rung, worlds)
        return Package(goals, distancing, mix, ask, self.slowest(rung, extra, worlds))

    def slowest(self, rung: Ints, extra: Ints, worlds: Index) -> Floats:
        """Time constant of the slowest instrument of ``rung``, and of ``extra`` if there is one."""
        slowest = of_rung(self.slowest_weeks, rung, worlds)
        doubled = np.flatnonzero(extra != NO_RUNG)
        if len(doubled):
            more = of_rung(self.slowest_weeks, extra[doubled], worlds[doubled])
            slowest[doubled] = np.maximum(slowest[doubled], more)
        return slowest

    def eased(self, package: Package, legal: Floats) -> Floats:
        """Legal levels (all instruments, some worlds) with the package's at least at its goals."""
        after = legal.copy()
        for row, k in enumerate(self.own):
            after[k] = np.maximum(legal[k], package.goals[row])
        return after

    def largest_tabled_step(self) -> Floats:
        """The largest fall in reliance that a tabled rung would bring, in each world."""
        largest = np.zeros(self.tabled.shape[1])
        for j in range(len(self.names)):
            worlds = np.flatnonzero(self.tabled[j])
            if len(worlds):
                step = self._step(j, worlds)
                largest[worlds] = np.maximum(largest[worlds], step)
        return largest

    def _step(self, j: int, worlds: Index) -> Floats:
        rung = np.full(len(worlds), j)
        step = self._new_distancing(rung, worlds)
        for row, k in enumerate(self.own):
            goal = in_worlds(self.goals[row, j], worlds)
            rise = np.maximum(0.0, goal - self._relief.legal[k, worlds])
            step = step + in_worlds(self._relief.reliance_effect[k], worlds) * rise
        return step

    def _new_distancing(self, rung: Ints, worlds: Index) -> Floats:
        new: Bools = ~of_rung(self.distanced, rung, worlds)
        return of_rung(self.distancing, rung, worlds) * new

    def _order(self, value: object, path: str, draws: Draws) -> Ints:
        """Rungs by place (first axis) in each world, filled up with ``NO_RUNG``."""
        options = value.options if isinstance(value, WordChoice) else (value,)
        codes = draws.word(value, path).codes
        places = max((len(option) for option in options), default=0)
        places_of = np.full((len(options), max(places, 1)), NO_RUNG)
        for row, option in enumerate(options):
            places_of[row, : len(option)] = [self.names.index(name) for name in option]
        codes = codes[:1] if codes.strides == (0,) else codes
        return np.ascontiguousarray(places_of[codes].T)


def _by_rung(rungs: Sequence[Sequence[Floats]], *, rows: int) -> Floats:
    """Each rung's rows as one table (rows, rungs, worlds)."""
    flat: Floats = table([rung[row] for row in range(rows) for rung in rungs])
    by_rung: Floats = flat.reshape((rows, len(rungs), flat.shape[-1]))
    return by_rung
