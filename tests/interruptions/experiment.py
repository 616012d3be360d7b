"""An optimisation of many small parts, to be killed: ``python experiment.py FOLDER``.

It says a line after each part.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from simulator.analysis.optimize.study import Aims, Effort, prepare
from simulator.engine import columns
from simulator.report.optimum.write import write_optimum
from simulator.results.folder import making
from simulator.scenario import load_scenario

CHILD = Path(__file__)
FREE = ("senders.washington.behaviour.opening=1:6", "target.slip=0,0.1")


def say(_stage: str, done: int, _worlds: int) -> None:
    print(done, flush=True)  # noqa: T201 - the parent reads it


def optimize(folder: Path) -> None:
    """The optimisation as the command makes it, in blocks of 256 worlds."""
    columns.TILES_A_BLOCK = 1  # type: ignore[misc] # so that little is a lot
    effort = Effort(population=6, generations=4, worlds=256, fresh=256)
    aims = Aims(["released"], ["relief_value_usd_m"])
    whole = prepare(load_scenario("minimal"), FREE, aims=aims, effort=effort, seed=5)
    with making(folder, force=False, resume=True) as parts:
        found = whole.run(told=say, kept=parts)
        write_optimum(found, parts, command="sanctions optimize minimal")


def finish(folder: Path) -> None:
    """Let a child make the folder, or go on with it, to the end."""
    from tests.interruptions.runs import ENVIRONMENT

    command = [sys.executable, str(CHILD), str(folder)]
    subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    optimize(Path(sys.argv[1]))
