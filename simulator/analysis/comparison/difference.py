"""Differences between two scenarios: how large on average, how sure, and in how many worlds.

Where the sides share their luck, the difference is taken within each world, and its interval is
that of a mean of differences; otherwise each side is resampled by itself. How much narrower the
first is than the second says what sharing the luck has gained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.comparison.bootstrap import Interval, Luck, intervals, resampled_means
from simulator.results.quantiles import quantiles

Floats = npt.NDArray[np.float64]

_MARKS: Final = (0.1, 0.5, 0.9)
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Spread:
    """How an outcome, or a difference, lies over the worlds that have it."""

    worlds: int
    mean: float
    p10: float
    p50: float
    p90: float


@dataclass(frozen=True)
class Difference:
    """``other − base`` of one outcome.

    ``mean`` is the difference of means with its 95% bootstrap ``interval``; ``unpaired`` the
    interval without shared luck. The rest is world by world, and NaN where luck is not shared:
    ``spread`` of the differences, and shares of worlds in which the other is ``higher``, ``equal``,
    ``lower``. Worlds in which either side has no value are left out of all of it but ``unpaired``.
    """

    outcome: str
    base: Spread
    other: Spread
    mean: float
    interval: Interval
    unpaired: Interval
    spread: Spread
    higher: float
    equal: float
    lower: float

    @property
    def narrowing(self) -> float:
        """By which share of its width pairing narrowed the interval; NaN where there is none."""
        if not self.unpaired.width > 0:
            return np.nan
        return 1.0 - self.interval.width / self.unpaired.width

    def row(self) -> dict[str, float | str]:
        """As a row of ``comparison.csv``."""
        flat: dict[str, float | str] = {"outcome": self.outcome}
        for name in ("base", "other"):
            flat |= {f"{name}_{key}": value for key, value in asdict(getattr(self, name)).items()}
        flat |= {"difference": self.mean, "low": self.interval.low, "high": self.interval.high}
        flat |= {f"worlds_{key}": value for key, value in asdict(self.spread).items()}
        flat |= {"share_higher": self.higher, "share_equal": self.equal, "share_lower": self.lower}
        flat |= {"unpaired_low": self.unpaired.low, "unpaired_high": self.unpaired.high}
        return flat | {"narrowing": self.narrowing}


def spread(values: Floats) -> Spread:
    """Measure values over the worlds that have one.

    >>> spread(np.array([1.0, 3.0, np.nan]))
    Spread(worlds=2, mean=2.0, p10=1.2, p50=2.0, p90=2.8)
    """
    there = values[np.isfinite(values)]
    if not len(there):
        return Spread(0, *[np.nan] * 4)
    return Spread(len(there), float(there.mean()), *quantiles(there, _MARKS).tolist())


def differences(
    base: Mapping[str, Floats], other: Mapping[str, Floats], *, seed: int, paired: bool
) -> list[Difference]:
    """Compare each outcome of two sides; the worlds stand in the same order if ``paired``."""
    names = list(base)
    first, second = (np.stack([side[name] for name in names], axis=1) for side in (base, other))
    if not paired:
        apart = _apart(first, second, seed)
        return [
            _difference(name, first[:, i], second[:, i], (apart[i], apart[i]))
            for i, name in enumerate(names)
        ]
    gaps = _gaps(first, second)
    common = np.isfinite(gaps)
    apart = _apart(np.where(common, first, np.nan), np.where(common, second, np.nan), seed)
    both = intervals(resampled_means(gaps, Luck(seed, "paired")))
    return [
        _difference(name, first[:, i], second[:, i], (both[i], apart[i]), gaps[:, i])
        for i, name in enumerate(names)
    ]


def _gaps(base: Floats, other: Floats) -> Floats:
    """Differences within worlds; what only rounding sets apart is equal.

    Tables of a run's folder have ten digits.
    """
    gaps = other - base
    gaps[np.abs(gaps) <= _ROUNDING * np.maximum(np.abs(base), np.abs(other))] = 0.0
    return gaps


def _apart(base: Floats, other: Floats, seed: int) -> list[Interval]:
    """Intervals of the differences of means, each side resampled by itself."""
    means = (resampled_means(base, Luck(seed, "base")), resampled_means(other, Luck(seed, "other")))
    return intervals(means[1] - means[0])


def _difference(
    name: str,
    base: Floats,
    other: Floats,
    found: tuple[Interval, Interval],
    gaps: Floats | None = None,
) -> Difference:
    sides = (spread(base), spread(other))
    if gaps is None:
        nothing = Spread(0, *[np.nan] * 4)
        mean = sides[1].mean - sides[0].mean
        return Difference(name, *sides, mean, *found, nothing, *[np.nan] * 3)
    there = gaps[np.isfinite(gaps)]
    shares = [float(np.mean(side)) if len(there) else np.nan for side in _sides(there)]
    between = spread(gaps)
    return Difference(name, *sides, between.mean, *found, between, *shares)


def _sides(gaps: Floats) -> tuple[npt.NDArray[np.bool_], ...]:
    return gaps > 0, gaps == 0, gaps < 0
