"""Weekly summaries that merge: means and quantiles of each variable over all worlds.

Quantiles come from counts. A value is rounded to the step of its kind (one person, ten cents a
tonne, 1/2048 of a level); beyond 4,095 steps the bins widen in proportion, so that a quantile is
never off by more than half a step or one part in 4,096. Means are sums over tiles of worlds, added
in the order of the worlds. So memory does not grow with the number of worlds, and blocks of any
size give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from simulator.randomness import TILE

if TYPE_CHECKING:
    import pandas as pd

QUANTILES: Final = {f"p{percent:02}": percent / 100 for percent in (5, 10, 25, 50, 75, 90, 95)}
"""Names and probabilities of the quantiles in ``series.csv``."""

_LINEAR: Final = 4096
_SHIFT: Final = 11  # float32 has 23 bits after the leading one; 12 of them make a bin
_ZERO: Final = int(np.float32(_LINEAR).view(np.int32)) >> _SHIFT
_PEOPLE: Final = ("held", "held_without_talks", "released", "arrested")
_STEPS: Final = dict.fromkeys(_PEOPLE, 1.0) | {
    "price_usd_per_t": 0.1,
    "income_usd_m_per_week": 0.01,
}
_LEVEL_STEP: Final = 1.0 / 2048

Counts = npt.NDArray[np.int32]


def bins(values: npt.NDArray[np.float64], step: float) -> npt.NDArray[np.int64]:
    """The bin of each value: its number of steps, coarser from 4,096 on.

    >>> bins(np.array([0.0, 7.0, -7.0, 5000.0]), 1.0).tolist()
    [0, 7, -7, 4548]
    """
    scaled = (np.abs(values) / step + (_LINEAR + 0.5)).astype(np.float32)
    key = (scaled.view(np.int32) >> _SHIFT).astype(np.int64) - _ZERO
    return np.where(values < 0, -key, key)


def bin_values(keys: npt.NDArray[np.int64], step: float) -> npt.NDArray[np.float64]:
    """The value in the middle of each bin.

    >>> bin_values(np.array([0, 7, -7, 4548]), 1.0).tolist()
    [0.0, 7.0, -7.0, 5000.5]
    """
    edge = ((np.abs(keys) + _ZERO).astype(np.int32) << _SHIFT).view(np.float32)
    above = ((np.abs(keys) + 1 + _ZERO).astype(np.int32) << _SHIFT).view(np.float32)
    middle = edge.astype(np.float64) - _LINEAR + (above.astype(np.float64) - edge - 1.0) / 2.0
    return np.sign(keys) * middle * step


def step_of(variable: str) -> float:
    """The step to which a variable's values are rounded for counting."""
    return _STEPS.get(variable, _LEVEL_STEP)


@dataclass
class Tally:
    """One variable in one week: counts from the bin ``first`` on, and the sums of its tiles."""

    first: int
    counts: Counts
    tile_sums: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, values: npt.NDArray[Any], step: float) -> Tally:
        """Count some worlds' values and add them up tile by tile."""
        real = values.astype(np.float64)
        keys = bins(real, step)
        first = int(keys.min())
        counts = np.bincount(keys - first).astype(np.int32)
        return cls(first, counts, _tile_sums(real))

    def add(self, later: Tally) -> None:
        """Merge the tally of the worlds that follow."""
        first = min(self.first, later.first)
        last = max(self.first + len(self.counts), later.first + len(later.counts))
        merged = np.zeros(last - first, dtype=np.int32)
        for part in (self, later):
            at = part.first - first
            merged[at : at + len(part.counts)] += part.counts
        self.first, self.counts = first, merged
        self.tile_sums.extend(later.tile_sums)

    def fold(self) -> None:
        """Add the sums of the tiles up in their order; the mean stays the same to the bit."""
        total = 0.0
        for tile in self.tile_sums:
            total += tile
        self.tile_sums = [total]

    def mean(self) -> float:
        """The mean over all worlds."""
        total = 0.0
        for tile in self.tile_sums:
            total += tile
        return total / int(self.counts.sum())

    def quantiles(self, step: float) -> list[float]:
        """The quantiles of ``QUANTILES``: the least value that at least this share lie at or below.

        >>> Tally.of(np.arange(1, 101), 1.0).quantiles(1.0)
        [5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0]
        """
        reached = np.cumsum(self.counts)
        wanted = np.ceil(np.array(list(QUANTILES.values())) * reached[-1] - 1e-9)
        keys = self.first + np.searchsorted(reached, wanted)
        return [float(value) for value in bin_values(keys, step)]


def _tile_sums(values: npt.NDArray[np.float64]) -> list[float]:
    """The sum of each tile's values, the last tile's perhaps of fewer."""
    whole = len(values) - len(values) % TILE
    sums: list[float] = np.add.reduce(values[:whole].reshape(-1, TILE), axis=1).tolist()
    return sums if whole == len(values) else [*sums, float(np.add.reduce(values[whole:]))]


class WeeklySummary:
    """Summaries of every variable in every week, over the first ``worlds`` of what it is given."""

    def __init__(self, worlds: int) -> None:
        self._worlds = worlds
        self._tallies: dict[tuple[int, str], Tally] = {}

    def take(self, week: int, variable: str, values: npt.NDArray[Any]) -> None:
        """Summarise one variable of a block (the recorder's sink)."""
        self._tallies[week, variable] = Tally.of(values[: self._worlds], step_of(variable))

    @classmethod
    def of(cls, tallies: Mapping[tuple[int, str], Tally]) -> WeeklySummary:
        """A summary from tallies by week and variable, as ``tallies`` gave them."""
        summary = cls(0)
        summary._tallies.update(tallies)
        return summary

    @property
    def tallies(self) -> Mapping[tuple[int, str], Tally]:
        """What was counted, by week and variable."""
        return self._tallies

    def add(self, later: WeeklySummary) -> None:
        """Merge the summary of the worlds that follow."""
        for key, tally in later._tallies.items():
            self._tallies[key].add(tally)

    def fold(self) -> None:
        """Add the sums of tiles up as far as they go, so that their number stays small."""
        for tally in self._tallies.values():
            tally.fold()

    def frame(self, dates: list[str]) -> pd.DataFrame:
        """The table ``series.csv``; ``dates`` are those of the weeks."""
        import pandas as pd

        variables = list(dict.fromkeys(variable for _, variable in self._tallies))
        rows = []
        for variable in variables:
            for week, date in enumerate(dates):
                tally = self._tallies[week, variable]
                numbers = (tally.mean(), *tally.quantiles(step_of(variable)))
                rows.append((week, date, variable, *numbers))
        return pd.DataFrame(rows, columns=["week", "date", "variable", "mean", *QUANTILES])
