"""Parts put together without holding a run in memory: tables on disk, summaries merged.

Rows are copied from the parts into the tables, one part at a time, in the order of the worlds. What
a report needs of the outcomes goes into a plain file a column, read one at a time; so memory grows
by one column, eight bytes a world, and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from simulator.errors import RequestError
from simulator.results.freed import Freed, freed_table
from simulator.results.part import Part
from simulator.results.quantiles import Quantiles, is_outcome, outcome_quantiles
from simulator.results.run import TABLES, Columns, is_week, week_dates, with_gaps, write_table
from simulator.results.weekly import WeeklySummary

if TYPE_CHECKING:
    import pandas as pd

    from simulator.scenario import Scenario

_ROWS: Final = ("outcomes", "deals")


@dataclass(frozen=True)
class ColumnFiles:
    """Columns in plain binary files of a folder, read when they are asked for.

    ``kinds`` has by column the place of its file and the type of its numbers.
    """

    folder: Path
    worlds: int
    kinds: Mapping[str, tuple[int, str]]

    def __len__(self) -> int:
        return self.worlds

    def __contains__(self, name: str) -> bool:
        return name in self.kinds

    def __getitem__(self, name: str) -> pd.Series:
        import pandas as pd

        place, kind = self.kinds[name]
        values = np.fromfile(self.folder / str(place), dtype=kind)
        return pd.Series(with_gaps(values) if is_week(name) else values, name=name)


@dataclass(frozen=True)
class Streamed:
    """A run that is being put together on disk (see ``results.run.Result``)."""

    scenario: Scenario
    seed: int
    worlds: int
    look: ColumnFiles
    series: pd.DataFrame
    freed: pd.DataFrame

    @property
    def outcomes(self) -> pd.DataFrame:
        """Not to be had before the run is in its place."""
        raise RequestError("the table of outcomes is not in memory; read the run's folder")

    deals = outcomes

    @cached_property
    def quantiles(self) -> Quantiles:
        """Quantiles of the outcomes."""
        return outcome_quantiles(self.look, filter(is_outcome, self.look.kinds))

    def some(self, names: Sequence[str]) -> Columns:  # noqa: ARG002 - each is read by itself
        """The outcomes, of which each column is read when it is asked for."""
        return self.look

    def write_tables(self, folder: Path) -> None:
        """Move the tables into a folder."""
        for name in TABLES:
            (self.look.folder / f"{name}.csv").replace(folder / f"{name}.csv")


def put_together(scenario: Scenario, seed: int, *, parts: Iterable[Part], folder: Path) -> Streamed:
    """Put the parts of a run together, in the order of their worlds, in a new ``folder``."""
    folder.mkdir()
    kinds: dict[str, tuple[int, str]] = {}
    freed: Freed = Counter()
    weekly: WeeklySummary | None = None
    for part in parts:
        kinds = kinds or _kinds(part, folder)
        _append(part, folder)
        freed.update(part.freed)
        weekly = _merged(weekly, part.weekly)
        del part  # before the next is read: each takes a hundred megabytes
    assert weekly is not None
    series = weekly.frame(week_dates(scenario))
    write_table(series, folder / "series.csv")
    worlds = (folder / "0").stat().st_size // 4
    files = ColumnFiles(folder, worlds, kinds)
    return Streamed(scenario, seed, worlds, files, series, freed_table(freed))


def _kinds(part: Part, folder: Path) -> dict[str, tuple[int, str]]:
    """The columns and where they go; tables begin with the names of their columns."""
    (folder / "outcomes.csv").write_bytes(part.outcomes_header)
    (folder / "deals.csv").write_bytes(part.deals_header)
    return {name: (i, values.dtype.str) for i, (name, values) in enumerate(part.columns.items())}


def _append(part: Part, folder: Path) -> None:
    for name in _ROWS:
        with (folder / f"{name}.csv").open("ab") as file:
            file.write(getattr(part, name))
    for place, values in enumerate(part.columns.values()):
        with (folder / str(place)).open("ab") as file:
            file.write(values.tobytes())


def _merged(weekly: WeeklySummary | None, later: WeeklySummary) -> WeeklySummary:
    if weekly is None:
        weekly = later
    else:
        weekly.add(later)
    weekly.fold()
    return weekly
