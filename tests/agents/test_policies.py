"""Delivery policies as tables of moves: what one side does, given what the other did."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.agents.parameters import Words
from simulator.agents.strategies.delivery import POLICIES, Deliverer, Record
from simulator.randomness import TILE, Occasional, Stream
from simulator.scenario.vocabulary import words

WORLDS = np.arange(TILE)
ONE = np.ones(TILE, dtype=np.int64)


def everywhere(value: float) -> np.ndarray:
    return np.full(TILE, value)


def moves(policy: str, others: str, *, keeps: float = 0.5, forgives: float = 0.5) -> np.ndarray:
    """What a side does (rows) after each of the other's moves: ``K`` kept, ``B`` broken."""
    other = Record.clean(TILE)
    codes = np.zeros(TILE, dtype=np.int8)
    coin, accident = (
        Occasional(Stream(1, name, first_tile=0, tiles=1)) for name in ("coin", "accident")
    )
    side = Deliverer(
        Words((policy,), codes),
        everywhere(keeps),
        everywhere(forgives),
        everywhere(0),
        reneges=coin,
        slips=accident,
        other=other,
        gains=lambda where: np.zeros(len(WORLDS[where]), dtype=bool),
    )
    made = [side.delivers(WORLDS, ONE)]
    for move in others:
        other.add(WORLDS, np.full(TILE, move == "K"))
        made.append(side.delivers(WORLDS, ONE))
    return np.stack(made)


@pytest.mark.parametrize(
    ("policy", "others", "expected"),
    [
        ("reliable", "KBBK", "KKKKK"),
        ("tit_for_tat", "KBKBB", "KKBKBB"),
        ("grim", "KBKKK", "KKBBBB"),
        ("grim", "KKK", "KKKK"),
        ("opportunist", "KK", "BBB"),
    ],
)
def test_a_policy_answers_the_others_moves(policy: str, others: str, expected: str) -> None:
    made = moves(policy, others)
    assert "".join("K" if kept else "B" for kept in made[:, 0]) == expected
    assert (made == made[:, :1]).all()


@pytest.mark.parametrize(("forgives", "expected"), [(0.0, "KBKB"), (1.0, "KKKK")])
def test_a_generous_imitator_forgives_with_its_probability(forgives: float, expected: str) -> None:
    made = moves("generous_tit_for_tat", "BKB", forgives=forgives)
    assert "".join("K" if kept else "B" for kept in made[:, 0]) == expected


def test_generosity_and_errancy_are_drawn_anew_each_time() -> None:
    forgiven = moves("generous_tit_for_tat", "BBBBBBBB", forgives=0.4)[1:].mean()
    kept = moves("erratic", "BBBBBBBB", keeps=0.4).mean()
    assert abs(forgiven - 0.4) < 4 * np.sqrt(0.24 / (8 * TILE))
    assert abs(kept - 0.4) < 4 * np.sqrt(0.24 / (9 * TILE))


def test_every_policy_of_the_language_has_its_rule() -> None:
    assert set(POLICIES) == set(words("delivery"))
