"""What relief earns: routes, discounts, banks, and how slowly it is felt (oracle 4)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import economy
from simulator.model.reliance import Reliance, drift
from simulator.model.sales import Outlets, Route, Sales
from tests.oracles.worlds import by_hand, sketch, told

POTASH, TRANSIT = 0, 1  # instruments of the made-up market below


def one(value: float) -> np.ndarray:
    return np.array([value])


def market(effect: float = 0.0, producer: float = 13.0) -> economy.Economy:
    """A port behind a transit permit, and a dear railway; the discount of 8% can be halved."""
    routes = (
        Route(one(11.0), one(11.5), (TRANSIT,)),
        Route(one(9.0), one(40.0), ()),
    )
    sales = Sales(
        one(producer),
        one(1.0),
        one(0.08),
        one(effect),
        outlets=Outlets.of(routes, cash_cost_usd_per_t=one(110.0)),
        cuts=((POTASH, one(0.04)),),
        tonnes_at_start=one(9.0),
    )
    return economy.Economy(sales, None, ())


def income(potash: float, transit: float, *, price: float = 300, **how: float) -> float:
    levels = np.array([[potash], [transit]])
    return float(market(**how).income(one(price), levels, one(0.7))[0])


def test_while_the_port_is_shut_all_goes_by_rail() -> None:
    assert income(0, 0) == pytest.approx(9 * (300 * 0.92 - 110 - 40) / 52)


def test_tonnes_fill_the_cheapest_route_first() -> None:
    port, rail = 11 * (300 * 0.92 - 121.5), 2 * (300 * 0.92 - 150)
    assert income(0, 1) == pytest.approx((port + rail) / 52)


def test_a_half_open_port_carries_half() -> None:
    port, rail = 5.5 * (300 * 0.92 - 121.5), 7.5 * (300 * 0.92 - 150)
    assert income(0, 0.5) == pytest.approx((port + rail) / 52)


def test_a_tightened_route_carries_nothing() -> None:
    assert income(0, -0.5) == income(0, 0)


def test_easing_sales_is_worth_more_with_the_port_open_and_the_other_way_round() -> None:
    nothing, sales, port, both = income(0, 0), income(1, 0), income(0, 1), income(1, 1)
    assert both - port > sales - nothing > 0
    assert both - sales > port - nothing > 0


def test_a_route_that_loses_money_ships_nothing() -> None:
    assert income(0, 0, price=150) == 0
    assert income(0, 1, price=150) == pytest.approx(11 * (150 * 0.92 - 121.5) / 52)


def test_more_tonnes_than_at_the_start_lower_what_all_of_them_earn() -> None:
    price = 300 * (1 - 0.03 * 4)  # 13 Mt a year, 4 more than at the start
    port, rail = 11 * (price * 0.92 - 121.5), 2 * (price * 0.92 - 150)
    assert income(0, 1, effect=0.03) == pytest.approx((port + rail) / 52)


def test_a_route_opens_only_as_far_as_the_least_eased_of_its_keys() -> None:
    route = Route(one(11.0), one(11.5), (0, 1))
    outlets = Outlets.of([route], cash_cost_usd_per_t=one(110.0))
    assert outlets.open_capacity(np.array([[1.0], [0.25]]))[0] == 11 * 0.25


def banks(first: float, second: float, reliance: float = 0.7) -> float:
    finance = economy.Finance(one(90_000.0), one(0.02), one(0.1), ((0, one(0.1)), (1, one(0.33))))
    return float(finance.income(one(reliance), np.array([[first], [second]]))[0])


def test_relief_that_nothing_earned_turns_on_is_worth_nothing_in_each_world() -> None:
    idle = economy.Economy(None, None, ())
    two_levels = np.array([[[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]])  # instruments, levels, worlds
    earned = idle.income(np.full(3, 300.0), two_levels, np.full(3, 0.5))
    assert earned.shape == (2, 3)
    assert (earned[1] - earned[0]).tolist() == [0.0, 0.0, 0.0]


def test_banks_relief_saves_friction_on_trade_outside_the_patrons_reach() -> None:
    assert banks(1, 0) == pytest.approx(90_000 * 0.3 * 0.02 * 0.1 / 52)
    assert banks(1, 0, reliance=0.4) == pytest.approx(2 * banks(1, 0))


def test_over_compliance_ends_only_when_all_banks_are_eased() -> None:
    assert banks(1, 1) == pytest.approx(banks(1, 0) + banks(0, 1) + 90_000 * 0.3 * 0.02 * 0.1 / 52)
    assert banks(1, -0.5) < banks(1, 0)


def test_the_costs_of_the_week_have_the_units_of_the_model() -> None:
    base = told(sketch("horizon_weeks=1", "commodity.volatility_per_month=0"))
    price = base.values["price_usd_per_t"][0]
    revenue = price * 0.92 * 0.85 - 110
    expected = 7.2 * (revenue - 31.5) + 1.8 * (revenue - 46.5)
    assert base.values["income_usd_m_per_week"][0] == pytest.approx(expected / 52)


# -- how slowly relief is felt ----------------------------------------------------------------


@given(st.floats(1, 60), st.integers(1, 100))
def test_relief_is_felt_as_one_minus_a_power_of_the_weeks(slow: float, weeks: int) -> None:
    felt = one(0.0)
    for _ in range(weeks):
        felt = economy.felt(felt, one(1.0), one(slow))
    assert felt[0] == pytest.approx(1 - (1 - 1 / slow) ** weeks, rel=1e-9)


@given(st.floats(-1, 1), st.floats(1, 60), st.integers(1, 40))
def test_what_is_withdrawn_is_gone_by_half_each_week(start: float, slow: float, weeks: int) -> None:
    felt = one(start)
    for _ in range(weeks):
        felt = economy.felt(felt, one(-1.0), one(slow))
    assert felt[0] == pytest.approx(-1 + (start + 1) / 2**weeks, abs=1e-12)


@pytest.mark.parametrize("slow", [1, 8, 26])
def test_decreed_relief_is_felt_by_the_closed_form_in_a_run(slow: int) -> None:
    story = told(by_hand(sender={"instruments": {"visit": {"time_constant_weeks": slow}}}))
    for weeks in (1, 2, 10, 30):  # decreed in week 6
        expected = 1 - (1 - 1 / slow) ** weeks
        assert story.values["relief_visit"][5 + weeks] == pytest.approx(expected, rel=1e-12)


# -- reliance ---------------------------------------------------------------------------------


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 3))
def test_reliance_is_always_heading_somewhere_between_nought_and_one(
    start: float, eased: float, away: float, ratio: float
) -> None:
    goal = Reliance(one(start), one(78.0), one(0.9)).goal(one(eased), one(away), one(ratio))
    assert 0 <= goal[0] <= 1


def test_reliance_goes_half_the_way_in_its_half_life() -> None:
    ties = Reliance(one(0.7), one(26.0), one(0.0))
    now = one(0.7)
    for _ in range(26):
        now = ties.step(now, one(0.3))
    assert now[0] == pytest.approx(0.5)


def test_drift_counts_only_falls() -> None:
    assert drift(one(0.6), one(0.7))[0] == 0


def test_distancing_loosens_the_tie_from_completion_on() -> None:
    away = by_hand(sender={"rungs": {"visit": {"distancing": 0.2}}},
                   reliance={"start": 0.7, "half_life_weeks": 10})  # fmt: skip
    reliance = told(away).values["reliance"]
    assert reliance[5] == pytest.approx(0.7)
    assert reliance[6] == pytest.approx(0.5 + 0.2 * 0.5**0.1)


def test_effective_relief_takes_its_part_off_reliance_in_the_long_run() -> None:
    loosening = by_hand(sender={"instruments": {"visit": {"reliance_effect": 0.3}}},
                        reliance={"start": 0.7, "half_life_weeks": 1})  # fmt: skip
    assert told(loosening).values["reliance"][-1] == pytest.approx(0.4, abs=1e-6)


@pytest.mark.parametrize(
    ("eased", "away", "ratio", "goal"),
    [(0.1, 0.05, 1.0, 0.55), (0.0, 0.0, 1.5, 0.75), (0.0, 0.0, 0.0, 0.6), (0.9, 0.0, 1.0, 0.0),
     (0.0, 0.0, 9.0, 1.0)],
)  # fmt: skip
def test_reliance_heads_for_its_start_less_relief_and_distancing_and_with_the_subsidy(
    eased: float, away: float, ratio: float, goal: float
) -> None:
    ties = Reliance(one(0.7), one(78.0), one(0.1))
    assert ties.goal(one(eased), one(away), one(ratio))[0] == pytest.approx(goal)
