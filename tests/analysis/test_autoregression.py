"""Fits of price processes against made-up series, closed forms and another library."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.estimation.autoregression import Floats, fit, persistence
from simulator.analysis.estimation.price import resampled_means
from simulator.analysis.estimation.regimes import fit_regimes
from simulator.analysis.estimation.series import benchmark


def made_up(n: int, *coefficients: float, shocks: Floats | float = 1.0, seed: int = 1) -> Floats:
    """A series with given coefficients and standard deviations of shocks."""
    steps = np.random.default_rng(seed).standard_normal(n) * shocks
    series = np.zeros(n)
    for t in range(n):
        past = sum(a * series[t - k - 1] for k, a in enumerate(coefficients) if t > k)
        series[t] = past + steps[t]
    return series


def test_a_long_series_gives_back_its_coefficients_and_its_shock() -> None:
    found = fit(made_up(20_000, 1.6, -0.7, shocks=0.1), order=2)
    assert found.coefficients == pytest.approx((1.6, -0.7), abs=0.02)
    assert found.shock == pytest.approx(0.1, rel=0.02)


def test_the_spread_ahead_of_one_lag_is_the_closed_form() -> None:
    found = fit(made_up(500, 0.9), order=1)
    (a,) = found.coefficients
    closed = found.shock * np.sqrt((1 - a**24) / (1 - a**2))
    assert found.spread_after(12) == pytest.approx(closed)


def test_the_spread_ahead_of_two_lags_is_that_of_simulated_paths() -> None:
    paths = np.array([made_up(14, 1.5, -0.6, seed=seed)[-1] for seed in range(4000)])
    found = fit(made_up(50_000, 1.5, -0.6), order=2)
    assert found.spread_after(14) == pytest.approx(paths.std(), rel=0.05)


def test_two_regimes_are_told_apart() -> None:
    wild = np.repeat([False, True, False, True], 300)
    y = made_up(1200, 0.9, shocks=np.where(wild, 0.09, 0.025))
    found = fit_regimes(y, order=1)
    assert (found.calm, found.wild) == pytest.approx((0.025, 0.09), rel=0.1)
    assert found.calm_share == pytest.approx(0.5, abs=0.15)


def test_a_short_series_is_biased_down_and_the_median_corrects_it() -> None:
    fits = [persistence(made_up(40, 0.9, seed=seed)) for seed in range(30)]
    assert np.median([f.fitted for f in fits]) < 0.87
    assert np.median([f.unbiased for f in fits]) == pytest.approx(0.9, abs=0.05)


@pytest.mark.slow
def test_intervals_of_persistence_hold_the_truth_as_often_as_they_say() -> None:
    fits = [persistence(made_up(28, 0.9, seed=seed)) for seed in range(300)]
    held = np.mean([f.low <= 0.9 <= f.high for f in fits])
    assert held == pytest.approx(0.95, abs=3 * np.sqrt(0.95 * 0.05 / 300))


def test_resampled_means_spread_as_a_mean_of_alike_values_does() -> None:
    means = resampled_means(np.array([1.0, 1.0, 1.0]))
    assert set(means.tolist()) == {1.0}


def test_regimes_are_as_likely_as_another_library_says_and_no_others_near_are_likelier() -> None:
    oracle = pytest.importorskip("statsmodels.tsa.regime_switching.markov_regression")
    y = benchmark().since("2020-01").logarithms
    ours = fit_regimes(y, order=1)
    model = oracle.MarkovRegression(y[1:], k_regimes=2, exog=y[:-1], switching_trend=False,
                                    switching_exog=False, switching_variance=True)  # fmt: skip
    best = np.array([ours.stays_calm, 1 - ours.stays_wild, *ours.coefficients,
                     ours.calm**2, ours.wild**2])  # fmt: skip
    assert model.loglike(best) == pytest.approx(ours.log_likelihood, abs=1e-6)
    around = [
        model.loglike(best * (1 + step)) for step in 0.002 * np.vstack([np.eye(6), -np.eye(6)])
    ]
    assert max(around) < ours.log_likelihood + 1e-3


def test_autoregressions_are_those_another_library_fits() -> None:
    oracle = pytest.importorskip("statsmodels.tsa.ar_model")
    y = benchmark().logarithms
    ours, theirs = fit(y, order=2), oracle.AutoReg(y, lags=2).fit()
    assert (ours.constant, *ours.coefficients) == pytest.approx(theirs.params)
    assert ours.log_likelihood == pytest.approx(theirs.llf)
