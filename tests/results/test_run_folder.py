"""The run folder: written whole or not at all, never over anything else, and read back equal."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from simulator.api import Run, read_run, simulate
from simulator.engine.blocks import run_worlds
from simulator.errors import RunFolderError
from simulator.results.folder import (
    check_target,
    is_run_folder,
    read_manifest,
    read_result,
    write_run,
)
from simulator.results.run import RunResult
from tests.oracles.worlds import by_hand, sketch

TABLES = ("outcomes", "series", "deals")
FILES = {"columns.csv", "scenario.yaml", "outcomes.csv", "series.csv", "deals.csv", "manifest.json"}


@pytest.fixture(scope="module")
def result() -> RunResult:
    return run_worlds(sketch("horizon_weeks=60", "prisoners.restock={uniform: [0, 4]}"), worlds=300)


def write(result: RunResult, folder: Path, **more: Any) -> Path:
    return write_run(
        result, folder, command="sanctions run sketch", timing={"seconds": 1.0}, **more
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the timing in the manifest."""
    found = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    manifest = json.loads(found["manifest.json"])
    del manifest["timing"]
    return found | {"manifest.json": json.dumps(manifest).encode()}


def test_a_run_folder_has_its_tables_scenario_and_manifest(
    result: RunResult, tmp_path: Path
) -> None:
    folder = write(result, tmp_path / "run")
    assert {path.name for path in folder.iterdir()} == FILES
    assert read_manifest(folder)["files"] == sorted(FILES)


def test_the_same_run_gives_the_same_bytes_but_for_timing(
    result: RunResult, tmp_path: Path
) -> None:
    again = run_worlds(result.scenario, worlds=300)
    write(result, tmp_path / "one")
    write_run(again, tmp_path / "two", command="sanctions run sketch", timing={"seconds": 2.0})
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_run_is_read_back_equal(result: RunResult, tmp_path: Path) -> None:
    back = read_result(write(result, tmp_path / "run"))
    assert (back.seed, back.worlds, back.scenario.sha256) == (
        result.seed, result.worlds, result.scenario.sha256,
    )  # fmt: skip
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(back, table), getattr(result, table), rtol=1e-9)


def test_a_run_read_back_writes_the_same_tables(result: RunResult, tmp_path: Path) -> None:
    first = write(result, tmp_path / "one")
    second = write(read_result(first), tmp_path / "two")
    assert contents(first) == contents(second)


def test_a_run_without_any_deal_is_read_back(tmp_path: Path) -> None:
    quiet = run_worlds(by_hand(sender={"order": []}), worlds=5)
    back = read_result(write(quiet, tmp_path / "run"))
    assert len(back.deals) == len(quiet.deals) == 0
    assert list(back.deals.columns) == list(quiet.deals.columns)


def test_a_run_without_senders_is_read_back(tmp_path: Path) -> None:
    alone = run_worlds(by_hand(senders=None), worlds=5)
    back = read_result(write(alone, tmp_path / "run"))
    assert len(back.deals) == 0
    pd.testing.assert_frame_equal(back.outcomes, alone.outcomes, check_dtype=False)


# -- what is already there --------------------------------------------------------------------


def mine(folder: Path) -> Path:
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    return folder


def test_an_existing_run_is_not_replaced_without_force(result: RunResult, tmp_path: Path) -> None:
    folder = write(result, tmp_path / "run")
    before = contents(folder)
    with pytest.raises(RunFolderError, match="exists already; add --force"):
        write(result, folder)
    assert contents(folder) == before


def test_an_existing_run_is_replaced_with_force(result: RunResult, tmp_path: Path) -> None:
    other = run_worlds(by_hand(), worlds=3)
    folder = write(other, tmp_path / "run")
    write(result, folder, force=True)
    assert read_manifest(folder)["worlds"] == 300
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_is_not_a_runs_is_left_alone(
    result: RunResult, tmp_path: Path, force: bool
) -> None:
    folder = mine(tmp_path / "mine")
    with pytest.raises(RunFolderError, match="is not the folder of a run"):
        write(result, folder, force=force)
    assert (folder / "thesis.txt").read_text() == "years of work"


