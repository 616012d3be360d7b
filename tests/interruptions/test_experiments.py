"""Experiments that are interrupted: going on gives the bytes of an undisturbed one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from simulator.cli import sanctions
from simulator.engine import columns
from tests.interruptions import experiment
from tests.interruptions.runs import contents, kill_at_random, leftovers

BEHAVIOUR = "senders.washington.behaviour"
COMMANDS = {
    "sweep": ("--vary", "prisoners.restock=0:8:6", "--worlds", "256", "--of", "released"),
    "discover": ("--when", "released > 3", "--worlds", "1500"),
    "sensitivity": ("--quick", "--worlds", "1024", "--replicated", "4", "--of", "released"),
    "optimize": (
        *("--free", f"{BEHAVIOUR}.opening=1:6", "--population", "4", "--generations", "3"),
        *("--fresh", "256"),
    ),
}
TOURNAMENT = ("--worlds", "1", "--generations", "3")  # draws many figures


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of 256 worlds, so that little is a lot."""
    monkeypatch.setattr(columns, "TILES_A_BLOCK", 1)


@pytest.fixture
def case(tmp_path: Path) -> str:
    """A scenario whose worlds draw something."""
    path = tmp_path / "case.yaml"
    path.write_text(
        "extends: minimal\nhorizon_weeks: 20\n"
        "prisoners: {arrests_per_week: {uniform: [6, 9], assumption: made up}}\n"
        "target: {slip: {uniform: [0, 0.5], assumption: made up}}\n"
    )
    return str(path)


def typed(command: str, case: str, folder: Path, *more: str) -> Result:
    words = (command, case, *COMMANDS.get(command, TOURNAMENT), "-o", str(folder), *more)
    return CliRunner().invoke(sanctions, words, prog_name="sanctions")


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch, *, most: int | None = None) -> Iterator[list[int]]:
    """Count the blocks that are run; a terminal's Ctrl-C comes after ``most``."""
    run, live = [0], columns.live_block

    def counting(*given: Any, **wishes: Any) -> Any:
        if most is not None and run[0] >= most:
            raise KeyboardInterrupt
        run[0] += 1
        return live(*given, **wishes)

    with monkeypatch.context() as patched:
        patched.setattr(columns, "live_block", counting)
        yield run


@pytest.mark.parametrize("command", [*COMMANDS, pytest.param("tournament", marks=pytest.mark.slow)])
def test_an_interrupted_experiment_is_gone_on_with(
    command: str, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(monkeypatch) as whole:
        assert typed(command, case, tmp_path / "undisturbed").exit_code == 0
    folder = tmp_path / "folder"
    with counted(monkeypatch, most=4):
        stopped = typed(command, case, folder)
    assert stopped.exit_code == 130
    assert "--resume goes on from there" in stopped.stderr
    assert not folder.exists()
    refused = typed(command, case, folder)
    assert refused.exit_code == 2
    assert "add --resume to go on with it, or --force to start afresh" in refused.stderr
    with counted(monkeypatch) as rest:
        done = typed(command, case, folder, "--resume")
    assert done.exit_code == 0, done.stderr
    assert whole[0] - 4 <= rest[0] < whole[0], "what was done is not done again"
    assert contents(folder) == contents(tmp_path / "undisturbed")
    assert sorted(leftovers(folder)) == ["case.yaml", "undisturbed"]


def test_a_damaged_part_is_run_again(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("sweep", case, tmp_path / "undisturbed")
    folder = tmp_path / "folder"
    with counted(monkeypatch, most=3):
        typed("sweep", case, folder)
    first, second, third = sorted((tmp_path / ".folder.parts").glob("*.part"))
    first.write_bytes(first.read_bytes()[:-9])
    second.write_bytes(bytes(len(second.read_bytes())))
    with counted(monkeypatch) as rest:
        assert typed("sweep", case, folder, "--resume").exit_code == 0
    assert rest[0] == 6 - 1, "only the third was whole"
    assert third
    assert contents(folder) == contents(tmp_path / "undisturbed")


def test_parts_of_another_experiment_are_not_taken(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ("--seed", "9")
    typed("sweep", case, tmp_path / "undisturbed", *other)
    folder = tmp_path / "folder"
    with counted(monkeypatch, most=4):
        typed("sweep", case, folder)
    assert typed("sweep", case, folder, "--resume", *other).exit_code == 0
    assert contents(folder) == contents(tmp_path / "undisturbed")
    assert ".folder.parts" not in leftovers(folder)


def test_two_processes_give_the_same_bytes(case: str, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        assert typed("sweep", case, tmp_path / jobs, "--jobs", jobs).exit_code == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of Unix")
def test_fifty_kills_of_an_optimisation_lose_nothing(tmp_path: Path) -> None:
    chance, kills, runs = Random(3), 0, 0
    experiment.finish(tmp_path / "undisturbed")
    expected = contents(tmp_path / "undisturbed")
    while kills < 50:
        folder = tmp_path / f"run-{runs}"
        kills += kill_at_random(folder, chance, jobs=1, child=experiment.CHILD)
        if folder.exists():
            assert contents(folder) == expected
            runs += 1
    folder = tmp_path / f"run-{runs}"
    experiment.finish(folder)
    assert contents(folder) == expected
