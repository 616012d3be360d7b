"""The tables of a run: their columns, and that they say the same as one another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulator.engine.blocks import run_worlds
from simulator.results.run import RunResult
from simulator.results.typical import typical_world
from tests.oracles.worlds import by_hand, sketch

OUTCOMES = (
    "world released gestures arrested term_ended held_start held_end held_end_without_talks "
    "net_effect relief_value_usd_m price_per_prisoner_usd_m reliance_start reliance_end deals "
    "breakdowns breaches_by_target breaches_by_senders snapbacks first_deal_week "
    "released_foreign released_prominent released_rank_and_file "
    "released_to_washington released_to_brussels week_washington_contact "
    "week_washington_aviation week_washington_potash week_washington_banks "
    "week_brussels_transit week_brussels_banks utility_target_usd_m utility_washington "
    "utility_brussels param_prisoners.restock param_senders.washington.behaviour.concession"
).split()
DEALS = (
    "world sender rung rung_name agreed_week agreed_date round zopa_low zopa_high prisoners "
    "released released_foreign released_prominent released_rank_and_file relief_week outcome"
).split()
B = "senders.washington.behaviour"


@pytest.fixture(scope="module")
def run() -> RunResult:
    """Two years with everything that can go wrong."""
    return run_worlds(
        sketch(
            "horizon_weeks=104", "prisoners.restock={uniform: [0, 5]}",
            f"{B}.concession={{choice: {{linear: 0.5, conceder: 0.5}}}}",
            f"{B}.slip=0.2", f"{B}.tranches=2", f"{B}.alarm_people=10", "target.slip=0.2",
        ), worlds=400,
    )  # fmt: skip


def test_outcomes_have_a_row_a_world_and_the_columns_of_the_documents(run: RunResult) -> None:
    assert list(run.outcomes.columns) == OUTCOMES
    assert list(run.outcomes["world"]) == list(range(400))


def test_deals_have_the_columns_of_the_documents_in_order_of_world_and_week(
    run: RunResult,
) -> None:
    assert list(run.deals.columns) == DEALS
    ordered = run.deals.sort_values(["world", "agreed_week"], kind="stable")
    pd.testing.assert_frame_equal(run.deals, ordered)


def test_series_has_every_variable_in_every_week(run: RunResult) -> None:
    counts = run.series.groupby("variable").size()
    assert (counts == 104).all()
    wanted = {"held", "released", "arrested", "price_usd_per_t", "income_usd_m_per_week",
              "relief_potash", "reliance", "belief_washington", "belief_target_washington",
              "talks_brussels"}  # fmt: skip
    assert wanted <= set(counts.index)


def test_the_people_of_a_world_add_up(run: RunResult) -> None:
    o = run.outcomes
    left = o["held_start"] + o["arrested"] - o["released"] - o["gestures"] - o["term_ended"]
    assert (left == o["held_end"]).all()
    assert (o["net_effect"] == o["held_end_without_talks"] - o["held_end"]).all()
    by_class = o[["released_foreign", "released_prominent", "released_rank_and_file"]].sum(axis=1)
    assert (by_class == o["released"]).all()
    assert (o["released_to_washington"] + o["released_to_brussels"] == o["released"]).all()


def per_world(run: RunResult, rows: pd.DataFrame, column: str | None = None) -> pd.Series:
    grouped = rows.groupby("world")
    counted = grouped.size() if column is None else grouped[column].sum()
    return counted.reindex(run.outcomes["world"], fill_value=0)


def test_deals_and_outcomes_count_the_same(run: RunResult) -> None:
    o, d = run.outcomes, run.deals
    assert (per_world(run, d) == o["deals"]).all()
    assert (per_world(run, d, "released") == o["released"]).all()
    broken = per_world(run, d[d["outcome"] == "breach_by_target"])
    assert (broken == o["breaches_by_target"]).all()
    first = d.groupby("world")["agreed_week"].min().reindex(o["world"])
    assert first.astype("Int64").reset_index(drop=True).equals(o["first_deal_week"])


def test_a_rungs_week_is_that_of_its_first_completed_deal(run: RunResult) -> None:
    done = run.deals[run.deals["relief_week"].notna() & (run.deals["rung"] == "aviation")]
    weeks = done.groupby("world")["relief_week"].min().reindex(run.outcomes["world"])
    weeks = weeks.astype("Int64").reset_index(drop=True)
    assert weeks.equals(run.outcomes["week_washington_aviation"])


def test_every_outcome_of_a_deal_occurs_and_says_what_it_means(run: RunResult) -> None:
    deals = run.deals
    assert set(deals["outcome"]) == {"kept", "breach_by_target", "breach_by_sender", "snapped_back",
                                     "open"}  # fmt: skip
    complete = deals["relief_week"].notna()
    assert complete[deals["outcome"].isin(["kept", "snapped_back"])].all()
    unfinished = deals["outcome"].isin(["breach_by_target", "breach_by_sender", "open"])
    assert not complete[unfinished].any()


def test_the_last_week_of_the_series_is_the_end_of_the_outcomes(run: RunResult) -> None:
    last = run.series[run.series["week"] == 103].set_index("variable")
    for variable, column in (("held", "held_end"), ("released", "released"),
                             ("reliance", "reliance_end")):  # fmt: skip
        assert last.loc[variable, "mean"] == pytest.approx(run.outcomes[column].mean())
        middle = np.quantile(run.outcomes[column], 0.5, method="inverted_cdf")
        assert last.loc[variable, "p50"] == pytest.approx(middle, abs=1 / 2048)


def test_dates_are_the_first_days_of_their_weeks(run: RunResult) -> None:
    first = run.series[run.series["variable"] == "held"].iloc[0]
    assert (first["week"], first["date"]) == (0, "2025-01-26")
    deal = run.deals.iloc[0]
    days = pd.Timestamp(deal["agreed_date"]) - pd.Timestamp("2025-01-26")
    assert days.days == 7 * deal["agreed_week"]


def test_the_price_per_prisoner_is_empty_where_nobody_went_free(run: RunResult) -> None:
    o = run.outcomes
    assert o["price_per_prisoner_usd_m"].isna().equals(o["released"] == 0)
    some = o[o["released"] > 0]
    expected = some["relief_value_usd_m"] / some["released"]
    np.testing.assert_allclose(some["price_per_prisoner_usd_m"], expected)


def test_drawn_parameters_are_reported_as_drawn(run: RunResult) -> None:
    assert run.outcomes["param_prisoners.restock"].between(0, 5).all()
    words = run.outcomes["param_senders.washington.behaviour.concession"]
    assert set(words) == {"linear", "conceder"}


# -- utilities and values by hand -------------------------------------------------------------


def test_the_senders_utility_is_the_people_the_tie_and_the_costs() -> None:
    scenario = by_hand(
        sender={"strategic_value": 100, "prisoner_values": {"all_held": 2},
                "instruments": {"visit": {"reliance_effect": 0.3}}},
        reliance={"start": 0.7, "half_life_weeks": 0.1},
    )  # fmt: skip
    utility = run_worlds(scenario, worlds=1).outcomes["utility_west"][0]
    assert utility == pytest.approx(12 * 2 + 100 * 0.3 - 5, rel=1e-6)


def test_the_targets_utility_is_income_less_hold_values_both_discounted() -> None:
    outcomes = run_worlds(by_hand(), worlds=1).outcomes
    weeks = np.arange(6, 40)  # relief is felt from week 6 on; 12 people go in week 3
    expected = np.exp(-0.3 * weeks / 52).sum() - 12 * 0.5 * np.exp(-0.3 * 3 / 52)
    assert outcomes["utility_target_usd_m"][0] == pytest.approx(expected)
    assert outcomes["relief_value_usd_m"][0] == pytest.approx(len(weeks))


def test_the_targets_utility_counts_the_subsidy_against_the_usual_one() -> None:
    punished = by_hand(
        sender={"rungs": {"visit": {"distancing": 0.2}}},
        reliance={"start": 0.7, "half_life_weeks": 0.1},
        patron={"subsidy_usd_m_per_week": 60, "grip": 0.02, "policy": "punish", "every_weeks": 13},
    )
    outcomes = run_worlds(punished, worlds=1).outcomes
    plain = run_worlds(by_hand(), worlds=1).outcomes
    cut = 0.02 * 0.5 * 60 * 0.2 * np.exp(-0.3 * np.arange(13, 40) / 52).sum()
    difference = plain["utility_target_usd_m"][0] - outcomes["utility_target_usd_m"][0]
    assert difference == pytest.approx(cut, rel=1e-3)


# -- the typical world ------------------------------------------------------------------------


def test_the_typical_world_lies_near_the_medians(run: RunResult) -> None:
    world = typical_world(run.outcomes)
    for column in ("released", "net_effect", "deals"):
        low, high = run.outcomes[column].quantile([0.1, 0.9])
        assert low <= run.outcomes[column][world] <= high


def test_of_equal_worlds_the_first_is_typical() -> None:
    run = run_worlds(by_hand({"contact_gap_weeks": 0.1}, horizon_weeks=30), worlds=7)
    assert typical_world(run.outcomes) == 0


def test_a_typical_world_is_found_where_no_deal_is_ever_struck() -> None:
    run = run_worlds(by_hand(sender={"order": []}), worlds=20)
    assert typical_world(run.outcomes) in range(20)


def test_finding_the_typical_world_changes_no_outcome() -> None:
    outcomes = run_worlds(sketch("horizon_weeks=60"), worlds=40).outcomes
    before = outcomes.copy(deep=True)
    typical_world(outcomes)
    pd.testing.assert_frame_equal(outcomes, before, check_exact=True)
