"""Who is arrested and who leaves, against ODD 7.2."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import prisoners as rules

U = st.floats(0, 1, exclude_max=True)


def one(value: float) -> np.ndarray:
    return np.array([value])


@given(st.integers(0, 5000), st.floats(0, 1), U)
def test_terms_end_by_chance_and_for_nobody_who_is_not_held(
    stock: int, rate: float, u: float
) -> None:
    ended = rules.term_ends(np.array([stock]), one(rate), one(u))[0]
    assert ended == min(stock, math.floor(rate * stock + u))


def test_a_gesture_frees_at_most_those_held_and_only_when_it_happens() -> None:
    freed = rules.gesture(
        np.array([50, 5, 50]), np.array([20, 20, 20]), happens=np.array([True, True, False])
    )
    assert freed.tolist() == [20, 5, 0]


@given(st.floats(0, 20), st.floats(0, 10), st.floats(0.01, 2))
def test_the_revolving_door_nears_its_cap_exponentially(
    incentive: float, restock: float, cap: float
) -> None:
    door = rules.revolving_door(one(incentive), one(restock), one(cap))[0]
    assert door == pytest.approx(1 + cap * (1 - math.exp(-restock * incentive / cap)))


def test_without_a_cap_trading_people_brings_no_arrests() -> None:
    doors = rules.revolving_door(np.array([3.0, 5000.0, 3.0]), one(2.0), np.array([0.0, 0.0, 0.5]))
    assert doors.tolist() == pytest.approx([1.0, 1.0, 1 + 0.5 * (1 - math.exp(-12))])


@pytest.mark.parametrize("variation", [0.0, 0.5, 2.0])
def test_the_arrest_factor_has_mean_one_and_its_coefficient_of_variation(variation: float) -> None:
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()
    factor = rules.arrest_factor(nodes, rules.log_variance(np.full(60, variation)))
    mean = (weights * factor).sum()
    spread = math.sqrt((weights * (factor - mean) ** 2).sum()) / mean
    assert (mean, spread) == (pytest.approx(1), pytest.approx(variation, abs=1e-6, rel=1e-4))


def test_arrests_are_eased_by_calm_and_raised_by_the_revolving_door() -> None:
    arrested = rules.arrests(one(12.0), one(1.5), calmed=one(0.25), door=one(1.2))
    assert arrested[0] == pytest.approx(12 * 0.75 * 1.2 * 1.5)


@given(st.floats(0, 1000), U)
def test_rounding_by_chance_is_the_floor_of_the_sum_without_slack(x: float, u: float) -> None:
    assert rules.rounded(one(x), one(u))[0] == math.floor(x + u)


def test_rounding_by_chance_is_right_on_average() -> None:
    u = (np.arange(1000) + 0.5) / 1000
    assert rules.rounded(np.full(1000, 2.4), u).mean() == pytest.approx(2.4)
    assert rules.rounded(one(1 - 1e-10), one(0.0)).tolist() == [0]


def test_small_classes_fill_in_time_and_the_last_takes_what_is_left() -> None:
    before = np.array([[2, 0], [5, 21], [30, 22]])
    shares = np.array([[0.1, 0.02], [0.2, 0.5], [0.7, 0.48]])
    split = rules.split_arrests(np.array([13, 7]), before, shares)
    assert split.tolist() == [[3, 1], [5, 4], [5, 2]]


def test_no_class_gets_more_than_are_left() -> None:
    before, shares = np.array([[0], [0], [90]]), np.array([[0.5], [0.4], [0.1]])
    assert rules.split_arrests(np.array([10]), before, shares)[:, 0].tolist() == [10, 0, 0]


def test_the_arrests_handed_in_are_left_as_they_were() -> None:
    arrested, before = np.array([10]), np.array([[0], [45]])
    rules.split_arrests(arrested, before, np.array([[0.02], [0.98]]))
    assert (arrested.tolist(), before[:, 0].tolist()) == ([10], [0, 45])


def test_people_due_are_taken_by_the_mix_and_made_up_from_the_last_listed_on() -> None:
    mix = np.array([[0.2] * 3, [0.3] * 3, [0.5] * 3])
    held = np.array([[50, 1, 1], [50, 50, 2], [50, 6, 3]])
    freed = rules.hand_over(np.array([20, 20, 20]), mix, held)
    assert freed.T.tolist() == [[4, 6, 10], [1, 13, 6], [1, 2, 3]]


@pytest.mark.parametrize(
    ("value", "people", "held", "growth"),
    [(18.0, 20, 1000, 0.03), (6.0, 20, 1000, 0.0), (18.0, 20, 0, 30.0), (18.0, 20, 1, 30.0)],
)
def test_an_agreement_adds_what_relief_is_worth_beyond_the_people_given(
    value: float, people: int, held: int, growth: float
) -> None:
    added = rules.incentive_growth(one(value), one(0.36), np.array([people]), np.array([held]))
    assert added[0] == pytest.approx(growth)
