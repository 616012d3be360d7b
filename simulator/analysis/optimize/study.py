"""Optimising a scenario: levers that are free, what is wanted, and what fresh worlds say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulator.analysis.optimize.convergence import convergence
from simulator.analysis.optimize.front import Judgement, to_judge
from simulator.analysis.optimize.goals import MEAN, REGRET, Floats, Goal, Measure, goals_of
from simulator.analysis.optimize.search import Points, Problem, Tried, check_installed, search
from simulator.analysis.optimize.trials import Trials, futures_of
from simulator.analysis.varied.axis import Axis, axis_of
from simulator.analysis.varied.ready import Ready, ready
from simulator.engine.blocks import Progress
from simulator.errors import RequestError
from simulator.randomness import TILE
from simulator.results.parts import Parts
from simulator.scenario import Scenario
from simulator.scenario.design import Column

Told = Callable[[str, int, int], None]
"""Hears the name of a stage (``search``, ``fresh``), worlds done and worlds in all."""


@dataclass(frozen=True)
class Aims:
    """What is wanted: outcomes to raise and to lower, and how candidates are summed up.

    With neither, net effect is raised, relief and reliance are lowered. ``robust`` is ``None`` (the
    mean over worlds), ``"q10"`` or ``"regret"`` (see ``goals.Measure``). ``futures`` are changes of
    the scenario by name, such as ``{"harsh": ["prisoners.restock=8"]}``.
    """

    raised: Sequence[str] = ()
    lowered: Sequence[str] = ()
    robust: str | None = None
    futures: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def measure(self) -> Measure:
        """How worlds and futures are summed up."""
        measure = Measure(self.robust or MEAN)
        if measure.name == REGRET and len(self.futures) < 2:
            raise RequestError(
                "regret is what a choice made for one future costs in another: name two futures or "
                "more, such as --future 'calm:prisoners.restock=0' "
                "--future 'harsh:prisoners.restock=8'"
            )
        if self.futures and measure.name == MEAN:
            raise RequestError(
                "futures have no weights, so no mean is taken over them; say with --robust q10 or "
                "--robust regret how they are to be summed up"
            )
        return measure


@dataclass(frozen=True)
class Effort:
    """How much is run: candidates of a generation, generations, worlds.

    ``worlds`` of each candidate in the search, ``fresh`` ones in which the front is judged; both
    are rounded up to multiples of 256.
    """

    population: int = 32
    generations: int = 25
    worlds: int = 256
    fresh: int = 2048

    def __post_init__(self) -> None:
        if self.population < 4 or min(self.generations, self.worlds, self.fresh) < 1:
            raise RequestError(
                f"asked for {self.population} candidates, {self.generations} generations, "
                f"{self.worlds} worlds and {self.fresh} fresh ones; expected at least 4 candidates "
                "and 1 of the others"
            )

    @property
    def tiles(self) -> int:
        """Worlds of each candidate in units of 256."""
        return -(-self.worlds // TILE)

    @property
    def fresh_tiles(self) -> int:
        """Fresh worlds in units of 256."""
        return -(-self.fresh // TILE)


@dataclass(frozen=True)
class Optimum:
    """What was found.

    ``front``: a row a point, 0 being the scenario as it stands: its levers; of each measure such as
    ``mean_net_effect`` its value in fresh worlds, ``…_error`` (Monte Carlo) and ``…_search`` (in
    the worlds searched); ``stays``, whether no other point beats it in fresh worlds. ``outcomes``:
    a row a point, future and outcome over the fresh worlds, ``gap`` being the mean difference from
    the scenario as it stands, world by world. ``convergence``: a row a generation.
    """

    asked: Prepared
    front: pd.DataFrame
    outcomes: pd.DataFrame
    convergence: pd.DataFrame
    tried: Tried
    worlds: int

    @property
    def scenario(self) -> Scenario:
        """The scenario as it stands."""
        return self.asked.varied.base

    @property
    def levers(self) -> tuple[Axis, ...]:
        """What was free."""
        return self.asked.varied.axes

    @property
    def points(self) -> pd.DataFrame:
        """The rows of the front without the scenario as it stands."""
        return self.front[self.front["point"] > 0].reset_index(drop=True)

    def scenario_of(self, point: int) -> Scenario:
        """A point of the front as a scenario that can be run."""
        if not 1 <= point < len(self.front):
            raise RequestError(
                f"there is no point {point}; the front has points 1 to {len(self.front) - 1}"
            )
        row = self.front.iloc[point]
        return self.asked.varied.fixed({axis.path: row[axis.path] for axis in self.levers})


def optimize(  # noqa: PLR0913 - separate wishes, each with a default
    scenario: Scenario,
    free: Sequence[str],
    *,
    aims: Aims | None = None,
    effort: Effort | None = None,
    seed: int | None = None,
    executor: Executor | None = None,
    told: Told | None = None,
) -> Optimum:
    """The trade-offs that levers of a scenario allow, such as ``free=["target.slip=0:0.1"]``.

    NSGA-II searches among candidates that all live through the same worlds; what it ends with is
    judged in worlds that it has not seen.

    >>> from simulator.scenario import load_scenario
    >>> few = Effort(population=4, generations=1, worlds=256, fresh=256)
    >>> found = optimize(load_scenario("minimal"), ["prisoners.restock=0:4"], effort=few)
    >>> found.front.columns[:3].tolist()
    ['point', 'prisoners.restock', 'mean_net_effect']
    """
    whole = prepare(scenario, free, aims=aims, effort=effort, seed=seed)
    return whole.run(executor=executor, told=told)


@dataclass(frozen=True)
class Prepared:
    """An optimisation that was found in order and can be run.

    ``varied`` is the scenario with its levers as it stands, ``futures`` the same in each future.
    """

    varied: Ready
    futures: Mapping[str, Ready]
    goals: tuple[Goal, ...]
    measure: Measure
    effort: Effort
    seed: int

    @property
    def worlds_a_generation(self) -> int:
        """Worlds that a generation costs."""
        return self.effort.population * self.effort.tiles * TILE * len(self.futures)

    @property
    def most_worlds(self) -> int:
        """Worlds that the search costs at most."""
        return self.worlds_a_generation * self.effort.generations

    def run(
        self,
        *,
        executor: Executor | None = None,
        told: Told | None = None,
        kept: Parts | None = None,
    ) -> Optimum:
        """Search, and judge the front in fresh worlds; what is done is in ``kept`` meanwhile."""
        effort, done = self.effort, 0
        trials = Trials(self.futures, self.goals, self.seed, executor, kept)
        trials.run(_middle(self.varied.axes), tiles=1)  # a wrong outcome is told before the rest

        def evaluate(points: Points) -> Floats:
            nonlocal done
            progress = _from(told, "search", done, self.most_worlds)
            worlds = trials.run(points, tiles=effort.tiles, progress=progress)
            done += worlds.shape[0] * worlds.shape[1] * worlds.shape[2]
            return self.measure.figures(worlds)

        problem = Problem(self.varied.axes, evaluate, self.measure.losses)
        tried = search(
            problem,
            population=effort.population,
            generations=effort.generations,
            seed=self.seed,
        )
        how = Judgement(self.measure, effort.tiles, effort.fresh_tiles, self.seed)
        again = len(to_judge(tried, self.measure)) * len(self.futures) * how.tiles * TILE
        front, outcomes = how.of(tried, trials, progress=_from(told, "fresh", 0, again))
        worlds = done + again + len(self.futures) * how.tiles * TILE
        return Optimum(self, front, outcomes, convergence(tried), tried, worlds)


def prepare(
    scenario: Scenario,
    free: Sequence[str],
    *,
    aims: Aims | None = None,
    effort: Effort | None = None,
    seed: int | None = None,
) -> Prepared:
    """Check all that an optimisation asks for, before anything runs."""
    check_installed()
    wanted = Aims() if aims is None else aims
    goals, measure = goals_of(wanted.raised, wanted.lowered), wanted.measure
    varied = ready(scenario, [axis_of(text) for text in free], option="--free")
    futures = futures_of(varied, wanted.futures)
    start = scenario.seed if seed is None else seed
    return Prepared(varied, futures, goals, measure, effort or Effort(), start)


def _middle(levers: Sequence[Axis]) -> dict[str, Column]:
    return {axis.path: axis.at(np.array([0.5])) for axis in levers}


def _from(told: Told | None, stage: str, before: int, worlds: int) -> Progress | None:
    return None if told is None else lambda done: told(stage, before + done, worlds)
