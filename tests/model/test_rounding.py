"""Whole people: rounding that forgives computing errors, and shares that add up."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import delivery, prisoners
from simulator.model.rounding import (
    add_up,
    at_most,
    ceil_people,
    count_up,
    floor_people,
    largest_remainder,
)

PEOPLE = st.integers(0, 5000)
PARTS = st.lists(st.integers(0, 20), min_size=1, max_size=9).filter(any)


def column(values: list[float] | list[int]) -> np.ndarray:
    return np.array(values)[:, None]


def shares_of(parts: list[int]) -> np.ndarray:
    return column([part / sum(parts) for part in parts])


@given(st.integers(-10_000, 10_000), st.sampled_from([1, 3, 7, 10, 49]))
def test_a_whole_number_survives_division_and_multiplication(n: int, parts: int) -> None:
    computed = np.array([n / parts * parts])
    assert floor_people(computed)[0] == ceil_people(computed)[0] == n


@given(st.floats(-1e6, 1e6))
def test_rounding_is_that_of_arithmetic_away_from_whole_numbers(x: float) -> None:
    if abs(x - round(x)) > 1e-8:
        assert floor_people(np.array([x]))[0] == math.floor(x)
        assert ceil_people(np.array([x]))[0] == math.ceil(x)


@pytest.mark.parametrize(("a", "b", "answer"), [(1.0, 1.0, True), (1 + 5e-10, 1.0, True),
                                                (1 + 1e-8, 1.0, False), (1e6 + 5e-4, 1e6, True),
                                                (2e-9, 0.0, False), (1e-9, 0.0, True),
                                                (-5.0 + 4e-9, -5.0, True)])  # fmt: skip
def test_comparisons_forgive_a_billionth(a: float, b: float, answer: bool) -> None:
    assert bool(at_most(np.array([a]), np.array([b]))[0]) is answer
    assert bool(at_most(np.array([a]), b)[0]) is answer


@given(PEOPLE, PARTS)
def test_shares_of_people_add_up_and_are_never_a_person_off(total: int, parts: list[int]) -> None:
    split = largest_remainder(np.array([total]), shares_of(parts))[:, 0]
    assert split.sum() == total
    for people, part in zip(split, parts, strict=True):
        assert abs(people - Fraction(total * part, sum(parts))) < 1


@given(PEOPLE, PARTS)
def test_the_largest_remainders_get_the_rest(total: int, parts: list[int]) -> None:
    split = largest_remainder(np.array([total]), shares_of(parts))[:, 0]
    quotas = [Fraction(total * part, sum(parts)) for part in parts]
    left = total - sum(math.floor(quota) for quota in quotas)
    ranked = sorted(range(len(parts)), key=lambda c: (-(quotas[c] % 1), c))
    expected = [math.floor(quota) for quota in quotas]
    for c in ranked[:left]:
        expected[c] += 1
    assert split.tolist() == expected


def test_ties_go_to_the_class_listed_first() -> None:
    split = largest_remainder(np.array([2]), column([0.25, 0.25, 0.25, 0.25]))
    assert split[:, 0].tolist() == [1, 1, 0, 0]


@given(st.data(), PEOPLE, PARTS)
def test_everybody_due_is_freed_while_somebody_is_held(
    data: st.DataObject, due: int, parts: list[int]
) -> None:
    stocks = data.draw(st.lists(st.integers(0, 900), min_size=len(parts), max_size=len(parts)))
    freed = prisoners.hand_over(np.array([due]), shares_of(parts), column(stocks))[:, 0]
    assert freed.sum() == min(due, sum(stocks))
    assert (freed >= 0).all()
    assert (freed <= stocks).all()


def test_a_class_that_runs_short_is_made_up_from_the_last_listed_first() -> None:
    held = column([1, 10, 3])
    freed = prisoners.hand_over(np.array([12]), column([0.5, 0.5, 0.0]), held)
    assert freed[:, 0].tolist() == [1, 8, 3]


@given(PEOPLE, st.integers(1, 60))
def test_tranches_add_up_to_the_deal_and_differ_by_one_at_most(people: int, tranches: int) -> None:
    which = np.arange(1, tranches + 1)
    parts = delivery.tranche_people(np.full(tranches, people), which, np.full(tranches, tranches))
    assert parts.sum() == people
    assert parts.max() - parts.min() <= 1


@given(st.floats(0, 1), st.integers(1, 20))
def test_a_deal_slips_as_likely_in_tranches_as_at_once(slip: float, tranches: int) -> None:
    chance = delivery.slip_chance(np.array([slip]), np.array([tranches]))[0]
    assert 1 - (1 - chance) ** tranches == pytest.approx(slip, abs=1e-9)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), PARTS)
def test_arrests_fill_every_class_to_its_share_in_time(weeks: list[int], parts: list[int]) -> None:
    shares = shares_of(parts)
    had = np.zeros((len(parts), 1), dtype=np.int64)
    for arrested in weeks:
        now = prisoners.split_arrests(np.array([arrested]), had, shares)
        assert now.sum() == arrested
        assert (now >= 0).all()
        had += now
    behind = sum(weeks) * shares - had
    assert (behind[:-1] > -1).all()  # nobody ahead by a person; the last class takes the rest


@given(st.lists(st.lists(st.floats(-1e9, 1e9), min_size=3, max_size=3), min_size=1, max_size=9))
def test_sums_have_the_same_bits_alone_and_in_a_block(rows: list[list[float]]) -> None:
    block = np.array(rows)
    for world in range(3):
        alone = add_up(block[:, world : world + 1])
        assert add_up(block)[world].tobytes() == alone[0].tobytes()


@given(st.floats(0, 50), st.floats(0, 10), st.just(0.0) | st.floats(1e-6, 2))
def test_the_revolving_door_is_bounded_by_its_cap(
    incentive: float, restock: float, cap: float
) -> None:
    factor = prisoners.revolving_door(*(np.array([x]) for x in (incentive, restock, cap)))[0]
    assert 1 <= factor <= 1 + cap + 1e-12


def test_a_small_incentive_works_in_proportion_to_restock() -> None:
    tiny = prisoners.revolving_door(np.array([1e-6]), np.array([2.5]), np.array([0.5]))[0]
    assert tiny - 1 == pytest.approx(2.5e-6, rel=1e-5)


def test_a_sum_of_no_rows_is_nought_in_every_world() -> None:
    assert add_up(np.zeros((0, 3))).tolist() == [0.0, 0.0, 0.0]


def test_a_sum_that_comes_to_nought_has_no_sign() -> None:
    assert not np.signbit(add_up(np.array([[-0.0]]))[0])


def test_people_of_all_classes_are_counted_and_the_classes_left_as_they_were() -> None:
    held = np.array([[1, 20], [300, 4000], [50000, 600000]])
    assert count_up(held).tolist() == [50301, 604020]
    assert held[0].tolist() == [1, 20]
