"""Children that run scenarios, and what they leave behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("child.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a run folder, but for the timing in the manifest."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    manifest = json.loads(found["manifest.json"])
    del manifest["timing"]
    return found | {"manifest.json": json.dumps(manifest).encode()}


def start(
    folder: Path, *, jobs: int = 1, report: bool = False, child: Path = CHILD
) -> subprocess.Popen[str]:
    """A child that makes the run at ``folder``, or goes on with it."""
    what = "REPORT" if report else "PLAIN"
    return subprocess.Popen(
        [sys.executable, str(child), str(folder), str(jobs), what],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(folder: Path, *, jobs: int = 1, report: bool = False) -> dict[str, bytes]:
    """Let the run end, and return what it wrote."""
    child = start(folder, jobs=jobs, report=report)
    _, said = child.communicate(timeout=300)
    assert child.returncode == 0, said
    return contents(folder)


def kill_at_random(
    folder: Path, chance: Random, *, jobs: int, report: bool = False, child: Path = CHILD
) -> bool:
    """Start or go on with a run and kill it after some parts; whether it was still running."""
    process = start(folder, jobs=jobs, report=report, child=child)
    assert process.stdout
    for _ in range(chance.randint(1, 6)):
        process.stdout.readline()
    time.sleep(chance.uniform(0, 1.5 if report else 0.05))
    alive = process.poll() is None
    process.kill()
    process.communicate(timeout=60)
    return alive and process.returncode < 0


def leftovers(folder: Path) -> list[str]:
    """What lies beside a run's folder."""
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


def until(true: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)
