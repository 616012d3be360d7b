"""Intervals of differences cover the truth as often as they say, and pairing narrows them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import bootstrap

from simulator.analysis.comparison.bootstrap import UNITS, Interval, Luck, mean_intervals
from simulator.analysis.comparison.difference import Difference, differences

TRUTH = 3.0


def planted(number: int, *, worlds: int, skewed: bool = False, shared: bool = True) -> Difference:
    """Two scenarios, perhaps with common luck; the second is higher by ``TRUTH`` on average."""
    rng = np.random.default_rng(number)
    draw = rng.exponential if skewed else rng.normal
    luck = 20 * rng.normal(size=worlds)
    base = luck + draw(size=worlds)
    luck = luck if shared else 20 * rng.normal(size=worlds)
    other = luck + draw(size=worlds) + rng.poisson(TRUTH, size=worlds)
    return differences({"x": base}, {"x": other}, seed=number, paired=shared)[0]


def covered(found: Interval) -> bool:
    return found.low <= TRUTH <= found.high


def three_standard_errors(share: float, repetitions: int) -> bool:
    return abs(share - 0.95) <= 3 * np.sqrt(0.95 * 0.05 / repetitions)


def test_paired_intervals_cover_a_planted_difference() -> None:
    hits = [covered(planted(i, worlds=120).interval) for i in range(40)]
    assert three_standard_errors(float(np.mean(hits)), 40)


@pytest.mark.slow
@pytest.mark.parametrize("skewed", [False, True])
@pytest.mark.parametrize("shared", [True, False])
def test_intervals_cover_in_95_of_100_repetitions(skewed: bool, shared: bool) -> None:
    found = (planted(i, worlds=300, skewed=skewed, shared=shared) for i in range(1000))
    share = np.mean([covered(one.interval) for one in found])
    assert three_standard_errors(float(share), 1000), share


def test_pairing_narrows_the_interval_by_what_the_shared_luck_explains() -> None:
    found = planted(1, worlds=2000)
    variance_paired, variance_apart = 1 + 1 + TRUTH, 2 * (400 + 1) + TRUTH
    assert found.narrowing == pytest.approx(1 - (variance_paired / variance_apart) ** 0.5, abs=0.02)


def test_the_interval_is_that_of_another_package() -> None:
    values = np.random.default_rng(4).gamma(2.0, size=500)
    theirs = bootstrap((values,), np.mean, n_resamples=4000, method="percentile", rng=1)
    (ours,) = mean_intervals(values[:, None], Luck(1, "x", resamples=4000))
    ends = theirs.confidence_interval
    assert (ours.low, ours.high) == pytest.approx((ends.low, ends.high), abs=0.02 * values.std())


def test_worlds_drawn_in_groups_give_the_same_interval() -> None:
    values = np.random.default_rng(5).normal(size=(3 * UNITS, 1))
    (found,) = mean_intervals(values, Luck(1, "x"))
    assert found.width == pytest.approx(2 * 1.96 / np.sqrt(3 * UNITS), rel=0.06)


def test_the_same_seed_gives_the_same_interval_and_another_another() -> None:
    values = np.arange(50.0)[:, None]
    first, again, other = (mean_intervals(values, Luck(seed, "x")) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_worlds_without_a_value_on_either_side_are_left_out() -> None:
    base, other = np.array([1.0, np.nan, 3.0, 4.0]), np.array([2.0, 2.0, np.nan, 5.0])
    (found,) = differences({"x": base}, {"x": other}, seed=1, paired=True)
    assert (found.spread.worlds, found.mean, found.higher) == (2, 1.0, 1.0)
    assert (found.interval.low, found.interval.high) == (1.0, 1.0)


def test_ties_are_counted_apart() -> None:
    base, other = np.zeros(10), np.array([1.0] * 3 + [0.0] * 5 + [-1.0] * 2)
    (found,) = differences({"x": base}, {"x": other}, seed=1, paired=True)
    assert (found.higher, found.equal, found.lower) == (0.3, 0.5, 0.2)


def test_unpaired_sides_may_have_different_numbers_of_worlds() -> None:
    rng = np.random.default_rng(1)
    base, other = rng.normal(0, 1, 500), rng.normal(1, 1, 300)
    (found,) = differences({"x": base}, {"x": other}, seed=1, paired=False)
    assert found.interval.low < 1 < found.interval.high
    assert np.isnan(found.higher)
