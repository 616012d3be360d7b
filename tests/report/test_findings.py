"""Titles and sentences: they take a side only where the worlds do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.report import findings, narrative

SIDES = ("fewer people are held", "more people are held")


def with_net(tables: Any, net: list[float]) -> Any:
    """Give a run these net effects, world by world."""
    outcomes = tables.outcomes.iloc[: len(net)].assign(net_effect=net)
    return replace(tables, outcomes=outcomes)


def test_the_same_with_and_without_talks_is_said_to_be_the_same(base: Any) -> None:
    assert "as many people are held" in findings.prisoners(with_net(base, [0.0] * 100))


def test_a_small_run_claims_no_side(base: Any) -> None:
    said = findings.prisoners(with_net(base, [5.0] * 3))
    assert said.startswith("In the 3 worlds run")


def test_worlds_that_split_evenly_leave_the_question_open(base: Any) -> None:
    assert "is open" in findings.prisoners(with_net(base, [-50.0, 50.0] * 50))


def test_a_majority_that_chance_does_not_explain_is_said_with_the_rest(base: Any) -> None:
    said = findings.prisoners(with_net(base, [50.0] * 80 + [-50.0] * 20))
    assert "In about 8 of 10 worlds fewer people" in said
    assert "in about 2 of 10 worlds more" in said


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_a_run_in_which_nothing_differs_claims_no_side(base: Any, seed: int) -> None:
    noise = np.random.default_rng(seed).permutation(np.tile([-40.0, -5.0, 5.0, 40.0], 25))
    said = findings.prisoners(with_net(base, list(noise)))
    assert not any(side in said for side in SIDES)


def test_most_relief_and_least_relief_are_named_only_if_the_means_differ(base: Any) -> None:
    same = base.series.copy()
    at_end = same["variable"].str.startswith("relief_") & (same["week"] == same["week"].max())
    same.loc[at_end, "mean"] = 0.5
    said = findings.relief(replace(base, series=same))
    assert "most" not in said
    assert "50%" in said


def test_no_deals_are_said_as_no_deals(make: Any, plan: Any) -> None:
    tables = make(plan(worlds=30, luck=0.0))
    assert findings.deals(tables) == "No world sees a deal"
    assert "Nobody is released by a deal." in narrative.what_happens(tables)


@pytest.mark.parametrize(("people", "said"), [(1, "1 person is"), (2, "2 people are")])
def test_released_people_agree_with_their_verb(base: Any, people: int, said: str) -> None:
    tables = replace(base, outcomes=base.outcomes.assign(released=people))
    assert any(sentence.startswith(said) for sentence in narrative.what_happens(tables))


def test_reliance_that_hardly_moves_is_said_not_to_move(base: Any) -> None:
    still = base.outcomes.assign(reliance_end=base.outcomes["reliance_start"] - 0.001)
    assert "does not move" in findings.reliance(replace(base, outcomes=still))


def test_without_a_patron_there_is_nothing_to_rely_on(base: Any) -> None:
    series = base.series.copy()
    series.loc[series["variable"] == "reliance", ["p10", "p90"]] = 0.0
    alone = replace(base, series=series, facts={**base.facts, "patron": ""})
    assert findings.reliance(alone) == "There is no patron to rely on"


def test_a_run_without_a_patron_says_nothing_of_reliance(base: Any) -> None:
    facts = {**base.facts, "patron": ""}
    assert not any("reliance" in s for s in narrative.what_happens(replace(base, facts=facts)))


def test_without_paired_worlds_the_title_speaks_of_releases(base: Any) -> None:
    alone = base.outcomes.assign(net_effect=pd.NA)
    assert findings.prisoners(replace(base, outcomes=alone)).startswith("Deals release")
