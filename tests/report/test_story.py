"""One world in words: what is said of single events."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from simulator.agents.journal import Event
from simulator.report.labels import labels_of
from simulator.report.story import story_frame

LABELS = labels_of({
    "target": "Minsk",
    "patron": "Moscow",
    "commodity": "potash",
    "senders": {"us": "Washington"},
    "rungs": {"us": {"banks": "Banks"}},
})  # fmt: skip
ROUND = {
    "next_asked": 39, "certain_value": 30.0, "free": 900, "agreed_by_target": 0, "fixed": 0,
    "exposed_target": 1.0, "exposed_sender": 0.0, "cost": 52.0, "hawk": 1.0, "growth": 0.25,
    "gain": 5.0, "person_value": 2.8,
    "number": 2, "rounds": 8, "asked": 40, "offered": 30, "agreed": 0, "lo": 20, "hi": 50,
    "value": 16.0, "hold_value": 0.4, "patron_cost": 0.0, "price": 318.0,
    "belief_target": 0.7, "belief_sender": 0.5,
}  # fmt: skip


def tell(kind: str, actor: str = "us", **numbers: Any) -> str:
    event = Event(3, actor, kind, {"rung": "banks", **numbers})
    return str(story_frame([event], LABELS, date(2025, 1, 26))["text"].iloc[0])


def test_a_round_is_told_in_short_sentences() -> None:
    first = tell("round", **{**ROUND, "number": 1}).split(". ")
    assert first[0] == "Round 1 of 8 on “Banks”: Washington asks for 40 people; Minsk offers 30"
    assert all(len(sentence.split()) <= 24 for sentence in first)


def test_a_round_says_what_tips_it_and_the_first_and_last_why() -> None:
    short = tell("round", **ROUND)
    assert short.endswith(
        "That is 10 short of the demand, and 9 short of what Washington would ask for next, 39."
    )
    text = tell("round", **{**ROUND, "number": 8, "patron_cost": 2.0})
    for sentence in (
        "That is 10 short in the last round.",
        "Minsk would part with at most 50.",
        "Were it sure that the relief lasts, Minsk would find it worth USD 30 million.",
        "Its trust in that, 0.70 a year, cuts the worth to USD 16 million.",
        "Having to deliver before it is paid cuts it to USD 11 million.",
        "It expects Moscow to make it lose USD 2.0 million.",
        "Holding one person is worth USD 400,000 to it.",
        "The price of potash is USD 318 a tonne.",
        "Washington would settle for no fewer than 20.",
        "At home the relief costs as much as freeing 52 ordinary prisoners is worth to it.",
        "As more are held than at the start, it is as much as 65.",
        "Less reliance on Moscow makes up for 5 of them.",
        "One person of those asked for counts as 2.8 in this reckoning.",
        "Its trust in delivery, 0.50, cuts that to 1.4.",
    ):
        assert sentence in text


@pytest.mark.parametrize(
    ("policy", "pays", "why"),
    [
        ("opportunist", 0, "cost it more than it stood to gain."),
        ("opportunist", 1, "a mishap came between."),
        ("reliable", 0, "a mishap came between."),
        ("erratic", 1, "It does not always keep its word."),
    ],
)
def test_a_breach_says_why(policy: str, pays: int, why: str) -> None:
    assert tell("breach by target", policy=policy, pays=pays).endswith(why)


@pytest.mark.parametrize(
    ("moves", "answer"),
    [
        ({"offered": 45}, "Minsk accepts"),
        ({"asked": 20, "offered": 10}, "Minsk accepts"),
        ({"offered": 38}, "Minsk offers 38; Washington accepts"),
    ],
)
def test_an_agreed_round_says_who_accepts(moves: dict[str, int], answer: str) -> None:
    first = tell("round", **{**ROUND, "agreed": 1, **moves}).partition(". ")[0]
    assert first.partition("people; ")[2] == answer


def test_a_round_with_no_room_says_that_no_number_suits_both() -> None:
    text = tell("round", **{**ROUND, "hi": 0})
    assert "No number suits both: Minsk would part with nobody." in text
    assert "Washington would settle for no fewer than 20." in text


def test_an_alarm_says_what_the_sender_goes_by() -> None:
    arrivals = "newly recognised prisoners exceed what ordinary arrests explain by 73"
    count = "the published number of people held has risen by 73"
    assert arrivals in tell("alarm", newly=73.2, limit=61.0)
    assert arrivals in tell("alarm", newly=73.2, limit=61.0, watch="arrivals")
    assert count in tell("alarm", newly=73.2, limit=61.0, watch="count")


@pytest.mark.parametrize(
    ("policy", "took"),
    [
        ("partial", "half of the relief that the deal on “Banks” gave"),
        ("full", "all the relief that the deal on “Banks” gave"),
        ("grim", "all its relief, not only that of the deal on “Banks”, and will not talk again"),
    ],
)
def test_a_snapback_says_how_much_is_taken_back(policy: str, took: str) -> None:
    assert tell("snapback", policy=policy) == f"Washington takes back {took}."


def test_a_small_change_of_subsidy_is_not_told_as_none() -> None:
    text = tell("subsidy", "patron", before=45.2, subsidy=45.3, drift=0.02)
    assert text.startswith("Moscow raises its subsidy slightly, to about USD 45 million a week.")
