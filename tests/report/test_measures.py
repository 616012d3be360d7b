"""Spreads over worlds and what may be claimed from them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.report.measures import Verdict, spread, verdict, wilson


def test_a_spread_leaves_out_worlds_without_the_value() -> None:
    assert spread(pd.Series([1.0, None, 3.0])).worlds == 2


def test_a_column_without_values_is_an_empty_spread() -> None:
    assert spread(pd.Series([None, None], dtype="Int64")).empty


def test_the_interval_of_the_median_covers_it_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    found = [spread(pd.Series(rng.exponential(size=101))) for _ in range(400)]
    hits = sum(one.median_low <= np.log(2) <= one.median_high for one in found)
    assert hits / 400 == pytest.approx(0.95, abs=0.04)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_the_marks_of_a_spread_are_in_order(values: list[float]) -> None:
    found = spread(pd.Series(values))
    assert found.low <= found.q25 <= found.median <= found.q75 <= found.high


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3.0] * 19, Verdict.UNSETTLED),
        ([3.0] * 20, Verdict.MORE),
        ([-3.0] * 18 + [1.0] * 2, Verdict.LESS),
        ([-3.0] * 17 + [1.0] * 3, Verdict.UNSETTLED),
        ([0.0] * 50, Verdict.SAME),
        ([], Verdict.UNSETTLED),
    ],
)
def test_a_side_is_claimed_only_by_nine_worlds_in_ten(
    values: list[float], expected: Verdict
) -> None:
    assert verdict(pd.Series(values, dtype=float)) is expected


def test_the_interval_of_a_share_stays_a_share() -> None:
    low, high = wilson(np.array([0, 100]), 100)
    assert 0 <= low[0] < 1e-9
    assert 1 - 1e-9 < high[1] <= 1
