"""A scenario as a model: points in the space of its factors in, outcomes of shared worlds out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.analysis.sensitivity.factors import Factor, design_of
from simulator.engine.blocks import Plan, Progress
from simulator.engine.columns import run_columns
from simulator.errors import RequestError
from simulator.randomness import TILE
from simulator.results.parts import Parts
from simulator.scenario import Scenario

Floats = npt.NDArray[np.float64]

Model = Callable[[Floats], Floats]
"""Points (rows × factors, each number between 0 and 1) to outcomes (rows × worlds × outcomes)."""


@dataclass(frozen=True)
class Simulated:
    """What comes out of a scenario at points of its factors, in ``tiles`` · 256 worlds each.

    The worlds of luck are the same for every point: what differs between rows is the factors'
    doing.
    """

    scenario: Scenario
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    seed: int
    tiles: int = 1
    executor: Executor | None = None
    progress: Progress | None = None
    kept: Parts | None = None

    def worlds(self, rows: int) -> int:
        """Worlds that so many points cost."""
        return rows * self.tiles * TILE

    def __call__(self, points: Floats) -> Floats:
        """Run all points as one design."""
        design = design_of(points, self.factors, tiles=self.tiles)
        found = run_columns(
            Plan(self.scenario, self.seed, design),
            columns=self.outcomes,
            worlds=design.worlds,
            executor=self.executor,
            progress=self.progress,
            kept=self.kept,
        )
        shape = (len(points), self.tiles * TILE)
        values = [found[name].astype(np.float64).reshape(shape) for name in self.outcomes]
        for name, value in zip(self.outcomes, values, strict=True):
            refuse_gaps(name, value)
        return np.stack(values, axis=2)


def refuse_gaps(name: str, values: Floats) -> None:
    """Refuse an outcome that some worlds have no value of."""
    if np.isnan(values).any():
        raise RequestError(
            f"{name} has no value in some worlds, so its variance says little; "
            "choose an outcome that every world has, such as net_effect"
        )
