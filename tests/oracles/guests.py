"""Players of the Axelrod library: counterparts of our delivery policies, and guests against them.

Both are played by the library's own ``Match``. What it decides by chance is fed from our streams
where the two sides are to draw alike.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from unittest import mock

import numpy as np
import numpy.typing as npt

# On import the library classifies its 240 players by reading their sources, some 12,000 times.
with mock.patch.object(inspect, "getsource", functools.cache(inspect.getsource)):
    import axelrod as axl

Draws = npt.NDArray[np.float64]
Play = tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]

KEEPS: Final = 0.7
FORGIVES: Final = 0.35


class TurnByTurn(axl.RandomGenerator):
    """Chance that comes from given draws: in turn n the n-th, whether or not earlier ones came."""

    def __init__(self, draws: Draws, turn: Callable[[], int]) -> None:
        super().__init__(0)
        self._draws, self._turn = draws, turn

    def random(self, *_shape: Any) -> float:
        return float(self._draws[self._turn()])


def drawing(player: axl.Player, draws: Draws) -> axl.Player:
    """The player with given draws, one a turn, in place of its own seed."""
    chance = TurnByTurn(draws, lambda: len(player.history))
    player.set_seed = lambda _seed: setattr(player, "_random", chance)
    return player


def seeded(player: axl.Player, seed: int) -> axl.Player:
    """The player with its own chance from a seed of our choice, whatever a match draws for it."""
    own = player.set_seed
    player.set_seed = lambda _seed: own(seed)
    return player


COUNTERPARTS: Final[dict[str, Callable[[], axl.Player]]] = {
    "reliable": axl.Cooperator,
    "erratic": lambda: axl.Random(KEEPS),
    "tit_for_tat": axl.TitForTat,
    "grim": axl.Grudger,
    "generous_tit_for_tat": lambda: axl.GTFT(FORGIVES),
}
"""The library's player for each of our policies; an opportunist weighs payoffs and has none."""

GUESTS: Final[tuple[Callable[[], axl.Player], ...]] = (
    axl.Cooperator,
    axl.Defector,
    axl.Alternator,
    axl.TitForTat,
    axl.Grudger,
    lambda: axl.GTFT(0.3),
    lambda: axl.Random(0.6),
    axl.WinStayLoseShift,
    axl.TitFor2Tats,
    axl.TwoTitsForTat,
    axl.SuspiciousTitForTat,
    axl.Bully,
    axl.CyclerCCD,
    axl.FirstByJoss,
    axl.Prober,
    axl.FirmButFair,
)
"""Who sits opposite: nice and nasty, forgiving and not, by rote, by memory and by chance."""


@dataclass(frozen=True)
class Slips:
    """Uniform draws of both sides' accidents, one a turn, and the chance of one."""

    mine: Draws
    others: Draws
    chance: float


class SlippingMatch(axl.Match):
    """A match of the library with our accidents: what was meant may fail, and never the reverse.

    The library's own noise turns either move into its opposite; players answer what happened.
    """

    def __init__(self, players: tuple[axl.Player, axl.Player], slips: Slips) -> None:
        super().__init__(players, turns=len(slips.mine), seed=1, deterministic_cache=None)
        self._slips = slips

    def simultaneous_play(self, player: axl.Player, coplayer: axl.Player, noise: float = 0) -> Any:
        turn, slips = len(player.history), self._slips
        meant = player.strategy(coplayer), coplayer.strategy(player)
        failed = slips.mine[turn] < slips.chance, slips.others[turn] < slips.chance
        done = tuple(axl.Action.D if bad else move for move, bad in zip(meant, failed, strict=True))
        player.update_history(*done)
        coplayer.update_history(*reversed(done))
        return done


def moves(match: axl.Match) -> Play:
    """Whether each of the two cooperated in each turn."""
    played = match.play()
    mine, others = (np.array([pair[side] == axl.Action.C for pair in played]) for side in (0, 1))
    return mine, others


def noisy_cooperators(accidents: list[Draws], chance: float) -> axl.Match:
    """Two cooperators under the library's own noise, which draws for the first, then the second."""
    match = axl.Match((axl.Cooperator(), axl.Cooperator()), turns=len(accidents[0]), noise=chance)
    calls = iter(range(2 * len(accidents[0])))
    match._random = TurnByTurn(np.stack(accidents, axis=1).ravel(), lambda: next(calls))
    return match
