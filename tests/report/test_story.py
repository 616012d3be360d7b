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
    "number": 2, "rounds": 8, "asked": 40, "offered": 30, "agreed": 0, "lo": 20, "hi": 50,
    "value": 16.0, "hold_value": 0.4, "patron_cost": 0.0, "price": 318.0,
    "belief_target": 0.7, "belief_sender": 0.5,
}  # fmt: skip


def tell(kind: str, actor: str = "us", **numbers: Any) -> str:
    event = Event(3, actor, kind, {"rung": "banks", **numbers})
    return str(story_frame([event], LABELS, date(2025, 1, 26))["text"].iloc[0])


def test_a_round_is_told_in_short_sentences() -> None:
    sentences = tell("round", **ROUND).split(". ")
    assert sentences[0] == (
        "Round 2 of 8 on “Banks”: Washington asks for 40 people; Minsk offers 30"
    )
    assert sentences[-1] == "The price of potash is USD 318 a tonne."
    assert all(len(sentence.split()) <= 22 for sentence in sentences)


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
    assert "Minsk would part with nobody." in text
    assert "No number suits both." in text


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
