"""A run in its folder: tables are read when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import RunFolderError
from simulator.results.freed import freed_in
from simulator.results.quantiles import Quantiles
from simulator.results.run import Columns, RunResult, is_week, quantiles_of

if TYPE_CHECKING:
    import pandas as pd

    from simulator.scenario import Scenario


def damaged(folder: Path, why: str) -> RunFolderError:
    """The error for a folder that is not as a run left it."""
    return RunFolderError(f"{folder}: {why}; run the scenario again")


@dataclass(frozen=True)
class Stored:
    """A run whose tables lie in ``folder`` (see ``results.run.Result``).

    ``known`` are the quantiles of its outcomes, where somebody has them already.
    """

    scenario: Scenario
    seed: int
    worlds: int
    folder: Path
    known: Quantiles | None = None

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """A row a world."""
        return self._read_outcomes(None)

    @cached_property
    def series(self) -> pd.DataFrame:
        """A row a week and variable."""
        return _read(self.folder / "series.csv")

    @cached_property
    def deals(self) -> pd.DataFrame:
        """A row a deal."""
        return _read(self.folder / "deals.csv")

    @property
    def look(self) -> Columns:
        """The outcomes."""
        return self.outcomes

    @cached_property
    def freed(self) -> pd.DataFrame:
        """The people freed by completed deals, counted."""
        return freed_in(self.deals)

    @cached_property
    def quantiles(self) -> Quantiles:
        """Quantiles of the outcomes."""
        return self.known or quantiles_of(self.outcomes)

    def some(self, names: Sequence[str]) -> Columns:
        """Some columns of the outcomes; the others are not kept."""
        return self._read_outcomes(list(names))

    def write_tables(self, folder: Path) -> None:
        """Write the tables once more, into another folder."""
        frames = (self.outcomes, self.series, self.deals)
        RunResult(self.scenario, self.seed, self.worlds, *frames).write_tables(folder)

    def _read_outcomes(self, names: list[str] | None) -> pd.DataFrame:
        columns = None if names is None else list(dict.fromkeys(["world", *names]))
        found = _read(self.folder / "outcomes.csv", columns)
        if len(found) != self.worlds or list(found["world"]) != list(range(self.worlds)):
            raise damaged(self.folder, "outcomes.csv does not hold each world once")
        return found


def _read(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """A table of a run folder, or some of its columns; weeks are whole numbers with gaps."""
    import pandas as pd

    try:
        table = pd.read_csv(path, usecols=columns)
    except (OSError, ValueError) as error:
        raise damaged(path.parent, f"{path.name} cannot be read ({error})") from error
    weeks = [str(column) for column in table if is_week(str(column))]
    return table.astype(dict.fromkeys(weeks, "Int64"))
