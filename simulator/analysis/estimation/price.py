"""The price process, from the monthly benchmark: shocks, half-life, level, and rival descriptions.

The simulator moves the logarithm of the price as a first-order autoregression. The series has more
in it: momentum (a second lag) and calm and wild months. ``rivals`` sets the four descriptions side
by side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from simulator.analysis.estimation.autoregression import (
    Autoregression,
    Persistence,
    fit,
    half_life,
    persistence,
)
from simulator.analysis.estimation.estimate import Estimate
from simulator.analysis.estimation.regimes import Regimes, fit_regimes
from simulator.analysis.estimation.series import Floats, benchmark
from simulator.randomness import Stream, uniforms

WINDOWS: Final = ("2018-01", "2020-01", "2023-06")
"""Beginnings of the series looked at: all of it, since 2020, and since the war's spike was over."""

_CALM: Final = WINDOWS[2]
_BLOCK_MONTHS: Final = 12
_TILES: Final = 16


@cache
def window(month: str) -> tuple[Autoregression, Persistence]:
    """The first-order fit to the logarithms since a month, and how sure its persistence is."""
    y = benchmark().since(month).logarithms
    return fit(y, order=1), persistence(y)


def price() -> list[Estimate]:
    """The numbers of ``commodity`` that the benchmark tells."""
    return [_half_life(), _shock(), _level()]


def _half_life() -> Estimate:
    calm, since_2020 = window(_CALM), window(WINDOWS[1])
    return Estimate(
        "potash-price-half-life",
        "half-life of a deviation from the level",
        calm[0].half_life,
        half_life(calm[1].low),
        since_2020[0].half_life,
        "months",
        "fitted since June 2023; low: end of its 95% interval (grid bootstrap), whose other end is "
        "infinite; high: fitted since January 2020",
    )


def _shock() -> Estimate:
    return Estimate(
        "potash-price-shock",
        "standard deviation of a month's shock",
        window(_CALM)[0].shock,
        fit(benchmark().since(_CALM).logarithms, order=2).shock,
        fit_regimes(benchmark().since(WINDOWS[1]).logarithms, order=1).wild,
        "log points a month",
        "AR(1) fitted since June 2023; low: what AR(2) leaves unexplained there; high: the wild "
        "state of two regimes since January 2020",
    )


def _level() -> Estimate:
    y = benchmark().logarithms
    low, high = np.exp(np.quantile(resampled_means(y), [0.05, 0.95])).tolist()
    return Estimate(
        "potash-price-long-run",
        "long-run level",
        math.exp(float(y.mean())),
        low,
        high,
        "USD/t",
        "geometric mean since January 2018; range: 90% of a stationary bootstrap with blocks of a "
        "year on average",
    )


def resampled_means(y: Floats, *, seed: int = 1) -> Floats:
    """Means of series put together from blocks of the given one (Politis & Romano 1994)."""
    where, jump = (
        Stream(seed, f"estimate/{name}", first_tile=0, tiles=_TILES) for name in ("place", "jump")
    )
    place = (uniforms(where.row(0)) * len(y)).astype(np.intp)
    total = y[place]
    for step in range(1, len(y)):
        fresh = (uniforms(where.row(step)) * len(y)).astype(np.intp)
        jumps = uniforms(jump.row(step)) < 1 / _BLOCK_MONTHS
        place = np.where(jumps, fresh, (place + 1) % len(y))
        total = total + y[place]
    means: Floats = total / len(y)
    return means


@dataclass(frozen=True)
class Rival:
    """A description of the series with its criteria: the lower, the better it pays for its numbers.

    ``spreads`` are standard deviations of the logarithm 1, 12 and 36 months ahead.
    """

    since: str
    name: str
    fitted: Autoregression | Regimes

    @property
    def aic(self) -> float:
        """Akaike's criterion."""
        return 2 * self.fitted.parameters - 2 * self.fitted.log_likelihood

    @property
    def bic(self) -> float:
        """Schwarz's criterion."""
        return math.log(self.fitted.n) * self.fitted.parameters - 2 * self.fitted.log_likelihood

    @property
    def spreads(self) -> tuple[float, ...]:
        """Of an autoregression; none for regimes, which depend on the state one is in."""
        if isinstance(self.fitted, Regimes):
            return ()
        return tuple(self.fitted.spread_after(months) for months in (1, 12, 36))


@cache
def rivals(since: str) -> tuple[Rival, ...]:
    """First and second order, each with one and with two regimes, fitted to the same months.

    No regimes where the series stands still for two years (a contract price, unchanged until 2020):
    the calm state would be those months and nothing else.
    """
    y = benchmark().since(since).logarithms
    plain = (
        Rival(since, "AR(1)", fit(y, order=1, skip=2)),
        Rival(since, "AR(2)", fit(y, order=2)),
    )
    if since == WINDOWS[0]:
        return plain
    return (
        *plain,
        Rival(since, "AR(1), two regimes", fit_regimes(y, order=1, skip=2)),
        Rival(since, "AR(2), two regimes", fit_regimes(y, order=2)),
    )
