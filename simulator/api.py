"""Running scenarios from Python: simulate, look at the tables, draw, explain, save, read back.

run = simulate(load_scenario("belarus-2025"), worlds=2000, seed=1)
run.outcomes["released"].median()
run.figure("prisoners")
run.save("reports/my-run")
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from concurrent.futures import Executor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.engine.blocks import Progress, run_worlds
from simulator.engine.replay import Replay, replay
from simulator.errors import RequestError
from simulator.results.folder import read_manifest, read_result, versions, write_run
from simulator.results.run import RunResult, week_dates
from simulator.results.typical import typical_world
from simulator.scenario import Scenario
from simulator.version import __version__

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from simulator.scenario.schema.sender import Rung, Sender


class Run:
    """A run of a scenario: its tables, its figures, and the story of any of its worlds."""

    def __init__(
        self, result: RunResult, *, command: str = "", timing: Mapping[str, float] | None = None
    ) -> None:
        self._result = result
        self._command = command or _command(result)
        self._timing = dict(timing or {})

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

    @property
    def typical(self) -> int:
        """The world whose outcomes lie nearest the medians."""
        return typical_world(self.outcomes)

    def replay(self, world: int) -> Replay:
        """World ``world`` once more, with all that happened in it and the numbers behind it."""
        if not 0 <= world < self.worlds:
            raise RequestError(
                f"there is no world {world}; the run has worlds 0 to {self.worlds - 1}"
            )
        return replay(self.scenario, seed=self.seed, world=world)

    def story_of(self, world: int) -> pd.DataFrame:
        """The events of a world in words: ``week, date, actor, kind, text``."""
        return self._told(self.replay(world))

    @cached_property
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
    def facts(self) -> Mapping[str, Any]:
        """What was run, for reports: labels, dates, versions, and what each number rests on."""
        result = self._result
        return {
            **facts_of(self.scenario),
            "seed": self.seed,
            "worlds": self.worlds,
            "story_world": self.typical,
            "version": __version__,
            "versions": versions(),
            "command": self._command,
            "scenario_sha256": result.scenario.sha256,
        }

    def figure(self, name: str) -> Figure:
        """One of the figures ``prisoners, deals, relief, reliance, tradeoff, story``."""
        from simulator.report import draw

        return draw(self, name).figure

    def summary(self) -> str:
        """What happens, in words."""
        from simulator.report import summary_text

        return summary_text(self)

    def save(self, folder: str | Path, *, force: bool = False) -> Path:
        """Write the run folder: tables, figures, page, summary, manifest."""
        from simulator.report import write_report

        began = time.perf_counter()

        def extras(made: Path) -> list[str]:
            files = write_report(self, made)
            self._timing["report_seconds"] = time.perf_counter() - began
            return files

        return write_run(
            self._result,
            Path(folder),
            command=self._command,
            timing=self._timing,
            force=force,
            extras=extras,
        )

    def _told(self, told: Replay) -> pd.DataFrame:
        from simulator.report.cast import cast_of
        from simulator.report.story import story_frame

        return story_frame(told.events, cast_of(self.facts_without_story), self.scenario.start)

    @property
    def facts_without_story(self) -> Mapping[str, Any]:
        """The facts that depend on the scenario alone."""
        return facts_of(self.scenario)


def simulate(
    scenario: Scenario,
    *,
    worlds: int | None = None,
    seed: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    command: str = "",
) -> Run:
    """Run a scenario's worlds; ``worlds`` and ``seed`` default to the scenario's own.

    ``executor`` is any ``concurrent.futures.Executor``: the result does not depend on it. The same
    scenario, seed and version give the same numbers.
    """
    began = time.perf_counter()
    result = run_worlds(scenario, worlds=worlds, seed=seed, executor=executor, progress=progress)
    timing = {"simulation_seconds": time.perf_counter() - began}
    return Run(result, command=command, timing=timing)


def read_run(folder: str | Path) -> Run:
    """A run back from its folder, with tables as pandas frames."""
    path = Path(folder)
    return Run(read_result(path), command=str(read_manifest(path)["command"]))


def facts_of(scenario: Scenario) -> dict[str, Any]:
    """What a report says of a scenario: titles, labels, dates, sources."""
    senders = scenario.senders
    return {
        "name": scenario.name,
        "title": scenario.title or scenario.name,
        "question": scenario.question,
        "summary": scenario.summary,
        "start": scenario.start.isoformat(),
        "horizon_weeks": scenario.horizon_weeks,
        "target": scenario.target.label,
        "patron": scenario.patron.label if scenario.patron is not None else "",
        "commodity": scenario.commodity.name if scenario.commodity is not None else "",
        "senders": {name: sender.label for name, sender in senders.items()},
        "instruments": {
            instrument: {"label": one.label or _words(instrument), "sender": name}
            for name, sender in senders.items()
            for instrument, one in sender.instruments.items()
        },
        "rungs": {
            name: {rung: one.label or _words(rung) for rung, one in _offered(sender)}
            for name, sender in senders.items()
        },
        "classes": {name: name.replace("_", " ") for name in scenario.prisoners.classes},
        "timeline": _dated_events(scenario),
        "provenance": _sources(scenario),
    }


def _offered(sender: Sender) -> list[tuple[str, Rung]]:
    """The rungs that some world's order holds; others wait for a variant."""
    offered = {name for order in sender.orders for name in order}
    return [(name, rung) for name, rung in sender.rungs.items() if name in offered]


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _dated_events(scenario: Scenario) -> list[tuple[dt.date, str]]:
    events = []
    for name, event in scenario.timeline.items():
        week = scenario.week_of(event)
        if week < scenario.horizon_weeks:
            date = scenario.start + dt.timedelta(weeks=week)
            events.append((event.date or date, event.note or _words(name)))
    return events


def _sources(scenario: Scenario) -> list[dict[str, Any]]:
    return [
        {
            "path": path,
            "evidence": list(basis.evidence or ()),
            "assumption": basis.assumption or "",
        }
        for path, basis in scenario.provenance.items()
    ]


def _command(result: RunResult) -> str:
    return f"sanctions run {result.scenario.name} --worlds {result.worlds} --seed {result.seed}"
