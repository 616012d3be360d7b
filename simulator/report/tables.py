"""What a report is drawn from: the tidy tables of one run, and the facts about it.

The report never looks into the engine. It takes anything that has these attributes, so that a run
in memory, a run folder read back and a small table made by hand in a test are all the same to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd

    from simulator.engine.closely import Closely
    from simulator.report.talks import WorldTold
    from simulator.results.run import Columns

QUANTILES = ("p10", "p25", "p50", "p75", "p90")
"""The columns of ``series`` that a band needs: the middle 80%, the middle 50% and the median."""


class RunTables(Protocol):
    """The tables of one run; the columns are those of the run folder.

    Of ``outcomes`` one column is asked for at a time, since a large run's are not all in memory.

    ``facts`` has the keys ``title, question, name, seed, worlds, start`` (ISO date),
    ``horizon_weeks, target`` and ``patron`` (labels; the patron's may be missing),
    ``senders`` (name to label), ``instruments`` (name to ``{"label": …, "sender": name}``),
    ``rungs`` (sender to an ordered mapping of rung name to label), ``classes`` (name to label),
    ``version`` and ``timeline`` (pairs of date and note). Optional are ``summary, story_world,
    commodity, scenario_sha256, versions, command``, ``provenance`` (a mapping a number:
    ``path, value, evidence, assumption, note``) and ``evidence`` (the rows of the evidence table
    that are cited); the page leaves out what is not given. ``facts.run_facts`` makes them.
    """

    @property
    def outcomes(self) -> Columns:
        """A row a world."""

    @property
    def series(self) -> pd.DataFrame:
        """A row a week and variable: mean and quantiles over the worlds."""

    @property
    def freed(self) -> pd.DataFrame:
        """People freed by completed deals: ``sender, rung, released`` and how many ``deals``."""

    @property
    def story(self) -> pd.DataFrame:
        """Events of one typical world: ``week, date, actor, kind, text``."""

    @property
    def story_series(self) -> pd.DataFrame:
        """Weekly series of that world: ``week, date, variable, value``."""

    @property
    def story_rounds(self) -> pd.DataFrame:
        """The rounds of talks in that world, as in ``closely.rounds``."""

    @property
    def closely(self) -> Closely:
        """Some of the worlds week by week, with all the rounds of talks in them."""

    @property
    def told(self) -> WorldTold | None:
        """That world with its reasons and what would have changed it, if it is kept."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the run is: see the class."""


def weekly(tables: RunTables, variable: str) -> pd.DataFrame:
    """Give the weeks of one variable of the series, in order; empty if it is not there."""
    rows = tables.series[tables.series["variable"] == variable]
    return rows.sort_values("week", kind="stable").reset_index(drop=True)
