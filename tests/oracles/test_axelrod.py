"""Oracle 8: delivery policies make the moves of the Axelrod library's players, over 200 turns."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

from simulator.agents.strategies import delivery
from simulator.model.rounding import Bools, Index
from tests.oracles.closed_forms import document

SLIP = 0.05


@pytest.fixture(scope="module")
def cup() -> Any:
    """The tournament; the library takes seconds to import, so only where these tests run."""
    if find_spec("axelrod") is None:
        pytest.skip("axelrod is not installed: pip install 'sanctions-simulator[oracles]'")
    return import_module("tests.oracles.tournament")


@pytest.fixture(scope="module")
def chance(cup: Any) -> Any:
    return cup.engines_chance()


@pytest.fixture(scope="module")
def careful(cup: Any, chance: Any) -> Any:
    return cup.tournament(chance, slip=0.0)


@pytest.fixture(scope="module")
def slipping(cup: Any, chance: Any) -> Any:
    return cup.tournament(chance, slip=SLIP)


def test_policies_make_the_moves_of_the_librarys_players(careful: Any) -> None:
    assert careful.disagreements() == []
    shares = [careful.played.target.mean(), careful.played.sender.mean()]
    assert all(0.2 < share < 0.9 for share in shares)  # neither all peace nor all war


def test_the_document_says_how_much_was_compared(cup: Any, careful: Any) -> None:
    said = f"{len(careful.pairings)} pairings over {cup.TURNS} turns"
    assert said in document.section()
    assert f"against {len(cup.guests.GUESTS)} of the library's players" in document.section()
    assert f"with a slip of {SLIP:.0%} a delivery" in document.section()


def test_policies_answer_accidents_as_the_librarys_players_do(slipping: Any) -> None:
    assert slipping.disagreements() == []


def test_every_policy_meets_every_other_in_both_seats(cup: Any, careful: Any) -> None:
    met = {tuple(one.words.values()) for one in careful.pairings}
    assert len(met) == (len(cup.OURS) + 1) ** 2 - 1
    assert set(delivery.POLICIES) == {*cup.OURS, cup.GUEST}


def test_every_policy_meets_at_least_eight_guests_in_both_seats(cup: Any, careful: Any) -> None:
    for seat in cup.SEATS:
        for word in cup.OURS:
            mine = [one for one in careful.pairings if one.words[seat] == word]
            guests = {one.guest for one in mine if cup.GUEST in one.words.values()}
            assert len(guests) >= 8, (seat, word)


def test_somebody_is_due_in_every_turn(cup: Any, careful: Any) -> None:
    released = careful.played.seen.deals.groupby("world")["released"].apply(np.array)
    freed = np.stack([people[: cup.TURNS] for people in released], axis=1) > 0
    assert (freed == careful.played.target).all()


def test_among_those_who_always_mean_well_the_librarys_own_noise_is_our_slip(
    cup: Any, slipping: Any, chance: Any
) -> None:
    peaceful = [one for one in slipping.pairings if set(one.words.values()) == {"reliable"}]
    assert peaceful
    for one in peaceful:
        accidents = [chance[f"{seat}'s slip"][:, one.world] for seat in cup.SEATS]
        noisy = cup.guests.moves(cup.guests.noisy_cooperators(accidents, SLIP))
        for seat, moves in zip(cup.SEATS, noisy, strict=True):
            assert (slipping.moves(one, seat) == moves).all()


@pytest.mark.parametrize(
    "word",
    [
        "tit_for_tat",
        "generous_tit_for_tat",
        pytest.param("grim", marks=pytest.mark.slow),
        pytest.param("erratic", marks=pytest.mark.slow),
    ],
)
def test_a_policy_that_is_another_once_in_fifty_times_is_caught(
    word: str, cup: Any, chance: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule, whim = delivery.POLICIES[word], np.random.default_rng(1)

    def moody(side: delivery.Deliverer, worlds: Index, mask: Bools) -> Bools:
        return rule(side, worlds, mask) ^ (whim.random(len(worlds)) < 0.02)

    monkeypatch.setitem(delivery.POLICIES, word, moody)
    found = cup.tournament(chance, slip=0.0).disagreements()
    assert any(word in one for one in found)
