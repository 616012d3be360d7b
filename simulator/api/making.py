"""Running a scenario's worlds, in memory or straight into a folder."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.analysis.precision import MOST_WORLDS, Aim, Reached, estimate, looks
from simulator.api.run import Run, command_of
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
from simulator.engine.places import Place, Wanted, place_for
from simulator.engine.stream import Kept, run_into
from simulator.errors import RequestError
from simulator.results.folder import finish, making
from simulator.results.parts import Parts
from simulator.results.stored import Stored
from simulator.results.streamed import put_together
from simulator.scenario import Scenario
from simulator.scenario.design import Design

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


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
    _expect_scenario(scenario)
    began = time.perf_counter()
    result = run_worlds(
        scenario, worlds=worlds, seed=seed, design=design, executor=executor, progress=progress
    )
    timing = {"simulation_seconds": time.perf_counter() - began}
    return Run(result, timing=timing)


def _expect_scenario(given: object) -> None:
    """Say what to do where a name or a file is given in place of a scenario.

    >>> simulate("minimal")
    Traceback (most recent call last):
    simulator.errors.RequestError: 'minimal' is not a scenario; load_scenario('minimal') makes one
    """
    if not isinstance(given, Scenario):
        shown = repr(str(given)[:60])
        raise RequestError(f"{shown} is not a scenario; load_scenario({shown}) makes one")


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
    _expect_scenario(scenario)
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
    command = how.command or command_of(result)
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
