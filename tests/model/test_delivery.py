"""Carrying out a deal, against ODD 7.7: lags, slips, tranches, taking back, opportunists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import delivery as rules
from simulator.model.delivery import Side

LEVELS = st.floats(-1, 1)


def one(value: float) -> np.ndarray:
    return np.array([value])


@pytest.mark.parametrize(
    ("side", "weeks"), [(Side.TARGET, (2, 7)), (Side.SENDER, (5, 3)), (Side.BOTH, (5, 7))]
)
def test_a_side_takes_its_own_lag_and_both_at_once_the_longer(
    side: int, weeks: tuple[int, int]
) -> None:
    taken = rules.lag(np.array([side, side]), np.array([2, 7]), np.array([5, 3]))
    assert tuple(taken.tolist()) == weeks


@pytest.mark.parametrize(("slip", "tranches", "chance"), [(0.19, 2, 0.1), (0.3, 1, 0.3)])
def test_a_tranche_slips_less_often_than_the_deal(
    slip: float, tranches: int, chance: float
) -> None:
    assert rules.slip_chance(one(slip), np.array([tranches]))[0] == pytest.approx(chance)


@pytest.mark.parametrize(("people", "parts"), [(10, [2, 3, 2, 3]), (3, [0, 1, 1, 1])])
def test_tranches_are_the_whole_parts_of_the_running_share(people: int, parts: list[int]) -> None:
    due = rules.tranche_people(np.full(4, people), np.arange(1, 5), np.full(4, 4))
    assert due.tolist() == parts


@given(LEVELS, LEVELS)
def test_relief_rises_from_the_start_to_the_goal_by_the_share_given(
    start: float, goal: float
) -> None:
    assert rules.tranche_level(one(start), one(goal), one(0.25))[0] == pytest.approx(
        0.75 * start + 0.25 * goal
    )
    assert rules.tranche_level(one(start), one(goal), one(0.0))[0] == start


@pytest.mark.parametrize(
    ("level", "start", "given_", "whole", "half"),
    [
        (1.0, 0.2, 0.8, 0.2, 0.6),  # all of it in force
        (0.5, 0.2, 0.8, 0.2, 0.2),  # half has gone already: no lower than the start
        (0.1, 0.2, 0.8, 0.1, 0.1),  # lowered below the start by something else: stays
        (1.0, 0.2, 0.0, 1.0, 1.0),  # the deal gave nothing here
        (0.9, -0.4, 0.6, -0.4, 0.6),
    ],
)
def test_what_a_deal_gave_is_taken_back_once_and_nothing_more(
    level: float, start: float, given_: float, whole: float, half: float
) -> None:
    back = [
        rules.level_taken_back(one(level), one(start), one(given_), half=by_half)[0]
        for by_half in (False, True)
    ]
    assert back == pytest.approx([whole, half])


@given(LEVELS, LEVELS, st.floats(0, 2), st.booleans())
def test_taking_back_never_raises_a_level(
    level: float, start: float, given_: float, half: bool
) -> None:
    assert rules.level_taken_back(one(level), one(start), one(given_), half=half)[0] <= level


@pytest.mark.parametrize(("cost", "keeps"), [(14.0, True), (14.1, False)])
def test_an_opportunist_target_weighs_people_against_relief_and_its_good_name(
    cost: float, keeps: bool
) -> None:
    gains = rules.target_gains_by_keeping(
        one(cost), one(0.5), to_come=one(20.0), to_lose=one(3.0), shadow=one(1.0)
    )
    assert gains.tolist() == [keeps]


@pytest.mark.parametrize(("cost", "keeps"), [(7.0, True), (7.1, False)])
def test_an_opportunist_sender_weighs_relief_against_people_and_its_good_name(
    cost: float, keeps: bool
) -> None:
    gains = rules.sender_gains_by_keeping(one(cost), one(0.5), to_come=one(12.0), shadow=one(1.0))
    assert gains.tolist() == [keeps]
