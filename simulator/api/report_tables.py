"""A run as its report takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from simulator.engine.closely import Closely
from simulator.results.run import Columns

if TYPE_CHECKING:
    import pandas as pd

    from simulator.api.run import Run
    from simulator.report.talks import WorldTold


@dataclass(frozen=True)
class ReportTables:
    """A run as the report takes it: outcomes a column at a time, deals as counts."""

    run: Run

    @property
    def outcomes(self) -> Columns:
        """A row a world."""
        return self.run.result.look

    @property
    def series(self) -> pd.DataFrame:
        """A row a week and variable."""
        return self.run.result.series

    @property
    def freed(self) -> pd.DataFrame:
        """People freed by completed deals, counted."""
        return self.run.result.freed

    @property
    def story(self) -> pd.DataFrame:
        """The events of the typical world in words."""
        return self.run.story

    @property
    def story_series(self) -> pd.DataFrame:
        """The weekly values of the typical world."""
        return self.run.story_series

    @cached_property
    def told(self) -> WorldTold:
        """The typical world with its reasons."""
        return self.run.told_with_reasons(self.run.typical)

    @property
    def story_rounds(self) -> pd.DataFrame:
        """The rounds of talks in the typical world."""
        return self.run.story_rounds

    @property
    def closely(self) -> Closely:
        """Some worlds week by week, with all their talks."""
        return self.run.closely

    @property
    def facts(self) -> Mapping[str, Any]:
        """What was run."""
        return self.run.facts
