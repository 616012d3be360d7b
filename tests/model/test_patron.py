"""What the patron threatens and bids, against ODD 7.10."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model import patron as rules

DRIFTS = st.floats(0, 1)


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_the_grip_grows_with_reliance_and_with_the_subsidy() -> None:
    assert rules.grip(one(0.3), one(0.5), one(60.0))[0] == pytest.approx(9)


@pytest.mark.parametrize(("drift", "punished"), [(0.05, 0.03), (0.02, 0.0), (0.0, 0.0)])
def test_drift_within_the_tolerance_is_not_punished(drift: float, punished: float) -> None:
    assert rules.punished_drift(one(drift), one(0.02))[0] == pytest.approx(punished)


@pytest.mark.parametrize(
    ("cut", "bid", "paid"), [(0.0, 0.0, 60.0), (10.0, 4.0, 54.0), (70.0, 5.0, 0.0), (60.5, 1, 0.5)]
)
def test_cuts_and_bids_add_and_the_subsidy_never_falls_below_nought(
    cut: float, bid: float, paid: float
) -> None:
    assert rules.subsidy(one(60.0), one(cut), one(bid))[0] == pytest.approx(paid)


@pytest.mark.parametrize(
    ("drift", "step", "cost"), [(0.1, 0.2, 1.8), (0.0, 0.2, 1.62), (0.0, 0.01, 0.0), (0.3, 0, 0)]
)
def test_a_further_step_costs_the_punishment_it_adds(
    drift: float, step: float, cost: float
) -> None:
    expected = rules.cost_of_punishment(one(9.0), one(drift), step=one(step), tolerance=one(0.02))
    assert expected[0] == pytest.approx(cost)


@given(DRIFTS, DRIFTS, st.floats(0, 0.5))
def test_two_steps_cost_what_they_cost_together(first: float, second: float, t: float) -> None:
    drift, tolerance = one(0.1), one(t)
    together = rules.cost_of_punishment(one(9.0), drift, step=one(first + second),
                                        tolerance=tolerance)  # fmt: skip
    one_by_one = rules.cost_of_punishment(
        one(9.0), drift, step=one(first), tolerance=tolerance
    ) + rules.cost_of_punishment(one(9.0), drift + first, step=one(second), tolerance=tolerance)
    assert together[0] == pytest.approx(one_by_one[0], abs=1e-9)


@pytest.mark.parametrize(("drift", "chance"), [(0.05, 0.3), (0.5, 1.0), (0.01, 0.0)])
def test_a_veto_is_likelier_the_further_the_drift_up_to_certainty(
    drift: float, chance: float
) -> None:
    assert rules.veto_chance(one(10.0), one(drift), one(0.02))[0] == pytest.approx(chance)
