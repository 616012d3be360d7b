"""Keeping the worlds nearest to an observation, weighing and adjusting them.

Approximate Bayesian computation by rejection with local-linear regression adjustment (Beaumont,
Zhang & Balding 2002): the nearest worlds are kept, weighed by Epanechnikov's kernel, and their
parameters moved along a regression to where they would be if the world had come out as observed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_RIDGE: Final = 1e-3
_SIGMAS: Final = 4.0
MAD_TO_SD: Final = 1.4826


@dataclass(frozen=True)
class Kept:
    """The worlds kept, in their order, with weights that sum to 1 and distances."""

    worlds: npt.NDArray[np.intp]
    weights: Floats
    distances: Floats

    @property
    def effective(self) -> float:
        """How many equally weighted worlds would tell as much (Kish's effective size)."""
        return float(1.0 / np.sum(self.weights**2))


def nearest(
    points: Floats, target: Floats, *, keep: int, allowed: npt.NDArray[np.bool_] | None = None
) -> Kept:
    """The ``keep`` points nearest to a target, of those that are ``allowed``.

    >>> kept = nearest(np.array([[0.0], [1.0], [3.0], [9.0]]), np.array([0.5]), keep=2)
    >>> kept.worlds.tolist(), kept.weights.tolist()
    ([0, 1], [0.5, 0.5])
    """
    distances = np.sqrt(np.sum((points - target) ** 2, axis=1))
    if allowed is not None:
        distances[~allowed] = np.inf
        keep = min(keep, int(allowed.sum()))
    order = np.argsort(distances, kind="stable")
    worlds, rim = np.sort(order[:keep]), distances[order[min(keep, len(order) - 1)]]
    inner = distances[worlds]
    raw = 1 - (inner / rim) ** 2 if 0 < rim < np.inf else np.ones(len(worlds))
    raw = np.maximum(raw, 1e-9)
    return Kept(worlds, raw / raw.sum(), inner)


def spread_of(values: Floats) -> Floats:
    """A robust standard deviation of each column: from the median absolute deviation.

    The plain one where more than half of the worlds agree, 1 where all do.
    """
    middle = np.median(values, axis=0)
    mad = MAD_TO_SD * np.median(np.abs(values - middle), axis=0)
    plain = values.std(axis=0)
    robust = np.where(mad > 0.1 * plain, mad, plain)
    return np.where(robust > 0, robust, 1.0)


def adjusted(scores: Floats, shift: Floats, weights: Floats) -> Floats:
    """Scores moved along a weighted local-linear ridge regression on ``shift`` to shift 0.

    Only columns of which the regression tells more than chance would (four standard deviations of
    what it tells of noise) are moved: to adjust the others would fit the noise of the worlds kept.
    Residuals are widened for the degrees of freedom that the regression has used.

    >>> shift = np.linspace(-1, 1, 200)[:, None]
    >>> noise = np.cos(1e3 * shift)
    >>> told = np.hstack([2 * shift + 5 + 0.1 * noise, noise])
    >>> moved = adjusted(told, shift, np.full(200, 1 / 200))
    >>> bool(np.allclose(moved[:, 0], 5 + 0.1 * noise[:, 0], atol=0.02))
    True
    >>> bool((moved[:, 1] == told[:, 1]).all())
    True
    """
    design = np.concatenate([np.ones((len(shift), 1)), shift], axis=1)
    weighed = design * weights[:, None]
    gram = design.T @ weighed
    ridge = np.diag(_RIDGE * np.diag(gram) + 1e-9)
    ridge[0, 0] = 0.0
    coefficients = np.linalg.solve(gram + ridge, weighed.T @ scores)
    fitted = design @ coefficients
    n, p = 1 / np.sum(weights**2), shift.shape[1]
    used = (n - 1) / max(1.0, n - p - 1)
    told = 1 - (1 - _told(scores, fitted, weights)) * used
    clear = told > _SIGMAS * np.sqrt(2 * p) / n
    there = coefficients[0] + (scores - fitted) * np.sqrt(used)
    return np.asarray(np.where(clear, there, scores))


def _told(scores: Floats, fitted: Floats, weights: Floats) -> Floats:
    """The share of each column's variance that a fit tells."""
    mean = weights @ scores
    total = weights @ (scores - mean) ** 2
    left = weights @ (scores - fitted) ** 2
    return np.asarray(1 - left / np.where(total > 0, total, 1.0))


def resampled(weights: Floats, rows: int) -> npt.NDArray[np.intp]:
    """Places of ``rows`` equally likely draws: systematic resampling, as even as it can be.

    >>> resampled(np.array([0.5, 0.25, 0.25]), 4).tolist()
    [0, 0, 1, 2]
    """
    upto = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(upto, (np.arange(rows) + 0.5) / rows), len(weights) - 1)