def test_a_file_is_no_place_for_a_run(result: RunResult, tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file")
    with pytest.raises(RunFolderError, match="is a file"):
        write(result, tmp_path / "run", force=True)
    with pytest.raises(RunFolderError, match="is a file, not a folder"):
        write(result, tmp_path / "run" / "below")


def test_an_empty_folder_is_used_with_or_without_force(result: RunResult, tmp_path: Path) -> None:
    for name, force in (("one", False), ("two", True)):
        (tmp_path / name).mkdir()
        assert is_run_folder(write(result, tmp_path / name, force=force))


def test_missing_parents_are_made(result: RunResult, tmp_path: Path) -> None:
    assert is_run_folder(write(result, tmp_path / "a" / "b" / "run"))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_a_place_that_cannot_be_written_to_is_refused(result: RunResult, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(RunFolderError, match="cannot be written to"):
        write(result, closed / "run")


def test_a_place_that_the_system_closes_is_refused_before_any_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(RunFolderError, match="cannot be written to"):
        check_target(tmp_path / "run", force=False)


def test_a_run_from_memory_does_not_sweep_an_interrupted_one_away(
    result: RunResult, tmp_path: Path
) -> None:
    part = tmp_path / ".run.parts" / "0000000000-256-abc.part"
    part.parent.mkdir()
    part.write_text("hours of work")
    with pytest.raises(RunFolderError, match="a run was interrupted here"):
        write(result, tmp_path / "run")
    assert part.exists()


# -- when something goes wrong ----------------------------------------------------------------


def breaking(error: BaseException) -> Callable[[Path], list[str]]:
    def extras(made: Path) -> list[str]:
        (made / "figure.svg").write_text("half")
        raise error

    return extras


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("a fault")])
def test_an_interruption_leaves_nothing_behind(
    result: RunResult, tmp_path: Path, error: BaseException
) -> None:
    with pytest.raises(type(error)):
        write(result, tmp_path / "run", extras=breaking(error))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disc_is_told_in_words_and_leaves_nothing_behind(
    result: RunResult, tmp_path: Path
) -> None:
    full = OSError(28, "No space left on device")
    with pytest.raises(RunFolderError, match=r"could not be written \(No space left on device\)"):
        write(result, tmp_path / "run", extras=breaking(full))
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_keeps_the_older_run(result: RunResult, tmp_path: Path) -> None:
    folder = write(result, tmp_path / "run")
    before = contents(folder)
    with pytest.raises(KeyboardInterrupt):
        write(result, folder, force=True, extras=breaking(KeyboardInterrupt()))
    assert contents(folder) == before


def test_more_files_can_be_written_into_the_folder(result: RunResult, tmp_path: Path) -> None:
    def extras(made: Path) -> list[str]:
        (made / "summary.txt").write_text("in words")
        return ["summary.txt"]

    folder = write(result, tmp_path / "run", extras=extras)
    assert "summary.txt" in read_manifest(folder)["files"]
    assert (folder / "summary.txt").read_text() == "in words"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "no whole manifest.json"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "no whole manifest.json"),
        (lambda folder: (folder / "outcomes.csv").unlink(), "outcomes.csv cannot be read"),
        (
            lambda folder: (folder / "deals.csv").write_bytes(b"\xff\xfe\x00"),
            "deals.csv is not as it was written",
        ),
    ],
)
def test_a_damaged_folder_is_refused_with_the_reason(
    result: RunResult, tmp_path: Path, spoil: Callable[[Path], object], message: str
) -> None:
    folder = write(result, tmp_path / "run")
    spoil(folder)
    with pytest.raises(RunFolderError, match=message):
        read_result(folder)


def test_a_manifest_that_speaks_of_more_worlds_than_there_are_is_noticed(
    result: RunResult, tmp_path: Path
) -> None:
    folder = write(result, tmp_path / "run")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"worlds": 10**12}))
    with pytest.raises(RunFolderError, match="does not hold each world once"):
        _ = read_result(folder).outcomes


def test_another_scenario_in_the_folder_is_noticed(result: RunResult, tmp_path: Path) -> None:
    folder = write(result, tmp_path / "run")
    text = (folder / "scenario.yaml").read_text()
    (folder / "scenario.yaml").write_text(text.replace("held: 35", "held: 36"))
    with pytest.raises(RunFolderError, match="not the one that was run"):
        read_result(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="nowhere: there is no such folder"):
        read_run(tmp_path / "nowhere")


def test_a_run_from_python_has_the_tables_that_were_computed(result: RunResult) -> None:
    run = simulate(result.scenario, worlds=300)
    assert isinstance(run, Run)
    pd.testing.assert_frame_equal(run.outcomes, result.outcomes, check_exact=True)
    assert run.replay(run.typical).world == run.typical


def test_a_file_that_no_run_wrote_is_never_deleted(result: RunResult, tmp_path: Path) -> None:
    folder = write(result, tmp_path / "run")
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(RunFolderError, match=r"thesis\.txt"):
        write(result, folder, force=True)
    assert (folder / "thesis.txt").exists()


def test_a_run_that_is_overtaken_does_not_replace_the_faster_one(
    result: RunResult, tmp_path: Path
) -> None:
    other = write(result, tmp_path / "other")

    def overtaken(_made: Path) -> list[str]:
        other.rename(tmp_path / "run")
        return []

    with pytest.raises(RunFolderError, match="exists already"):
        write(result, tmp_path / "run", extras=overtaken)
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_an_older_run_comes_back_if_the_new_one_cannot_take_its_place(
    result: RunResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(result, tmp_path / "run")
    before, replace = contents(folder), Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == folder and self.name == "whole":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(KeyboardInterrupt):
        write(result, folder, force=True)
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize("name", ["x" * 230, "\N{SNOWMAN}" * 90])
def test_a_name_too_long_for_a_folder_is_refused_before_the_run(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunFolderError, match="too long"):
        check_target(tmp_path / name, force=False)
