"""Talks by hand: when they open, the rounds, and what a breakdown leads to."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from simulator.engine.blocks import run_worlds
from simulator.engine.replay import Replay
from simulator.randomness import Stream, uniforms
from simulator.scenario import Scenario, with_overrides
from tests.oracles.worlds import (
    BY_HAND,
    by_hand,
    dates,
    events,
    film,
    legal_levels,
    merged,
    scenario_of,
    told,
)

TWO = {"order": ["visit", "trade"]}
DEAF = {"concession": "hardliner", "opening": 0}
FREE = {"rungs": {"visit": {"ask": None}}}
RATE = 0.30 + math.log(2)


def stuck(behaviour: dict[str, Any], **more: Any) -> Scenario:
    """The target never offers anybody; the sender asks for a number that is left to the talks."""
    sender = {"rungs": {name: {"ask": None} for name in ("visit", "trade")}, **more}
    return by_hand({"rounds": 2, "cooling_weeks": 4, **behaviour}, sender=sender, target=DEAF)


def weeks_of(story: Replay, kind: str) -> list[int]:
    return [week for week, _ in dates(story, kind)]


# -- dates ------------------------------------------------------------------------------------


def test_the_first_talk_opens_in_the_first_week_after_an_exponential_gap() -> None:
    run = run_worlds(by_hand({"contact_gap_weeks": 9}, horizon_weeks=100), worlds=256)
    u = uniforms(Stream(1, "west/contact gap", first_tile=0, tiles=1).row(0))
    expected = np.ceil(-9 * np.log1p(-u))
    np.testing.assert_array_equal(run.outcomes["first_deal_week"], expected)


@pytest.mark.parametrize(
    ("round_weeks", "expected"), [(3, [1, 4, 7, 10]), (1, [1, 2, 3, 4]), (1.5, [1, 3, 5, 7])]
)
def test_rounds_are_so_many_weeks_apart_until_the_last(
    round_weeks: float, expected: list[int]
) -> None:
    story = told(stuck({"rounds": 4, "round_weeks": round_weeks, "cooling_weeks": 99}))
    assert weeks_of(story, "round") == expected
    assert weeks_of(story, "breakdown") == expected[-1:]


def test_after_a_breakdown_talks_rest_for_the_cooling_off() -> None:
    story = told(stuck({"rounds": 1, "cooling_weeks": 6}, order=["visit"]))
    assert weeks_of(story, "talks open")[:4] == [1, 8, 15, 22]


def test_after_the_last_rung_the_sender_stays_idle() -> None:
    assert weeks_of(told(by_hand()), "talks open") == [1]


def test_each_talk_is_about_the_first_rung_not_in_force() -> None:
    story = told(by_hand(sender=TWO))
    assert [event.numbers["rung"] for event in events(story, "agreement")] == ["visit", "trade"]
    assert weeks_of(story, "talks open") == [1, 7]


def test_a_rung_that_raises_nothing_counts_as_completed() -> None:
    empty = {**TWO, "rungs": {"visit": {"relief": {"visit": 0}}}}
    (deal,) = events(told(by_hand(sender=empty)), "agreement")
    assert deal.numbers["rung"] == "trade"


# -- what is asked and offered ----------------------------------------------------------------


def moves(sender: str, target: str, rounds: int = 4) -> list[tuple[int, int]]:
    """What is asked and offered in talks that start far apart and cannot succeed."""
    apart = by_hand(
        {"concession": sender, "rounds": rounds, "opening": 6, "round_weeks": 1},
        sender={**FREE, "instruments": {"visit": {"cost": 50}}},
        target={"concession": target, "opening": 0.2},
    )  # lo 100, opening 300, hi 51
    found = events(told(apart), "round")[:rounds]
    return [(int(event.numbers["asked"]), int(event.numbers["offered"])) for event in found]


@pytest.mark.parametrize(
    ("strategy", "asked", "offered"),
    [
        ("linear", [250, 200, 150, 100], [20, 30, 40, 51]),
        ("boulware", [300, 288, 237, 100], [10, 12, 23, 51]),
        ("conceder", [159, 132, 114, 100], [39, 44, 48, 51]),
        ("hardliner", [300] * 4, [10] * 4),
        ("immediate", [100] * 4, [51] * 4),
    ],
)
def test_each_strategy_goes_from_its_opening_to_its_reservation_number(
    strategy: str, asked: list[int], offered: list[int]
) -> None:
    assert moves(strategy, strategy) == list(zip(asked, offered, strict=True))


def test_tit_for_tat_goes_as_far_as_the_other_went_a_round_before() -> None:
    assert [asked for asked, _ in moves("tit_for_tat", "linear")] == [300, 250, 200, 150]
    assert [offered for _, offered in moves("linear", "tit_for_tat")] == [10, 20, 30, 40]


def test_two_that_imitate_each_other_never_move() -> None:
    assert moves("tit_for_tat", "tit_for_tat") == [(300, 10)] * 4


@pytest.mark.parametrize("solution", ["nash", "rubinstein", "immediate"])
def test_an_imitator_meets_a_solution_as_a_full_concession(solution: str) -> None:
    assert [asked for asked, _ in moves("tit_for_tat", solution)] == [300, 100, 100, 100]


def test_an_ask_is_a_deal_exactly_if_the_target_would_go_so_far() -> None:
    for ask, deals in ((51, 1), (52, 0)):
        story = told(by_hand(sender={"rungs": {"visit": {"ask": ask}}}, horizon_weeks=5))
        assert len(events(story, "agreement")) == deals


def test_the_sender_accepts_what_it_would_ask_for_next() -> None:
    late = {"concession": "boulware", "opening": 0.2}
    evenly = {"concession": "linear", "rounds": 2, "opening": 4}
    story = told(by_hand(evenly, sender=FREE, target=late))
    (first, *_) = events(story, "round")
    # it asks for 15, is offered 12, and would ask for 10 next
    assert (first.numbers["asked"], first.numbers["offered"]) == (15, 12)
    assert events(story, "agreement")[0].numbers["people"] == 12


# -- reservation numbers ----------------------------------------------------------------------


def first_round(scenario: Scenario) -> dict[str, Any]:
    return dict(events(told(scenario), "round")[0].numbers)


def test_the_targets_most_falls_with_delay_and_exposure() -> None:
    slow = {"instruments": {"visit": {"time_constant_weeks": 26}}}
    worth = 52 / RATE / (1 + RATE * 26 / 52)
    assert first_round(by_hand(sender=slow))["hi"] == math.floor(worth * 0.5 / 0.5)
    sliced = by_hand({"tranches": 4}, sender=slow)
    assert first_round(sliced)["hi"] == math.floor(worth * (1 - 0.25 * 0.5) / 0.5)


def test_the_delay_is_that_of_the_slowest_instrument_the_rung_names() -> None:
    two = {
        "instruments": {
            "visit": {"time_constant_weeks": 10},
            "trade": {"time_constant_weeks": 30},
        },
        "rungs": {"visit": {"relief": {"visit": 1, "trade": 0}}},
    }
    assert first_round(by_hand(sender=two))["value"] == pytest.approx(
        52 / RATE / (1 + RATE * 30 / 52)
    )


@pytest.mark.parametrize(
    ("first", "low", "high"), [("target", 10, 51), ("simultaneous", 14, 77), ("sender", 20, 102)]
)
def test_moving_first_costs_the_mover_in_the_number(first: str, low: int, high: int) -> None:
    numbers = first_round(by_hand({"first": first}, sender=FREE))
    assert (numbers["lo"], numbers["hi"]) == (low, high)


def test_the_worth_of_less_reliance_lowers_the_senders_fewest() -> None:
    away = {**FREE, "strategic_value": 10, "instruments": {"visit": {"reliance_effect": 0.2}}}
    assert first_round(by_hand(sender=away))["lo"] == (5 - 10 * 0.2) / 0.5


def test_a_growing_number_held_raises_the_senders_fewest() -> None:
    growing = by_hand({"hawk": 2, "contact_gap_weeks": 0.1}, sender=FREE,
                      prisoners={"arrests_per_week": 100})  # fmt: skip
    # published in week 0: 1,100 against 1,000 at the start
    assert first_round(growing)["lo"] == math.ceil(5 * (1 + 2 * 0.1) / 0.5)


def test_the_opening_demand_is_a_multiple_of_the_cost_and_at_most_the_free() -> None:
    dear = {"concession": "hardliner", "opening": 4}
    assert first_round(by_hand(dear, sender=FREE))["asked"] == 20
    few = {"classes": {"all_held": {"held": 15}}}
    assert first_round(by_hand(dear, sender=FREE, prisoners=few))["asked"] == 15


def test_the_fewer_are_left_the_dearer_they_are() -> None:
    leaving = {"scarcity": 0.5, "gesture_chance_per_week": 1, "gesture_people": 375}
    # a talk in week 1: 250 of 1,000 are left, twice as dear
    assert first_round(by_hand(sender=FREE, prisoners=leaving))["hold_value"] == pytest.approx(1.0)


def test_people_promised_to_one_sender_are_not_free_for_the_next() -> None:
    scenario = two_senders(held=20)
    offers = {event.actor: event.numbers for event in events(told(scenario), "round")[:2]}
    assert offers["west"]["free"] == 20
    assert offers["zenith"]["free"] == 8
    assert offers["zenith"]["agreed"] == 0


def two_senders(*, held: int) -> Scenario:
    """A second government like the first, later in the order."""
    west = BY_HAND["senders"]["west"]
    zenith = merged(west, {"instruments": {"visit": None, "trade": None, "loans": {
        "kind": "flow", "value_usd_m_per_week": 1, "cost": 5}},
        "rungs": {"trade": None, "visit": {"relief": {"visit": None, "loans": 1}}}})  # fmt: skip
    people = {"prisoners": {"classes": {"all_held": {"held": held}}}}
    return scenario_of(merged(merged(BY_HAND, people), {"senders": {"zenith": zenith}}))


# -- breakdowns -------------------------------------------------------------------------------


def test_a_walk_out_ends_the_talks_in_any_round_but_the_last() -> None:
    story = told(stuck({"rounds": 4, "walk_out_per_round": 1, "cooling_weeks": 99}))
    (broken,) = events(story, "breakdown")
    assert (broken.week, broken.numbers["walked_out"]) == (1, 1)
    single = told(stuck({"rounds": 1, "walk_out_per_round": 1, "cooling_weeks": 99}))
    assert events(single, "breakdown")[0].numbers["walked_out"] == 0


def test_nobody_walks_out_of_a_round_that_ends_with_a_deal() -> None:
    story = told(by_hand({"walk_out_per_round": 1}))
    assert len(events(story, "deal complete")) == 1


def test_walking_away_ends_the_talks_for_ever() -> None:
    story = told(stuck({"on_breakdown": "walk_away"}))
    assert len(events(story, "talks open")) == len(events(story, "walks away")) == 1


def test_a_retry_is_about_the_same_rung() -> None:
    story = told(stuck({}))
    assert {event.numbers["rung"] for event in events(story, "talks open")} == {"visit"}
    assert len(events(story, "talks open")) > 3


def sweetened(**more: Any) -> Scenario:
    """A visit worth nothing, which cannot buy anybody; trade can."""
    worthless = {"instruments": {"visit": {"value_usd_m_per_week": 0}}, **TWO}
    return by_hand({"on_breakdown": "sweeten", "rounds": 1, "cooling_weeks": 0, **more},
                   sender=worthless)  # fmt: skip


def test_a_sweetened_offer_puts_this_rung_and_the_next_on_the_table() -> None:
    run = run_worlds(sweetened(), worlds=1)
    deal = run.deals.iloc[0]
    assert (deal["rung"], deal["prisoners"]) == ("visit+trade", 12)
    assert run.outcomes["breakdowns"][0] == 1


def test_a_sweetened_deal_completes_both_rungs() -> None:
    outcomes = run_worlds(sweetened(), worlds=1).outcomes
    assert outcomes["week_west_visit"][0] == outcomes["week_west_trade"][0] == 7
    assert legal_levels(sweetened(), "visit")[-1] == legal_levels(sweetened(), "trade")[-1] == 1


def test_a_rung_is_sweetened_once_and_then_offered_as_before() -> None:
    story = told(stuck({"on_breakdown": "sweeten", "rounds": 1, "cooling_weeks": 0}, **TWO))
    asked = [event.numbers["asked"] for event in events(story, "round")][:4]
    assert asked == [10, 30, 10, 10]  # cost 5, then 15 with trade's, and back


def test_a_sweetened_offer_is_as_slow_as_its_slowest_part_and_as_distant_as_both() -> None:
    parts = {
        "instruments": {"visit": {"value_usd_m_per_week": 0}, "trade": {"time_constant_weeks": 26}},
        "rungs": {"visit": {"ask": None, "distancing": 0.1}, "trade": {"distancing": 0.2}},
        "strategic_value": 10,
    }
    sweet = {"on_breakdown": "sweeten", "rounds": 1, "cooling_weeks": 0}
    (_, second, *_) = events(told(by_hand(sweet, sender={**TWO, **parts})), "round")
    assert second.numbers["value"] == pytest.approx(2 * 52 / RATE / (1 + RATE * 26 / 52))
    assert second.numbers["lo"] == (15 - 10 * 0.3) / 0.5


def test_on_the_last_rung_sweetening_is_a_retry() -> None:
    story = told(stuck({"on_breakdown": "sweeten", "rounds": 1}, order=["trade"]))
    assert len({event.numbers["asked"] for event in events(story, "round")}) == 1


TIGHTEN = {"on_breakdown": "escalate", "escalate_instrument": "trade", "rounds": 1,
           "cooling_weeks": 0}  # fmt: skip


def test_escalation_tightens_step_by_step_down_to_the_floor() -> None:
    levels = legal_levels(stuck(TIGHTEN, order=["visit"]), "trade")
    assert levels[:5] == [0, -0.25, -0.5, -0.6, -0.6]


def test_what_has_been_eased_is_not_tightened() -> None:
    trade_first = {"order": ["trade", "visit"], "rungs": {"visit": {"ask": 900}}}
    eased = by_hand(TIGHTEN, sender=trade_first)
    levels = legal_levels(eased, "trade")
    assert levels[-1] == 1
    assert film(eased).cast.senders["west"].dossier.breakdowns[0] > 3


def test_escalation_makes_the_tightened_rung_worth_more() -> None:
    story = told(stuck({**TIGHTEN, "escalate_step": 0.5}, order=["trade"]))
    value = [float(event.numbers["value"]) for event in events(story, "round")][:2]
    assert value[1] == pytest.approx(1.5 * value[0])


# -- freezes ----------------------------------------------------------------------------------


def freeze(week: int, weeks: float, **behaviour: Any) -> Scenario:
    stop = {"stop": {"week": week, "freeze": {"sender": "all", "weeks": weeks}}}
    return by_hand(behaviour, timeline=stop)


def test_a_freeze_puts_off_the_opening_to_the_first_free_week() -> None:
    assert weeks_of(told(freeze(0, 10)), "talks open") == [10]
    assert weeks_of(told(freeze(0, 9.5)), "talks open") == [10]


def test_a_freeze_does_not_stop_deliveries() -> None:
    assert dates(told(freeze(2, 20)), "release", "relief") == [(3, "release"), (6, "relief")]


def test_a_freeze_puts_off_the_round_that_is_due() -> None:
    halted = stuck({"rounds": 3, "cooling_weeks": 99})
    stop = "timeline.stop={week: 2, freeze: {sender: west, weeks: 7}}"
    assert weeks_of(told(with_overrides(halted, [stop])), "round") == [1, 9, 12]


def test_the_longer_of_two_freezes_counts() -> None:
    both = {"long": {"week": 0, "freeze": {"sender": "west", "weeks": 12}},
            "short": {"week": 1, "freeze": {"sender": "west", "weeks": 2}}}  # fmt: skip
    assert weeks_of(told(by_hand(timeline=both)), "talks open") == [12]


def test_lost_attention_freezes_the_talks_and_comes_again_after_its_end() -> None:
    busy = by_hand({"attention_lost_per_week": 1000, "attention_weeks": 10})
    story = told(busy)
    assert weeks_of(story, "attention lost") == [1, 12, 23, 34]
    assert weeks_of(story, "talks open") == [11]


def test_attention_is_lost_after_an_exponential_gap() -> None:
    rare = by_hand({"attention_lost_per_week": 0.1, "attention_weeks": 1000}, horizon_weeks=60)
    film_of = film(rare)
    u = uniforms(Stream(1, "west/attention gap", first_tile=0, tiles=1).row(0))
    lost = np.ceil(-np.log1p(-u) / 0.1)
    frozen = film_of.cast.senders["west"].dossier.frozen_until
    np.testing.assert_array_equal(np.where(lost < 60, lost + 1000, 0), frozen)
