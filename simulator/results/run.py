"""A run: the tables of all its worlds, and what made them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from simulator.results.block import BlockResult
from simulator.results.freed import freed_in
from simulator.results.quantiles import Quantiles, is_outcome, outcome_quantiles
from simulator.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

TABLES: Final = ("outcomes", "series", "deals")
"""The tables of a run; each is a file ``NAME.csv``."""

NUMBER: Final = "%.10g"
"""How a number that is not whole is written: ten significant digits."""

_MAYBE_NEVER = ("first_deal_week", "relief_week")


class Columns(Protocol):
    """A row a world, asked for a column at a time: a frame, or files that are not all read."""

    def __len__(self) -> int: ...

    def __contains__(self, name: str, /) -> bool: ...

    def __getitem__(self, name: str, /) -> pd.Series: ...


class Result(Protocol):
    """What was asked (scenario, seed, number of worlds) and what came out, wherever it lies.

    ``outcomes`` has a row a world, ``series`` a row a week and variable, ``deals`` a row a deal;
    their columns are described in ``docs/run-folder.md``. ``look`` has the same columns as
    ``outcomes`` but for the parameters drawn, and may read one when it is asked for; ``freed``
    counts the people freed by completed deals (``results.freed``).
    """

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        ...

    @property
    def seed(self) -> int:
        """Where its random numbers begin."""
        ...

    @property
    def worlds(self) -> int:
        """How many worlds."""
        ...

    @property
    def outcomes(self) -> pd.DataFrame:
        """A row a world."""
        ...

    @property
    def series(self) -> pd.DataFrame:
        """A row a week and variable."""
        ...

    @property
    def deals(self) -> pd.DataFrame:
        """A row a deal."""
        ...

    @property
    def look(self) -> Columns:
        """The outcomes, a column at a time."""
        ...

    @property
    def freed(self) -> pd.DataFrame:
        """The people freed by completed deals, counted."""
        ...

    @property
    def quantiles(self) -> Quantiles:
        """Quantiles of the outcomes that are numbers."""
        ...

    def some(self, names: Sequence[str]) -> Columns:
        """Some columns of the outcomes, without reading the others."""

    def write_tables(self, folder: Path) -> None:
        """Write the tables of the run as CSV files into a folder."""


@dataclass(frozen=True)
class RunResult:
    """A run whose tables are all in memory (see ``Result``)."""

    scenario: Scenario
    seed: int
    worlds: int
    outcomes: pd.DataFrame
    series: pd.DataFrame
    deals: pd.DataFrame

    @property
    def look(self) -> pd.DataFrame:
        """The outcomes."""
        return self.outcomes

    @cached_property
    def freed(self) -> pd.DataFrame:
        """The people freed by completed deals, counted."""
        return freed_in(self.deals)

    @cached_property
    def quantiles(self) -> Quantiles:
        """Quantiles of the outcomes."""
        return quantiles_of(self.outcomes)

    def some(self, names: Sequence[str]) -> Columns:
        """Some columns of the outcomes."""
        return self.outcomes[["world", *names]]

    def write_tables(self, folder: Path) -> None:
        """Write the tables as CSV files into a folder."""
        for name in TABLES:
            frame: pd.DataFrame = getattr(self, name)
            write_table(frame, folder / f"{name}.csv")


def quantiles_of(outcomes: pd.DataFrame) -> Quantiles:
    """The quantiles of every outcome that is a number."""
    names = [str(name) for name in outcomes.select_dtypes("number") if is_outcome(str(name))]
    return outcome_quantiles(outcomes, names)


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a table in the form that ``docs/run-folder.md`` describes."""
    frame.to_csv(path, index=False, float_format=NUMBER, lineterminator="\n")


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
    deals = table([dated(part.deals, dates) for part in parts])
    return RunResult(scenario, seed, len(outcomes), outcomes, weekly.frame(dates), deals)


def dated(deals: Mapping[str, Any], dates: Sequence[str]) -> dict[str, Any]:
    """The columns of some deals with the date of the agreement beside its week."""
    columns: dict[str, Any] = {}
    for name, values in deals.items():
        columns[name] = values
        if name == "agreed_week":
            columns["agreed_date"] = np.array(dates, dtype=object)[values]
    return columns


def is_week(column: str) -> bool:
    """Whether a column of ``outcomes`` or ``deals`` holds weeks, with gaps for never.

    >>> is_week("relief_week"), is_week("week_washington_banks"), is_week("agreed_week")
    (True, True, False)
    """
    return column in _MAYBE_NEVER or column.startswith("week_")


def table(parts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The columns of some blocks under one another; weeks of -1 become gaps."""
    import pandas as pd

    columns = {}
    for name in parts[0]:
        values = np.concatenate([part[name] for part in parts])
        columns[name] = with_gaps(values) if is_week(name) else values
    return pd.DataFrame(columns)


def with_gaps(weeks: Any) -> Any:
    """Weeks with -1 for never, as a column with gaps."""
    import pandas as pd

    return pd.arrays.IntegerArray(weeks.astype(np.int64), weeks < 0)
