"""How far an outcome's mean moves from one end of a factor to the other, in its own unit.

Also from worlds that were run anyway: the mean where the factor lies in its lowest fifth, and in
its highest; for words, the word with the least and with the greatest mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Column = npt.NDArray[Any]

FIFTHS: Final = 5


@dataclass(frozen=True)
class End:
    """One end of a factor: what it is there, and the mean outcome with its 95% interval."""

    where: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Swing:
    """Both ends of a factor; of words, the one with the least mean comes first."""

    first: End
    last: End

    @property
    def width(self) -> float:
        """How far the mean moves."""
        return abs(self.last.mean - self.first.mean)


def swing(values: Column, outcome: Floats) -> Swing:
    """The ends of a factor in worlds that were run.

    >>> x = np.arange(100.0)
    >>> found = swing(x, 2 * x)
    >>> found.first.where, found.first.mean, found.last.where, found.last.mean
    ('up to 19', 19.0, 'from 80', 179.0)
    """
    if values.dtype == object:
        ends = sorted(_words(values, outcome), key=lambda end: end.mean)
        return Swing(ends[0], ends[-1])
    ordered = np.sort(values)
    low, high = ordered[len(ordered) // FIFTHS - 1], ordered[-(len(ordered) // FIFTHS)]
    first = _end(f"up to {low:.3g}", outcome[values <= low])
    return Swing(first, _end(f"from {high:.3g}", outcome[values >= high]))


def _words(values: Column, outcome: Floats) -> Iterator[End]:
    for word in sorted(set(values.tolist())):
        yield _end(str(word).replace("_", " "), outcome[values == word])


def _end(where: str, outcome: Floats) -> End:
    mean = float(outcome.mean())
    half = 1.96 * float(outcome.std(ddof=1)) / np.sqrt(len(outcome)) if len(outcome) > 1 else np.inf
    return End(where, mean, mean - half, mean + half)
