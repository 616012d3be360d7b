"""Sums that a student does by hand, by the model's own rules.

The rules are in the ODD under "Talks", "Economy" and "Repression". The sums are for scenarios of
exercises, whose numbers are plain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulator.agents.strategies.concession import CONCESSIONS, Moment
from simulator.exercise.case import SCENARIO, Truth
from simulator.exercise.quantities import quantity
from simulator.exercise.quantities.one_world import one, whole
from simulator.exercise.quantities.reservation import present_worth, senders_fewest
from simulator.model import bargaining, prisoners
from simulator.model.price import WEEKS_A_YEAR
from simulator.model.sales import Outlets, Route, Sales

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.scenario import Scenario

EVERYBODY: Final = 10**9
"""More people than a demand can reach: nothing else bounds it."""


@quantity
def conceded(case: Case, *, strategy: str, turn: int, rounds: int = 8) -> Truth:
    """Share of the way from first demand to fewest that is given up by round ``turn``."""
    now = Moment(one(turn / rounds), other_conceded=one(0))
    return Truth(float(CONCESSIONS[strategy](now)[0]))


@quantity
def demand_by(
    case: Case, *, strategy: str, turn: int, rung: str, cost: float, opening: float
) -> Truth:
    """People that the first sender asks for in round ``turn`` of 8, each counted as one."""
    fewest = whole(senders_fewest(case, rung=rung).number)
    share = conceded(case, strategy=strategy, turn=turn).number
    first = bargaining.opening_demand(
        one(opening), one(cost), one(1), lo=fewest, free=whole(EVERYBODY)
    )
    return Truth(int(bargaining.demand(first, fewest, one(share))[0]))


@quantity
def holding(case: Case, *, people: int, hold: float, short: bool = False) -> Truth:
    """USD million that keeping so many people is worth; ``short`` is one person's."""
    return Truth(hold if short else people * hold)


@quantity
def holding_share(case: Case, *, people: int, hold: float, rung: str | None = None) -> Truth:
    """What keeping the people is worth, as a share of what the relief is worth today."""
    return Truth(people * hold / present_worth(case, rung=rung).number)


@quantity
def arrests_factor(
    case: Case,
    *,
    restock: float,
    incentive: float,
    cap: float,
    straight: bool = False,
    only_more: bool = False,
) -> Truth:
    """By how much arrests are multiplied: ``1 + cap (1 - exp(-restock I / cap))``.

    ``straight`` is the mistake of leaving out the cap, ``only_more`` that of giving only what is
    above 1.
    """
    factor = float(prisoners.revolving_door(one(incentive), one(restock), one(cap))[0])
    if straight:
        factor = 1 + restock * incentive
    return Truth(factor - 1 if only_more else factor)


@quantity
def potash_gain(
    case: Case,
    *,
    eased: list[str],
    over_base: bool = True,
    discount: float | None = None,
    capacity: float | None = None,
    far_capacity: float | None = None,
) -> Truth:
    """USD million a year from potash with some instruments wholly eased, less what it is without.

    With ``over_base=False`` the whole income. The others are mistakes: another discount, more dug
    than can be, more shipped the long way than there is room for.
    """
    scenario = case.given()
    wrong = {
        "commodity.discount": discount,
        "commodity.capacity_mt_per_year": capacity,
        "commodity.routes.russian_ports.capacity_mt_per_year": far_capacity,
    }
    mistaken = case.given(changes=[f"{path}={n}" for path, n in wrong.items() if n is not None])
    base = _income(scenario, ()) if over_base else 0.0
    return Truth(_income(mistaken, tuple(eased)) - base)


@quantity
def potash_extra(case: Case, *, file: str = SCENARIO) -> Truth:
    """USD million a year that all keys together give beyond the sum of each.

    In the scenario as the student has it.
    """
    scenario = case.edited(file)
    names = _instruments(scenario)
    base = _income(scenario, ())
    alone = sum(_income(scenario, (name,)) - base for name in names)
    return Truth(_income(scenario, tuple(names)) - base - alone)


def _instruments(scenario: Scenario) -> list[str]:
    return [name for sender in scenario.senders.values() for name in sender.instruments]


def _income(scenario: Scenario, eased: tuple[str, ...]) -> float:
    """USD million a year from sales at the price of the start."""
    goods: Any = scenario.commodity
    names = _instruments(scenario)
    routes = [
        Route(
            one(route.capacity_mt_per_year),
            one(route.logistics_usd_per_t),
            tuple(names.index(key) for key in route.keys),
        )
        for route in goods.routes.values()
    ]
    tools: list[Any] = [
        tool for sender in scenario.senders.values() for tool in sender.instruments.values()
    ]
    cuts = tuple(
        (k, one(tool.discount_cut))
        for k, tool in enumerate(tools)
        if tool.kind == "commodity_discount"
    )
    sales = Sales(
        one(goods.capacity_mt_per_year),
        one(goods.realisation),
        one(goods.discount),
        one(goods.own_price_effect_per_mt),
        outlets=Outlets.of(routes, cash_cost_usd_per_t=one(goods.cash_cost_usd_per_t)),
        cuts=cuts,
        tonnes_at_start=one(0.0),
    )
    levels = np.array([[1.0 if name in eased else 0.0] for name in names])
    price = one(goods.price_usd_per_t)
    return float(sales.income(price, levels)[0]) * WEEKS_A_YEAR
