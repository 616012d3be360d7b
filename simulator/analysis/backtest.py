"""How much to trust the model beside a simple forecast: both, from earlier days, on what came next.

At the end of each quarter of the time observed that has a release before it, both forecast the end
of the next quarter from what had been observed by then. The weight of the model is its probability
after these forecasts if it was even before them (Bayesian model averaging): the product over the
quarters of the probability that it gave to what came, against the other's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator.analysis.foresight import Case
from simulator.analysis.futures import Futures
from simulator.analysis.models_futures import bank_for, models_futures
from simulator.analysis.nearest import resampled
from simulator.analysis.outlook import Outlook, known_by
from simulator.analysis.scores import count_probability, pit
from simulator.analysis.simple import Spread, pooled_spread, waves_of
from simulator.analysis.simple_futures import simple_futures
from simulator.engine.blocks import Progress

Floats = npt.NDArray[np.float64]

PATHS: Final = 20_000
"""Futures of the simple forecast."""

_SAMPLES: Final = 4000
_WHOLE_PAST: Final = 1_000_000  # weeks


@dataclass(frozen=True)
class Backtest:
    """Both forecasts from one earlier day for a later one, and what was there then."""

    today: dt.date
    day: dt.date
    released: float
    reached: tuple[str, ...]
    futures: dict[str, Futures]
    week: int

    def likelihood(self, name: str) -> float:
        """The probability a forecast gave to the rungs reached and to the number released."""
        futures = self.futures[name]
        right = np.ones(len(futures.weights), dtype=bool)
        for rung, weeks in futures.weeks.items():
            right &= (weeks <= self.week) == (rung in self.reached)
        n = 1 / float(np.sum(futures.weights**2))
        chance = (n * float(futures.weights[right].sum()) + 0.5) / (n + 1)
        released = futures.counts["released_by_deal"][:, 0]
        those = right if right.any() else np.ones_like(right)
        rows = resampled(futures.weights[those], _SAMPLES)
        return chance * count_probability(released[those][rows], round(self.released))

    def place(self, name: str) -> float:
        """Where the number released fell in a forecast: the share of futures below, ties halved."""
        futures = self.futures[name]
        rows = resampled(futures.weights, _SAMPLES)
        return pit(futures.counts["released_by_deal"][rows, 0], self.released, u=0.5)


def quarters_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """The ends of quarters after one day and until another.

    >>> [day.isoformat() for day in quarters_between(dt.date(2025, 1, 26), dt.date(2025, 9, 30))]
    ['2025-03-31', '2025-06-30', '2025-09-30']
    """
    ends = [
        dt.date(year, month, 31 if month in (3, 12) else 30)
        for year in range(first.year, last.year + 1)
        for month in (3, 6, 9, 12)
    ]
    return [day for day in ends if first < day <= last]


def backtests(
    case: Case,
    others: Sequence[Case],
    *,
    until: dt.date,
    worlds: int,
    seed: int,
    progress: Progress | None = None,
) -> list[Backtest]:
    """Both forecasts from each quarter's end to the next; ``others`` teach how waves vary."""
    found = []
    ends = quarters_between(case.scenario.start, until)
    for today, day in pairwise(ends):
        outlook = Outlook(known_by(case, today), today, (day,))
        if not waves_of(outlook.case.observations, until=outlook.now).sizes:
            continue
        bank = bank_for(outlook, worlds=worlds, seed=seed, progress=progress)
        spread = spread_by(outlook.case, others, until=outlook.now)
        simple = simple_futures(outlook, spread, paths=PATHS, seed=seed)
        futures = {"model": models_futures(outlook, bank, spread), "simple": simple}
        found.append(_compared(case, outlook, futures))
    return found


def spread_by(case: Case, others: Sequence[Case], *, until: int) -> Spread:
    """How waves vary within cases: the others whole, this one until a week."""
    whole = [
        waves_of(one.observations, until=_WHOLE_PAST) for one in others if one.name != case.name
    ]
    return pooled_spread([*whole, waves_of(case.observations, until=until)])


def _compared(case: Case, outlook: Outlook, futures: dict[str, Futures]) -> Backtest:
    day = outlook.days[0]
    then = Outlook(known_by(case, day), day, ())
    last = then.last_seen("released_by_deal")
    reached = set(outlook.open_rungs) - set(then.open_rungs)
    released = last.value if last else 0.0
    return Backtest(outlook.today, day, released, tuple(sorted(reached)), futures, outlook.weeks[0])


def models_weight(tests: Sequence[Backtest], *, power: float = 1.0) -> float:
    """The model's weight after the backtests, from even odds before them.

    A ``power`` below 1 counts so much of their evidence.
    """
    model, simple = (
        float(np.sum([np.log(one.likelihood(name)) for one in tests]))
        for name in ("model", "simple")
    )
    return float(1 / (1 + np.exp(power * (simple - model))))


def backtest_table(tests: Sequence[Backtest]) -> pd.DataFrame:
    """A row a backtest and forecast: what was there, what the forecast said of it."""
    rows = [
        {
            "forecast": name,
            "from": one.today.isoformat(),
            "for": one.day.isoformat(),
            "released": one.released,
            "reached": " ".join(one.reached),
            "place": one.place(name),
            "log_likelihood": float(np.log(one.likelihood(name))),
        }
        for one in tests
        for name in one.futures
    ]
    return pd.DataFrame(rows)
