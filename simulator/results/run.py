"""A run: the tables of all its worlds, and what made them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from simulator.results.block import BlockResult
from simulator.scenario import Scenario

_MAYBE_NEVER = ("first_deal_week", "relief_week")


@dataclass(frozen=True)
class RunResult:
    """What was asked (scenario, seed, number of worlds) and what came out.

    ``outcomes`` has a row a world, ``series`` a row a week and variable, ``deals`` a row a deal;
    their columns are described in ``docs/run-folder.md``.
    """

    scenario: Scenario
    seed: int
    worlds: int
    outcomes: pd.DataFrame
    series: pd.DataFrame
    deals: pd.DataFrame


def week_dates(scenario: Scenario) -> list[str]:
    """The first day of each week of the run, as ISO text."""
    weeks = range(scenario.horizon_weeks)
    return [(scenario.start + dt.timedelta(weeks=week)).isoformat() for week in weeks]


def assemble(scenario: Scenario, seed: int, *, blocks: Iterable[BlockResult]) -> RunResult:
    """Put the blocks of a run together, in the order of their worlds."""
    parts = list(blocks)
    weekly = parts[0].weekly
    for part in parts[1:]:
        weekly.add(part.weekly)
    dates = week_dates(scenario)
    outcomes = table([part.outcomes for part in parts])
    deals = table([part.deals for part in parts])
    agreed = np.array(dates, dtype=object)[deals["agreed_week"].to_numpy()]
    deals.insert(list(deals.columns).index("agreed_week") + 1, "agreed_date", agreed)
    return RunResult(scenario, seed, len(outcomes), outcomes, weekly.frame(dates), deals)


def is_week(column: str) -> bool:
    """Whether a column of ``outcomes`` or ``deals`` holds weeks, with gaps for never.

    >>> is_week("relief_week"), is_week("week_washington_banks"), is_week("agreed_week")
    (True, True, False)
    """
    return column in _MAYBE_NEVER or column.startswith("week_")


def table(parts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The columns of some blocks under one another; weeks of -1 become gaps."""
    columns = {}
    for name in parts[0]:
        values = np.concatenate([part[name] for part in parts])
        columns[name] = _with_gaps(values) if is_week(name) else values
    return pd.DataFrame(columns)


def _with_gaps(weeks: Any) -> Any:
    """Weeks with -1 for never, as a column with gaps."""
    return pd.arrays.IntegerArray(weeks.astype(np.int64), weeks < 0)
