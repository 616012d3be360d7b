"""Autoregressions fitted by least squares, and how sure one can be of a first-order one.

A short series pulls the fitted coefficient down (by about (1 + 3a)/n; Marriott & Pope 1954), so the
interval comes from the grid bootstrap (Hansen 1999): a true coefficient belongs to it if series
simulated with it give fits on either side of the observed one. Coefficients from 0.7 to 1 are
tried; a root of 1 is no return to a level at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.randomness import TILE, Stream, uniforms

Floats = npt.NDArray[np.float64]

_TILES: Final = 8
_GRID: Final = np.linspace(0.70, 1.0, 31)


@dataclass(frozen=True)
class Autoregression:
    """``y ← constant + Σ coefficients·(y one, two, … steps ago) + shock``.

    ``shock`` is the standard deviation of the shocks, ``residuals`` those of the fit, ``n`` how
    many steps it explains.
    """

    constant: float
    coefficients: tuple[float, ...]
    shock: float
    residuals: Floats
    start: float

    @property
    def n(self) -> int:
        """Steps explained."""
        return len(self.residuals)

    @property
    def log_likelihood(self) -> float:
        """Of the steps explained, with normal shocks, given the first values."""
        variance = float(np.mean(self.residuals**2))
        return -self.n / 2 * (math.log(2 * math.pi * variance) + 1)

    @property
    def parameters(self) -> int:
        """How many numbers were fitted."""
        return len(self.coefficients) + 2

    @property
    def half_life(self) -> float:
        """Steps after which half a deviation is left (first order); infinite at a root of 1.

        >>> fit(np.array([1.0, 0.5, 0.25, 0.125, 0.0625]), order=1).half_life
        1.0
        """
        return half_life(self.coefficients[0])

    def spread_after(self, steps: int) -> float:
        """Standard deviation of what is so many steps ahead."""
        weights = [1.0]
        while len(weights) < steps:
            recent = weights[: -len(self.coefficients) - 1 : -1]
            weights.append(sum(a * w for a, w in zip(self.coefficients, recent, strict=False)))
        return self.shock * math.sqrt(sum(weight * weight for weight in weights))


def half_life(coefficient: float) -> float:
    """Steps after which half a deviation is left; infinite if none fades."""
    if not 0 < coefficient < 1:
        return math.inf if coefficient >= 1 else 0.0
    return round(math.log(2) / -math.log(coefficient), 9)


def lagged(y: Floats, *, order: int, skip: int | None = None) -> tuple[Floats, Floats]:
    """What is explained and what explains it: later values, and a row of 1 and earlier ones each.

    ``skip`` leaves out more of the beginning than the order needs, to compare orders fairly.
    """
    first = order if skip is None else skip
    earlier = [y[first - lag : len(y) - lag] for lag in range(1, order + 1)]
    return y[first:], np.column_stack([np.ones(len(y) - first), *earlier])


def fit(y: Floats, *, order: int, skip: int | None = None) -> Autoregression:
    """The autoregression of an order that explains a series best."""
    later, earlier = lagged(y, order=order, skip=skip)
    solution, *_ = np.linalg.lstsq(earlier, later, rcond=None)
    residuals = later - earlier @ solution
    freedom = len(later) - order - 1
    shock = math.sqrt(float(residuals @ residuals) / freedom)
    constant, *coefficients = solution.tolist()
    return Autoregression(constant, tuple(coefficients), shock, residuals, float(y[0]))


@dataclass(frozen=True)
class Persistence:
    """A first-order coefficient with its 95% interval and the value with no bias of the median."""

    fitted: float
    unbiased: float
    low: float
    high: float


def persistence(y: Floats, *, seed: int = 1) -> Persistence:
    """How slowly a series returns to its level, by grid bootstrap."""
    fitted = fit(y, order=1)
    steps = _shocks(fitted.residuals, seed)
    quantiles = np.array([_refitted(a, steps) for a in _GRID])
    observed = fitted.coefficients[0]
    least, middle, greatest = (
        float(np.interp(observed, quantiles[:, column], _GRID)) for column in (2, 1, 0)
    )
    return Persistence(observed, middle, least, greatest)


def _shocks(residuals: Floats, seed: int) -> Floats:
    """Residuals drawn anew: a row a step, a column a repetition."""
    stream = Stream(seed, "estimate/shocks", first_tile=0, tiles=_TILES)
    rows = np.array([uniforms(stream.row(step)) for step in range(len(residuals))])
    centred = residuals - residuals.mean()
    drawn: Floats = centred[(rows * len(residuals)).astype(np.intp)]
    return drawn


def _refitted(coefficient: float, steps: Floats) -> Floats:
    """Quantiles (2.5%, 50%, 97.5%) of fits to series that have a given coefficient."""
    level = np.zeros(_TILES * TILE)
    path = [level]
    for step in steps:
        level = coefficient * level + step
        path.append(level)
    series = np.array(path)
    before, after = series[:-1] - series[:-1].mean(axis=0), series[1:]
    fits = (before * after).sum(axis=0) / (before * before).sum(axis=0)
    quantiles: Floats = np.quantile(fits, [0.025, 0.5, 0.975])
    return quantiles
