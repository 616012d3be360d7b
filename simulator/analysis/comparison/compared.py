"""A comparison: every other scenario against the first, in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.comparison.bootstrap import (
    Interval,
    Luck,
    intervals,
    mean_intervals,
    resampled_means,
)
from simulator.analysis.comparison.difference import Difference, differences
from simulator.analysis.comparison.measures import Rung, common_rungs, measured, needed
from simulator.analysis.comparison.sides import WEEKLY, Side, notes, paired, shared_worlds
from simulator.analysis.comparison.survival import Arrivals, arrivals
from simulator.errors import RequestError
from simulator.results.quantiles import quantiles

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Compared:
    """Some scenarios set beside the first of them.

    ``found`` has by label of the others the differences from the first; ``over_time`` a row a
    variable, week and other scenario; ``notes`` say how they were set side by side.
    """

    sides: tuple[Side, ...]
    worlds: int
    paired: bool
    rungs: tuple[Rung, ...]
    found: dict[str, list[Difference]]
    over_time: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def base(self) -> Side:
        """The scenario against which the others are set."""
        return self.sides[0]

    @property
    def others(self) -> tuple[Side, ...]:
        """The others."""
        return self.sides[1:]

    @property
    def table(self) -> pd.DataFrame:
        """A row an outcome and other scenario, as in ``comparison.csv``."""
        import pandas as pd

        rows = [
            {"base": self.base.label, "other": label, **difference.row()}
            for label, found in self.found.items()
            for difference in found
        ]
        return pd.DataFrame(rows)

    def outcomes(self) -> pd.DataFrame:
        """A row a scenario and world, with what was compared of it, as in ``outcomes.csv``."""
        import pandas as pd

        parts = []
        for side in self.sides:
            worlds = self.worlds if self.paired else side.worlds
            values = pd.DataFrame(_values(side, self.rungs, worlds))
            parts.append(values.assign(scenario=side.label, world=range(worlds)))
        table = pd.concat(parts, ignore_index=True)
        first = ["scenario", "world"]
        return table[[*first, *(name for name in table if name not in first)]]

    def of(self, label: str, outcome: str) -> Difference:
        """The difference of one outcome between the first scenario and another."""
        return next(found for found in self.found[label] if found.outcome == outcome)

    def arrivals(self, side: Side, rung: Rung) -> Arrivals:
        """When the worlds of a side reach a rung, those that never do among them."""
        horizon = side.scenario.horizon_weeks - 1
        weeks = side.result.some([rung.week])[rung.week]
        there = weeks.notna().to_numpy()
        seen = weeks.fillna(horizon).to_numpy(dtype=np.int64)
        return arrivals(seen, there, horizon=horizon)


def compare_sides(sides: Sequence[Side], *, horizons: Sequence[int]) -> Compared:
    """Compare sides that start together and run equally long; the first is the base.

    ``horizons`` are the weeks that each scenario was meant to run.
    """
    if len(sides) < 2:
        raise RequestError("a comparison needs at least two scenarios; give one more")
    worlds, together = shared_worlds(sides), paired(sides)
    rungs = common_rungs([side.scenario for side in sides])
    values = {
        side.label: _values(side, rungs, worlds if together else side.worlds) for side in sides
    }
    base = sides[0]
    found = {
        side.label: differences(
            values[base.label], values[side.label], seed=base.seed, paired=together
        )
        for side in sides[1:]
    }
    return Compared(
        tuple(sides),
        worlds,
        together,
        rungs,
        found,
        _over_time(sides, together),
        notes(sides, horizons),
    )


def _values(side: Side, rungs: Sequence[Rung], worlds: int) -> dict[str, np.ndarray]:
    return measured(side.result.some(needed(rungs)), rungs, worlds)


def _over_time(sides: Sequence[Side], together: bool) -> pd.DataFrame:
    """Mean differences week by week, with their 95% intervals and the worlds' middle 80%."""
    import pandas as pd

    rows = [
        row
        for side in sides[1:]
        for variable in WEEKLY
        for row in _weeks(sides[0], side, variable=variable, together=together)
    ]
    return pd.DataFrame(rows, columns=["other", "variable", "week", "worlds", "mean", "low", "high",
                                       "p10", "p50", "p90"])  # fmt: skip


def _weeks(
    base: Side, other: Side, *, variable: str, together: bool
) -> Iterator[tuple[object, ...]]:
    first, second = base.weekly[variable], other.weekly[variable]
    if together:
        worlds = min(len(first), len(second))
        gaps = second[:worlds] - first[:worlds]
        mean, spread = gaps.mean(axis=0), quantiles(gaps.copy(), (0.1, 0.5, 0.9), axis=0).T
        found = mean_intervals(gaps, Luck(base.seed, f"weekly/{variable}"))
    else:
        worlds, mean = min(len(first), len(second)), second.mean(axis=0) - first.mean(axis=0)
        found, spread = _apart(base, other, variable), np.full((len(mean), 3), np.nan)
    for i, week in enumerate(base.weeks):
        yield (
            other.label,
            variable,
            week,
            worlds,
            mean[i],
            found[i].low,
            found[i].high,
            *spread[i],
        )


def _apart(base: Side, other: Side, variable: str) -> list[Interval]:
    first = resampled_means(base.weekly[variable], Luck(base.seed, f"base/{variable}"))
    second = resampled_means(other.weekly[variable], Luck(other.seed, f"other/{variable}"))
    return intervals(second - first)
