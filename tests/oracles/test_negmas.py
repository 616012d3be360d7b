"""Oracle 9: concession curves and single-issue agreements are those of NegMAS's negotiators."""

from __future__ import annotations

import math
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pandas as pd
import pytest

from simulator.engine.blocks import run_worlds
from simulator.model import bargaining
from simulator.scenario import Scenario
from tests.oracles.closed_forms import document
from tests.oracles.scenarios import weights
from tests.oracles.worlds import by_hand, events, told

CURVES = ("boulware", "linear", "conceder")
WORLDS = 512
PEOPLE = 9_000_000
ROUNDS = 25
OPENING = 3.3


@pytest.fixture(scope="module")
def negotiators() -> Any:
    if find_spec("negmas") is None:
        pytest.skip("negmas is not installed: pip install 'sanctions-simulator[oracles]'")
    return import_module("tests.oracles.negotiators")


# -- concession curves ----------------------------------------------------------------------------


def rounds_of(word: str) -> list[dict[str, Any]]:
    """Every round of talks without a zone, about millions of people: a curve to six digits."""
    scenario = by_hand(
        {"concession": word, "rounds": ROUNDS, "round_weeks": 1},
        sender={
            "rungs": {"visit": {"ask": None}},
            "instruments": {"visit": {"cost": PEOPLE / 4, "value_usd_m_per_week": 20_000}},
        },
        target={"concession": word, "opening": 0.25},
        prisoners={"classes": {"all_held": {"held": PEOPLE}}},
    )
    every = [event.numbers for event in events(told(scenario), "round")]
    return every[:ROUNDS]


@pytest.mark.parametrize("word", CURVES)
def test_both_sides_concede_along_the_librarys_aspiration_levels(
    word: str, negotiators: Any
) -> None:
    assert f"demand and offer in {ROUNDS} rounds" in document.section()
    curve = negotiators.aspiration(word)
    for number, told_round in enumerate(rounds_of(word), start=1):
        assert told_round["number"] == number
        lo, hi = float(told_round["lo"]), float(told_round["hi"])
        opening = min(PEOPLE, math.ceil(3 * PEOPLE / 4))
        aspires = curve.utility_at(number / ROUNDS)
        assert lo > hi > 900_000
        assert abs((told_round["asked"] - lo) / (opening - lo) - aspires) < 2 / (opening - lo)
        assert abs((hi - told_round["offered"]) / (0.75 * hi) - aspires) < 2 / (0.75 * hi)


# -- agreements -----------------------------------------------------------------------------------


def haggling() -> Scenario:
    """Talks that always have a zone; every number and strategy is drawn in each world."""
    some = {"choice": weights(CURVES)}
    return by_hand(
        {"concession": some, "rounds": {"uniform": [2, 14]}, "round_weeks": 1, "opening": OPENING},
        sender={
            "rungs": {"visit": {"ask": None}},
            "instruments": {"visit": {"cost": {"uniform": [2, 24]}}},
        },
        target={"concession": some, "opening": {"uniform": [0.02, 0.7]}},
    )


def first_deals() -> pd.DataFrame:
    run = run_worlds(haggling(), worlds=WORLDS)
    return run.deals.drop_duplicates("world").merge(run.outcomes, on="world", suffixes=("", "_end"))


def table_of(deal: dict[str, Any], negotiators: Any) -> Any:
    """The same talks for the library: what each side brought to the table in that world."""
    low, high = int(deal["zopa_low"]), int(deal["zopa_high"])
    cost = deal["param_senders.west.instruments.visit.cost"]
    return negotiators.Table(
        lo=low,
        hi=high,
        demand=max(low, math.ceil(OPENING * cost)),
        offer=deal["param_target.opening"] * high,
        sender=deal["param_senders.west.behaviour.concession"],
        target=deal["param_target.concession"],
        rounds=int(deal["param_senders.west.behaviour.rounds"]),
    )


def settled(deals: pd.DataFrame, negotiators: Any) -> list[Any]:
    """How the library's negotiators end the talks behind each deal."""
    return [negotiators.settle(table_of(deal, negotiators)) for deal in deals.to_dict("records")]


def disagreements(deals: pd.DataFrame, theirs: list[Any]) -> list[Any]:
    ours = zip(deals["round"], deals["prisoners"], strict=True)
    pairs = zip(ours, ((one.number, one.people) for one in theirs), strict=True)
    return [(mine, their) for mine, their in pairs if mine != their]


def test_agreements_are_those_of_the_librarys_negotiators(negotiators: Any) -> None:
    deals = first_deals()
    theirs = settled(deals, negotiators)
    assert len(deals) == WORLDS
    assert disagreements(deals, theirs) == []
    in_time = sum(one.in_time for one in theirs)
    assert f"{in_time} of the {WORLDS} talks end within them" in document.section()
    pairs = deals[["param_senders.west.behaviour.concession", "param_target.concession"]]
    assert len(pairs.drop_duplicates()) == len(CURVES) ** 2
    assert deals["round"].nunique() > 6


def test_a_curve_that_is_two_percent_off_gives_other_agreements(
    negotiators: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    curve = bargaining.time_dependent
    monkeypatch.setattr(
        "simulator.agents.strategies.concession.time_dependent",
        lambda fraction, beta: curve(fraction, beta * 1.02),
    )
    deals = first_deals()
    assert len(disagreements(deals, settled(deals, negotiators))) > 0
