"""Running scenarios from Python: simulate, look at the tables, draw, explain, save, read back.

run = simulate(load_scenario("belarus-2025"), worlds=2000, seed=1)
run.outcomes["released"].median()
run.figure("prisoners")
run.save("reports/my-run")
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis.precision import MOST_WORLDS, Aim, Reached, estimate, looks
from simulator.engine.batches import Watch, batched, run_until
from simulator.engine.blocks import (
    TILES_A_BLOCK,
    Block,
    Plan,
    Progress,
    blocks_of,
    run_worlds,
    worlds_wanted,
)
from simulator.engine.closely import Closely
from simulator.engine.places import Place, Wanted, place_for
from simulator.engine.replay import Replay, replay
from simulator.engine.stream import Kept, run_into
from simulator.errors import RequestError, RunFolderError
from simulator.randomness import TILE
from simulator.results.folder import (
    Told,
    finish,
    making,
    read_manifest,
    read_result,
    versions,
)
from simulator.results.parts import Parts
from simulator.results.run import TABLES, Columns, Result, week_dates
from simulator.results.stored import Stored
from simulator.results.streamed import put_together
from simulator.results.typical import MEASURES, NET, extreme_world, typical_world
from simulator.scenario import Scenario
from simulator.scenario.design import Design

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from simulator.analysis.comparison.entries import Entry
    from simulator.analysis.whatif.decisions import Decision
    from simulator.report.comparison.comparison import Comparison
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

        >>> from simulator import load_scenario
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
        return draw(ReportTables(self, self._result), name, place)

    def summary(self) -> pd.DataFrame:
        """The main outcomes as a tidy frame: a row each, with spread and Monte Carlo interval."""
        from simulator.report.notebook import summary_frame

        return summary_frame(ReportTables(self, self._result))

    def html(self, kept: Mapping[str, bytes] | None = None) -> str:
        """The report as one page of HTML; ``kept`` are figures (SVG by name) drawn already."""
        from simulator.report.write import page_of

        return page_of(ReportTables(self, self._result), kept or {})

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from simulator.report.notebook import run_html

        return run_html(ReportTables(self, self._result))

    def summary_text(self) -> str:
        """What happens, in words."""
        from simulator.report import summary_text

        return summary_text(ReportTables(self, self._result))

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
        files = write_report(ReportTables(self, self._result), folder)
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


@dataclass(frozen=True)
class ReportTables:
    """A run as the report takes it: outcomes a column at a time, deals as counts."""

    run: Run
    result: Result

    @property
    def outcomes(self) -> Columns:
        """A row a world."""
        return self.result.look

    @property
    def series(self) -> pd.DataFrame:
        """A row a week and variable."""
        return self.result.series

    @property
    def freed(self) -> pd.DataFrame:
        """People freed by completed deals, counted."""
        return self.result.freed

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


@dataclass(frozen=True)
class Making:
    """How a run's folder is made: where its blocks run, and what becomes of what is there already.

    ``where`` are processes of this machine or a Dask cluster; ``resume`` goes on with an
    interrupted run; ``force`` replaces an earlier one; ``command`` is what the manifest says.
    ``tiles_a_block`` times 256 worlds make a part; only parts of the same size are gone on with.
    With ``until`` worlds are run until something is known well enough.
    """

    where: Wanted = field(default_factory=Wanted)
    resume: bool = False
    force: bool = False
    command: str = ""
    progress: Progress | None = None
    tiles_a_block: int = TILES_A_BLOCK
    until: Aim | None = None


def simulate_to(
    folder: str | Path,
    scenario: Scenario,
    *,
    worlds: int | None = None,
    seed: int | None = None,
    how: Making | None = None,
) -> Run:
    """Run a scenario's worlds straight into a run folder, in memory that does not grow with them.

    The files are those of ``simulate(…).save(folder)``, to the byte. While it runs, what is done
    lies in a hidden folder beside; an interrupted run is gone on with by ``resume``. With
    ``how.until`` (``analysis.precision.aim_of``) at most ``worlds`` are run, default a million.

    >>> import tempfile
    >>> from simulator import load_scenario
    >>> with tempfile.TemporaryDirectory() as place:
    ...     run = simulate_to(f"{place}/run", load_scenario("minimal"), worlds=300)
    ...     int(run.outcomes["released"].median())
    5
    """
    how, path = how or Making(), Path(folder)
    plan, course = Plan.of(scenario, seed=seed), _course(scenario, worlds, how)
    began = time.perf_counter()
    with making(path, force=how.force, resume=how.resume) as parts:
        with place_for(how.where, blocks=course.blocks) as place:
            kept = course.run(parts, plan, place=place)
        result = put_together(scenario, plan.seed, parts=kept.parts(), folder=parts.columns)
        timing = {"simulation_seconds": time.perf_counter() - began}
        run = Run(result, command=how.command, timing=timing, until=course.until)
        known = result.quantiles
        finish(result, parts, told=run.told(), force=how.force)
    command = how.command or _command(result)
    stored = Stored(scenario, plan.seed, result.worlds, path, known)
    return Run(stored, command=command, until=course.until)


@dataclass
class _Blocks:
    """A run of so many worlds, whatever comes out."""

    cut: list[Block]
    progress: Progress | None
    until: Mapping[str, Any] | None = None

    @property
    def blocks(self) -> int:
        return len(self.cut)

    def run(self, parts: Parts, plan: Plan, *, place: Place) -> Kept:
        return run_into(parts, plan, blocks=self.cut, place=place, progress=self.progress)


@dataclass
class _Batches:
    """A run until something is known as precisely as is wanted; ``until`` says what came of it."""

    aim: Aim
    most: int
    progress: Progress | None
    until: Mapping[str, Any] | None = None

    @property
    def blocks(self) -> int:
        return len(batched(looks(self.most)))

    def run(self, parts: Parts, plan: Plan, *, place: Place) -> Kept:
        sizes, look = looks(self.most), 0

        def enough(values: npt.NDArray[np.float64]) -> bool:
            nonlocal look
            look += 1
            found = Reached(
                self.aim, estimate(self.aim, values, looks=len(sizes)), look, len(sizes)
            )
            self.until = {**found.as_data(), "said": found.sentence}
            return found.enough

        watch = Watch(self.aim.outcome, sizes, enough)
        return run_until(parts, plan, watch=watch, place=place, progress=self.progress)


def _course(scenario: Scenario, worlds: int | None, how: Making) -> _Blocks | _Batches:
    if how.until is not None:
        return _Batches(how.until, worlds or MOST_WORLDS, how.progress)
    cut = blocks_of(worlds_wanted(scenario, worlds), tiles=how.tiles_a_block)
    return _Blocks(cut, how.progress)


def compare(
    *sides: str | Path | Scenario | Run,
    worlds: int | None = None,
    seed: int | None = None,
    changes: Sequence[str] = (),
    labels: Sequence[str] = (),
) -> Comparison:
    """Compare scenarios world by world, each with the first.

    A side is a run, a scenario, the name or file of one, or the folder of a run; behind a question
    mark stand changes of it (``"belarus-2025?target.slip=0&prisoners.restock=0"``). ``changes``
    hold for all sides, ``worlds`` and ``seed`` too where they are given.

    >>> found = compare("minimal", "minimal?senders.washington.rungs.contact.ask=9", worlds=200)
    >>> round(found.compared.of("ask=9", "released").mean, 2)
    3.98
    """
    from simulator.analysis.comparison.compared import compare_sides
    from simulator.analysis.comparison.entries import Wish, entries_of, run_here, same_length
    from simulator.report.comparison.comparison import Comparison

    given = [side._result if isinstance(side, Run) else side for side in sides]
    entries = entries_of(given, labels=labels, wish=Wish(changes, worlds, seed))
    run = run_here(same_length(entries))
    horizons = [entry.scenario.horizon_weeks for entry in entries]
    return Comparison(compare_sides(run, horizons=horizons))


def compare_to(
    folder: str | Path, entries: Sequence[Entry], *, how: Making | None = None
) -> Comparison:
    """Compare sides of any size straight into a folder, as ``simulate_to`` does with a run.

    ``analysis.comparison.entries.entries_of`` makes the entries.
    """
    from simulator.analysis.comparison.compared import compare_sides
    from simulator.analysis.comparison.entries import run_in_parts, same_length, worlds_to_run
    from simulator.report.comparison.comparison import Comparison

    how = how or Making()
    cut, began = same_length(entries), time.perf_counter()
    blocks = max(1, worlds_to_run(cut) // (how.tiles_a_block * TILE))
    with making(Path(folder), force=how.force, resume=how.resume) as parts:
        with place_for(how.where, blocks=blocks) as place:
            sides = run_in_parts(cut, parts, place=place, progress=how.progress)
        horizons = [entry.scenario.horizon_weeks for entry in entries]
        timing = {"seconds": time.perf_counter() - began}
        found = Comparison(compare_sides(sides, horizons=horizons), how.command, timing)
        found.finish(parts, force=how.force)
    return found


def read_run(folder: str | Path) -> Run:
    """A run back from its folder, with tables as pandas frames."""
    path = Path(folder)
    manifest = read_manifest(path)
    return Run(read_result(path), command=str(manifest["command"]), until=manifest.get("until"))


def page_of(folder: str | Path) -> str:
    """The page of any folder of this program once more, as HTML: a run's or an experiment's.

    In the language that ``report.language.speaking`` has chosen; a run's is worked out anew.
    """
    from simulator.report.kept import kept_page
    from simulator.report.language import ENGLISH, spoken

    path = Path(folder)
    manifest = read_manifest(path)
    if "experiment" in manifest or not {f"{name}.csv" for name in TABLES} <= {*manifest["files"]}:
        return kept_page(path)
    made = (manifest.get("language", ENGLISH), manifest.get("versions"))
    same = made == (spoken(), versions())
    kept = {one.stem: one.read_bytes() for one in path.glob("figures/*.svg")} if same else {}
    return read_run(path).html(kept)


def _command(result: Result) -> str:
    return f"sanctions run {result.scenario.name} --worlds {result.worlds} --seed {result.seed}"
