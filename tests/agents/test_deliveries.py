"""Deliveries by hand: dates, tranches, breaches, what is owed and what is taken back.

The deal is struck in week 1, for 12 people; releases take 2 weeks, relief 3.
"""

from __future__ import annotations

from typing import Any

import pytest

from simulator.engine.blocks import run_worlds
from simulator.scenario import Scenario
from tests.oracles.worlds import by_hand, dates, events, film, legal_levels, told

FAILS = {"delivery": "erratic", "keeps_probability": 0}
R, G = "release", "relief"  # given


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        ({}, [(3, R), (6, G)]),
        ({"first": "sender"}, [(4, G), (6, R)]),
        ({"first": "simultaneous"}, [(4, R), (4, G)]),
        ({"tranches": 3}, [(3, R), (6, G), (8, R), (11, G), (13, R), (16, G)]),
        ({"tranches": 2, "first": "sender"}, [(4, G), (6, R), (9, G), (11, R)]),
        ({"tranches": 2, "first": "simultaneous"}, [(4, R), (4, G), (7, R), (7, G)]),
        ({"release_lag_weeks": 0}, [(1, R), (4, G)]),
        ({"relief_lag_weeks": 0}, [(3, R), (3, G)]),
        ({"tranches": 2, "release_lag_weeks": 0, "relief_lag_weeks": 0},
         [(1, R), (1, G), (1, R), (1, G)]),
        ({"first": "simultaneous", "release_lag_weeks": 0, "relief_lag_weeks": 0},
         [(1, R), (1, G)]),
    ],
)  # fmt: skip
def test_each_side_delivers_when_its_lag_is_over(
    behaviour: dict[str, Any], expected: list[tuple[int, str]]
) -> None:
    story = told(by_hand(behaviour))
    assert dates(story, R, G) == expected
    assert dates(story, "deal complete") == [(expected[-1][0], "deal complete")]


@pytest.mark.parametrize(
    ("tranches", "ask", "expected"),
    [(5, 12, [2, 2, 3, 2, 3]), (4, 10, [2, 3, 2, 3]), (5, 3, [1, 1, 1]), (1, 7, [7])],
)
def test_a_tranche_is_an_even_share_of_the_people(
    tranches: int, ask: int, expected: list[int]
) -> None:
    story = told(by_hand({"tranches": tranches}, sender={"rungs": {"visit": {"ask": ask}}}))
    assert [event.numbers["people"] for event in events(story, R)] == expected


def test_relief_rises_by_even_steps_to_the_goal() -> None:
    levels = legal_levels(by_hand({"tranches": 4}), "visit")
    assert [levels[week] for week in (5, 6, 11, 16, 21)] == [0, 0.25, 0.5, 0.75, 1]


def test_relief_goes_to_the_level_that_the_rung_says() -> None:
    half = by_hand({"tranches": 2}, sender={"rungs": {"visit": {"relief": {"visit": 0.5}}}})
    levels = legal_levels(half, "visit")
    assert (levels[6], levels[11], levels[-1]) == (0.25, 0.5, 0.5)


# -- the target breaks its word ---------------------------------------------------------------


def test_after_the_targets_slip_nobody_is_free_and_both_rest() -> None:
    story = told(by_hand(target={"slip": 1}))
    assert dates(story, "breach by target", "talks open", R, G)[:3] == [
        (1, "talks open"), (3, "breach by target"), (17, "talks open"),
    ]  # fmt: skip
    assert story.values["belief_west"][3] == 2 / 6
    assert story.values["released"][-1] == 0


def test_a_breach_frees_the_people_promised_for_other_promises() -> None:
    cast = film(by_hand({"tranches": 3}, target={"slip": 1}, horizon_weeks=10)).cast
    assert (cast.stage.target.promised == 0).all()


@pytest.mark.parametrize(
    ("snapback", "level"),
    [("none", 1.0), ("freeze", 1.0), ("partial", 0.5), ("full", 0.0), ("grim", 0.0)],
)
def test_relief_of_the_deal_is_taken_back_after_the_targets_breach(
    snapback: str, level: float
) -> None:
    levels = legal_levels(by_hand({"first": "sender", "snapback": snapback}, target=FAILS), "visit")
    assert levels[4] == levels[5] == 1
    assert levels[6] == level


