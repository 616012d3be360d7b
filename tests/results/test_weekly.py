"""Weekly summaries: counts stand for values within stated bounds, and blocks merge exactly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.randomness import TILE
from simulator.results.weekly import QUANTILES, Tally, WeeklySummary, bin_values, bins, step_of

STEPS = st.sampled_from([1.0, 0.1, 0.01, 1 / 4096])
SMALL = st.floats(-1000, 1000)
VALUES = st.floats(-1e7, 1e7)
BOUND = 1.001  # bins begin half a step early, and single precision rounds their edges


@given(VALUES, STEPS)
def test_a_value_is_off_by_half_a_step_or_a_part_in_four_thousand(
    value: float, step: float
) -> None:
    counted = bin_values(bins(np.array([value]), step), step)[0]
    assert abs(counted - value) <= BOUND * max(step / 2, abs(value) / 4096)


@given(st.integers(-4095, 4095))
def test_people_are_counted_exactly(people: int) -> None:
    assert bin_values(bins(np.array([float(people)]), 1.0), 1.0)[0] == people


@given(st.lists(VALUES, min_size=2, max_size=30), STEPS)
def test_bins_keep_the_order_of_values(values: list[float], step: float) -> None:
    keys = bins(np.sort(np.array(values)), step)
    assert (np.diff(keys) >= 0).all()


@given(st.lists(SMALL, min_size=1, max_size=300), STEPS)
def test_a_quantile_is_a_value_that_so_many_lie_at_or_below(
    values: list[float], step: float
) -> None:
    sample = np.sort(np.array(values))
    found = Tally.of(sample, step).quantiles(step)
    for number, share in zip(found, QUANTILES.values(), strict=True):
        exact = sample[int(np.ceil(share * len(sample) - 1e-9)) - 1]
        assert abs(number - exact) <= BOUND * max(step / 2, abs(exact) / 4096)


@given(st.lists(SMALL, min_size=1, max_size=300))
def test_the_mean_is_exact(values: list[float]) -> None:
    tally = Tally.of(np.array(values), 1.0)
    assert tally.mean() == pytest.approx(np.mean(values), rel=1e-12, abs=1e-9)


@given(st.integers(1, 3), st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_a_cut_between_tiles_changes_no_bit(tiles: int, rest: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(100, 60, tiles * TILE + rest)
    whole, first = Tally.of(values, 1.0), Tally.of(values[: tiles * TILE], 1.0)
    first.add(Tally.of(values[tiles * TILE :], 1.0))
    assert first.mean() == whole.mean()
    assert first.quantiles(1.0) == whole.quantiles(1.0)


def test_a_value_far_from_the_others_is_counted_too() -> None:
    tally = Tally.of(np.array([1.0, 2.0, 3.0, 1e12]), 1.0)
    assert tally.mean() == pytest.approx(2.5e11)


def test_only_the_worlds_asked_for_are_summarised() -> None:
    summary = WeeklySummary(worlds=3)
    summary.take(0, "held", lambda: np.array([1, 2, 3, 1000]))
    row = summary.frame(["2025-01-01"]).iloc[0]
    assert (row["mean"], row["p95"]) == (2, 3)


def test_a_summary_has_a_row_for_each_week_and_variable() -> None:
    summary = WeeklySummary(worlds=2)
    for week in (0, 1):
        for variable in ("held", "reliance"):
            summary.take(week, variable, lambda: np.array([0.25, 0.75]))
    frame = summary.frame(["2025-01-01", "2025-01-08"])
    assert list(frame.columns) == ["week", "date", "variable", "mean", *QUANTILES]
    assert list(zip(frame["variable"], frame["week"], strict=True)) == [
        ("held", 0), ("held", 1), ("reliance", 0), ("reliance", 1),
    ]  # fmt: skip


def test_people_prices_and_levels_have_steps_of_their_own() -> None:
    assert (step_of("held"), step_of("price_usd_per_t"), step_of("reliance")) == (1, 0.1, 1 / 2048)
