"""Each rule by itself on one block's worth of worlds, so that a regression shows where it is.

``make bench-rules``; times are printed and never asserted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from simulator.model import (
    bargaining,
    belief,
    delivery,
    economy,
    patron,
    price,
    prisoners,
    reliance,
)
from simulator.model.delivery import Side
from simulator.model.rounding import add_up, at_most, largest_remainder
from simulator.model.sales import Outlets, Route, Sales
from simulator.randomness import Occasional, Stream, normals, uniforms
from simulator.results.weekly import Tally

N = 16_384
RNG = np.random.default_rng(1)
U, V, W = (RNG.random(N) for _ in range(3))
PEOPLE = RNG.integers(1, 2000, N)
CLASSES = RNG.integers(1, 900, (3, N))
SHARES = np.array([[0.02], [0.03], [0.95]])
FEW = np.sort(RNG.choice(N, 1200, replace=False))
WORDS = RNG.integers(0, 2**32, N, dtype=np.uint32)


def _sales() -> Sales:
    routes = [
        Route(np.full(N, 11.0), 10 + U, (0,)),
        Route(np.full(N, 7.2), 30 + V, ()),
        Route(np.full(N, 1.8), 45 + W, ()),
    ]
    outlets = Outlets.of(routes, cash_cost_usd_per_t=np.full(N, 110.0))
    one = np.ones(N)
    return Sales(13 * one, 0.85 * one, 0.08 * one, 0.03 * one, outlets,
                         cuts=((1, 0.04 * one),), tonnes_at_start=9 * one)  # fmt: skip


SALES = _sales()
LEVELS = np.stack([U, V])
FINANCE = economy.Finance(9e4 + U, 0.02 + 0 * U, 0.1 + 0 * U, ((0, 0.1 + 0 * U), (1, 0.3 + 0 * U)))
TRUST = belief.Trust(1 + U, 1 + V, 2 + 0 * U)
TIES = reliance.Reliance(0.7 + 0 * U, 78 + 0 * U, 0 * U)

RULES: dict[str, Callable[[], Any]] = {
    "price": lambda: np.exp(price.next_log_price(U, V, W, U)),
    "income from sales": lambda: SALES.income(300 + 50 * U, LEVELS),
    "income from payments": lambda: FINANCE.income(U, LEVELS),
    "relief felt": lambda: economy.felt(U, V, 1 + W),
    "reliance": lambda: TIES.step(U, TIES.goal(V, 0 * U, 1 + 0 * U)),
    "term ends": lambda: prisoners.term_ends(PEOPLE, U / 100, V),
    "gesture": lambda: prisoners.gesture(PEOPLE, PEOPLE // 50, happens=U < 0.1),
    "arrest factor": lambda: prisoners.arrest_factor(U, V),
    "revolving door": lambda: prisoners.revolving_door(U, V, W),
    "arrests by class": lambda: prisoners.split_arrests(PEOPLE // 100, CLASSES, SHARES),
    "hand over": lambda: prisoners.hand_over(
        PEOPLE // 20, np.broadcast_to(SHARES, (3, N)), CLASSES
    ),
    "incentive": lambda: prisoners.incentive_growth(100 * U, 0.1 + V, PEOPLE, PEOPLE),
    "present value": lambda: bargaining.present_value(U, 0.3 + V, 10 * W),
    "hold values": lambda: bargaining.scarce_hold_values(1 + SHARES, CLASSES, CLASSES, U),
    "average hold value": lambda: bargaining.average_hold_value(
        1 + SHARES, SHARES + 0 * U, CLASSES
    ),
    "on offer": lambda: bargaining.on_offer(CLASSES, SHARES + 0 * U, PEOPLE // 100),
    "target's most": lambda: bargaining.targets_most(100 * U, 0.1 + V, PEOPLE),
    "sender's fewest": lambda: bargaining.senders_fewest(
        100 * U, 1 + V, exposed=W, belief=0.1 + U / 2
    ),
    "demand": lambda: bargaining.demand(PEOPLE, PEOPLE // 2, U),
    "offer": lambda: bargaining.offer(PEOPLE, U, V),
    "concession": lambda: bargaining.time_dependent(U, 0.25),
    "exposure": lambda: bargaining.exposure(PEOPLE % 3, Side.TARGET, 1 + PEOPLE % 4),
    "cost of punishment": lambda: patron.cost_of_punishment(
        60 * U, V, step=W, tolerance=0.02 + 0 * U
    ),
    "belief": lambda: TRUST.mean(FEW),
    "slip": lambda: delivery.slip_chance(U, 1 + PEOPLE % 4),
    "take back": lambda: delivery.level_taken_back(U, V, W, half=True),
    "largest remainder": lambda: largest_remainder(PEOPLE, SHARES + 0 * U),
    "comparison": lambda: at_most(U, V),
    "sum over classes": lambda: add_up(CLASSES),
    "weekly draws": lambda: Stream(1, "price", first_tile=0, tiles=N // 256).rows(0),
    "occasional draws": lambda: Occasional(Stream(1, "x", first_tile=0, tiles=N // 256)).uniform(
        FEW
    ),
    "uniform numbers": lambda: uniforms(WORDS),
    "normal numbers": lambda: normals(WORDS),
    "weekly tally of people": lambda: Tally.of(PEOPLE, 1.0),
    "weekly tally of levels": lambda: Tally.of(U, 1 / 2048),
}


@pytest.mark.parametrize("rule", RULES)
def test_rule(rule: str, benchmark: Any) -> None:
    """The time of a rule."""
    benchmark(RULES[rule])