@pytest.mark.parametrize(("snapback", "level"), [("partial", 0.125), ("full", 0), ("none", 0.25)])
def test_only_relief_given_so_far_is_taken_back(snapback: str, level: float) -> None:
    sliced = {"first": "sender", "tranches": 4, "snapback": snapback}
    assert legal_levels(by_hand(sliced, target=FAILS), "visit")[6] == level


def test_a_take_back_leaves_the_targets_belief_alone() -> None:
    story = told(by_hand({"first": "sender"}, target=FAILS))
    assert story.values["belief_target_west"][6] == pytest.approx(3 / 5)
    assert run_worlds(by_hand(target=FAILS), worlds=1).outcomes["snapbacks"].sum() == 0


def test_a_grim_sender_that_was_cheated_never_talks_again() -> None:
    story = told(by_hand({"first": "sender", "snapback": "grim"}, target=FAILS))
    assert len(dates(story, "talks open")) == 1


def test_a_grim_take_back_covers_earlier_deals() -> None:
    two_steps = by_hand({"snapback": "grim"}, sender={"order": ["visit", "trade"]},
                        target={"slip": 0.5})  # fmt: skip
    cast = film(two_steps).cast
    file = cast.senders["west"].dossier
    cheated_later = (file.breaches_by_target == 1) & (file.book.agreements(256) == 2)
    assert cheated_later.sum() > 20
    assert (cast.stage.relief.legal[0][cheated_later] == 0).all()


# -- the sender breaks its word ---------------------------------------------------------------


def test_people_released_stay_free_when_the_sender_breaks_its_word() -> None:
    story = told(by_hand({"slip": 1}))
    assert dates(story, R, "breach by sender")[:2] == [(3, R), (6, "breach by sender")]
    assert story.values["belief_target_west"][6] == 2 / 6
    assert story.values["released"][6] == 12


def test_people_already_released_are_owed_and_not_sold_twice() -> None:
    story = told(by_hand({"slip": 1, "cooling_weeks": 0}))
    agreed = [event.numbers for event in events(story, "agreement")][:3]
    assert [one["people"] for one in agreed] == [12, 12, 12]
    assert [one["to_release"] for one in agreed] == [12, 0, 0]
    assert story.values["released"][-1] == 12


def test_what_is_owed_grows_with_each_tranche_released_in_vain() -> None:
    story = told(by_hand({"slip": 1, "tranches": 2, "cooling_weeks": 0}))
    assert [e.numbers["to_release"] for e in events(story, "agreement")][:4] == [12, 6, 3, 2]


def test_nothing_is_owed_once_the_relief_is_in_force() -> None:
    repaired = by_hand(
        {"slip": 1, "cooling_weeks": 0},
        timeline={"repair": {"week": 7, "behaviour": {"sender": "west", "slip": 0}}},
    )
    cast = film(repaired).cast
    assert (cast.senders["west"].dossier.ladder.owed == 0).all()
    assert cast.stage.target.ledger.released.sum() == 12 * 256


def test_a_tranche_of_nobody_cannot_fail() -> None:
    owed = by_hand(
        {"slip": 1, "cooling_weeks": 0},
        timeline={"repair": {"week": 7, "behaviour": {"sender": "west", "slip": 0}}},
        target={"delivery": "tit_for_tat"},
    )
    story = told(owed)
    assert dates(story, "breach by target") == []
    assert len(dates(story, "deal complete")) == 1


# -- answering in kind ------------------------------------------------------------------------

REPAIR = {"repair": {"week": 7, "behaviour": {"sender": "west", "slip": 0}}}


@pytest.mark.parametrize(("policy", "weeks"), [("reliable", []), ("tit_for_tat", [9]),
                                               ("grim", [9])])  # fmt: skip
