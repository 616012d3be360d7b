"""Scores against closed forms, against another package's, and by their properties."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from simulator.analysis import scores

LEVELS = (0.5, 0.8, 0.95)
COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=40).map(
    lambda values: np.array(values, dtype=float)
)


def quantiles_of_a_normal(mean: float, sd: float, n: int = 4000) -> np.ndarray:
    return np.asarray(stats.norm.ppf((np.arange(n) + 0.5) / n, mean, sd))


@pytest.mark.parametrize("value", [-3.0, 0.0, 0.7, 12.0])
@pytest.mark.parametrize("sd", [0.5, 2.0])
def test_the_crps_of_a_normal_forecast_is_the_closed_form(value: float, sd: float) -> None:
    z = (value - 1.0) / sd
    exact = sd * (z * (2 * stats.norm.cdf(z) - 1) + 2 * stats.norm.pdf(z) - 1 / math.sqrt(math.pi))
    found = scores.crps(quantiles_of_a_normal(1.0, sd), value)
    assert found == pytest.approx(exact, abs=2e-3 * sd)


@given(COUNTS, st.integers(0, 80))
def test_the_crps_is_the_area_between_the_steps(samples: np.ndarray, value: int) -> None:
    grid = np.arange(0, 100)
    below = np.array([np.mean(samples <= x) for x in grid])
    area = float(np.sum((below - (grid >= value)) ** 2))
    assert scores.crps(samples, value) == pytest.approx(area, abs=1e-9)


@given(COUNTS, st.integers(0, 80))
def test_the_crps_is_that_of_another_package(samples: np.ndarray, value: int) -> None:
    other = float(scoringrules.crps_ensemble(float(value), samples, estimator="nrg"))
    assert scores.crps(samples, value) == pytest.approx(other, abs=1e-9)


@given(COUNTS, st.integers(-50, 80), st.floats(0.1, 10), st.floats(-100, 100))
def test_the_crps_has_the_unit_of_the_value_and_no_place(
    samples: np.ndarray, value: int, unit: float, place: float
) -> None:
    moved = scores.crps(samples * unit + place, value * unit + place)
    assert moved == pytest.approx(unit * scores.crps(samples, value), abs=1e-6)


def test_a_forecast_of_one_number_scores_its_absolute_error() -> None:
    assert scores.crps(np.full(7, 40.0), 52.0) == pytest.approx(12.0)


def test_the_pit_of_good_forecasts_of_counts_is_uniform() -> None:
    luck = np.random.default_rng(5)
    found = []
    for mean in luck.gamma(2.0, 2.0, size=2000):
        samples, value = luck.poisson(mean, size=50).astype(float), float(luck.poisson(mean))
        found.append(scores.pit(samples, value, float(luck.uniform())))
    assert stats.kstest(found, "uniform").pvalue > 0.01


def test_the_pit_of_forecasts_that_are_too_narrow_is_not_uniform() -> None:
    luck = np.random.default_rng(5)
    found = [
        scores.pit(luck.normal(0, 0.5, size=50), luck.normal(), luck.uniform()) for _ in range(500)
    ]
    assert stats.kstest(found, "uniform").pvalue < 1e-6


@given(COUNTS, st.integers(0, 80), st.floats(0.001, 0.999))
def test_the_pit_lies_between_0_and_1_and_rises_with_the_value(
    samples: np.ndarray, value: int, u: float
) -> None:
    low, high = scores.pit(samples, value, u), scores.pit(samples, value + 1, u)
    assert 0 < low <= high + 1 / (len(samples) + 1)
    assert high < 1


@given(COUNTS)
def test_wider_bands_hold_narrower_ones(samples: np.ndarray) -> None:
    ends = [scores.band(samples, level) for level in LEVELS]
    assert ends[2][0] <= ends[1][0] <= ends[0][0] <= ends[0][1] <= ends[1][1] <= ends[2][1]


@given(COUNTS)
def test_a_band_holds_at_least_its_share_of_the_forecast(samples: np.ndarray) -> None:
    for level in LEVELS:
        held = np.mean([scores.inside(samples, value, level) for value in samples])
        assert held >= level - 1e-9


@settings(max_examples=20)
@given(COUNTS)
def test_the_smoothed_probabilities_of_all_counts_sum_to_one(samples: np.ndarray) -> None:
    total = sum(scores.count_probability(samples, count) for count in range(250))
    beyond = 1 / 251 / (len(samples) + 1)
    assert total + beyond == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("count", [10, 20, 33])
def test_the_log_score_of_a_poisson_forecast_is_near_the_closed_form(count: int) -> None:
    samples = np.asarray(stats.poisson.ppf((np.arange(20_000) + 0.5) / 20_000, 20))
    exact = -float(stats.poisson.logpmf(count, 20))
    assert scores.log_score(samples, count) == pytest.approx(exact, abs=0.1)


def test_no_count_is_held_impossible() -> None:
    assert scores.log_score(np.zeros(1000), 2000) < 25


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_brier_score_is_best_for_the_true_probability(truth: float, said: float) -> None:
    def expected(p: float) -> float:
        return truth * scores.brier(p, True) + (1 - truth) * scores.brier(p, False)

    assert expected(truth) <= expected(said) + 1e-12


def test_an_order_the_forecast_is_sure_of_has_probability_1() -> None:
    never = np.full(4, np.inf)
    weeks = [np.array([1.0, 2, 3, 4]), np.array([5.0, 6, 7, 8])]
    assert scores.order_probability(weeks, [never, never]) == 1.0
    assert scores.order_probability([never, *weeks[::-1]]) == 0.0


def test_events_that_never_come_tell_nothing_of_their_order() -> None:
    never = np.full(4, np.inf)
    assert scores.order_probability([never, never]) == 0.5
    assert math.isnan(scores.order_probability([never]))
