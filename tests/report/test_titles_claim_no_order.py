"""Titles of experiments rank nothing that its interval does not rank."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from simulator.report.sensitivity import shares, tornado
from simulator.report.sensitivity.shares import Bar
from simulator.report.sensitivity.tornado import Ends
from simulator.report.tournament import generations


def ends(name: str, low: float, high: float, half: float) -> Ends:
    mean = (low, high)
    return Ends(
        name, ("", ""), mean, tuple(one - half for one in mean), tuple(one + half for one in mean)
    )


@pytest.mark.parametrize(("half", "claims"), [(1.0, True), (15.0, False)])
def test_a_number_moves_an_outcome_most_only_if_the_next_moves_it_less_for_sure(
    half: float, claims: bool
) -> None:
    found = [ends("Calm", 50, 100, half), ends("Restock", 60, 90, half)]
    title = tornado._title("net_effect", found)
    assert ("differs most with Calm: 50 against 100" in title) == claims
    assert title.startswith("Calm is among the numbers with which") != claims


@pytest.mark.parametrize(("high", "claims"), [(0.12, True), (0.2, False)])
def test_a_share_is_the_largest_only_if_no_other_interval_reaches_it(
    high: float, claims: bool
) -> None:
    bars = [
        Bar("luck", 0.4, 0.35, 0.45, is_luck=True),
        Bar("Calm", 0.18, 0.15, 0.21),
        Bar("Restock", 0.11, 0.1, high),
    ]
    study: Any = SimpleNamespace(explained=lambda _outcome: 0.6)
    title = shares._title(study, "net_effect", bars)
    assert ("; most by itself: Calm" in title) == claims
    assert ("; among the most by itself: Calm" in title) != claims


def at_the_end(shares_of: dict[str, tuple[float, float, float]]) -> pd.DataFrame:
    rows = [("sender", 3, name, share, low, high) for name, (share, low, high) in shares_of.items()]
    return pd.DataFrame(rows, columns=["side", "generation", "strategy", "share", "low", "high"])


def test_a_strategy_is_the_commonest_only_if_no_other_interval_reaches_it() -> None:
    clear = at_the_end({"boulware": (0.7, 0.6, 0.8), "linear": (0.3, 0.2, 0.4)})
    assert generations._commonest(clear, "sender", "Washington") == "boulware for Washington (70%)"
    alike = at_the_end({"boulware": (0.55, 0.4, 0.7), "linear": (0.45, 0.3, 0.6)})
    assert generations._commonest(alike, "sender", "Washington") == (
        "boulware or linear for Washington"
    )
    many = at_the_end({f"s{n}": (0.2, 0.1, 0.3) for n in range(5)})
    assert generations._commonest(many, "sender", "Washington") == "one of 5 for Washington"
