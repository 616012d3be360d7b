"""Running scenarios from Python: simulate, look at the tables, draw, explain, save, read back.

run = simulate(load_scenario("belarus-2025"), worlds=2000, seed=1)
run.outcomes["released"].median()
run.figure("prisoners")
run.save("reports/my-run")
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Executor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.engine.blocks import Progress, run_worlds
from simulator.engine.replay import Replay, replay
from simulator.errors import RequestError, RunFolderError
from simulator.results.folder import read_manifest, read_result, write_run
from simulator.results.run import RunResult, week_dates
from simulator.results.typical import typical_world
from simulator.scenario import Scenario
from simulator.scenario.design import Design

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


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

    def called(self, command: str) -> Run:
        """The same run, said to come from a command."""
        return Run(self._result, command=command, timing=self._timing)

    def replay(self, world: int) -> Replay:
        """World ``world`` once more, with all that happened in it and the numbers behind it."""
        if not 0 <= world < self.worlds:
            raise RequestError(
                f"there is no world {world}; the run has worlds 0 to {self.worlds - 1}"
            )
        told = replay(self.scenario, seed=self.seed, world=world)
        row = self.outcomes.iloc[world]
        if told.values["held"][-1] != row["held_end"] or told.released != row["released"]:
            raise RunFolderError(
                f"world {world} comes out otherwise when it is run again: the folder was changed, "
                "or made by another version; run the scenario again"
            )
        return told

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
        from simulator.report.facts import run_facts

        return run_facts(self._result, story_world=self.typical, command=self._command)

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
        from simulator.report.facts import scenario_facts
        from simulator.report.labels import labels_of
        from simulator.report.story import story_frame

        labels = labels_of(scenario_facts(self.scenario))
        return story_frame(told.events, labels, self.scenario.start)


def simulate(
    scenario: Scenario,
    *,
    worlds: int | None = None,
    seed: int | None = None,
    design: Design | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Run:
    """Run a scenario's worlds; ``worlds`` and ``seed`` default to the scenario's own.

    A ``design`` lays down the values of some parameters world by world. ``executor`` is any
    ``concurrent.futures.Executor``: the result does not depend on it. The same scenario, seed and
    version give the same numbers.
    """
    began = time.perf_counter()
    result = run_worlds(
        scenario, worlds=worlds, seed=seed, design=design, executor=executor, progress=progress
    )
    timing = {"simulation_seconds": time.perf_counter() - began}
    return Run(result, timing=timing)


def read_run(folder: str | Path) -> Run:
    """A run back from its folder, with tables as pandas frames."""
    path = Path(folder)
    return Run(read_result(path), command=str(read_manifest(path)["command"]))


def _command(result: RunResult) -> str:
    return f"sanctions run {result.scenario.name} --worlds {result.worlds} --seed {result.seed}"
