"""What each strategy is good at: where it is ahead of the others by more than luck.

Against each strategy of the other side all of one's own are compared world by world. Two are told
apart where the interval of their mean difference leaves out zero; intervals hold together over all
pairs and all opponents of a measure (Bonferroni), so that 95% of such lists are free of error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from scipy.stats import norm

from simulator.analysis.tournament.game import SIDES, Floats, Game, Side

FEWEST: Final = frozenset({"breakdowns", "breaches_by_senders", "breaches_by_target"})
"""Measures of which less is meant when a strategy is said to be good at them."""

COLUMNS: Final = ("game", "side", "strategy", "measure", "against", "level_with")


@dataclass(frozen=True)
class Strength:
    """A strategy that is ahead on a measure against one opponent, alone or level with others."""

    side: Side
    strategy: str
    measure: str
    against: str
    level_with: tuple[str, ...]


def measures(subject: str, side: Side) -> tuple[str, ...]:
    """What strategies of a side are compared by."""
    by_the_other = f"breaches_by_{'target' if side == 'sender' else 'senders'}"
    more = {"concession": ("deals", "breakdowns"), "delivery": (by_the_other,)}
    return (f"score_{side}", "released", "released_per_deal", *more[subject])


def strengths(game: Game) -> Iterator[Strength]:
    """All that can be said of the strategies of a game, by side and measure."""
    for side in SIDES:
        for measure in measures(game.subject, side):
            values = game.of(measure)
            by_own = values if side == "sender" else values.swapaxes(0, 1)
            signed = -by_own if measure in FEWEST else by_own
            yield from _ahead(game, side, measure, signed)


def _ahead(game: Game, side: Side, measure: str, values: Floats) -> Iterator[Strength]:
    """Who is ahead against each opponent; nobody, where half the strategies or more are level."""
    names = game.strategies
    level = _z(len(names))
    for place, opponent in enumerate(names):
        best = front(values[:, place], z=level)
        if len(best) * 2 > len(names):
            continue
        for own in best:
            others = tuple(names[other] for other in best if other != own)
            yield Strength(side, names[own], measure, opponent, others)


def _z(strategies: int) -> float:
    """How many standard errors tell two apart, over all pairs and all opponents."""
    comparisons = max(1, strategies * (strategies - 1) // 2) * strategies
    return float(norm.ppf(1 - 0.025 / comparisons))


def front(values: Floats, *, z: float) -> list[int]:
    """Rows that cannot be told from the one with the greatest mean; none if no row has one.

    >>> rng = np.linspace(-1, 1, 100)
    >>> front(np.stack([rng, rng + 1, -rng + 0.99, rng + 0.5]), z=3.0)
    [1, 2]
    """
    means = values.mean(axis=1)
    there = np.flatnonzero(~np.isnan(means))
    if not len(there):
        return []
    best = there[np.argmax(means[there])]
    apart = values[best] - values[there]
    error = apart.std(axis=1, ddof=1) / np.sqrt(values.shape[1])
    least = 1e-12 * np.abs(means[best])  # what rounding makes of equal numbers
    level = apart.mean(axis=1) <= np.maximum(z * error, least)
    return [int(row) for row in there[level]]


def table(games: tuple[Game, ...]) -> pd.DataFrame:
    """Strengths of all games, a row a strategy, measure and opponent."""
    rows = [
        (game.subject, s.side, s.strategy, s.measure, s.against, " ".join(s.level_with))
        for game in games
        for s in strengths(game)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
