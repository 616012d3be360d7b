"""A student's program, played in a process of its own with a limit of time and memory.

A program is Python, and whatever runs it runs all of it. So nothing here happens unless somebody
asked for it by name (``--run-code``): the limits are against mistakes, such as a loop without an
end, and are no protection against malice.
"""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from simulator.errors import SimulatorError

SECONDS: Final = 8
_PATIENCE: Final = 10  # a busy machine may take so many times as long by the clock
_MEMORY_BYTES: Final = 4 * 1024**3
_JOB, _RESULT = "job.json", "result.json"


class Unplayable(Exception):
    """A program that cannot be played; the text says why, in a beginner's words."""


@dataclass(frozen=True)
class Play:
    """Worlds of a scenario with changes (``path=value``), and the columns wanted of them."""

    changes: Sequence[str]
    columns: Sequence[str]
    worlds: int
    seed: int


@dataclass(frozen=True)
class Player:
    """Plays programs; each has so many ``seconds`` of computing for all it is asked.

    Where a system cannot limit computing (Windows), and for programs that only wait, the clock
    stops them after ten times as long: a busy machine must not cost anybody marks.
    """

    seconds: float = SECONDS

    def play(
        self, program: str, *, file: str, scenario: str, plays: Sequence[Play]
    ) -> list[Mapping[str, list[float]]]:
        """The columns of each play; ``Unplayable`` if the program fails or takes too long."""
        with tempfile.TemporaryDirectory(prefix="exercise-") as name:
            folder = Path(name)
            (folder / file).write_text(program, encoding="utf-8")
            job = {
                "file": file,
                "scenario": scenario,
                "plays": [asdict(one) for one in plays],
                "seconds": self.seconds,
            }
            (folder / _JOB).write_text(json.dumps(job), encoding="utf-8")
            self._run(folder, file)
            return _result(folder, file)

    def _run(self, folder: Path, file: str) -> None:
        command = [sys.executable, "-I", "-m", "simulator.exercise.programs", str(folder)]
        with subprocess.Popen(  # noqa: S603 - asked for by name: see the module's text
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as started:
            try:
                code = started.wait(timeout=_PATIENCE * self.seconds)
            except subprocess.TimeoutExpired:
                raise Unplayable(
                    f"{file} was stopped after {_PATIENCE * self.seconds:g} seconds; does it wait "
                    "for something, or is there a loop without an end?"
                ) from None
            finally:
                _end(started)
        if code == -getattr(signal, "SIGXCPU", -1):
            raise Unplayable(
                f"{file} was stopped after {self.seconds:g} seconds of computing; "
                "is there a loop without an end?"
            )


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started, where the system has sessions; else it alone."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            started.kill()
        else:
            os.killpg(started.pid, signal.SIGKILL)


def _result(folder: Path, file: str) -> list[Mapping[str, list[float]]]:
    try:
        found = json.loads((folder / _RESULT).read_text("utf-8"))
    except (OSError, ValueError):
        raise Unplayable(f"{file} ended the process that ran it; does it call exit()?") from None
    if "wrong" in found:
        raise Unplayable(str(found["wrong"]))
    plays: list[Mapping[str, list[float]]] = found["plays"]
    return plays


def main(folder: Path) -> None:
    """Play the program of a folder, in the process that was started for it."""
    job = json.loads((folder / _JOB).read_text("utf-8"))
    file = str(job["file"])
    try:
        result: dict[str, Any] = {"plays": _played(folder / file, job)}
    except SimulatorError as error:
        result = {"wrong": str(error)}
    except AssertionError as error:  # the test kit's Unfit
        result = {"wrong": str(error)}
    except BaseException as error:  # noqa: BLE001 - a student's program may raise anything
        result = {"wrong": _line_of(error, file)}
    (folder / _RESULT).write_text(json.dumps(result), encoding="utf-8")


def _played(program: Path, job: Mapping[str, Any]) -> list[dict[str, list[float]]]:
    from simulator.agents.plugins.registry import load_plugin, plugged
    from simulator.engine.blocks import Plan
    from simulator.engine.columns import run_columns
    from simulator.scenario import scenario_from_text
    from simulator.testing import check_strategy

    _limit(job["seconds"])
    for name in load_plugin(program):
        check_strategy(plugged("concession", name).itself, kind="concession")
    found = []
    for play in job["plays"]:
        scenario = scenario_from_text(
            job["scenario"], name="scenario.yaml", overrides=play["changes"]
        )
        columns = run_columns(
            Plan(scenario, play["seed"]), columns=play["columns"], worlds=play["worlds"]
        )
        found.append({name: [float(v) for v in values] for name, values in columns.items()})
    return found


def _line_of(error: BaseException, file: str) -> str:
    """What went wrong, and on which line of the student's file."""
    if isinstance(error, SyntaxError):
        return f"{file}, line {error.lineno}: {error.msg}"
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).name == file
    ]  # fmt: skip
    where = f"{file}, line {lines[-1]}" if lines else file
    return f"{where}: {type(error).__name__}: {error}"


def _limit(seconds: float) -> None:
    """Limit memory, and computing from now on."""
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        until = math.ceil(time.process_time() + seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (until, until + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
