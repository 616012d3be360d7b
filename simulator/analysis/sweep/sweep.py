"""A sweep: a scenario at many points of some of its numbers and words, in the same worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulator.analysis.sweep.estimates import estimates
from simulator.analysis.varied.axis import Axis, axis_of
from simulator.analysis.varied.points import GRID, points_of
from simulator.analysis.varied.ready import Ready, ready
from simulator.engine.blocks import Plan, Progress
from simulator.engine.columns import run_columns
from simulator.randomness import TILE
from simulator.results.parts import Parts
from simulator.scenario import Scenario
from simulator.scenario.design import Column


@dataclass(frozen=True)
class Points:
    """How many points, how they lie, and how many worlds each lives through.

    ``design`` is ``grid`` (every combination of the values), ``lhs`` or ``sobol`` (``number``
    points); ``worlds`` of each point are rounded up to a multiple of 256.
    """

    design: str = GRID
    number: int | None = None
    worlds: int = 1024

    @property
    def tiles(self) -> int:
        """Worlds of each point in units of 256."""
        return -(-self.worlds // TILE)


@dataclass(frozen=True)
class Sweep:
    """What came out.

    ``table`` is tidy, a row a point and outcome: ``point``, a column by path, ``outcome``,
    ``worlds`` (that have a value), ``mean``, ``mean_error``, ``p10`` to ``p90``, ``median_error``,
    ``gap`` (mean difference from point 0 in the same worlds), ``gap_error``.
    """

    scenario: Scenario
    seed: int
    axes: tuple[Axis, ...]
    outcomes: tuple[str, ...]
    points: Points
    table: pd.DataFrame

    @property
    def number(self) -> int:
        """How many points."""
        return len(self.table) // len(self.outcomes)

    @property
    def worlds(self) -> int:
        """Worlds in all."""
        return self.number * self.points.tiles * TILE

    def of(self, outcome: str) -> pd.DataFrame:
        """The rows of one outcome, a row a point."""
        return self.table[self.table["outcome"] == outcome].reset_index(drop=True)


def sweep(  # noqa: PLR0913 - separate wishes, each with a default
    scenario: Scenario,
    vary: Sequence[str],
    *,
    outcomes: Sequence[str] = ("net_effect", "released", "relief_value_usd_m"),
    worlds: int = Points.worlds,
    design: str = Points.design,
    points: int | None = None,
    seed: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """What comes out of a scenario where ``vary`` says, such as ``"target.slip=0:0.1:5"``.

    ``worlds``, ``design`` and the number of ``points`` are those of ``Points``. All points live
    through the same worlds of luck, and of what else the scenario draws: what differs between them
    is the varied numbers' and words' doing.

    >>> from simulator.scenario import load_scenario
    >>> found = sweep(load_scenario("minimal"), ["target.slip=0,0.5"], worlds=256)
    >>> found.of("released")["mean"].is_monotonic_decreasing
    True
    """
    wanted = Points(design, points, worlds)
    return prepare(scenario, vary, outcomes=outcomes, points=wanted, seed=seed).run(
        executor=executor, progress=progress
    )


@dataclass(frozen=True)
class Prepared:
    """A sweep that was found in order and can be run."""

    varied: Ready
    values: Mapping[str, Column]
    outcomes: tuple[str, ...]
    points: Points
    seed: int

    @property
    def worlds(self) -> int:
        """Worlds that it costs."""
        return len(next(iter(self.values.values()))) * self.points.tiles * TILE

    def run(
        self,
        *,
        executor: Executor | None = None,
        progress: Progress | None = None,
        kept: Parts | None = None,
    ) -> Sweep:
        """Run all points as one design; what is done is in ``kept`` meanwhile."""
        tiles = self.points.tiles
        design = self.varied.design(dict(self.values), tiles=tiles)
        found = run_columns(
            Plan(self.varied.scenario, self.seed, design),
            columns=self.outcomes,
            worlds=design.worlds,
            executor=executor,
            progress=progress,
            kept=kept,
        )
        rows = [row for name in self.outcomes for row in self._rows(name, found[name])]
        table = pd.DataFrame(rows).sort_values("point", kind="stable", ignore_index=True)
        return Sweep(
            self.varied.base, self.seed, self.varied.axes, self.outcomes, self.points, table
        )

    def _rows(self, name: str, column: Column) -> Iterator[dict[str, object]]:
        values = column.astype(np.float64).reshape(-1, self.points.tiles * TILE)
        for point, row in enumerate(values):
            at = {path: laid[point] for path, laid in self.values.items()}
            yield {"point": point, **at, "outcome": name, **estimates(row, values[0])}


def prepare(
    scenario: Scenario,
    vary: Sequence[str],
    *,
    outcomes: Sequence[str],
    points: Points | None = None,
    seed: int | None = None,
) -> Prepared:
    """Check all that a sweep asks for, before anything runs."""
    wanted = Points() if points is None else points
    start = scenario.seed if seed is None else seed
    axes = [axis_of(text) for text in vary]
    varied = ready(scenario, axes)
    values = points_of(varied.axes, wanted.design, points=wanted.number, seed=start)
    return Prepared(varied, values, tuple(dict.fromkeys(outcomes)), wanted, start)
