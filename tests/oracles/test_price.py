"""Oracle 3: the price's logarithm has the mean and variance of an AR(1) in closed form."""

from __future__ import annotations

import numpy as np
import pytest

from tests.oracles.worlds import film, scenario_of

START, LONG_RUN, MONTHLY, HALF_LIFE = 300.0, 360.0, 0.06, 20.0
WEEKS = (0, 1, 9, 59, 199)


@pytest.fixture(scope="module")
def log_prices() -> np.ndarray:
    commodity = {
        "price_usd_per_t": START,
        "long_run_price_usd_per_t": LONG_RUN,
        "volatility_per_month": MONTHLY,
        "half_life_weeks": HALF_LIFE,
        "capacity_mt_per_year": 1,
        "routes": {"port": {"capacity_mt_per_year": 1, "logistics_usd_per_t": 10}},
    }
    people = {"all_held": {"held": 1, "arrest_share": 1, "hold_value_usd_m": 1}}
    market = scenario_of({
        "start": "2025-01-01", "horizon_weeks": 200,
        "prisoners": {"classes": people}, "commodity": commodity,
    })  # fmt: skip
    prices: np.ndarray = np.log(film(market, tiles=16)["price_usd_per_t"])
    return prices


PERSISTENCE = np.exp(-np.log(2) / HALF_LIFE)


@pytest.mark.parametrize("week", WEEKS)
def test_the_mean_log_price_nears_the_long_run_level(log_prices: np.ndarray, week: int) -> None:
    gap = np.log(START / LONG_RUN) * PERSISTENCE ** (week + 1)
    prices = log_prices[week]
    error = prices.std() / np.sqrt(len(prices))
    assert abs(prices.mean() - (np.log(LONG_RUN) + gap)) < 4 * error


@pytest.mark.parametrize("week", WEEKS)
def test_the_variance_of_the_log_price_grows_to_that_of_an_ar1(
    log_prices: np.ndarray, week: int
) -> None:
    shock = MONTHLY**2 * 12 / 52
    variance = shock * (1 - PERSISTENCE ** (2 * (week + 1))) / (1 - PERSISTENCE**2)
    prices = log_prices[week]
    error = variance * np.sqrt(2 / (len(prices) - 1))
    assert abs(prices.var(ddof=1) - variance) < 4 * error


def test_the_price_does_not_move_without_volatility_at_its_long_run_level() -> None:
    commodity = {
        "price_usd_per_t": 250, "long_run_price_usd_per_t": 250, "volatility_per_month": 0,
        "half_life_weeks": 10, "capacity_mt_per_year": 1,
        "routes": {"port": {"capacity_mt_per_year": 1, "logistics_usd_per_t": 10}},
    }  # fmt: skip
    people = {"all_held": {"held": 1, "arrest_share": 1, "hold_value_usd_m": 1}}
    still = scenario_of({"start": "2025-01-01", "horizon_weeks": 30, "commodity": commodity,
                         "prisoners": {"classes": people}})  # fmt: skip
    np.testing.assert_allclose(film(still)["price_usd_per_t"], 250, rtol=1e-12)
