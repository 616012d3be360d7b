"""What a run gives: its tables, its figures, and the story of any of its worlds."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.api.report_tables import ReportTables
from simulator.engine.closely import Closely
from simulator.engine.replay import Replay, replay
from simulator.errors import RequestError, RunFolderError
from simulator.randomness import TILE
from simulator.results.folder import Told, finish, making
from simulator.results.run import Columns, Result, week_dates
from simulator.results.typical import MEASURES, NET, extreme_world, typical_world
from simulator.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.analysis.whatif.decisions import Decision
    from simulator.report.labels import Labels
    from simulator.report.picture import Picture
    from simulator.report.talks import WorldTold
    from simulator.report.whatif import Explanation

_TOLD_AGAIN = ("held_end", "released")


class Run:
    """A run of a scenario: its tables, its figures, and the story of any of its worlds."""

    def __init__(
        self,
        result: Result,
        *,
        command: str = "",
        timing: Mapping[str, float] | None = None,
        until: Mapping[str, Any] | None = None,
    ) -> None:
        self._until = until
        self._result = result
        self._command = command or command_of(result)
        self._timing = dict(timing or {})

    @property
    def result(self) -> Result:
        """Its tables, and what made them."""
        return self._result

    @property
    def scenario(self) -> Scenario:
        """The scenario that was run."""
        return self._result.scenario

    @property
    def seed(self) -> int:
        """The seed of its random numbers."""
        return self._result.seed

    @property
    def worlds(self) -> int:
        """How many possible histories were run."""
        return self._result.worlds

    @property
    def outcomes(self) -> pd.DataFrame:
        """A row a world."""
        return self._result.outcomes

    @property
    def series(self) -> pd.DataFrame:
        """A row a week and variable: mean and quantiles over the worlds."""
        return self._result.series

    @property
    def deals(self) -> pd.DataFrame:
        """A row a deal."""
        return self._result.deals

    def columns(self, *names: str) -> Columns:
        """Some columns of the outcomes, without reading the others of a large run."""
        return self._result.some(names)

    @cached_property
    def quantiles(self) -> Mapping[str, Mapping[str, float]]:
        """The 10%, 50% and 90% quantile of each outcome that is a number and that a world has."""
        return self._result.quantiles

    @cached_property
    def typical(self) -> int:
        """The world whose outcomes lie nearest the medians."""
        return typical_world(self.columns(*MEASURES))

    def called(self, command: str) -> Run:
        """The same run, said to come from a command."""
        return Run(self._result, command=command, timing=self._timing)

    def replay(self, world: int) -> Replay:
        """World ``world`` once more, with all that happened in it and the numbers behind it.

        The world asked for last is kept, as is the typical one.
        """
        if not 0 <= world < self.worlds:
            raise RequestError(
                f"there is no world {world}; the run has worlds 0 to {self.worlds - 1}"
            )
        kept = self._replays.get(world) or self._lived_again(world)
        for other in self._replays.keys() - {world, self.typical}:
            del self._replays[other]
        return self._replays.setdefault(world, kept)

    @cached_property
    def _replays(self) -> dict[int, Replay]:
        return {}

    def _lived_again(self, world: int) -> Replay:
        told = replay(self.scenario, seed=self.seed, world=world)
        kept = self.columns(*_TOLD_AGAIN)
        held, released = (kept[name].iloc[world] for name in _TOLD_AGAIN)
        if told.values["held"][-1] != held or told.released != released:
            raise RunFolderError(
                f"world {world} comes out otherwise when it is run again: the folder was changed, "
                "or made by another version; run the scenario again"
            )
        return told

    def story_of(self, world: int) -> pd.DataFrame:
        """The events of a world in words: ``week, date, actor, kind, text``."""
        return self._told(self.replay(world))

    def decisions(self, world: int) -> tuple[Decision, ...]:
        """What could have gone the other way in a world, in the order in which it was decided."""
        from simulator.analysis.whatif.decisions import decisions_of

        return decisions_of(self.replay(world))

    def what_would_change(self, *decisions: Decision) -> tuple[Explanation, ...]:
        """The smallest move of each lever that flips each of some decisions of one world.

        Every value said was tried: the world is lived again with it, with the same luck. A hundred
        decisions take some ten seconds, one takes one.

        >>> from simulator import load_scenario, simulate
        >>> run = simulate(load_scenario("minimal"), worlds=256)
        >>> print(run.what_would_change(run.decisions(0)[1])[0].sentence.partition(", or ")[0])
        There would have been no deal in this round had the relief brought in 4% less
        """
        from simulator.analysis.whatif.search import what_would_change
        from simulator.report.whatif import Explanation

        answers = what_would_change(self.scenario, decisions, seed=self.seed)
        start = self.scenario.start
        return tuple(Explanation(answer, self._labels, start) for answer in answers)

    def timeline(self, world: int) -> Picture:
        """The talks of a world as a figure, each with the reason why it ended as it did."""
        from simulator.report.figures.timeline import of_world

        return of_world(self.told_with_reasons(world), self.facts)

    def told_with_reasons(self, world: int) -> WorldTold:
        """A world's events with their reasons, and what would have changed how its talks ended."""
        from simulator.report.whatif import told_with_reasons, turning_points

        told, points = self.replay(world), turning_points(self.decisions(world))
        return told_with_reasons(told, self.what_would_change(*points), self._labels)

    def extreme(self, which: str) -> int:
        """The world with the ``best`` or ``worst`` net effect (results.typical.EXTREMES)."""
        return extreme_world(self.columns(NET), which)

    @property
    def _typical_replay(self) -> Replay:
        return self.replay(self.typical)

    @cached_property
    def story(self) -> pd.DataFrame:
        """The events of the typical world in words."""
        return self._told(self._typical_replay)

    @cached_property
    def story_series(self) -> pd.DataFrame:
        """The weekly values of the typical world: ``week, date, variable, value``."""
        import pandas as pd

        dates = week_dates(self.scenario)
        rows = [
            (week, dates[week], variable, value)
            for variable, values in self._typical_replay.values.items()
            for week, value in enumerate(values)
        ]
        return pd.DataFrame(rows, columns=["week", "date", "variable", "value"])

    @cached_property
    def closely(self) -> Closely:
        """Up to 256 worlds week by week, with all their talks: those beside the typical one.

        Where the run ends amid those, its first 256 worlds are taken instead.
        """
        last = self.worlds // TILE * TILE
        told = self.replay(0) if 0 < last <= self.typical else self._typical_replay
        return told.tile.first(self.worlds - told.tile.first_world)

    @cached_property
    def story_rounds(self) -> pd.DataFrame:
        """The rounds of talks in the typical world: a row a round, as in ``closely.rounds``."""
        rounds = self._typical_replay.tile.rounds
        return rounds[rounds["world"] == self.typical]

    @cached_property
    def facts(self) -> Mapping[str, Any]:
        """What was run, for reports: labels, dates, versions, and what each number rests on."""
        from simulator.report.facts import run_facts

        until = str(self._until["said"]) if self._until else ""
        facts = run_facts(self._result, story_world=self.typical, command=self._command)
        return {**facts, "until": until}

    def figure(self, name: str, ax: Axes | None = None, *, size: str = "page") -> Figure:
        """One of the figures that ``docs/figures.md`` shows, such as ``prisoners`` or ``road``.

        ``size`` is ``page``, ``slide`` or ``phone``. With ``ax`` the figure takes the place of
        these axes in a figure of one's own. An unknown name or size, and axes too small for the
        figure with its words, raise ``RequestError``.
        """
        return self.picture(name, ax, size=size).figure

    def picture(self, name: str, ax: Axes | None = None, *, size: str = "page") -> Picture:
        """The same with its words: ``title``, ``alt``, the ``table`` behind it, PNG and SVG."""
        from simulator.report import draw
        from simulator.report.figures import FIGURES
        from simulator.report.sizes import place_of, size_named

        if name not in FIGURES:
            raise RequestError(f"no figure is called {name!r}; there are {', '.join(FIGURES)}")
        place = size_named(size) if ax is None else place_of(ax)
        return draw(ReportTables(self), name, place)

    def summary(self) -> pd.DataFrame:
        """The main outcomes as a tidy frame: a row each, with spread and Monte Carlo interval."""
        from simulator.report.notebook import summary_frame

        return summary_frame(ReportTables(self))

    def html(self, kept: Mapping[str, bytes] | None = None) -> str:
        """The report as one page of HTML; ``kept`` are figures (SVG by name) drawn already."""
        from simulator.report.write import page_of

        return page_of(ReportTables(self), kept or {})

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from simulator.report.notebook import run_html

        return run_html(ReportTables(self))

    def summary_text(self) -> str:
        """What happens, in words."""
        from simulator.report import summary_text

        return summary_text(ReportTables(self))

    def save(self, folder: str | Path, *, force: bool = False) -> Path:
        """Write the run folder: tables, figures, page, summary, manifest."""
        with making(Path(folder), force=force) as parts:
            finish(self._result, parts, told=self.told(), force=force)
        return Path(folder)

    def told(self) -> Told:
        """What goes into the run's folder beside its tables."""
        from simulator.report.language import ENGLISH, spoken

        more: dict[str, Any] = {"until": self._until} if self._until else {}
        more |= {"language": spoken()} if spoken() != ENGLISH else {}
        return Told(self._command, self._timing, self._report, more)

    def _report(self, folder: Path) -> list[str]:
        from simulator.report import write_report

        began = time.perf_counter()
        files = write_report(ReportTables(self), folder)
        self._timing["report_seconds"] = time.perf_counter() - began
        return files

    def _told(self, told: Replay) -> pd.DataFrame:
        from simulator.report.story import story_frame

        return story_frame(told.reasoned, self._labels, self.scenario.start)

    @cached_property
    def _labels(self) -> Labels:
        from simulator.report.facts import scenario_facts
        from simulator.report.labels import labels_of

        return labels_of(scenario_facts(self.scenario))


def command_of(result: Result) -> str:
    """The command that makes a run, where no other is known."""
    return f"sanctions run {result.scenario.name} --worlds {result.worlds} --seed {result.seed}"
