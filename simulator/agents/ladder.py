"""The ladder: what a sender offers, rung by rung, and which rungs are in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from simulator.agents.parameters import Draws
from simulator.agents.relief import Relief
from simulator.agents.target import normalised
from simulator.model.rounding import Bools, Floats, Index, Ints, at_most
from simulator.scenario import Scenario
from simulator.scenario.distributions import WordChoice

NO_RUNG = -1
NOT_ASKED = -np.inf  # the goal of an instrument that a rung does not name: below any level

T = TypeVar("T", bound=np.generic)


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
        rungs = len(self.names)
        self.goals = np.full((len(self.own), rungs, draws.worlds), NOT_ASKED)
        self.distancing = np.zeros((rungs, draws.worlds))
        self.mix = np.zeros((len(scenario.prisoners.classes), rungs, draws.worlds))
        self.ask = np.zeros((rungs, draws.worlds), dtype=np.int64)
        self.slowest_weeks = np.zeros((rungs, draws.worlds))
        for j, (name, rung) in enumerate(node.rungs.items()):
            here = f"{path}.rungs.{name}"
            for row, instrument in enumerate(node.instruments):
                if instrument in rung.relief:
                    level = rung.relief[instrument]
                    self.goals[row, j] = draws.number(level, f"{here}.relief.{instrument}")
                    slow = relief.time_constant[self.own[row]]
                    self.slowest_weeks[j] = np.maximum(self.slowest_weeks[j], slow)
            self.distancing[j] = draws.number(rung.distancing, f"{here}.distancing")
            shares = [
                draws.number(rung.mix.get(c, 0.0), f"{here}.mix.{c}")
                for c in scenario.prisoners.classes
            ]
            self.mix[:, j] = normalised(np.stack(shares))
            if rung.ask is not None:
                self.ask[j] = draws.integer(rung.ask, f"{here}.ask")
        self._distancing_rungs = np.flatnonzero(self.distancing.any(axis=1)).tolist()
        self.order = self._order(node.order, f"{path}.order", draws)
        self.distanced = np.zeros((rungs, draws.worlds), dtype=bool)
        self.tabled = np.zeros((rungs, draws.worlds), dtype=bool)
        self.sweetened = np.zeros((rungs, draws.worlds), dtype=bool)
        self.owed = np.zeros((rungs, draws.worlds), dtype=np.int64)
        self.completed_week = np.full((rungs, draws.worlds), -1, dtype=np.int64)
        self._relief = relief

    def distancing_in_force(self) -> Floats:
        """What the target has committed itself to in completed rungs, in each world."""
        total = np.zeros(self.order.shape[1])
        for j in self._distancing_rungs:
            total += self.distancing[j] * self.distanced[j]
        return total

    def first_open(self, worlds: Index) -> tuple[Ints, Ints]:
        """The first rung in each world's order that is not wholly in force, and the one after it.

        ``NO_RUNG`` where there is none.
        """
        found = np.full(len(worlds), NO_RUNG)
        after = found.copy()
        looking = np.arange(len(worlds))
        for place, rungs in enumerate(self.order):
            rung = rungs[worlds[looking]]
            looking, rung = looking[rung != NO_RUNG], rung[rung != NO_RUNG]
            open_ = ~self.in_force(rung, worlds[looking])
            here = looking[open_]
            found[here] = rung[open_]
            if place + 1 < len(self.order):
                after[here] = self.order[place + 1][worlds[here]]
            looking = looking[~open_]
        return found, after

    def in_force(self, rung: Ints, worlds: Index) -> Bools:
        """Whether all the relief of a rung, and its distancing, is in force."""
        wholly = of_rung(self.distanced, rung, worlds)
        wholly = wholly | (of_rung(self.distancing, rung, worlds) <= 0)
        goals = of_rung(self.goals, rung, worlds)
        for goal, k in zip(goals, self.own, strict=True):
            wholly &= at_most(goal, self._relief.legal[k][worlds])
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
        largest = np.zeros(self.order.shape[1])
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
            rise = np.maximum(0.0, self.goals[row, j, worlds] - self._relief.legal[k, worlds])
            step = step + self._relief.reliance_effect[k, worlds] * rise
        return step

    def _new_distancing(self, rung: Ints, worlds: Index) -> Floats:
        distanced = of_rung(self.distanced, rung, worlds)
        return of_rung(self.distancing, rung, worlds) * ~distanced

    def _order(self, value: object, path: str, draws: Draws) -> Ints:
        """Rungs by place (first axis) in each world, filled up with ``NO_RUNG``."""
        options = value.options if isinstance(value, WordChoice) else (value,)
        codes = draws.word(value, path).codes
        places = max((len(option) for option in options), default=0)
        table = np.full((len(options), max(places, 1)), NO_RUNG)
        for row, option in enumerate(options):
            table[row, : len(option)] = [self.names.index(name) for name in option]
        return np.ascontiguousarray(table[codes].T)


def of_rung(table: npt.NDArray[T], rung: Ints, worlds: Index) -> npt.NDArray[T]:
    """What a table (…, rungs, worlds) holds for the rung of each of ``worlds``.

    The same as ``table[..., rung, worlds]``, three times as fast.

    >>> table = np.array([[1, 2, 3], [10, 20, 30]])
    >>> of_rung(table, np.array([1, 0]), np.array([0, 2])).tolist()
    [10, 3]
    """
    rungs, worlds_in_all = table.shape[-2:]
    flat = table.reshape(*table.shape[:-2], rungs * worlds_in_all)
    return flat.take(rung * worlds_in_all + worlds, axis=-1)
