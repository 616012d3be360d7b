"""Dated events by hand: dials, freezes, behaviours, changes of government."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from simulator.agents.cast import Cast
from simulator.engine.blocks import run_worlds
from simulator.scenario import Scenario
from tests.oracles.worlds import by_hand, dates, events, film, legal_levels, told

MARKET: dict[str, Any] = {
    "commodity": {
        "price_usd_per_t": 300, "long_run_price_usd_per_t": 300, "volatility_per_month": 0,
        "half_life_weeks": 1, "capacity_mt_per_year": 10,
        "routes": {"port": {"capacity_mt_per_year": 8, "logistics_usd_per_t": 10}},
    },
    "patron": {"subsidy_usd_m_per_week": 40},
}  # fmt: skip
DIALS: dict[str, tuple[dict[str, Any], Callable[[Cast], np.ndarray]]] = {
    "repression": ({}, lambda cast: cast.stage.target.repression),
    "long_run_price": ({}, lambda cast: cast.stage.market.long_run_price),
    "subsidy": ({}, lambda cast: cast.stage.patron.subsidy),
    "route_capacity": ({"route": "port"}, lambda cast: cast.stage.relief.route_capacity(0)),
    "instrument_cost": ({"instrument": "visit"}, lambda cast: cast.stage.relief.cost[0]),
}


def seen(scenario: Scenario, what: Callable[[Cast], np.ndarray]) -> list[float]:
    """A number in the first world at the end of each week."""
    values: list[float] = []
    film(scenario, look=lambda _, cast: values.append(float(what(cast)[0])))
    return values


@pytest.mark.parametrize("kind", DIALS)
def test_a_dial_is_set_or_scaled_for_a_while_or_for_good(kind: str) -> None:
    thing, what = DIALS[kind]
    timeline = {
        "twice": {"week": 5, kind: {**thing, "scale": 2}},
        "fixed": {"week": 10, "for_weeks": 5, kind: {**thing, "set": 7}},
        "half": {"week": 12, kind: {**thing, "scale": 0.5}},
    }
    values = seen(by_hand(**MARKET, timeline=timeline, horizon_weeks=20), what)
    start = values[0]
    expected = [start, 2 * start, 7, 3.5, start]
    assert [values[week] for week in (4, 5, 10, 12, 15)] == pytest.approx(expected)


def test_events_of_one_week_happen_in_the_order_of_the_file() -> None:
    timeline = {"set": {"week": 5, "repression": {"set": 3}},
                "double": {"week": 5, "repression": {"scale": 2}}}  # fmt: skip
    values = seen(by_hand(timeline=timeline), DIALS["repression"][1])
    other = seen(by_hand(timeline=dict(reversed(timeline.items()))), DIALS["repression"][1])
    assert (values[5], other[5]) == (6, 3)


@pytest.mark.parametrize(("date", "week"), [("2025-01-01", 0), ("2025-01-07", 0), ("2025-01-08", 1),
                                            ("2025-03-05", 9)])  # fmt: skip
def test_a_date_falls_into_a_week_counted_from_the_start(date: str, week: int) -> None:
    story = told(by_hand(timeline={"shock": {"date": date, "repression": {"set": 2}}}))
    assert dates(story, "event") == [(week, "event")]


def test_the_long_run_price_draws_the_price_after_it() -> None:
    boom = {"boom": {"week": 5, "long_run_price": {"set": 600}}}
    price = told(by_hand(**MARKET, timeline=boom)).values["price_usd_per_t"]
    assert price[4] == pytest.approx(300)
    assert price[5] == pytest.approx(300 * 2**0.5)
    assert price[-1] == pytest.approx(600)


# -- behaviours -------------------------------------------------------------------------------

WEST = {"sender": "west"}


def opened(timeline: dict[str, Any], **behaviour: Any) -> list[int]:
    base = {"rounds": 1, "cooling_weeks": 2, **behaviour}
    deaf = {"concession": "hardliner", "opening": 0}
    sender = {"rungs": {"visit": {"ask": None}}}
    story = told(by_hand(base, timeline=timeline, target=deaf, sender=sender))
    return [week for week, _ in dates(story, "talks open")]


def test_a_new_behaviour_holds_from_its_week_on() -> None:
    calmer = {"calmer": {"week": 10, "behaviour": {**WEST, "cooling_weeks": 9}}}
    assert opened(calmer)[:6] == [1, 4, 7, 10, 20, 30]


def test_a_temporary_behaviour_gives_way_to_the_old_one() -> None:
    calmer = {"calmer": {"week": 10, "for_weeks": 3, "behaviour": {**WEST, "cooling_weeks": 9}}}
    assert opened(calmer)[:7] == [1, 4, 7, 10, 20, 23, 26]


def test_a_later_behaviour_lies_over_an_earlier_one() -> None:
    timeline = {
        "first": {"week": 2, "behaviour": {**WEST, "cooling_weeks": 9, "rounds": 1}},
        "second": {"week": 3, "for_weeks": 10, "behaviour": {**WEST, "cooling_weeks": 4}},
    }
    assert opened(timeline)[:5] == [1, 4, 9, 14, 24]


def test_a_deal_already_agreed_keeps_its_dates() -> None:
    slower = {"slow": {"week": 2, "behaviour": {**WEST, "release_lag_weeks": 9, "tranches": 4}}}
    assert dates(told(by_hand(timeline=slower)), "release", "relief") == [
        (3, "release"), (6, "relief"),
    ]  # fmt: skip


# -- changes of government --------------------------------------------------------------------


def election(week: int = 15, **government: Any) -> Scenario:
    return by_hand(timeline={"vote": {"week": week, "government": {**WEST, **government}}})


def test_a_new_government_may_withdraw_all_relief() -> None:
    reversed_ = election(reversal_probability=1)
    levels = legal_levels(reversed_, "visit")
    assert (levels[14], levels[15]) == (1, 0)
    assert run_worlds(reversed_, worlds=1).deals["outcome"][0] == "snapped_back"


def test_a_reversal_costs_the_sender_its_good_name() -> None:
    story = told(election(reversal_probability=1))
    belief = story.values["belief_target_west"]
    assert (belief[14], belief[15]) == (3 / 5, 3 / 7)
    assert story.values["belief_west"][15] == story.values["belief_west"][14]


def test_after_a_reversal_a_finished_sender_begins_again() -> None:
    story = told(election(reversal_probability=1))
    assert dates(story, "talks open") == [(1, "talks open"), (15, "talks open")]


def test_without_a_reversal_relief_stands() -> None:
    story = told(election(reversal_probability=0))
    assert legal_levels(election(reversal_probability=0), "visit")[-1] == 1
    assert dates(story, "talks open") == [(1, "talks open")]


def test_a_reversal_comes_with_its_probability() -> None:
    perhaps = film(election(reversal_probability=0.3), tiles=8).cast
    share = (perhaps.stage.relief.legal[0] < 1).mean()
    again = run_worlds(election(reversal_probability=0.3), worlds=2048).outcomes["deals"]
    assert abs((again == 2).mean() - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 2048)
    assert share <= (again == 2).mean()


def test_a_reversal_ends_calm_and_distancing() -> None:
    away = by_hand(
        sender={"rungs": {"visit": {"distancing": 0.2}}},
        reliance={"start": 0.7, "half_life_weeks": 0.02},
        prisoners={"arrests_per_week": 10, "calm": 0.5},
        timeline={"vote": {"week": 9, "government": {**WEST, "reversal_probability": 1}},
                  "stop": {"week": 9, "freeze": {"sender": "all", "weeks": 90}}},
    )  # fmt: skip
    story = told(away)
    arrests = np.diff(story.values["arrested"])
    assert (arrests[6:8] == 5).all()  # weeks 7 and 8
    assert (arrests[8:] == 10).all()
    assert story.values["reliance"][8] == pytest.approx(0.5)
    assert story.values["reliance"][9] == pytest.approx(0.7)


def test_a_reversal_does_not_restore_nor_stop_a_deal_being_delivered() -> None:
    two = by_hand(
        sender={"order": ["visit", "trade"]},
        timeline={"vote": {"week": 10, "government": {**WEST, "reversal_probability": 1}}},
    )
    assert dates(told(two), "deal complete")[:2] == [(6, "deal complete"), (12, "deal complete")]
    assert legal_levels(two, "trade")[12] == 1
    assert legal_levels(two, "visit")[12] == 0


def test_a_new_government_behaves_in_its_own_way() -> None:
    vote = {"vote": {"week": 10, "government": {**WEST, "behaviour": {"cooling_weeks": 9}}}}
    assert opened(vote)[:6] == [1, 4, 7, 10, 20, 30]


def test_a_tightened_level_survives_a_reversal() -> None:
    tighten = {"on_breakdown": "escalate", "escalate_instrument": "trade", "rounds": 1}
    deaf = {"concession": "hardliner", "opening": 0}
    data = {"rungs": {"visit": {"ask": None}}}
    vote = {"vote": {"week": 10, "government": {**WEST, "reversal_probability": 1}}}
    levels = legal_levels(by_hand(tighten, target=deaf, sender=data, timeline=vote), "trade")
    assert levels[10] == -0.25


def test_every_event_is_told_with_its_name() -> None:
    story = told(
        by_hand(timeline={"vote": {"week": 3, "note": "an election", "repression": {"scale": 2}}})
    )
    assert [event.numbers["name"] for event in events(story, "event")] == ["vote"]
