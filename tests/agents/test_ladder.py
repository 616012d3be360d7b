"""Ladders: what their rungs are called, and one that offers no relief at all."""

from __future__ import annotations

from typing import Any

from simulator.engine.blocks import run_worlds
from tests.oracles.worlds import by_hand, dates, film, told

EVERYBODY = {"mix": {"all_held": 1}, "ask": 3}


def distancing(**rungs: dict[str, Any]) -> dict[str, Any]:
    """A sender without instruments: rungs in which the target only keeps away from its patron."""
    rungs = {name: {"distancing": 0.1, **EVERYBODY, **rung} for name, rung in rungs.items()}
    gone = {"visit": None, "trade": None}
    return {"instruments": gone, "rungs": {**gone, **rungs}, "order": list(rungs)}


def test_a_rung_is_shown_by_its_label_or_else_by_its_name_in_words() -> None:
    plain, labelled = (
        {"relief": {"visit": 1}},
        {"relief": {"trade": 1}, "label": "Trade, all of it"},
    )
    rungs = {"an_open_door": {**EVERYBODY, **plain}, "trade": {**EVERYBODY, **labelled}}
    sender = {"rungs": {"visit": None, **rungs}, "order": list(rungs)}
    deals = run_worlds(by_hand(sender=sender), worlds=8).deals
    assert set(deals["rung_name"]) == {"An open door", "Trade, all of it"}


def test_a_sender_without_instruments_can_offer_nothing_that_is_worth_people() -> None:
    story = told(by_hand(sender=distancing(apart={})))
    assert dates(story, "talks open", "agreement")[:1] == [(1, "talks open")]
    assert dates(story, "agreement") == []


def test_a_ladder_without_instruments_still_has_its_rungs() -> None:
    ladder = (
        film(by_hand(sender=distancing(apart={}, further={}))).cast.senders["west"].dossier.ladder
    )
    assert ladder.names == ("apart", "further")
    assert ladder.labels == ("Apart", "Further")
