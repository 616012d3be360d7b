"""Which routes are used in which worlds, and an economy seen in some of its worlds only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from simulator.model import economy
from simulator.model.economy import Economy, Finance
from simulator.model.sales import Outlets, Route, Sales, cheapest_first

Floats = npt.NDArray[np.float64]


def row(*values: float) -> Floats:
    return np.array(values)


def some_economy() -> Economy:
    """Three worlds that differ in everything; instruments 0 to 3, all kinds of relief."""
    routes = (
        Route(row(3.0, 5.0, 4.0), row(30.0, 12.0, 25.0), (0,)),
        Route(row(6.0, 2.0, 7.0), row(20.0, 40.0, 28.0), ()),
    )
    sales = Sales(
        row(8.0, 6.0, 9.0),
        row(0.9, 0.8, 0.95),
        row(0.1, 0.05, 0.2),
        row(0.02, 0.03, 0.01),
        outlets=Outlets.of(routes, cash_cost_usd_per_t=row(110.0, 90.0, 120.0)),
        cuts=((1, row(0.02, 0.03, 0.04)),),
        tonnes_at_start=row(6.0, 2.0, 7.0),
    )
    shares = ((2, row(0.1, 0.2, 0.3)),)
    finance = Finance(row(90e3, 60e3, 70e3), row(0.02, 0.01, 0.03), row(0.1, 0.2, 0.05), shares)
    return Economy(sales, finance, ((3, row(1.0, 2.0, 3.0)),))


PRICE, RELIANCE = row(300.0, 250.0, 350.0), row(0.7, 0.5, 0.6)
LEVELS = np.array([[0.5, 0.9, 0.7], [1.0, 0.4, 0.6], [0.8, 1.0, 0.3], [0.2, 0.6, 1.0]])


@pytest.mark.parametrize("worlds", [[0], [2, 0], [1, 1, 2], []])
def test_an_economy_of_some_worlds_earns_what_it_earns_there(worlds: list[int]) -> None:
    whole = some_economy().income(PRICE, LEVELS, RELIANCE)
    part = some_economy().take(np.array(worlds, dtype=np.intp))
    earned = part.income(PRICE[worlds], LEVELS[:, worlds], RELIANCE[worlds])
    assert earned.tolist() == whole[worlds].tolist()


def test_all_that_is_earned_adds_up() -> None:
    all_of_it = some_economy()
    assert all_of_it.sales is not None
    assert all_of_it.finance is not None
    parts = (
        all_of_it.sales.income(PRICE, LEVELS)
        + all_of_it.finance.income(RELIANCE, LEVELS)
        + row(1.0, 2.0, 3.0) * LEVELS[3]
    )
    assert all_of_it.income(PRICE, LEVELS, RELIANCE).tolist() == pytest.approx(parts.tolist())


def test_an_economy_without_anything_sanctioned_earns_nothing_anywhere() -> None:
    nothing = Economy(None, None, ()).take(np.array([1]))
    assert nothing.income(row(300.0), LEVELS[:, :1], row(0.7)).tolist() == [0.0]


def test_tonnes_are_those_that_sell_at_the_price_of_the_world() -> None:
    sales = some_economy().sales
    assert sales is not None
    assert sales.tonnes(row(300.0, 150.0, 100.0), LEVELS).tolist() == pytest.approx([7.5, 4.5, 0.0])


@pytest.mark.parametrize(("cost", "tonnes"), [(0.0, 5.0), (1e-9, 5.0), (2e-9, 0.0)])
def test_a_route_ships_at_no_gain_but_not_at_a_loss(cost: float, tonnes: float) -> None:
    zero, one = row(0.0), row(1.0)
    route = Route(row(5.0), row(cost), ())
    outlets = Outlets.of((route,), cash_cost_usd_per_t=zero)
    sales = Sales(row(9.0), one, zero, zero, outlets=outlets, cuts=(), tonnes_at_start=zero)
    assert sales.tonnes(zero, np.zeros((0, 1))).tolist() == [tonnes]


def test_among_many_equal_routes_the_first_listed_comes_first() -> None:
    costs = np.tile(row(3.0, 1.0, 2.0, 1.0, 3.0), 20)[:, None]
    order = cheapest_first(costs)[:, 0]
    assert order.tolist() == sorted(range(100), key=lambda route: (costs[route, 0], route))


def test_each_world_ranks_its_own_routes() -> None:
    order = cheapest_first(np.array([[30.0, 10.0], [20.0, 40.0], [25.0, 5.0]]))
    assert order.T.tolist() == [[1, 2, 0], [2, 0, 1]]


def test_a_route_with_one_rank_everywhere_needs_no_mask_in_all_worlds_or_in_some() -> None:
    rail, port = Route(row(3, 5, 4), row(9, 9, 9), (0,)), Route(row(1, 1, 1), row(20, 20, 20), ())
    outlets = Outlets.of((rail, port), cash_cost_usd_per_t=row(0, 0, 0))
    assert outlets.locked[0].ranks == ((0, None),)
    some = np.array([2, 0])
    opened = outlets.take(some).open_capacity(LEVELS[:, some])
    assert [one.tolist() for one in opened] == [[4 * 0.7, 3 * 0.5], [1.0, 1.0]]


def test_a_week_of_relief_moves_a_level_up_slowly_and_down_by_half() -> None:
    felt = economy.felt(row(0.2, 0.6, 0.3), row(1.0, -0.4, 0.3), row(4.0, 4.0, 4.0))
    assert felt.tolist() == pytest.approx([0.4, 0.1, 0.3])
