"""Weekly values of each world, seen at chosen weeks."""

from __future__ import annotations

import pandas as pd
import pytest

from simulator import load_scenario, simulate
from simulator.engine.blocks import Plan
from simulator.engine.observe import observe
from simulator.errors import RequestError

PLAN = Plan(load_scenario("minimal"), seed=1)
LAST = PLAN.scenario.horizon_weeks - 1


def test_the_last_week_seen_agrees_with_the_outcomes_of_a_run() -> None:
    seen = observe(PLAN, variables=["held", "released"], weeks=[LAST], worlds=300)
    run = simulate(PLAN.scenario, worlds=300, seed=1)
    pd.testing.assert_frame_equal(seen.outcomes, run.outcomes)
    assert seen.at("held", LAST).tolist() == run.outcomes["held_end"].tolist()
    assert seen.at("released", LAST).tolist() == run.outcomes["released"].tolist()


def test_a_week_in_between_agrees_with_a_world_told_again() -> None:
    seen = observe(PLAN, variables=["price_usd_per_t", "held"], weeks=[3, 30], worlds=20)
    told = simulate(PLAN.scenario, worlds=20, seed=1).replay(7).values
    assert seen.at("held", 30)[7] == told["held"][30]


def test_a_week_beyond_the_horizon_is_refused() -> None:
    with pytest.raises(RequestError, match=f"weeks 0 to {LAST}; asked for {LAST + 1}"):
        observe(PLAN, variables=["held"], weeks=[LAST + 1], worlds=1)


def test_a_variable_nobody_records_is_refused_by_name() -> None:
    with pytest.raises(RequestError, match="records no mood"):
        observe(PLAN, variables=["mood"], weeks=[0], worlds=1)


def test_counts_that_no_report_shows_can_be_seen_too() -> None:
    sender = next(iter(PLAN.scenario.senders))
    names = ["gestures", "term_ended", f"snapbacks_{sender}"]
    seen = observe(PLAN, variables=names, weeks=[LAST], worlds=300)
    assert seen.at("gestures", LAST).tolist() == seen.outcomes["gestures"].tolist()
    assert seen.at("term_ended", LAST).tolist() == seen.outcomes["term_ended"].tolist()
    assert seen.at(names[2], LAST).tolist() == seen.outcomes["snapbacks"].tolist()
