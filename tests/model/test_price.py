"""The price and what a sum is worth later, against ODD 7.1."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import price as rules


def one(value: float) -> np.ndarray:
    return np.array([value])


@given(st.floats(3, 8), st.floats(3, 8), st.floats(0.01, 1), st.floats(-1, 1))
def test_a_shaken_price_returns_part_of_the_way_to_its_level(
    price: float, level: float, stays: float, shock: float
) -> None:
    moved = rules.next_log_price(one(price), one(level), one(stays), one(shock))[0]
    assert moved == pytest.approx(level * (1 - stays) + price * stays + shock)


@pytest.mark.parametrize("half_life", [1, 13, 61])
def test_half_of_a_gap_is_left_after_the_half_life(half_life: int) -> None:
    log_price = one(6.0)
    for _ in range(half_life):
        stays = rules.persistence(one(half_life))
        log_price = rules.next_log_price(log_price, one(5.0), stays, one(0.0))
    assert log_price[0] == pytest.approx(5.5)


def test_a_year_of_weekly_shocks_is_as_wide_as_a_year_of_monthly_ones() -> None:
    weekly = rules.weekly_volatility(one(0.08))[0]
    assert math.sqrt(52) * weekly == pytest.approx(math.sqrt(12) * 0.08)


@pytest.mark.parametrize(("week", "counts"), [(0, 1.0), (26, math.exp(-0.2)), (104, 0.449329)])
def test_a_later_sum_counts_less(week: int, counts: float) -> None:
    assert rules.discounted(one(0.4), week)[0] == pytest.approx(counts)
