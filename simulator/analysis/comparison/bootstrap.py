"""Intervals of means by resampling worlds, from a named stream of random numbers.

Worlds are independent of one another, so a mean's interval follows from drawing worlds again with
replacement (the percentile bootstrap: Efron and Tibshirani 1993, ch. 13). Where there are many
worlds, neighbours are drawn together, in at most ``UNITS`` groups: groups of independent worlds are
independent too, and the interval of the mean is the same but for its last digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.randomness import TILE, Stream

RESAMPLES: Final = 2000
UNITS: Final = 4096
_ENDS: Final = (0.025, 0.975)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """The 95% interval of a number; not a number where there is nothing to resample."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """From end to end."""
        return self.high - self.low

    @property
    def sign(self) -> int:
        """1 or -1 where the whole interval lies above or below zero, else 0."""
        return int(self.low > 0) - int(self.high < 0)


@dataclass(frozen=True)
class Luck:
    """Where the draws of a bootstrap come from: a seed and the name of a stream."""

    seed: int
    name: str
    resamples: int = RESAMPLES

    def draws(self, units: int) -> Stream:
        """The stream, with as many numbers a row as there are units to draw."""
        return Stream(self.seed, f"bootstrap/{self.name}", first_tile=0, tiles=-(-units // TILE))


def resampled_means(values: Floats, luck: Luck) -> Floats:
    """Means of each column of ``values`` (worlds, columns) in each resample (resamples, columns).

    Values that are none (NaN) are left out of their column's mean.

    >>> resampled_means(np.ones((5, 2)), Luck(1, "ones", resamples=3)).tolist()
    [[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]]
    """
    sums, counts = _units(values)
    units, stream = len(sums), luck.draws(len(sums))
    means = np.full((luck.resamples, values.shape[1]), np.nan)
    for i in range(luck.resamples):
        words = stream.row(i)[:units].astype(np.uint64)
        drawn = (words * np.uint64(units)) >> np.uint64(32)
        count = counts.take(drawn, axis=0).sum(axis=0)
        total = sums.take(drawn, axis=0).sum(axis=0)
        np.divide(total, count, out=means[i], where=count > 0)
    return means


def _units(values: Floats) -> tuple[Floats, Floats]:
    """Sums and numbers of values in each unit that is drawn: a world, or some neighbours."""
    there = np.isfinite(values)
    sums, counts = np.where(there, values, 0.0), there.astype(np.float64)
    size = -(-len(values) // UNITS)
    if size > 1:
        first = np.arange(0, len(values), size)
        sums, counts = np.add.reduceat(sums, first), np.add.reduceat(counts, first)
    return sums, counts


def intervals(means: Floats) -> list[Interval]:
    """The 95% interval of each column of resampled means; a resample without values is passed."""
    return [_interval(column[np.isfinite(column)]) for column in means.T]


def _interval(means: Floats) -> Interval:
    if not len(means):
        return Interval(np.nan, np.nan)
    return Interval(*np.quantile(means, _ENDS).tolist())


def mean_intervals(values: Floats, luck: Luck) -> list[Interval]:
    """The 95% interval of the mean of each column of ``values`` (worlds, columns).

    >>> found, = mean_intervals(np.arange(100.0)[:, None], Luck(1, "example"))
    >>> 43 < found.low < 46 and 53 < found.high < 56
    True
    """
    return intervals(resampled_means(values, luck))
