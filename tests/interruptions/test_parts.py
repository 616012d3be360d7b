"""Parts that are damaged, foreign or claimed by somebody else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulator.engine.blocks import Plan, blocks_of
from simulator.engine.columns import run_columns
from simulator.engine.places import Place
from simulator.engine.stream import Kept, run_into
from simulator.errors import RunError, RunFolderError
from simulator.results.folder import making
from simulator.results.parts import Parts, Span, content_of
from simulator.scenario import load_scenario
from tests.interruptions.runs import ENVIRONMENT

PLAN = Plan(load_scenario("minimal"), seed=5)
BLOCKS = blocks_of(700, tiles=1)


def run_parts(parts: Parts, plan: Plan = PLAN) -> tuple[Kept, list[int]]:
    told: list[int] = []
    kept = run_into(parts, plan, blocks=BLOCKS, place=Place(), progress=told.append)
    return kept, told


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    made = Parts(tmp_path / "run")
    made.place.mkdir()
    return made


def test_parts_that_are_there_are_not_run_again(parts: Parts) -> None:
    first, told = run_parts(parts)
    again, told_again = run_parts(parts)
    assert again == first
    assert (told, told_again) == ([0, 256, 512, 700], [700])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"0", b"1", 1)),
        lambda path: path.write_bytes(b""),
        lambda path: path.rename(path.with_name(path.name.replace("-256-", "-255-"))),
    ],
    ids=["cut short", "changed", "empty", "renamed"],
)
def test_a_damaged_part_is_run_again(parts: Parts, spoil: Callable[[Path], object]) -> None:
    kept, _ = run_parts(parts)
    contents = [part.outcomes for part in kept.parts()]
    spoil(kept.paths[1][1])
    again, told = run_parts(parts)
    assert [part.outcomes for part in again.parts()] == contents
    assert told == [444, 700]


def test_parts_of_another_run_are_not_taken_for_this_ones(parts: Parts) -> None:
    run_parts(parts, Plan(PLAN.scenario, seed=6))
    _, told = run_parts(parts)
    assert told[0] == 0
    assert parts.count() == 3


def test_a_part_that_changes_while_the_run_lasts_is_noticed(parts: Parts) -> None:
    kept, _ = run_parts(parts)
    span, path = kept.paths[0]
    path.write_bytes(b"something else")
    with pytest.raises(RunFolderError, match="has been changed since it was written"):
        content_of(path, span=span, key=kept.key)


def test_a_worker_with_other_versions_is_refused(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.engine.stream.identity", lambda _plan: "another")
    with pytest.raises(RunError, match="another version of this program"):
        run_parts(parts)


def test_a_worker_of_an_experiment_with_other_versions_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("simulator.engine.columns.identity", lambda _plan: "another")
    with (
        ThreadPoolExecutor(1) as worker,
        pytest.raises(RunError, match="another version of this program"),
    ):
        run_columns(PLAN, columns=["released"], worlds=100, executor=worker)


def test_what_a_killed_process_left_half_done_is_swept(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "run")
    for place in (parts.place / "whole" / "figures", parts.columns):
        place.mkdir(parents=True)
        (place / "half").write_text("half")
    (parts.place / "0000000000-256-abc.12345").write_text("half a part")
    with making(parts.folder, force=False):
        assert [path.name for path in parts.place.iterdir()] == ["lock"]
    assert list(tmp_path.iterdir()) == []


def test_an_older_run_set_aside_when_the_process_was_killed_comes_back(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "run")
    (parts.place / "replaced").mkdir(parents=True)
    (parts.place / "replaced" / "manifest.json").write_text("the older run")
    with parts.claimed():
        assert (parts.folder / "manifest.json").read_text() == "the older run"


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (
        making(tmp_path / "run", force=False),
        pytest.raises(RunFolderError, match="another run is writing there at this moment"),
        making(tmp_path / "run", force=False),
    ):
        pass


HOLD = """
import sys, time
from pathlib import Path
from simulator.results.folder import making
with making(Path(sys.argv[1]), force=False):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        env=ENVIRONMENT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout
    assert child.stdout.readline() == "held\n"
    with pytest.raises(RunFolderError, match="another run"), making(folder, force=False):
        pass
    child.kill()
    child.communicate(timeout=60)
    with making(folder, force=False) as parts:
        assert parts.place.exists()


def test_the_worlds_of_a_part_stand_in_its_name(parts: Parts) -> None:
    path = parts.keep(Span(256, 44), b"content", key="key")
    assert path.name.startswith("0000000256-44-")
    assert parts.found("key") == {Span(256, 44): path}


def test_nothing_lies_beside_a_finished_run(tmp_path: Path) -> None:
    with making(tmp_path / "run", force=False) as parts:
        assert parts.place.exists()
    assert list(tmp_path.iterdir()) == []
