"""Replicator dynamics: strategies that do better than their side's average become commoner.

Each side is a population of strategies that meets the other side's. From one generation to the next
a share grows by ``exp(payoff)`` over what the side's mean of it is: the discrete replicator in its
exponential form (Cabrales and Sobel 1992; Hofbauer and Sigmund 2003), which takes payoffs of either
sign and has the rest points of the continuous one. Payoffs are divided by the range of the side's
table, so that a generation is the same step in any unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.tournament.game import Floats, Game
from simulator.randomness import TILE, Stream

_RESAMPLES: Final = 200


@dataclass(frozen=True)
class Evolution:
    """Shares of strategies by generation: generations × strategies; the start is generation 0.

    ``low`` and ``high`` bound 95% of the shares that come out when the worlds are resampled: the
    Monte Carlo error of the payoffs, followed through the generations.
    """

    sender: Floats
    target: Floats
    sender_low: Floats
    sender_high: Floats
    target_low: Floats
    target_high: Floats


def replicate(
    payoffs: tuple[Floats, Floats], start: tuple[Floats, Floats], *, generations: int
) -> tuple[Floats, Floats]:
    """Shares on both sides by generation (… × generations + 1 × strategies).

    ``payoffs`` are the sender's and the target's, … × sender's × target's strategies.

    >>> dominant = np.array([[1.0], [0.0]])
    >>> equal, alone = np.array([0.5, 0.5]), np.array([1.0])
    >>> shares, _ = replicate((dominant, dominant * 0), (equal, alone), generations=1)
    >>> shares[1].round(4).tolist()  # 1 / (1 + exp(-1))
    [0.7311, 0.2689]
    """
    own, other = (_scaled(table) for table in payoffs)
    x = np.broadcast_to(start[0], (*own.shape[:-2], own.shape[-2]))
    y = np.broadcast_to(start[1], (*own.shape[:-2], own.shape[-1]))
    xs, ys = [x], [y]
    for _ in range(generations):
        to_sender = np.einsum("...st,...t->...s", own, y)
        to_target = np.einsum("...st,...s->...t", other, x)
        x, y = _grown(x, to_sender), _grown(y, to_target)
        xs.append(x)
        ys.append(y)
    return np.stack(xs, axis=-2), np.stack(ys, axis=-2)


def _scaled(payoffs: Floats) -> Floats:
    """Payoffs in units of their range; those that are all alike stay 0 apart."""
    low = payoffs.min(axis=(-2, -1), keepdims=True)
    spread = payoffs.max(axis=(-2, -1), keepdims=True) - low
    scaled: Floats = (payoffs - low) / np.where(spread > 0, spread, 1.0)
    return scaled


def _grown(shares: Floats, payoffs: Floats) -> Floats:
    grown = shares * np.exp(payoffs)
    result: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return result


def evolve(
    game: Game,
    *,
    generations: int,
    seed: int,
    start: tuple[Floats, Floats] | None = None,
) -> Evolution:
    """Shares by generation, from equal ones unless others are given, with 95% bands."""
    tables = game.of("score_sender"), game.of("score_target")
    equal = np.full(len(game.strategies), 1.0 / len(game.strategies))
    begin = start or (equal, equal)
    means = tables[0].mean(axis=2), tables[1].mean(axis=2)
    shares = replicate(means, begin, generations=generations)
    weights = _resampled(game.worlds, game.subject, seed)
    again = [np.einsum("stw,rw->rst", table, weights) for table in tables]
    bands = [
        np.quantile(many, [0.025, 0.975], axis=0)
        for many in replicate((again[0], again[1]), begin, generations=generations)
    ]
    return Evolution(*shares, *bands[0], *bands[1])


def _resampled(worlds: int, subject: str, seed: int) -> npt.NDArray[np.float64]:
    """The weight of each world in each resample of them all."""
    tiles = -(-_RESAMPLES * worlds // TILE)
    stream = Stream(seed, f"tournament/resample {subject}", first_tile=0, tiles=tiles)
    taken = stream.uniform53()[: _RESAMPLES * worlds].reshape(_RESAMPLES, worlds)
    places = (taken * worlds).astype(np.intp)
    counts = np.stack([np.bincount(row, minlength=worlds) for row in places])
    return counts / worlds
