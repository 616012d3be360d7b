"""One round worked out by hand: the smallest scenario and the pure functions give the same."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulator.model import bargaining
from simulator.model.delivery import Side
from simulator.scenario import load_scenario
from tests.oracles.worlds import MINIMAL, events, told

HALF = np.array([0.5])


def test_the_smallest_scenario_gives_the_round_worked_out_by_hand() -> None:
    (first, *_) = events(told(load_scenario(MINIMAL)), "round")
    numbers = first.numbers
    assert numbers["value"] == pytest.approx(17.98, abs=0.005)
    assert numbers["hold_value"] == pytest.approx(0.36)
    assert (numbers["lo"], numbers["hi"]) == (3, 24)
    assert (numbers["asked"], numbers["offered"]) == (5, 5)


def test_the_smallest_scenario_agrees_on_five_people_in_the_first_round() -> None:
    story = told(load_scenario(MINIMAL))
    (first, *_) = events(story, "round")
    (deal, *_) = events(story, "agreement")
    assert (first.numbers["number"], first.numbers["rounds"], deal.week) == (1, 8, first.week)
    assert deal.numbers["people"] == 5


def test_relief_is_worth_18_million_to_a_target_that_doubts_it() -> None:
    rate = bargaining.yearly_rate(np.array([0.30]), HALF)
    assert rate[0] == pytest.approx(0.30 + math.log(2))
    value = bargaining.present_value(np.array([0.35]), rate, np.array([1.0]))
    assert value[0] == pytest.approx(17.98, abs=0.005)


def test_the_target_that_moves_first_would_part_with_24() -> None:
    mix, hold = np.array([[0.2], [0.0], [0.8]]), np.array([[0.2], [1.2], [0.4]])
    held = np.array([[35], [65], [1150]])
    first = np.array([Side.TARGET])
    exposed = bargaining.exposure(first, Side.TARGET, np.array([1]))
    worth = bargaining.worth_to_target(
        np.array([17.98]), exposed=exposed, belief=HALF, patron_cost=np.zeros(1)
    )
    each = bargaining.average_hold_value(hold, mix, held)
    free = bargaining.on_offer(held, mix, np.array([0]))
    assert (worth[0], each[0]) == (pytest.approx(8.99), pytest.approx(0.36))
    assert bargaining.targets_most(worth, each, free).tolist() == [24]


def test_the_sender_would_settle_for_three_and_opens_at_five() -> None:
    cost, value, free = np.array([4.0]), np.array([2.8]), np.array([1185])
    lo = bargaining.senders_fewest(cost, value, exposed=np.zeros(1), belief=HALF)
    opening = bargaining.opening_demand(np.array([3.0]), cost, value, lo=lo, free=free)
    assert (lo.tolist(), opening.tolist()) == ([3], [5])


def test_both_name_five_in_the_first_of_eight_rounds() -> None:
    conceded = bargaining.time_dependent(np.array([1 / 8]), 1.0)
    assert bargaining.demand(np.array([5]), np.array([3]), conceded).tolist() == [5]
    assert bargaining.offer(np.array([24]), np.array([0.1]), conceded).tolist() == [5]
