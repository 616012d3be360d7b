"""Candidates tried out: a scenario at points of its levers, in each future, in the same worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from simulator.analysis.optimize.goals import Floats, Goal
from simulator.analysis.varied.ready import Ready, ready
from simulator.engine.blocks import Plan, Progress
from simulator.engine.columns import run_columns
from simulator.errors import RequestError
from simulator.randomness import TILE
from simulator.results.parts import Parts
from simulator.scenario.design import Column
from simulator.scenario.loader import with_overrides

AS_IT_IS = "as it stands"


def named_futures(texts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Futures as a user types them, ``NAME:PATH=VALUE&PATH=VALUE``; no changes, as it stands.

    >>> named_futures(["as it is:", "harsh:prisoners.restock=8&prisoners.calm=0"])
    {'as it is': (), 'harsh': ('prisoners.restock=8', 'prisoners.calm=0')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        name, colon, changes = (part.strip() for part in text.partition(":"))
        if not colon or not name or "=" in name:
            raise RequestError(
                f"--future {text}: has no name; expected NAME:PATH=VALUE&PATH=VALUE, such as "
                "'harsh:prisoners.restock=8'"
            )
        if name in found:
            raise RequestError(f"--future {text}: {name!r} is the name of another future too")
        found[name] = tuple(change.strip() for change in changes.split("&") if change.strip())
    return found


def futures_of(varied: Ready, changes: Mapping[str, Sequence[str]]) -> dict[str, Ready]:
    """A scenario in each future, ready for its levers; without any, as it stands."""
    if not changes:
        return {AS_IT_IS: varied}
    free, found = {axis.path for axis in varied.axes}, {}
    for name, some in changes.items():
        fixed = [change for change in some if change.partition("=")[0].strip() in free]
        if fixed:
            raise RequestError(
                f"the future {name!r} sets {fixed[0]}, which is free; a future changes what nobody "
                "at the table can choose"
            )
        changed = with_overrides(varied.base, some) if some else varied.base
        found[name] = ready(changed, varied.axes, option="--free")
    return found


@dataclass(frozen=True)
class Trials:
    """Runs candidates; the luck and all else that worlds draw is the same for each of them."""

    futures: Mapping[str, Ready]
    goals: tuple[Goal, ...]
    seed: int
    executor: Executor | None = None
    kept: Parts | None = None

    def run(
        self, points: Mapping[str, Column], *, tiles: int, progress: Progress | None = None
    ) -> Floats:
        """Losses of candidates in ``tiles`` · 256 worlds: candidates × futures × worlds × goals."""
        count = len(next(iter(points.values())))
        found = []
        for place, future in enumerate(self.futures.values()):
            design = future.design(dict(points), tiles=tiles)
            plan = Plan(future.scenario, self.seed, design)
            told = _after(progress, place * design.worlds)
            found.append(self._losses(plan, worlds=design.worlds, progress=told))
        return np.stack([losses.reshape(count, tiles * TILE, -1) for losses in found], axis=1)

    def unchanged(self, *, tiles: int) -> Floats:
        """Losses of the scenario with its levers as they stand, in the same shape."""
        worlds = tiles * TILE
        plans = [Plan(future.base, self.seed) for future in self.futures.values()]
        return np.stack([self._losses(plan, worlds=worlds) for plan in plans])[None]

    def _losses(self, plan: Plan, *, worlds: int, progress: Progress | None = None) -> Floats:
        names = [goal.outcome for goal in self.goals]
        found = run_columns(
            plan,
            columns=names,
            worlds=worlds,
            executor=self.executor,
            progress=progress,
            kept=self.kept,
        )
        columns = [goal.sign * found[goal.outcome].astype(np.float64) for goal in self.goals]
        for name, column in zip(names, columns, strict=True):
            if np.isnan(column).any():
                raise RequestError(
                    f"{name} has no value in some worlds, so candidates cannot be compared by it; "
                    "choose an outcome that every world has, such as net_effect"
                )
        return np.stack(columns, axis=1)


def _after(progress: Progress | None, before: int) -> Progress | None:
    return None if progress is None else lambda done: progress(before + done)
