"""What a run shows, with how sure it is: spreads over worlds, and what may be claimed from them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

import numpy as np

from simulator.results.quantiles import quantiles

if TYPE_CHECKING:
    import pandas as pd

    from simulator.report.labels import Rung
    from simulator.report.tables import RunTables

ENOUGH_WORLDS: Final = 20
"""With fewer worlds than this nothing is claimed: the report only says what they showed."""

Z95: Final = 1.959963984540054
"""Standard errors on either side of an estimate that make a 95% interval."""


@dataclass(frozen=True)
class Spread:
    """How one number lies over the worlds that have it.

    ``low`` and ``high`` hold the middle 80% between them, ``q25`` and ``q75`` the middle 50%;
    ``median_low`` and ``median_high`` are the 95% Monte Carlo interval of the median, from order
    statistics, so free of any assumption on the distribution; NaN with fewer than six worlds.
    """

    worlds: int
    mean: float
    low: float
    q25: float
    median: float
    q75: float
    high: float
    median_low: float
    median_high: float

    @property
    def empty(self) -> bool:
        """Whether no world has a value."""
        return self.worlds == 0

    @property
    def certain(self) -> bool:
        """Whether every one of the middle 80% of worlds has the same value."""
        return self.low == self.high


def spread(values: pd.Series) -> Spread:
    """Measure a column of outcomes; empty cells are worlds without the value.

    >>> import pandas as pd
    >>> found = spread(pd.Series([1.0, 2.0, 3.0, None]))
    >>> found.worlds, found.median
    (3, 2.0)
    """
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    numbers = numbers[np.isfinite(numbers)]  # a copy, which may be sorted in its place
    numbers.sort()
    if not numbers.size:
        return Spread(0, *[math.nan] * 8)
    mean, interval = float(numbers.mean()), _median_interval(numbers)
    wanted = [0.1, 0.25, 0.5, 0.75, 0.9]
    low, q25, median, q75, high = quantiles(numbers, wanted).tolist()
    return Spread(numbers.size, mean, low, q25, median, q75, high, *interval)


def _median_interval(ordered: np.ndarray) -> tuple[float, float]:
    """95% interval of the median: two order statistics (normal approximation of the binomial)."""
    size = ordered.size
    first = math.floor((size - Z95 * math.sqrt(size)) / 2) - 1
    if size < 6 or first < 0:
        return math.nan, math.nan
    return float(ordered[first]), float(ordered[size - 1 - first])


def told_apart(low: tuple[float, float], high: tuple[float, float], *, among: int) -> bool:
    """Whether the least and the greatest of so many estimates differ by more than chance (95%).

    Each is an estimate and its standard error. Every pair might have been the one looked at, so
    Bonferroni's correction for all pairs is made. A missing error tells nothing apart.

    >>> told_apart((10, 1), (14, 1), among=2), told_apart((10, 1), (14, 1), among=30)
    (True, False)
    """
    pairs = among * (among - 1) / 2
    if pairs < 1:
        return False
    return high[0] > low[0] and beyond_chance(
        high[0] - low[0], math.hypot(low[1], high[1]), among=pairs
    )


def beyond_chance(difference: float, standard: float, *, among: float) -> bool:
    """Whether one of so many differences, with its standard error, is not zero by chance (95%).

    Bonferroni's correction for all of them is made. A missing error tells nothing.

    >>> beyond_chance(5, 2, among=1), beyond_chance(5, 2, among=10)
    (True, False)
    """
    reach = NormalDist().inv_cdf(1 - 0.025 / among)
    return abs(difference) > reach * standard


class Verdict(Enum):
    """What may be said of a number that could be above or below nothing."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    UNSETTLED = "unsettled"


def verdict(values: pd.Series) -> Verdict:
    """Say which side of zero a number lies on, if the worlds agree.

    A side is claimed only where at least nine worlds in ten lie on it and there are enough worlds.

    >>> import pandas as pd
    >>> verdict(pd.Series([5.0] * 30)).value, verdict(pd.Series([-1.0, 1.0] * 30)).value
    ('more', 'unsettled')
    """
    numbers = values.dropna().to_numpy(dtype=np.float64)
    if not numbers.size:
        return Verdict.UNSETTLED
    if not numbers.any():
        return Verdict.SAME
    if numbers.size >= ENOUGH_WORLDS:
        if (numbers > 0).mean() >= 0.9:
            return Verdict.MORE
        if (numbers < 0).mean() >= 0.9:
            return Verdict.LESS
    return Verdict.UNSETTLED


def wilson(hits: np.ndarray, worlds: int) -> tuple[np.ndarray, np.ndarray]:
    """95% interval of shares of worlds (Wilson's score interval).

    >>> low, high = wilson(np.array([50]), 100)
    >>> round(float(low[0]), 2), round(float(high[0]), 2)
    (0.4, 0.6)
    """
    share, z2 = hits / worlds, Z95**2
    centre = (share + z2 / (2 * worlds)) / (1 + z2 / worlds)
    reach = np.sqrt(share * (1 - share) / worlds + z2 / (4 * worlds**2)) * Z95 / (1 + z2 / worlds)
    low, high = np.clip(centre - reach, 0, 1), np.clip(centre + reach, 0, 1)
    return np.where(hits == 0, 0.0, low), np.where(hits == worlds, 1.0, high)


@dataclass(frozen=True)
class RungOutcome:
    """How often, when and at what size a rung of a ladder was reached."""

    rung: Rung
    hits: int
    worlds: int
    week: Spread
    people: Spread

    @property
    def share(self) -> float:
        """Share of worlds in which the rung was completed."""
        return self.hits / self.worlds if self.worlds else 0.0


def rung_outcomes(tables: RunTables, rungs: tuple[Rung, ...]) -> tuple[RungOutcome, ...]:
    """Measure every rung: weeks from ``outcomes``, people freed by its completed deals."""
    return tuple(_measured(tables, rungs))


def _measured(tables: RunTables, rungs: tuple[Rung, ...]) -> Iterator[RungOutcome]:
    worlds = len(tables.outcomes)
    for rung in rungs:
        week = spread(reached_weeks(tables, rung))
        yield RungOutcome(rung, week.worlds, worlds, week, spread(people_freed(tables, rung)))


def reached_weeks(tables: RunTables, rung: Rung) -> pd.Series:
    """Weeks in which worlds completed a rung, empty where they never did."""
    if rung.column in tables.outcomes:
        return tables.outcomes[rung.column]
    return tables.outcomes["world"].astype(float).where(lambda column: column < 0)


def people_freed(tables: RunTables, rung: Rung) -> pd.Series:
    """People released by each deal on a rung whose relief came into force."""
    freed = tables.freed
    mine = freed[(freed["sender"] == rung.sender) & (freed["rung"].astype(str) == rung.name)]
    return mine["released"].astype(float).repeat(mine["deals"].tolist())
