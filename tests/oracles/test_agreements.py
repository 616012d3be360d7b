"""Oracle 7: linear against linear, nash and rubinstein in closed form."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from simulator.engine.blocks import run_worlds
from simulator.model.bargaining import rubinstein_share
from simulator.scenario import Scenario
from tests.oracles.worlds import by_hand

HELD = 1000
FREE = {"rungs": {"visit": {"ask": None}}, "instruments": {"visit": {"cost": {"uniform": [0, 22]}}}}


def crossing(
    *, lo: int, hi: int, opening: int, share: float, rounds: int
) -> tuple[int, int] | None:
    """Round and number of a deal between two linear sides, from the definition."""
    for m in range(1, rounds + 1):
        asked = math.ceil(opening - (opening - lo) * m / rounds - 1e-9)
        later = math.ceil(opening - (opening - lo) * min(m + 1, rounds) / rounds - 1e-9)
        offered = math.floor(hi * (share + (1 - share) * m / rounds) + 1e-9)
        if offered >= later:
            return m, asked if offered >= asked else offered
    return None


def first_deals(scenario: Scenario) -> pd.DataFrame:
    """The first deal of each world beside its outcomes."""
    run = run_worlds(scenario, worlds=512)
    return run.deals.drop_duplicates("world").merge(run.outcomes, on="world", suffixes=("", "_end"))


@pytest.fixture(scope="module")
def linear() -> pd.DataFrame:
    return first_deals(
        by_hand(
            {"concession": "linear", "rounds": {"uniform": [1, 12]}, "opening": 3.5},
            sender=FREE,
            target={"concession": "linear", "opening": {"uniform": [0, 0.6]}},
        )
    )


def test_linear_against_linear_agrees_in_the_round_and_on_the_number_where_lines_cross(
    linear: pd.DataFrame,
) -> None:
    assert len(linear) > 500
    for deal in linear.to_dict("records"):
        cost = deal["param_senders.west.instruments.visit.cost"]
        low, high = deal["zopa_low"], deal["zopa_high"]
        expected = crossing(
            lo=low,
            hi=high,
            opening=max(low, math.ceil(3.5 * cost)),
            share=deal["param_target.opening"],
            rounds=deal["param_senders.west.behaviour.rounds"],
        )
        assert (deal["round"], deal["prisoners"]) == expected


def test_the_lines_cross_where_the_closed_form_says(linear: pd.DataFrame) -> None:
    low, high = linear["zopa_low"], linear["zopa_high"]
    cost = linear["param_senders.west.instruments.visit.cost"]
    opening = np.maximum(low, np.ceil(3.5 * cost))
    share = linear["param_target.opening"]
    meet = (opening - share * high) / ((opening - low) + (1 - share) * high)
    rounds = linear["param_senders.west.behaviour.rounds"]
    early = linear["round"] - np.maximum(1, np.ceil(rounds * meet))
    assert early.between(-1, 1).all()  # the sender looks a round ahead; people are whole


def test_the_zone_is_what_relief_is_worth_and_costs(linear: pd.DataFrame) -> None:
    rate = 0.30 + math.log(2)
    worth = 52 / rate / (1 + rate / 52)
    assert (linear["zopa_high"] == math.floor(0.5 * worth / 0.5)).all()  # half exposed, 0.5 each
    cost = linear["param_senders.west.instruments.visit.cost"]
    assert (linear["zopa_low"] == np.maximum(1, np.ceil(cost / 0.5))).all()


@pytest.mark.parametrize(("weight", "share"), [(0.5, 0.5), (0.0, 0.0), (0.8, 0.8), (1.0, 1.0)])
def test_nash_gives_the_sender_its_weight_of_the_zone_at_once(weight: float, share: float) -> None:
    sides = {"concession": "nash", "bargaining_weight": weight}
    deals = first_deals(by_hand(sides, sender=FREE, target={"concession": "nash"}))
    low, high = deals["zopa_low"], deals["zopa_high"]
    assert (deals["round"] == 1).all()
    assert (deals["prisoners"] == np.floor(low + share * (high - low) + 1e-9)).all()


def test_rubinstein_gives_the_proposer_its_subgame_perfect_share_at_once() -> None:
    sides = {"concession": "rubinstein", "patience": 0.9, "round_weeks": 26}
    target = {"concession": "rubinstein", "discount_rate_per_year": 0.4}
    deals = first_deals(by_hand(sides, sender=FREE, target=target))
    patience = math.exp(-0.4 * 26 / 52)
    share = (1 - patience) / (1 - 0.9 * patience)
    low, high = deals["zopa_low"], deals["zopa_high"]
    assert (deals["prisoners"] == np.floor(low + share * (high - low) + 1e-9)).all()


def test_with_patience_without_end_rubinstein_is_the_midpoint() -> None:
    gap = np.array([1e-2, 1e-4, 1e-6])
    share = rubinstein_share(1 - gap, 1 - gap)
    np.testing.assert_allclose(share, 1 / (2 - gap), rtol=1e-9)
    assert share[-1] == pytest.approx(0.5, abs=1e-6)
