"""The front judged in worlds that the search has not seen.

Whoever chooses the best of many candidates by some worlds chooses those that these worlds happen to
flatter. So what the front is said to bring comes from other worlds; what the search saw stands
beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis.optimize.goals import REGRET, Floats, Goal, Measure, is_on_front
from simulator.analysis.optimize.search import Tried
from simulator.analysis.optimize.trials import Trials
from simulator.analysis.sweep.estimates import estimates
from simulator.engine.blocks import Progress
from simulator.randomness import TILE, Stream
from simulator.scenario.design import Column

_DRAWS: Final = 200
"""Bootstrap draws of worlds behind each Monte Carlo error."""

Rows = npt.NDArray[np.intp]


def to_judge(tried: Tried, measure: Measure) -> Rows:
    """The rows that go through fresh worlds: the front and, for regret, each future's best."""
    if measure.name != REGRET:
        return tried.front
    best = tried.figures.reshape(len(tried.figures), -1).argmin(axis=0)
    others = np.setdiff1d(best, tried.front)
    return np.concatenate([tried.front, others])


@dataclass(frozen=True)
class Judgement:
    """How the front is judged: by which measure, in so many fresh tiles after those searched."""

    measure: Measure
    searched: int
    fresh: int
    seed: int

    @property
    def tiles(self) -> int:
        """Tiles that every point lives through, those searched among them."""
        return self.searched + self.fresh

    def of(
        self, tried: Tried, trials: Trials, *, progress: Progress | None = None
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The tables ``front`` and ``outcomes``, the best by the first goal first."""
        rows, count = to_judge(tried, self.measure), len(tried.front)
        unchanged = trials.unchanged(tiles=self.tiles)
        found = trials.run(tried.at(rows), tiles=self.tiles, progress=progress)
        every = np.concatenate([unchanged, found])
        worlds, before = every[:, :, self.searched * TILE :], every[:1, :, : self.searched * TILE]
        losses = self.measure.losses(self.measure.figures(worlds))[: count + 1]
        order = np.concatenate([[0], 1 + np.lexsort(losses[1:].T[::-1])])
        errors = _errors(worlds, self.measure, self.seed)[: count + 1]
        seen = np.concatenate([self.measure.figures(before), tried.figures])
        searched = self.measure.losses(seen)[np.concatenate([[0], 1 + tried.front])]
        stays = np.concatenate([[False], is_on_front(losses[1:])])
        points = tried.at(tried.front)
        told = _Told(trials.goals, self.measure, list(trials.futures))
        front = told.front(points, losses, errors, searched, stays).iloc[order]
        front.insert(0, "point", range(len(front)))
        outcomes = told.outcomes(worlds[order])
        return front.reset_index(drop=True), outcomes


@dataclass(frozen=True)
class _Told:
    """Losses as tables, in the unit of the outcomes."""

    goals: Sequence[Goal]
    measure: Measure
    futures: Sequence[str]

    def front(
        self,
        points: Mapping[str, Column],
        losses: Floats,
        errors: Floats,
        searched: Floats,
        stays: npt.NDArray[np.bool_],
    ) -> pd.DataFrame:
        columns: dict[str, Column] = {}
        for path, column in points.items():
            columns[path] = np.concatenate([[np.nan], column]).astype(column.dtype)
        shown, seen = (self.measure.shown(some, self.goals) for some in (losses, searched))
        for place, goal in enumerate(self.goals):
            name = self.measure.column(goal)
            columns[name] = shown[:, place]
            columns[f"{name}_error"] = errors[:, place]
            columns[f"{name}_search"] = seen[:, place]
        return pd.DataFrame({**columns, "stays": stays})

    def outcomes(self, worlds: Floats) -> pd.DataFrame:
        return pd.DataFrame(list(self._outcomes(worlds)))

    def _outcomes(self, worlds: Floats) -> Iterator[dict[str, object]]:
        for point, futures in enumerate(worlds):
            for name, values, unchanged in zip(self.futures, futures, worlds[0], strict=True):
                for place, goal in enumerate(self.goals):
                    found = estimates(goal.sign * values[:, place], goal.sign * unchanged[:, place])
                    yield {"point": point, "future": name, "outcome": goal.outcome, **found}


def _errors(worlds: Floats, measure: Measure, seed: int) -> Floats:
    """Monte Carlo errors of the losses: worlds drawn again with replacement, the same for all."""
    count = worlds.shape[2]
    drawn = []
    for draw in range(_DRAWS):
        stream = Stream(seed, f"optimize/again/{draw}", first_tile=0, tiles=-(-count // TILE))
        again = (stream.uniform53()[:count] * count).astype(np.intp)
        drawn.append(measure.losses(measure.figures(worlds[:, :, again])))
    return np.asarray(np.std(drawn, axis=0, ddof=1), dtype=np.float64)