def test_a_target_that_was_cheated_answers_at_the_next_delivery(
    policy: str, weeks: list[int]
) -> None:
    # half the people go in week 3, the relief fails in week 6; the rest is due in week 9
    cheated = {"slip": 1, "tranches": 2, "cooling_weeks": 0}
    story = told(by_hand(cheated, target={"delivery": policy}, timeline=REPAIR, horizon_weeks=11))
    assert [week for week, _ in dates(story, "breach by target")] == weeks


@pytest.mark.parametrize(
    ("policy", "answers"), [("reliable", False), ("tit_for_tat", True), ("grim", True)]
)
def test_a_sender_that_was_cheated_answers_at_the_next_delivery(policy: str, answers: bool) -> None:
    # together in week 4 and, talks being resumed at once, in week 8
    together = {"first": "simultaneous", "delivery": policy, "cooling_weeks": 0}
    story = told(by_hand(together, target=FAILS, horizon_weeks=10))
    failed = [week for week, _ in dates(story, "breach by target")]
    answered = [week for week, _ in dates(story, "breach by sender")]
    assert failed[0] == 4
    assert answered == (failed[1:] if answers else [])


# -- both at once -----------------------------------------------------------------------------


def both(target: dict[str, Any], sender: dict[str, Any]) -> Scenario:
    return by_hand({"first": "simultaneous", **sender}, target=target, horizon_weeks=10)


def test_both_can_break_their_word_at_once() -> None:
    run = run_worlds(both({"slip": 1}, {"slip": 1}), worlds=3)
    assert (run.outcomes["breaches_by_target"] == 1).all()
    assert (run.outcomes["breaches_by_senders"] == 1).all()
    assert (run.deals["outcome"] == "breach_by_target").all()


def test_the_side_that_delivers_in_vain_has_delivered() -> None:
    run = run_worlds(both({}, {"slip": 1}), worlds=3)
    assert (run.outcomes["released"] == 12).all()
    assert (run.deals["outcome"] == "breach_by_sender").all()


def test_relief_given_in_the_very_tranche_is_taken_back() -> None:
    assert legal_levels(both({"slip": 1}, {}), "visit")[4] == 0
    assert legal_levels(both({"slip": 1}, {"snapback": "none"}), "visit")[4] == 1


# -- slips, shortages -------------------------------------------------------------------------


@pytest.mark.parametrize("tranches", [1, 2, 5])
def test_a_deal_slips_with_the_same_chance_in_any_number_of_tranches(tranches: int) -> None:
    run = run_worlds(
        by_hand({"tranches": tranches, "release_lag_weeks": 0, "relief_lag_weeks": 0},
                target={"slip": 0.3}, horizon_weeks=5), worlds=5000,
    )  # fmt: skip
    broken = run.outcomes["breaches_by_target"].mean()
    assert abs(broken - 0.3) < 4 * (0.3 * 0.7 / 5000) ** 0.5


def test_if_fewer_are_held_than_due_all_go_and_the_word_is_kept() -> None:
    few = {"classes": {"all_held": {"held": 20}}, "gesture_chance_per_week": 0.3,
           "gesture_people": 10}  # fmt: skip
    deals = run_worlds(by_hand(prisoners=few, horizon_weeks=8), worlds=500).deals
    short = deals[deals["released"] < deals["prisoners"]]
    assert set(short["released"]) <= {0, 10}
    assert len(short) > 10
    assert (short["outcome"] == "kept").all()


def test_a_class_that_runs_short_is_made_up_from_the_last_listed() -> None:
    sizes = {"a": (2, 0.5), "b": (50, 0.25), "c": (50, 0.25)}
    classes = {
        name: {"held": held, "arrest_share": share, "hold_value_usd_m": 0.5}
        for name, (held, share) in sizes.items()
    }
    scenario = by_hand(
        prisoners={"classes": {"all_held": None, **classes}},
        sender={"prisoner_values": {"all_held": None, "a": 1, "b": 1, "c": 1},
                "rungs": {"visit": {"mix": {"all_held": None, "a": 0.5, "b": 0.5}},
                          "trade": {"mix": {"all_held": None, "a": 1}}}},
    )  # fmt: skip
    deal = run_worlds(scenario, worlds=1).deals.iloc[0]
    assert (deal["released_a"], deal["released_b"], deal["released_c"]) == (2, 6, 4)
