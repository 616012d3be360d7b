"""Opportunists by hand: they deliver if what is to come, or to lose, is worth it.

Parting with the 12 people costs the target 6 million; the visit costs the sender 5.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from simulator.engine.blocks import run_worlds
from simulator.scenario import Scenario
from tests.oracles.worlds import by_hand

RATE = 0.30 - math.log(3 / 5)  # once relief is given, the target believes 3 : 2
WORTH = 52 / RATE / (1 + RATE / 52)
CREDIBLE = 6 / WORTH  # threat that just deters: about a tenth


def shrewd(
    behaviour: dict[str, Any], *, sender: dict[str, Any] | None = None, **target: Any
) -> Scenario:
    return by_hand({"first": "sender", **behaviour}, sender=sender,
                   target={"delivery": "opportunist", **target}, horizon_weeks=30)  # fmt: skip


def fate(scenario: Scenario) -> tuple[str, int]:
    """What becomes of the first deal, and how many people it frees."""
    deal = run_worlds(scenario, worlds=1).deals.iloc[0]
    return deal["outcome"], deal["released"]


@pytest.mark.parametrize(("shadow", "outcome"), [(5.99, "breach_by_target"), (6, "kept")])
def test_once_paid_the_target_keeps_its_word_only_for_its_good_name(
    shadow: float, outcome: str
) -> None:
    assert fate(shrewd({"snapback": "none"}, shadow_usd_m=shadow))[0] == outcome


@pytest.mark.parametrize(
    ("snapback", "credibility", "outcome"),
    [
        ("full", 0.99 * CREDIBLE, "breach_by_target"),
        ("full", 1.01 * CREDIBLE, "kept"),
        ("grim", 1.01 * CREDIBLE, "kept"),
        ("partial", 1.99 * CREDIBLE, "breach_by_target"),
        ("partial", 2.01 * CREDIBLE, "kept"),
        ("freeze", 1.0, "breach_by_target"),
        ("none", 1.0, "breach_by_target"),
    ],
)
def test_the_threat_to_take_relief_back_deters_as_far_as_it_is_credible(
    snapback: str, credibility: float, outcome: str
) -> None:
    scenario = shrewd({"snapback": snapback}, takeback_credibility=credibility)
    assert fate(scenario)[0] == outcome


def test_in_tranches_the_target_delivers_while_something_is_to_come() -> None:
    sliced = shrewd({"snapback": "none", "tranches": 4})
    assert fate(sliced) == ("breach_by_target", 9)


def test_a_target_that_moves_first_delivers_for_the_relief_to_come() -> None:
    assert fate(shrewd({"first": "target"})) == ("kept", 12)


def mean_sender(first: str, shadow: float, value: float = 1.0) -> str:
    behaviour = {"delivery": "opportunist", "first": first, "shadow_prisoners": shadow}
    sender = {"prisoner_values": {"all_held": value}}
    return fate(by_hand(behaviour, sender=sender, horizon_weeks=20))[0]


@pytest.mark.parametrize(("shadow", "outcome"), [(4.99, "breach_by_sender"), (5, "kept")])
def test_once_the_people_are_free_the_sender_pays_only_for_its_good_name(
    shadow: float, outcome: str
) -> None:
    assert mean_sender("target", shadow) == outcome


@pytest.mark.parametrize(("value", "outcome"), [(0.83, "breach_by_sender"), (0.84, "kept")])
def test_a_sender_that_moves_first_pays_for_the_people_to_come(value: float, outcome: str) -> None:
    assert mean_sender("sender", 0, value) == outcome  # 5 against 0.5 · 12 · value
