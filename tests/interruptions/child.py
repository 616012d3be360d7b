"""A run of many small parts, to be interrupted: ``python child.py FOLDER JOBS PLAIN|REPORT``.

It says a line after each part. ``PLAIN`` leaves the report out, which takes longer than the worlds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from simulator.api import Making, simulate_to
from simulator.engine.blocks import Plan, blocks_of
from simulator.engine.places import Wanted, place_for
from simulator.engine.stream import run_into
from simulator.results.folder import Told, finish, making
from simulator.results.streamed import put_together
from simulator.scenario import load_scenario

WORLDS = 256 * 24 - 100
SCENARIO = "minimal"


def say(done: int) -> None:
    print(done, flush=True)  # noqa: T201 - the parent reads it


def plain(folder: Path, jobs: int) -> None:
    """The tables of the run, without figures and page."""
    scenario = load_scenario(SCENARIO)
    blocks = blocks_of(WORLDS, tiles=1)
    plan = Plan.of(scenario, seed=5)
    with making(folder, force=False, resume=True) as parts:
        with place_for(Wanted(jobs), blocks=len(blocks)) as place:
            kept = run_into(parts, plan, blocks=blocks, place=place, progress=say)
        result = put_together(scenario, 5, parts=kept.parts(), folder=parts.columns)
        finish(result, parts, told=Told("sanctions run minimal", {}), force=False)


def whole(folder: Path, jobs: int) -> None:
    """The run as a user has it."""
    how = Making(Wanted(jobs), resume=True, progress=say, tiles_a_block=1)
    simulate_to(folder, load_scenario(SCENARIO), worlds=WORLDS, seed=5, how=how)


if __name__ == "__main__":
    run = plain if sys.argv[3] == "PLAIN" else whole
    run(Path(sys.argv[1]), int(sys.argv[2]))
