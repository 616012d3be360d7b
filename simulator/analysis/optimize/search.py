"""NSGA-II over some levers, by pymoo; it knows nothing of scenarios.

Deb, Pratap, Agarwal & Meyarivan 2002, "A fast and elitist multiobjective genetic algorithm". Ranges
are crossed and mutated as numbers, lists of numbers by their place, words as words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.optimize.goals import is_on_front
from simulator.analysis.varied.axis import Axis
from simulator.errors import RequestError
from simulator.scenario.design import Column

Floats = npt.NDArray[np.float64]
Points = Mapping[str, Column]

INSTALL: Final = "pip install 'sanctions-simulator[optimize]'"


@dataclass(frozen=True)
class Problem:
    """What is searched: levers, what to find out about points of them, and how to judge that.

    ``evaluate`` takes points (a column by path) and gives figures, a row a point. ``judge`` takes
    the figures of all points tried so far and gives their losses (points × goals), which may depend
    on one another, as regret does.
    """

    levers: tuple[Axis, ...]
    evaluate: Callable[[Points], Floats]
    judge: Callable[[Floats], Floats]


@dataclass(frozen=True)
class Tried:
    """Every point that was tried, in order; ``front`` are rows of the last generation's best."""

    points: Points
    figures: Floats
    losses: Floats
    generation: npt.NDArray[np.intp]
    front: npt.NDArray[np.intp]

    def at(self, rows: npt.NDArray[np.intp]) -> dict[str, Column]:
        """Some of the points."""
        return {path: column[rows] for path, column in self.points.items()}


def search(problem: Problem, *, population: int, generations: int, seed: int) -> Tried:
    """Search for the front of a problem; the same seed gives the same points.

    Fewer points are tried where the levers have no more than that.
    """
    algorithm = _nsga2(problem.levers, population=population, seed=seed)
    archive = _Archive(problem)
    for generation in range(generations):
        asked = algorithm.ask()
        if asked is None or not len(asked):
            break  # nothing is left that was not tried
        rows = archive.add(_points(problem.levers, asked.get("X")), generation)
        asked.set("row", rows)
        for group in (algorithm.pop, asked):
            if group is not None and len(group):
                _judged(group, archive.losses[group.get("row").astype(np.intp)])
        algorithm.tell(infills=asked)
    kept = np.unique(algorithm.pop.get("row").astype(np.intp))
    return archive.tried(kept)


class _Archive:
    """The points tried so far."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._points: list[Points] = []
        self._figures: list[Floats] = []
        self._generations: list[int] = []
        self.losses: Floats = np.empty((0, 0))

    def add(self, points: Points, generation: int) -> npt.NDArray[np.intp]:
        """Evaluate points; return their rows."""
        before = len(self._generations)
        self._points.append(points)
        self._figures.append(self._problem.evaluate(points))
        self._generations += [generation] * len(self._figures[-1])
        self.losses = self._problem.judge(np.concatenate(self._figures))
        return np.arange(before, len(self._generations))

    def tried(self, kept: npt.NDArray[np.intp]) -> Tried:
        """All of it; of the rows ``kept`` those that no other of them beats are the front."""
        columns = {
            path: np.concatenate([points[path] for points in self._points])
            for path in self._points[0]
        }
        figures = np.concatenate(self._figures)
        front = kept[is_on_front(self.losses[kept])]
        return Tried(columns, figures, self.losses, np.array(self._generations), front)


def pymoo(module: str) -> Any:
    """A module of pymoo; if it is not installed, the line that installs it."""
    try:
        return import_module(f"pymoo.{module}")
    except ImportError as error:
        raise RequestError(
            f"optimising needs the package pymoo, which is missing; {INSTALL}"
        ) from error


def check_installed() -> None:
    """Refuse to begin where pymoo is missing."""
    pymoo("algorithms.moo.nsga2")


def _nsga2(levers: Sequence[Axis], *, population: int, seed: int) -> Any:
    nsga2, mixed = pymoo("algorithms.moo.nsga2"), pymoo("core.mixed")
    tournament = pymoo("operators.selection.tournament").TournamentSelection
    once = mixed.MixedVariableDuplicateElimination()
    algorithm = nsga2.NSGA2(
        pop_size=population,
        sampling=mixed.MixedVariableSampling(),
        mating=mixed.MixedVariableMating(
            selection=tournament(func_comp=nsga2.binary_tournament), eliminate_duplicates=once
        ),
        eliminate_duplicates=once,
    )
    variables = {axis.path: _variable(axis) for axis in levers}
    space = pymoo("core.problem").Problem(vars=variables, n_obj=1)
    never = pymoo("core.termination").NoTermination()
    algorithm.setup(space, termination=never, seed=seed)
    return algorithm


def _variable(axis: Axis) -> Any:
    """A lever as pymoo takes it: a word, a place in a list of numbers, or a number."""
    kinds = pymoo("core.variable")
    if axis.has_words:
        return kinds.Choice(options=list(axis.values))
    if not axis.is_range:
        return kinds.Integer(bounds=(0, len(axis.values) - 1))
    low, high = (float(end) for end in axis.values)
    if axis.is_whole:
        return kinds.Integer(bounds=(math.ceil(low), math.floor(high)))
    return kinds.Real(bounds=(low, high))


def _points(levers: Sequence[Axis], asked: Sequence[Mapping[str, Any]]) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for axis in levers:
        given = [one[axis.path] for one in asked]
        if axis.has_words:
            found[axis.path] = np.array([str(word) for word in given], dtype=object)
        elif axis.is_range:
            found[axis.path] = _tidy(np.array(given, dtype=np.float64), axis)
        else:
            found[axis.path] = np.array(axis.values, dtype=np.float64)[np.array(given, np.intp)]
    return found


def _tidy(values: Floats, axis: Axis) -> Floats:
    """Numbers to about a ten-thousandth of their range, so that a reader can write them down.

    >>> _tidy(np.array([0.123456789]), Axis("target.slip", (0.0, 0.5), is_range=True)).tolist()
    [0.1235]
    """
    low, high = (float(end) for end in axis.values)
    decimals = 3 - math.floor(math.log10(high - low))
    return np.clip(np.round(values, decimals), low, high)


def _judged(group: Any, losses: Floats) -> None:
    """Tell pymoo the losses of some of its individuals, whatever it was told of them before."""
    static = pymoo("problems.static").StaticProblem
    problem = static(pymoo("core.problem").Problem(n_obj=losses.shape[1]), F=losses)
    pymoo("core.evaluator").Evaluator(skip_already_evaluated=False).eval(problem, group)
