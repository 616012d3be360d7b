"""What the worlds of one point say about an outcome, and how sure that is."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.results.quantiles import quantiles

Floats = npt.NDArray[np.float64]

QUANTILES: Final = (10, 25, 50, 75, 90)
_Z: Final = 1.959964


def estimates(values: Floats, first: Floats) -> dict[str, float]:
    """Mean, quantiles and Monte Carlo errors over the worlds that have a value.

    Errors are standard errors: they say how well so many worlds show the mean or the median, not
    how far worlds differ. ``gap`` is the mean difference from the ``first`` point in the same
    worlds, so that luck that both share falls out of its error.

    >>> found = estimates(np.arange(101.0), np.arange(101.0) - 2)
    >>> found["mean"], found["p50"], found["gap"], found["gap_error"]
    (50.0, 50.0, 2.0, 0.0)
    """
    some, gaps = values[~np.isnan(values)], values - first
    gaps = gaps[~np.isnan(gaps)]
    found = {"worlds": float(len(some)), "mean": _mean(some), "mean_error": _error(some)}
    found |= _quantiles(some)
    found["median_error"] = _median_error(some)
    return found | {"gap": _mean(gaps), "gap_error": _error(gaps)}


def _quantiles(values: Floats) -> dict[str, float]:
    if not len(values):
        return {f"p{share}": math.nan for share in QUANTILES}
    at = quantiles(values.copy(), [share / 100 for share in QUANTILES])
    return {f"p{share}": float(value) for share, value in zip(QUANTILES, at, strict=True)}


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else math.nan


def _error(values: Floats) -> float:
    """The standard error of a mean."""
    return float(values.std(ddof=1) / math.sqrt(len(values))) if len(values) > 1 else math.nan


def _median_error(values: Floats) -> float:
    """The standard error of a median, from the order statistics that bound it at 95%."""
    count = len(values)
    if count < 6:
        return math.nan
    ends = np.array([-1, 1]) * _Z * math.sqrt(count) / 2 + (count - 1) / 2
    low, high = np.interp(ends, np.arange(count), np.sort(values))
    return float((high - low) / (2 * _Z))
