"""Watching completed deals, and what follows when the prisons fill again.

One person is arrested a week; the deal of 12 people is agreed in week 1 and completed in week 6. A
crackdown in week 8 arrests 60: recognised four weeks later, and published in week 12, when 67 were
newly recognised in the 8 weeks since the publication of week 4, 59 more than usual.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulator.agents.cast import Cast
from simulator.engine.blocks import run_worlds
from simulator.scenario import Scenario
from tests.oracles.worlds import by_hand, dates, events, film, legal_levels, told

ALERT = {"alarm_people": 10, "tolerance": 0}
TWO = {"order": ["visit", "trade"]}
KINDS = ("none", "freeze", "partial", "full", "grim")


def crackdown(
    behaviour: dict[str, Any], *, week: int = 8, sender: dict[str, Any] | None = None, **more: Any
) -> Scenario:
    """One arrest a week, sixty in every week from ``week`` on."""
    shock = {"crackdown": {"week": week, "repression": {"scale": 60}}}
    sections = {"prisoners": {"arrests_per_week": 1}, "timeline": shock, "horizon_weeks": 24}
    return by_hand({**ALERT, **behaviour}, sender=sender, **(sections | more))


def test_the_alarm_counts_those_recognised_beyond_the_usual() -> None:
    (alarm, *_) = events(told(crackdown({"snapback": "none"})), "alarm")
    assert (alarm.week, alarm.numbers["newly"], alarm.numbers["limit"]) == (12, 59, 10)


@pytest.mark.parametrize(
    ("behaviour", "weeks"),
    [
        ({"alarm_people": 58.9}, [12]),
        ({"alarm_people": 59}, []),
        ({"alarm_people": 0, "tolerance": 4.9}, [12]),
        ({"alarm_people": 0, "tolerance": 5}, []),
        ({"alarm_people": 11, "tolerance": 4}, []),
    ],
)
def test_the_limit_is_the_alarm_and_a_multiple_of_the_people_released(
    behaviour: dict[str, Any], weeks: list[int]
) -> None:
    short = crackdown(behaviour, horizon_weeks=13)
    assert [week for week, _ in dates(told(short), "snapback")] == weeks


@pytest.mark.parametrize(("watch_weeks", "alarms"), [(0, []), (6, []), (7, [12]), (11, [12, 16])])
def test_a_deal_is_watched_for_its_weeks_from_completion(
    watch_weeks: int, alarms: list[int]
) -> None:
    story = told(crackdown({"snapback": "none", "watch_weeks": watch_weeks}))
    assert [week for week, _ in dates(story, "alarm")] == alarms


@pytest.mark.parametrize(
    ("snapback", "level"), [("none", 1), ("freeze", 1), ("partial", 0.5), ("full", 0), ("grim", 0)]
)
def test_a_snapback_lowers_the_legal_level(snapback: str, level: float) -> None:
    levels = legal_levels(crackdown({"snapback": snapback}), "visit")
    assert (levels[11], levels[12]) == (1, level)


@pytest.mark.parametrize(("snapback", "counted"), [("none", 0), ("freeze", 0), ("partial", 1),
                                                   ("full", 1), ("grim", 1)])  # fmt: skip
def test_a_deal_is_snapped_back_once_and_both_beliefs_fall_once(
    snapback: str, counted: int
) -> None:
    scenario = crackdown({"snapback": snapback, "cooling_weeks": 50})
    story = told(scenario)
    assert run_worlds(scenario, worlds=1).outcomes["snapbacks"][0] == counted
    assert story.values["belief_west"][-1] == pytest.approx(3 / (5 + 2 * counted))
    assert story.values["belief_target_west"][-1] == pytest.approx(3 / (5 + counted))


@pytest.mark.parametrize(("snapback", "weeks"), [("full", [1, 21]), ("partial", [1, 21]),
                                                 ("grim", [1])])  # fmt: skip
def test_after_a_snapback_talks_rest_unless_it_was_grim(snapback: str, weeks: list[int]) -> None:
    story = told(crackdown({"snapback": snapback, "cooling_weeks": 8}))
    assert [week for week, _ in dates(story, "talks open")] == weeks


def test_a_freeze_lasts_the_cooling_off_from_each_alarm() -> None:
    frozen = {"snapback": "freeze", "cooling_weeks": 5, "contact_gap_weeks": 0.1}
    scenario = crackdown(frozen, sender=TWO, week=3)
    story = told(scenario)
    freezes = [week for week, _ in dates(story, "freeze")]
    assert (freezes[0], freezes[-1]) == (8, 20)
    assert film(scenario).cast.senders["west"].dossier.frozen_until[0] == 20 + 5
    assert dates(story, "deal complete")[1][0] == 12  # agreed in week 7; deliveries go on


@pytest.mark.parametrize("snapback", KINDS)
def test_only_the_effective_level_remembers_what_was_snapped_back(snapback: str) -> None:
    story = told(crackdown({"snapback": snapback}))
    felt = story.values["relief_visit"]
    start = legal_levels(crackdown({"snapback": snapback}), "visit")[12]
    assert felt[11] == 1
    assert felt[13] == pytest.approx(start + (1 - start) / 4)


# -- watching the count -----------------------------------------------------------------------


def test_watching_the_count_compares_publications() -> None:
    story = told(crackdown({"watch": "count", "snapback": "none"}, week=100))
    assert dates(story, "alarm")[0][0] == 16  # 12 more than in week 4, one a week
    assert events(story, "alarm")[0].numbers["newly"] == 12


def test_the_count_leaves_out_the_deals_own_releases_after_the_reference() -> None:
    late = {"watch": "count", "snapback": "none", "release_lag_weeks": 4, "relief_lag_weeks": 0}
    story = told(crackdown(late, week=100))
    assert dates(story, "release", "deal complete") == [
        (5, "release"), (5, "deal complete"),
    ]  # fmt: skip
    assert [event.numbers["newly"] for event in events(story, "alarm")][:1] == [12]


# -- several deals ----------------------------------------------------------------------------


def test_snapping_back_a_deal_ends_the_watch_of_later_ones() -> None:
    # visit is complete in week 6, trade in week 12; the arrests of week 10 are seen in week 16
    both = crackdown({"contact_gap_weeks": 0.1, "cooling_weeks": 50}, sender=TWO, week=9)
    story = told(both)
    assert dates(story, "alarm")[:2] == [(16, "alarm"), (16, "alarm")]
    assert dates(story, "snapback") == [(16, "snapback")]
    assert events(story, "snapback")[0].numbers["rung"] == "visit"
    assert legal_levels(both, "trade")[-1] == 1


def test_a_delivery_does_not_restore_what_was_snapped_back_meanwhile() -> None:
    # visit is snapped back in week 12, just before the relief of the trade deal is due
    both = crackdown({"contact_gap_weeks": 0.1, "cooling_weeks": 50}, sender=TWO, week=7)
    story = told(both)
    assert dates(story, "snapback", "relief")[1:3] == [(12, "snapback"), (12, "relief")]
    assert legal_levels(both, "visit")[12] == 0
    assert legal_levels(both, "trade")[12] == 1


def test_a_grim_snapback_cancels_a_deal_under_way_without_a_breach() -> None:
    both = crackdown({"snapback": "grim"}, sender=TWO, week=7)
    run = run_worlds(both, worlds=1)
    assert dates(told(both), "deal cancelled") == [(12, "deal cancelled")]
    assert list(run.deals["outcome"]) == ["snapped_back", "snapped_back"]
    assert run.outcomes["breaches_by_senders"][0] == run.outcomes["breaches_by_target"][0] == 0
    assert legal_levels(both, "trade")[-1] == 0


def test_a_snapback_stops_talks_under_way() -> None:
    slow = {"rounds": 6, "round_weeks": 4, "concession": "hardliner", "cooling_weeks": 3}
    trade = {**TWO, "rungs": {"trade": {"ask": 900}}}
    story = told(crackdown(slow, sender=trade))
    held = [(week, kind) for week, kind in dates(story, "round", "snapback", "talks open")]
    assert held[2:6] == [(7, "talks open"), (7, "round"), (11, "round"), (12, "snapback")]
    assert held[6] == (16, "talks open")
    assert dates(story, "breakdown") == []


def test_a_snapback_ends_the_distancing_of_the_deal() -> None:
    away = {"rungs": {"visit": {"distancing": 0.2}}}
    ties: dict[str, Any] = {"reliance": {"start": 0.7, "half_life_weeks": 0.05}}
    reliance = told(crackdown({}, sender=away, **ties)).values["reliance"]
    assert reliance[5] == pytest.approx(0.7)
    assert reliance[7] == pytest.approx(0.5, abs=1e-5)
    assert reliance[13] == pytest.approx(0.7, abs=1e-5)


# -- calm -------------------------------------------------------------------------------------


def weekly_arrests(scenario: Scenario) -> np.ndarray:
    totals: list[int] = []

    def look(_week: int, cast: Cast) -> None:
        totals.append(int(cast.stage.target.ledger.arrested[0, 0]))

    film(scenario, look=look)
    return np.diff(totals, prepend=0)


def test_arrests_fall_while_a_completed_deal_is_watched() -> None:
    people = {"arrests_per_week": 10, "calm": 0.5}
    weekly = weekly_arrests(by_hand({"watch_weeks": 5}, prisoners=people))
    assert (weekly[[6, 11, 12]] == 10).all()
    assert (weekly[7:11] == 5).all()


def test_a_snapback_ends_the_calm() -> None:
    shock = {"crackdown": {"week": 8, "for_weeks": 1, "repression": {"scale": 9}}}
    people = {"arrests_per_week": 10, "calm": 0.5}
    weekly = weekly_arrests(
        by_hand({**ALERT, "cooling_weeks": 50}, prisoners=people, timeline=shock)
    )
    assert (weekly[9:13] == 5).all()
    assert (weekly[13:20] == 10).all()
