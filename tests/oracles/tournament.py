"""The engine and the Axelrod library play the same matches; import it only where the extra is.

One world a pairing: each of our policies in both seats, against the library's players and against
each other. A guest from the library makes its moves through the table of policies, in the place of
the opportunist, which weighs payoffs and so has no counterpart there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from unittest import mock

import numpy as np
import numpy.typing as npt

from simulator.agents.strategies import delivery
from simulator.model.rounding import Bools, Index
from simulator.randomness import TILE
from simulator.scenario import Scenario
from tests.oracles import guests
from tests.oracles.arena import Played, arena, draws, play, policies
from tests.oracles.guests import axl

TURNS: Final = 200
TILES: Final = 2
GUEST: Final = "opportunist"
SEATS: Final = ("sender", "target")
OURS: Final = tuple(guests.COUNTERPARTS)

Chance = dict[str, npt.NDArray[np.float64]]


def engines_chance() -> Chance:
    """The engine's draws of both sides, (turns, worlds)."""
    purposes = [f"{side}'s {what}" for side in SEATS for what in ("reneging", "slip")]
    return {purpose: draws(purpose, TURNS, tiles=TILES) for purpose in purposes}


@dataclass(frozen=True)
class Pairing:
    """Who sits where in one world, by the words of the scenario."""

    world: int
    words: dict[str, str]

    @property
    def guest(self) -> int:
        """The place in the list of the guest, if there is one."""
        return self.world % len(guests.GUESTS)

    def player(self, seat: str, chance: Chance) -> axl.Player:
        word = self.words[seat]
        if word == GUEST:
            return guests.seeded(guests.GUESTS[self.guest](), self.world)
        coins = chance[f"{seat}'s reneging"][:, self.world]
        return guests.drawing(guests.COUNTERPARTS[word](), coins)

    def match(self, chance: Chance, slip: float) -> axl.Match:
        players = tuple(self.player(seat, chance) for seat in SEATS)
        if not slip:
            return axl.Match(players, turns=TURNS, seed=1)
        accidents = (chance[f"{seat}'s slip"][:, self.world] for seat in SEATS)
        return guests.SlippingMatch(players, guests.Slips(*accidents, slip))


@dataclass(frozen=True)
class Tournament:
    """What the engine played, and what the library's matches say, by world and seat."""

    pairings: list[Pairing]
    played: Played
    expected: dict[int, dict[str, npt.NDArray[np.bool_]]]

    def moves(self, pairing: Pairing, seat: str) -> npt.NDArray[np.bool_]:
        moves: npt.NDArray[np.bool_] = getattr(self.played, seat)[:, pairing.world]
        return moves

    def disagreements(self) -> list[str]:
        """Where the two do not make the same moves: who, which world, the first turn."""
        return [
            f"{one.words} in world {one.world}: {seat}'s turn {int(np.argmax(ours != theirs))}"
            for one in self.pairings
            for seat, theirs in self.expected[one.world].items()
            if ((ours := self.moves(one, seat)) != theirs).any()
        ]


def tournament(chance: Chance, *, slip: float) -> Tournament:
    """Let both play everybody against everybody."""
    some = {"choice": {**dict.fromkeys(OURS, 0.12), GUEST: 0.4}}
    chances = {"keeps_probability": guests.KEEPS, "forgives_probability": guests.FORGIVES}
    scenario = arena(TURNS, sender=some, target=some, slip=slip, **chances)
    pairings = seated(scenario)
    expected = {
        one.world: dict(zip(SEATS, guests.moves(one.match(chance, slip)), strict=True))
        for one in pairings
    }
    script = np.ones((TURNS + 1, TILES * TILE), dtype=bool)
    for one in pairings:
        for seat in (seat for seat, word in one.words.items() if word == GUEST):
            script[:TURNS, one.world] = expected[one.world][seat]
    with mock.patch.dict(delivery.POLICIES, {GUEST: reading(script)}):
        played = play(scenario, TURNS, tiles=TILES)
    return Tournament(pairings, played, expected)


def seated(scenario: Scenario) -> list[Pairing]:
    """Everybody's place in every world, but for those in which two guests would meet."""
    drawn = zip(*policies(scenario, tiles=TILES), strict=True)
    pairings = [Pairing(w, dict(zip(SEATS, pair, strict=True))) for w, pair in enumerate(drawn)]
    return [one for one in pairings if set(one.words.values()) != {GUEST}]


def reading(script: npt.NDArray[np.bool_]) -> Any:
    """A policy that makes the moves of a script (turns, worlds), whatever the other does."""
    turn = np.zeros(script.shape[1], dtype=np.int64)

    def next_moves(_side: delivery.Deliverer, worlds: Index, _mask: Bools) -> Bools:
        made: Bools = script[np.minimum(turn[worlds], len(script) - 1), worlds]
        turn[worlds] += 1
        return made

    return next_moves
