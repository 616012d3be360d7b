"""Scores of a forecast made of samples against the value that came.

All functions are pure. ``samples`` is the forecast: one equally likely value a world. Where lower
is better it says so; a score is *proper* if a forecaster does best by saying what it believes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, product
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

Floats = npt.NDArray[np.float64]

_NARROWEST: Final = 0.5  # people: a world's count smeared over less would leave gaps


def crps(samples: Floats, value: float) -> float:
    """Continuous ranked probability score: how far the forecast lies from the value, in its unit.

    The mean distance of the samples from the value less half their mean distance from each other:
    the exact score of the forecast that gives each sample the same weight. For a forecast of one
    number it is the absolute error. Proper; lower is better (Matheson and Winkler 1976; Gneiting
    and Raftery 2007).

    >>> crps(np.array([3.0]), 5.0), crps(np.array([0.0, 10.0]), 5.0)
    (2.0, 2.5)
    """
    ordered = np.sort(samples)
    n = len(ordered)
    weights = 2 * np.arange(1, n + 1) - n - 1
    spread = 2.0 * float(np.mean(weights * ordered)) / n
    return float(np.mean(np.abs(ordered - value))) - spread / 2


def pit(samples: Floats, value: float, u: float) -> float:
    """Probability integral transform: which share of the forecast lies below the value.

    Equal samples are split at random by ``u`` in (0, 1), so that over many good forecasts the
    result is uniform between 0 and 1, for counts too (Czado, Gneiting and Held 2009).

    >>> round(pit(np.array([1.0, 2.0, 3.0]), 2.0, u=0.5), 3)
    0.5
    """
    below, equal = int(np.sum(samples < value)), int(np.sum(samples == value))
    return (below + u * (equal + 1)) / (len(samples) + 1)


def band(samples: Floats, level: float) -> tuple[float, float]:
    """Ends of the central band that holds a share ``level`` of the forecast.

    The ends are samples, so that the band of a count ends at counts.

    >>> band(np.arange(101.0), 0.8)
    (10.0, 90.0)
    """
    tail = round((1 - level) / 2, 9)  # 0.1, not a hair less
    low = np.quantile(samples, tail, method="lower")
    high = np.quantile(samples, 1 - tail, method="higher")
    return float(low), float(high)


def inside(samples: Floats, value: float, level: float) -> bool:
    """Whether the value lies in the central band of that level, its ends included."""
    low, high = band(samples, level)
    return low <= value <= high


def bandwidth(samples: Floats) -> float:
    """How far each world's count is smeared: Silverman's rule, at least half a person.

    0.9 times the lesser of the standard deviation and the interquartile range over 1.34, times
    n to the power of −1/5 (Silverman 1986).
    """
    quartiles = np.quantile(samples, [0.25, 0.75])
    spread = min(float(np.std(samples)), float(quartiles[1] - quartiles[0]) / 1.34)
    return max(_NARROWEST, 0.9 * spread * math.pow(len(samples), -0.2))


def count_probability(samples: Floats, count: int) -> float:
    """The smoothed forecast's probability of a whole number of people.

    Each of n samples is smeared by a normal curve of the ``bandwidth``, cut into whole numbers,
    what falls below 0 counted at 0; one further sample, so that nothing is held impossible, is
    spread over all counts k as 1/((k + 1)·(k + 2)), which sums to 1 and favours no size.

    >>> count_probability(np.array([4.0]), 4) > count_probability(np.array([4.0]), 400) > 0
    True
    """
    n, width = len(samples), bandwidth(samples)
    above = ndtr((count + 0.5 - samples) / width)
    below = ndtr((count - 0.5 - samples) / width) if count > 0 else 0.0
    anything = 1 / ((count + 1) * (count + 2))
    return float((np.sum(above - below) + anything) / (n + 1))


def log_score(samples: Floats, count: int) -> float:
    """Minus the natural logarithm of the smoothed probability of the count that came.

    In nats; proper but for the smoothing; lower is better (Good 1952).
    """
    return -float(np.log(count_probability(samples, count)))


def brier(probability: float, happened: bool) -> float:
    """Squared distance of a probability from what happened. Proper; lower is better (Brier 1950).

    >>> brier(0.5, True), brier(0.0, True)
    (0.25, 1.0)
    """
    return float((probability - happened) ** 2)


def order_probability(came: Sequence[Floats], missed: Sequence[Floats] = ()) -> float:
    """How likely the forecast held the order in which events came; 1 is sure of it.

    ``came`` has for each event, in the order in which they came, its week in each world, infinite
    where it never comes; ``missed`` likewise those that did not come, so that each that came was
    before them. The mean over all pairs of the share of worlds in which the earlier event comes
    first; in worlds that have both in one week, or neither, half counts.
    Without pairs it is not a number.

    >>> order_probability([np.array([3.0, 9.0]), np.array([5.0, 4.0])])
    0.5
    """
    pairs = [*combinations(came, 2), *product(came, missed)]
    if not pairs:
        return float("nan")
    first = [np.mean(np.where(a == b, 0.5, (a < b).astype(float))) for a, b in pairs]
    return float(np.mean(first))
