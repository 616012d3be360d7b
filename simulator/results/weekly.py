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

    from simulator.agents.recorder import Look

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

_SHARES: Final = np.array(list(QUANTILES.values()))

Counts = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int32] | npt.NDArray[np.int64]


def bins(values: npt.NDArray[np.float64], step: float) -> npt.NDArray[np.int32]:
    """The bin of each value: its number of steps, coarser from 4,096 on.

    >>> bins(np.array([0.0, 7.0, -7.0, 5000.0]), 1.0).tolist()
    [0, 7, -7, 4548]
    """
    scaled = np.abs(values)
    scaled /= step
    scaled += _LINEAR + 0.5
    keys = scaled.astype(np.float32).view(np.int32)
    keys >>= _SHIFT
    keys -= _ZERO
    below = values < 0
    if below.any():
        np.negative(keys, out=keys, where=below)
    return keys


def bin_values(keys: Keys, step: float) -> npt.NDArray[np.float64]:
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
        """Count some worlds' values (reals, people, or yes and no) and add them up by tiles."""
        if values.dtype == np.bool_:
            return cls(0, _flag_counts(values, step), _tile_sums(values.view(np.int8)))
        keys = values if _are_bins(values, step) else bins(values.astype(np.float64), step)
        first = int(keys.min())
        counts = np.bincount(keys - first).astype(np.int32)
        return cls(first, counts, _tile_sums(values))

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

    def quantile_bins(self) -> npt.NDArray[np.int64]:
        """The bins of ``QUANTILES``: the least that at least this share lie in or below."""
        reached = np.cumsum(self.counts)
        wanted = np.ceil(_SHARES * reached[-1] - 1e-9)
        places: npt.NDArray[np.int64] = self.first + np.searchsorted(reached, wanted)
        return places

    def quantiles(self, step: float) -> list[float]:
        """The quantiles of ``QUANTILES``: the least value that at least this share lie at or below.

        >>> Tally.of(np.arange(1, 101), 1.0).quantiles(1.0)
        [5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0]
        """
        values: list[float] = bin_values(self.quantile_bins(), step).tolist()
        return values


def _are_bins(values: npt.NDArray[Any], step: float) -> bool:
    """Whether values are their own bins: people, not too many."""
    whole = step == 1.0 and values.dtype.kind == "i"
    return whole and values.min() >= 0 and values.max() < _LINEAR


def _flag_counts(flags: npt.NDArray[np.bool_], step: float) -> Counts:
    """Counts of yes and no as the levels 1 and 0; a step is larger than a 4,096th."""
    counts = np.zeros(round(1.0 / step) + 1, dtype=np.int32)
    yes = np.count_nonzero(flags)
    counts[0], counts[-1] = len(flags) - yes, yes
    return counts


def _tile_sums(values: npt.NDArray[Any]) -> list[float]:
    """The sum of each tile's values, the last tile's perhaps of fewer; whole numbers stay exact."""
    whole = len(values) - len(values) % TILE
    sums = np.add.reduce(values[:whole].reshape(-1, TILE), axis=1).astype(np.float64).tolist()
    return sums if whole == len(values) else [*sums, float(np.add.reduce(values[whole:]))]


class WeeklySummary:
    """Summaries of every variable in every week, over the first ``worlds`` of what it is given."""

    def __init__(self, worlds: int) -> None:
        self._worlds = worlds
        self._tallies: dict[tuple[int, str], Tally] = {}

    def take(self, week: int, variable: str, look: Look) -> None:
        """Summarise one variable of a block (the recorder's sink)."""
        self._tallies[week, variable] = Tally.of(look()[: self._worlds], step_of(variable))

    def note(self, week: int, variable: str, look: Look) -> None:
        """Pass over what is not reported."""

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
        weeks = range(len(dates))
        quantiles = np.concatenate([self._quantiles(variable, weeks) for variable in variables])
        head = {
            "week": np.tile(weeks, len(variables)),
            "date": dates * len(variables),
            "variable": [variable for variable in variables for _ in weeks],
            "mean": [self._tallies[week, name].mean() for name in variables for week in weeks],
        }
        return pd.DataFrame(head | dict(zip(QUANTILES, quantiles.T, strict=True)))

    def _quantiles(self, variable: str, weeks: range) -> npt.NDArray[np.float64]:
        """Quantiles of a variable (weeks, quantiles)."""
        keys = np.stack([self._tallies[week, variable].quantile_bins() for week in weeks])
        return bin_values(keys, step_of(variable))
