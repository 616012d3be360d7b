"""Oracle 6: no deal without a zone of possible agreement, and one inside it where both give way."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from simulator.engine.blocks import run_worlds
from simulator.results.run import RunResult
from simulator.scenario import Scenario
from simulator.scenario.vocabulary import words
from tests.oracles.scenarios import scenarios, weights
from tests.oracles.worlds import by_hand

ALL = {"choice": weights(words("concession"))}
TO_THE_END = ("boulware", "linear", "conceder", "immediate", "nash", "rubinstein")
GIVE_WAY = {"choice": weights(TO_THE_END)}


def talks(words: Any, *, cost: Any) -> RunResult:
    """Open talks about one rung between sides with the given strategies, one world each pair."""
    rung = {"rungs": {"visit": {"ask": None}}, "instruments": {"visit": {"cost": cost}}}
    scenario = by_hand(
        {"concession": words, "rounds": 6, "bargaining_weight": {"uniform": [0, 1]}},
        sender=rung,
        target={"concession": words, "opening": {"uniform": [0, 1]}},
    )
    return run_worlds(scenario, worlds=768)


def test_without_a_zone_there_is_no_deal_whatever_the_strategies() -> None:
    run = talks(ALL, cost={"uniform": [60, 600]})  # hi is 51, lo at least 120
    pairs = ["param_senders.west.behaviour.concession", "param_target.concession"]
    assert len(run.outcomes[pairs].drop_duplicates()) == 64
    assert (run.outcomes["breakdowns"] > 0).all()
    assert run.outcomes["deals"].sum() == 0


@pytest.fixture(scope="module")
def conceding() -> RunResult:
    """Both sides go all the way to their reservation numbers, in every pair of strategies."""
    return talks(GIVE_WAY, cost={"uniform": [0, 25]})


def test_with_a_zone_sides_that_give_way_wholly_always_agree(conceding: RunResult) -> None:
    sender = conceding.outcomes["param_senders.west.behaviour.concession"]
    target = conceding.outcomes["param_target.concession"]
    # nash and rubinstein name two different numbers and stay with them
    stubborn = sender.isin(["nash", "rubinstein"]) & target.isin(["nash", "rubinstein"])
    agreed = conceding.outcomes["first_deal_week"].notna()
    assert agreed[~stubborn | (sender == target)].all()


def in_zone(deals: pd.DataFrame) -> bool:
    return bool(deals["prisoners"].between(deals["zopa_low"], deals["zopa_high"]).all())


def test_every_deal_lies_in_its_zone(conceding: RunResult) -> None:
    assert in_zone(conceding.deals)


@settings(max_examples=12)
@given(scenarios())
def test_every_deal_of_a_random_scenario_lies_in_its_zone(scenario: Scenario) -> None:
    assert in_zone(run_worlds(scenario, worlds=256).deals)
