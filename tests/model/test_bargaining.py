"""Reservation numbers and what is named between them, against the formulas of ODD 7.5 and 7.6."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import bargaining as rules
from simulator.model.delivery import Side

TWO_CLASSES = 2
SHARES = st.floats(0.0, 1.0)


def row(*values: float) -> npt.NDArray[np.float64]:
    """One number for each world."""
    return np.array(values, dtype=np.float64)


def people(*values: int) -> npt.NDArray[np.int64]:
    """One whole number for each world."""
    return np.array(values)


# -- what relief is worth ---------------------------------------------------------------------


@given(st.floats(0.01, 2), st.floats(0.01, 1))
def test_the_rate_is_impatience_and_the_fear_of_withdrawal(rho: float, belief: float) -> None:
    assert rules.yearly_rate(row(rho), row(belief))[0] == pytest.approx(rho - math.log(belief))


@pytest.mark.parametrize(("gain", "rate", "slow"), [(2.0, 0.5, 4.0), (0.3, 1.7, 26.0)])
def test_a_lasting_gain_is_worth_less_the_later_it_is_felt(
    gain: float, rate: float, slow: float
) -> None:
    value = rules.present_value(row(gain), row(rate), row(slow))[0]
    assert value == pytest.approx(52 * gain / rate / (1 + rate * slow / 52))


def test_a_present_value_is_the_sum_of_what_is_felt_later_and_later() -> None:
    rate, slow, step = 0.4, 8.0, 0.01
    weeks = np.arange(step / 2, 5200, step)
    felt = (1 - np.exp(-weeks / slow)) * np.exp(-rate * weeks / 52) * step
    assert rules.present_value(row(1.0), row(rate), row(slow))[0] == pytest.approx(
        felt.sum(), rel=1e-4
    )


def test_only_who_moves_first_hands_over_a_tranche_unpaid_and_together_each_half() -> None:
    first, tranches = people(Side.TARGET, Side.BOTH, Side.SENDER), people(4, 5, 3)
    of_target = rules.exposure(first, Side.TARGET, tranches)
    of_sender = rules.exposure(first, Side.SENDER, tranches)
    assert of_target.tolist() == [1 / 4, 1 / 10, 0.0]
    assert of_sender.tolist() == [0.0, 1 / 10, 1 / 3]


def test_distrust_cuts_what_is_exposed_and_the_patron_takes_the_rest() -> None:
    worth = rules.worth_to_target(
        row(50.0, 50.0), exposed=row(0.25, 1.0), belief=row(0.6, 0.6), patron_cost=row(7.0, 40.0)
    )
    assert worth.tolist() == pytest.approx([50 * (1 - 0.25 * 0.4) - 7, 50 * 0.6 - 40])


# -- whom the target would part with ----------------------------------------------------------


def test_hold_values_rise_with_the_share_of_the_start_that_is_gone() -> None:
    values = rules.scarce_hold_values(
        np.array([[0.4, 0.4], [0.3, 0.7]]),
        np.array([[90, 0], [50, 8]]),
        np.array([[10, 0], [200, 1]]),
        row(0.5, 2.0),
    )
    assert values.tolist() == [
        pytest.approx([0.4 * 9**0.5, 0.4]),
        pytest.approx([0.3 * 0.25**0.5, 0.7 * 8**2]),
    ]


@given(st.integers(0, 3), st.floats(0.1, 2))
def test_a_class_of_nobody_counts_as_one_person(start: int, scarcity: float) -> None:
    values = rules.scarce_hold_values(row(0.5)[None], people(start)[None], people(0)[None],
                                      row(scarcity))  # fmt: skip
    assert values[0, 0] == pytest.approx(0.5 * max(1, start) ** scarcity)


def test_the_average_hold_value_is_over_the_part_of_the_mix_that_is_held() -> None:
    values = np.array([[0.2] * 3, [0.4] * 3, [0.9] * 3])
    mix = np.array([[0.2] * 3, [0.8] * 3, [0.0] * 3])
    held = np.array([[1, 0, 0], [1, 1, 0], [5, 5, 5]])
    average = rules.average_hold_value(values, mix, held)
    assert average.tolist() == pytest.approx([0.36, 0.4, 0.36])


def test_the_average_is_the_mixs_own_also_where_its_shares_do_not_sum_to_one() -> None:
    values, mix = np.array([[0.2], [0.6]]), np.array([[0.5], [2.0]])
    assert rules.average_hold_value(values, mix, np.array([[3], [3]]))[0] == pytest.approx(0.52)
    assert rules.average_hold_value(values, mix, np.array([[0], [0]]))[0] == pytest.approx(0.52)


def test_on_offer_are_the_classes_asked_for_less_all_the_promised() -> None:
    held = np.array([[5, 5], [7, 7], [11, 11]])
    mix = np.array([[0.4, 0.0], [0.0, 0.5], [0.6, 0.5]])
    assert rules.on_offer(held, mix, people(2, 30)).tolist() == [14, 0]


@pytest.mark.parametrize(
    ("worth", "hold", "free", "most"),
    [(8.99, 0.36, 1000, 24), (8.99, 0.36, 20, 20), (-3.0, 0.36, 9, 0), (3.0, 0.3, 99, 10),
     (1e200, 1e-9, 7, 7), (1e200, 1e-9, 10**16, 10**15), (0.2, 0.3, 5, 0), (0.4, 0.3, 5, 1)],
)  # fmt: skip
def test_the_targets_most_is_worth_over_hold_value_up_to_those_on_offer(
    worth: float, hold: float, free: int, most: int
) -> None:
    assert rules.targets_most(row(worth), row(hold), people(free)).tolist() == [most]


# -- what the sender would settle for ---------------------------------------------------------


def test_relief_costs_more_as_more_are_held_and_less_as_the_patron_loses() -> None:
    cost = rules.net_cost(row(20.0), hawk=row(1.5), growth=row(0.2), gain=row(5.0))
    assert cost[0] == pytest.approx(20 * 1.3 - 5)


@pytest.mark.parametrize(
    ("published", "start", "growth"), [(1200, 1000, 0.2), (800, 1000, 0), (3, 0, 2), (3, 1, 2)]
)
def test_growth_counts_only_rises_over_the_start(published: int, start: int, growth: float) -> None:
    assert rules.growth(people(published), people(start))[0] == pytest.approx(growth)


@pytest.mark.parametrize(
    ("cost", "value", "exposed", "belief", "fewest"),
    [(4.0, 2.8, 0.0, 0.5, 3), (4.0, 2.8, 0.25, 0.5, 4), (9.0, 1.5, 1.0, 0.8, 10),
     (-50.0, 1.0, 0.0, 0.5, 1), (3.0, 1.0, 0.0, 0.5, 6), (1e200, 1e-3, 0.0, 0.5, 10**15)],
)  # fmt: skip
def test_the_senders_fewest_is_its_cost_over_what_it_expects_of_a_person(
    cost: float, value: float, exposed: float, belief: float, fewest: int
) -> None:
    lo = rules.senders_fewest(row(cost), row(value), exposed=row(exposed), belief=row(belief))
    assert lo.tolist() == [fewest]


@pytest.mark.parametrize(
    ("multiple", "lo", "free", "opening"),
    [(3.0, 3, 99, 5), (3.0, 3, 4, 4), (3.0, 8, 99, 8), (3.0, 8, 2, 8), (0.0, 1, 99, 1),
     (1e200, 1, 10**16, 10**15)],
)  # fmt: skip
def test_the_opening_is_a_multiple_of_the_cost_between_lo_and_those_on_offer(
    multiple: float, lo: int, free: int, opening: int
) -> None:
    named = rules.opening_demand(row(multiple), row(4.0), row(2.8), lo=people(lo),
                                 free=people(free))  # fmt: skip
    assert named.tolist() == [opening]


def test_an_escalation_goes_down_by_a_step_to_the_floor_at_most() -> None:
    levels = rules.tightened(row(0.0, -0.4), row(0.25, 0.25), row(-0.5, -0.5))
    assert levels.tolist() == [-0.25, -0.5]


# -- what is named in the rounds --------------------------------------------------------------


@given(st.integers(1, 500), st.integers(0, 500), SHARES)
def test_a_demand_falls_from_the_opening_to_lo_and_is_rounded_up(
    lo: int, above: int, conceded: float
) -> None:
    asked = rules.demand(people(lo + above), people(lo), row(conceded))[0]
    assert lo <= asked <= lo + above
    assert asked == math.ceil(lo + above - above * conceded - 1e-9)


@given(st.integers(0, 500), SHARES, SHARES)
def test_an_offer_rises_from_its_opening_share_to_hi_and_is_rounded_down(
    hi: int, opening: float, conceded: float
) -> None:
    offered = rules.offer(people(hi), row(opening), row(conceded))[0]
    assert offered <= hi
    assert offered == math.floor(hi * (opening + (1 - opening) * conceded) + 1e-9)


@given(st.integers(1, 500), st.integers(0, 500), SHARES)
def test_a_division_gives_the_sender_its_share_of_the_zone(lo: int, width: int, w: float) -> None:
    named = rules.division(people(lo), people(lo + width), row(w))[0]
    assert named == math.floor(lo + w * width + 1e-9)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_rubinsteins_shares_leave_each_side_indifferent_to_waiting(own: float, its: float) -> None:
    proposer = rules.rubinstein_share(row(own), row(its))[0]
    answerer = rules.rubinstein_share(row(its), row(own))[0]
    assert 1 - proposer == pytest.approx(its * answerer)  # what is left equals the other's wait


@pytest.mark.parametrize(("beta", "fraction"), [(0.25, 0.3), (4.0, 0.3), (1.0, 0.7)])
def test_time_dependent_concessions_are_powers_of_time(beta: float, fraction: float) -> None:
    conceded = rules.time_dependent(row(fraction), beta)
    assert conceded.dtype == np.float64
    assert conceded[0] == pytest.approx(fraction ** (1 / beta))


@pytest.mark.parametrize("classes", [1, 3])
def test_a_mix_for_other_classes_than_those_held_is_refused(classes: int) -> None:
    held, mix = np.ones((TWO_CLASSES, 1), dtype=np.int64), np.ones((classes, 1))
    with pytest.raises(ValueError, match=r"shorter|longer"):
        rules.on_offer(held, mix, people(0))
