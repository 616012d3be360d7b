"""The variance between worlds in three parts: the numbers', luck's, and what both make together.

Every point of the factors lives through the same worlds of luck: a two-way table, rows × worlds. By
the law of total variance Var(Y) = Var(E[Y | numbers]) + E[Var(Y | numbers)], and the second part
is luck alone plus the interplay of luck and numbers. The mean squares of the table give each part
without bias (Henderson's method; Searle, Casella & McCulloch 1992). Intervals resample rows and
worlds at once, which errs to the wide side (the pigeonhole bootstrap; Owen 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.randomness import TILE, Stream, uniforms

Floats = npt.NDArray[np.float64]

PARTS: Final = ("numbers", "luck", "both")
_REPEATS: Final = 2 * TILE


@dataclass(frozen=True)
class Share:
    """A share of the variance with its 95% interval."""

    value: float
    low: float
    high: float

    @property
    def is_told_from_zero(self) -> bool:
        """Whether the interval excludes 0."""
        return self.low > 0

    def __str__(self) -> str:
        """The share in words; one that may be zero is said to be no more than that."""
        if not self.is_told_from_zero:
            return f"cannot be told from zero (at most {self.high:.1%})"
        return f"{self.value:.1%} ({self.low:.1%} to {self.high:.1%})"


@dataclass(frozen=True)
class Parts:
    """The total variance, and the share of each of ``PARTS``."""

    total: float
    shares: dict[str, Share]

    @property
    def luck(self) -> Share:
        """What of the variance is not the numbers' alone: luck, and luck together with them."""
        numbers = self.shares["numbers"]
        return Share(1 - numbers.value, 1 - numbers.high, 1 - numbers.low)


def parts(outcomes: Floats, *, seed: int = 1) -> Parts:
    """The parts of the variance of one outcome, rows × worlds.

    >>> table = np.array([[1.0, 1.0], [3.0, 3.0]])
    >>> {name: share.value for name, share in parts(table).shares.items()}
    {'numbers': 1.0, 'luck': 0.0, 'both': 0.0}
    """
    rows, worlds = outcomes.shape
    centred = outcomes - outcomes.mean()
    observed = _components(centred, np.ones(rows), np.ones(worlds))
    total = float(sum(observed))
    weights = _weights(rows, "row", seed), _weights(worlds, "world", seed)
    again = np.array([_components(centred, r, w) for r, w in zip(*weights, strict=True)])
    shares = again / np.maximum(again.sum(axis=1, keepdims=True), 1e-300)
    low, high = np.clip(np.quantile(shares, [0.025, 0.975], axis=0), 0, 1)
    named = zip(PARTS, observed, low, high, strict=True)
    scale = total or 1.0
    return Parts(
        total,
        {name: Share(max(0.0, float(v) / scale), float(a), float(b)) for name, v, a, b in named},
    )


def _weights(count: int, name: str, seed: int) -> Floats:
    """How often each row or world is taken, a row a repetition."""
    stream = Stream(seed, f"sensitivity/resample {name}", first_tile=0, tiles=_REPEATS // TILE)
    taken = np.array([uniforms(stream.row(one)) for one in range(count)])
    places = (taken * count).astype(np.intp)
    weights = np.zeros((_REPEATS, count))
    for drawn in places:
        weights[np.arange(_REPEATS), drawn] += 1
    return weights


def _components(values: Floats, by_row: Floats, by_world: Floats) -> Floats:
    """Variances of numbers, luck and both, from the mean squares of the weighted table."""
    rows, worlds = by_row.sum(), by_world.sum()
    row_means = values @ by_world / worlds
    world_means = by_row @ values / rows
    mean = float(by_row @ row_means / rows)
    row_square = worlds * float(by_row @ (row_means - mean) ** 2)
    world_square = rows * float(by_world @ (world_means - mean) ** 2)
    square = float(by_row @ (values - mean) ** 2 @ by_world)
    both = max(square - row_square - world_square, 0.0) / max((rows - 1) * (worlds - 1), 1)
    numbers = (row_square / max(rows - 1, 1) - both) / worlds
    luck = (world_square / max(worlds - 1, 1) - both) / rows
    return np.array([numbers, luck, both])
