"""An autoregression whose shocks are calm or wild, as a hidden state decides (Hamilton 1989)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize

from simulator.analysis.estimation.autoregression import Floats, fit, lagged

_STARTS: Final = ((0.5, 1.5, 2.0, 2.0), (0.3, 1.2, 3.0, 1.0))
"""Calm and wild shocks against the common one, and log-odds of staying calm and wild."""


@dataclass(frozen=True)
class Regimes:
    """The fit: coefficients (constant first), calm and wild shock, chances of staying in each."""

    coefficients: tuple[float, ...]
    calm: float
    wild: float
    stays_calm: float
    stays_wild: float
    log_likelihood: float
    n: int

    @property
    def parameters(self) -> int:
        """How many numbers were fitted."""
        return len(self.coefficients) + 4

    @property
    def calm_share(self) -> float:
        """Share of the time that is calm in the long run."""
        leaves_calm, leaves_wild = 1 - self.stays_calm, 1 - self.stays_wild
        return leaves_wild / (leaves_calm + leaves_wild)


def fit_regimes(y: Floats, *, order: int, skip: int | None = None) -> Regimes:
    """The likeliest two-regime autoregression of an order, from two starting points."""
    later, earlier = lagged(y, order=order, skip=skip)
    centre = earlier.mean(axis=0)
    centre[0] = 0.0
    centred = earlier - centre
    common = fit(y, order=order, skip=skip)
    begin = np.linalg.lstsq(centred, later, rcond=None)[0]

    def cost(parameters: Floats) -> float:
        return -_log_likelihood(parameters, later, centred)

    tries = [
        minimize(
            cost, np.array([*begin, *np.log([low * common.shock, high * common.shock]), *odds])
        )
        for low, high, *odds in _STARTS
    ]
    best = min(tries, key=lambda one: float(one.fun))
    return _read(best.x, -float(best.fun), centre, len(later))


def _read(parameters: Floats, log_likelihood: float, centre: Floats, n: int) -> Regimes:
    coefficients = parameters[:-4].copy()
    coefficients[0] -= float(coefficients[1:] @ centre[1:])
    shocks = [math.exp(value) for value in parameters[-4:-2]]
    stays = [_share(value) for value in parameters[-2:]]
    (calm, stays_calm), (wild, stays_wild) = sorted(zip(shocks, stays, strict=True))
    return Regimes(
        tuple(coefficients.tolist()), calm, wild, stays_calm, stays_wild, log_likelihood, n
    )


def _log_likelihood(parameters: Floats, later: Floats, earlier: Floats) -> float:
    """By Hamilton's filter, the hidden state begun in its long-run shares."""
    residuals = later - earlier @ parameters[:-4]
    shocks = np.exp(parameters[-4:-2])
    z = residuals[:, None] / shocks
    densities = (np.exp(-0.5 * z * z) / (math.sqrt(2 * math.pi) * shocks)).tolist()
    stay = [_share(value) for value in parameters[-2:]]
    calm = (1 - stay[1]) / max(2 - stay[0] - stay[1], 1e-12)
    total = 0.0
    for calm_density, wild_density in densities:
        first, second = calm * calm_density, (1 - calm) * wild_density
        both = max(first + second, 1e-300)
        total += math.log(both)
        calm = (first * stay[0] + second * (1 - stay[1])) / both
    return total


def _share(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(log_odds, 30.0), -30.0)))
