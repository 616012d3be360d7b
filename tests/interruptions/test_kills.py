"""However a run is interrupted, going on with it gives the bytes of an undisturbed one."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from simulator.cli import sanctions
from tests.interruptions.runs import (
    ENVIRONMENT,
    contents,
    finish,
    kill_at_random,
    leftovers,
    start,
    until,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of Unix")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return finish(tmp_path_factory.mktemp("undisturbed") / "run")


def test_five_kills_lose_nothing(undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    chance, folder = Random(11), tmp_path / "run"
    kills = sum(kill_at_random(folder, chance, jobs=1 + i % 2) for i in range(5))
    assert kills >= 3
    assert not (folder / "manifest.json").exists() or contents(folder) == undisturbed
    if not folder.exists():
        assert finish(folder, jobs=2) == undisturbed
    assert leftovers(folder) == []


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("report", [False, True])
def test_fifty_kills_lose_nothing(tmp_path: Path, jobs: int, report: bool) -> None:
    """At random moments: while worlds run, while the folder is put together, while it is moved."""
    chance, kills, runs = Random(jobs), 0, 0
    expected = finish(tmp_path / "undisturbed", report=report)
    while kills < 50:
        folder = tmp_path / f"run-{runs}"
        kills += kill_at_random(folder, chance, jobs=jobs, report=report)
        if folder.exists():
            assert contents(folder) == expected
            runs += 1
    folder = tmp_path / "last"
    kill_at_random(folder, chance, jobs=jobs)
    assert folder.exists() or finish(folder, jobs=jobs, report=report) == expected


def test_a_killed_run_leaves_no_worker_behind(tmp_path: Path) -> None:
    child = start(tmp_path / "run", jobs=2)
    assert child.stdout
    child.stdout.readline()
    child.stdout.readline()
    workers = _children(child.pid)
    child.kill()
    child.communicate(timeout=60)
    assert workers
    until(lambda: not any(_runs(worker) for worker in workers))


def _children(parent: int) -> list[int]:
    command = ["ps", "-o", "pid=", "--ppid", str(parent)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return [int(line) for line in said.stdout.split()]


def _runs(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_killed_worker_is_told_and_the_run_goes_on(
    undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    child = start(folder, jobs=2)
    assert child.stdout
    for _ in range(3):
        child.stdout.readline()
    for worker in _children(child.pid):
        os.kill(worker, signal.SIGKILL)
    _, said = child.communicate(timeout=60)
    assert child.returncode != 0
    assert "was killed, perhaps because memory ran out" in said
    assert not folder.exists()
    assert finish(folder) == undisturbed


# -- Ctrl-C ---------------------------------------------------------------------------------------


def _heed_interrupts() -> None:
    """What a terminal's child does; that of a shell's background job would ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.setpgrp()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_says_how_to_go_on(tmp_path: Path, jobs: int) -> None:
    command = [sys.executable, "-m", "simulator", "run", "minimal", "--worlds", "300000"]
    child = subprocess.Popen(
        [*command, "--jobs", jobs, "-o", str(tmp_path / "run")],
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - no threads run here
    )
    assert child.stderr
    child.stderr.readline()
    os.killpg(child.pid, signal.SIGINT)  # a terminal interrupts workers too
    _, said = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "--resume goes on from there" in said
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == [".run.parts"]


def test_an_interrupted_run_is_not_started_afresh_unasked(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    kill_at_random(folder, Random(1), jobs=1)
    said = CliRunner().invoke(sanctions, ["run", "minimal", "--worlds", "9", "-o", str(folder)])
    assert said.exit_code == 2
    assert "add --resume to go on with it, or --force to start afresh" in said.stderr


# -- a full disk ----------------------------------------------------------------------------------


def _limited(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("share", [0.3, 3.0], ids=["while worlds run", "while tables are written"])
def test_a_full_disk_is_told_and_the_run_goes_on(
    undisturbed: dict[str, bytes], tmp_path: Path, share: float
) -> None:
    folder = tmp_path / "run"
    part = len(undisturbed["outcomes.csv"]) / 24
    size = int(share * (part + 40_000))
    child = subprocess.run(
        [sys.executable, "-m", "tests.interruptions.child", str(folder), "1", "PLAIN"],
        cwd=Path(__file__).parents[2],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: _limited(size),
    )
    assert "could not be written (File too large); make room" in child.stderr
    assert not folder.exists()
    assert (leftovers(folder) != []) == (share > 1), "whole parts are kept, and only they"
    assert finish(folder) == undisturbed
    assert leftovers(folder) == []
