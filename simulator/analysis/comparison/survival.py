"""Times until something happens, where in some worlds it never does within the run.

The Kaplan-Meier estimate (Kaplan and Meier 1958): a world that has not got there when it is last
seen counts as still waiting until then, and is not dropped. Intervals follow Greenwood's variance
on the log-minus-log scale (Kalbfleisch and Prentice 2002, section 1.4), which stays within 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_Z95: Final = 1.959963984540054


@dataclass(frozen=True)
class Arrivals:
    """The share of worlds that have got there by each week, with its 95% interval.

    ``waiting`` is how many had not got there before the week and were still seen.
    """

    weeks: Ints
    share: Floats
    low: Floats
    high: Floats
    waiting: Ints


def arrivals(weeks: Ints, there: Bools, *, horizon: int) -> Arrivals:
    """The share that has arrived by each week from 0 to ``horizon``.

    ``weeks`` is when a world got there, or was last seen if it is not ``there``.

    >>> found = arrivals(np.array([1, 2, 3, 3]), np.array([True, True, False, False]), horizon=3)
    >>> found.share.tolist(), found.waiting.tolist()
    ([0.0, 0.25, 0.5, 0.5], [4, 4, 3, 2])
    """
    size = horizon + 2
    events = np.bincount(np.minimum(weeks[there], horizon + 1), minlength=size)[: horizon + 1]
    seen = np.bincount(np.minimum(weeks, horizon + 1), minlength=size)
    waiting = len(weeks) - np.concatenate([[0], np.cumsum(seen)[:horizon]])
    risk = np.maximum(waiting, 1)
    still = np.cumprod(1.0 - events / risk)
    low, high = _interval(still, _greenwood(events, risk))
    return Arrivals(np.arange(horizon + 1), 1.0 - still, 1.0 - high, 1.0 - low, waiting)


def _greenwood(events: Ints, risk: Ints) -> Floats:
    left = risk - events
    terms = np.divide(events, risk * left, out=np.zeros(len(risk)), where=left > 0)
    return np.cumsum(terms)


def _interval(still: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """The interval of the share still waiting; it has no width before the first event."""
    inner = (still > 0) & (still < 1)
    log = np.log(still, out=np.full(len(still), -1.0), where=inner)
    spread = np.sqrt(variance) / np.abs(log)
    place = np.log(-log)
    low = np.where(inner, np.exp(-np.exp(place + _Z95 * spread)), still)
    high = np.where(inner, np.exp(-np.exp(place - _Z95 * spread)), still)
    return low, high
