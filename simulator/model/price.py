"""What a price does from week to week, and what a sum counts for today (ODD, "Economy")."""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.model.rounding import Floats

WEEKS_A_YEAR: Final = 52.0
MONTH_TO_WEEK_SD: Final = (12.0 / WEEKS_A_YEAR) ** 0.5


def next_log_price(
    log_price: Floats, log_level: Floats, persistence: Floats, shock: Floats
) -> Floats:
    """One week of an AR(1) toward the long-run level, in logs.

    >>> next_log_price(np.array([2.0]), np.array([1.0]), np.array([0.5]), np.array([0.1])).tolist()
    [1.6]
    """
    return log_level + (log_price - log_level) * persistence + shock


def persistence(half_life_weeks: Floats) -> Floats:
    """Share of a gap that is left after a week: ``exp(-ln 2 / half-life)``.

    >>> persistence(np.array([1.0])).tolist()
    [0.5]
    """
    left: Floats = np.exp(-np.log(2.0) / half_life_weeks)
    return left


def weekly_volatility(volatility_per_month: Floats) -> Floats:
    """Standard deviation of a week's shock from that of a month's: a year has 12 and 52."""
    return volatility_per_month * MONTH_TO_WEEK_SD


def discounted(rate_per_year: Floats, week: int) -> Floats:
    """What a sum in ``week`` counts for today.

    >>> discounted(np.array([0.3]), 52).round(4).tolist()
    [0.7408]
    """
    return np.exp(-rate_per_year * week / WEEKS_A_YEAR)
