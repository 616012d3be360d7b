"""``sanctions run`` and ``sanctions explain`` as a user meets them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from simulator import read_run
from simulator.cli import sanctions
from simulator.report.figures import FIGURES, FURTHER

CONTRACT = {
    "manifest.json",
    "scenario.yaml",
    "outcomes.csv",
    "series.csv",
    "deals.csv",
    "report.html",
    "summary.txt",
    "columns.csv",
    *(
        f"figures/{name}.{ending}"
        for name in FIGURES
        for ending in ("svg", "png", "csv")
        if ending != "png" or name not in FURTHER
    ),
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sanctions, list(arguments))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("runs") / "small"
    assert run("run", "belarus-2025", "--worlds", "300", "-o", str(made)).exit_code == 0
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_run_folder_holds_what_the_contract_says_and_nothing_else(folder: Path) -> None:
    assert set(files(folder)) == CONTRACT
    assert set(json.loads((folder / "manifest.json").read_text())["files"]) == CONTRACT


def test_the_same_run_twice_gives_the_same_bytes_but_for_the_timing(
    folder: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    run("run", "belarus-2025", "--worlds", "300", "-o", str(again))
    first, second = files(folder), files(again)
    manifests = [json.loads(one.pop("manifest.json")) for one in (first, second)]
    assert first == second
    assert [{**m, "timing": None} for m in manifests] == [{**manifests[0], "timing": None}] * 2


def test_a_world_is_the_same_in_a_small_run_and_a_large_one(folder: Path, tmp_path: Path) -> None:
    run("run", "belarus-2025", "--worlds", "20", "-o", str(tmp_path / "few"))
    few, many = read_run(tmp_path / "few"), read_run(folder)
    for table in ("outcomes", "deals"):
        of_17 = [getattr(r, table).query("world == 17").reset_index(drop=True) for r in (few, many)]
        pd.testing.assert_frame_equal(*of_17)
    told = [run("explain", str(f), "--world", "17").output for f in (tmp_path / "few", folder)]
    assert told[0].splitlines()[1:] == told[1].splitlines()[1:]


def test_an_existing_run_is_left_alone_unless_forced(folder: Path) -> None:
    before = files(folder)
    refused = run("run", "belarus-2025", "--worlds", "20", "-o", str(folder))
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert files(folder) == before


def test_a_folder_that_is_no_run_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    refused = run("run", "minimal", "--worlds", "20", "-o", str(tmp_path), "--force")
    assert refused.exit_code == 2
    assert files(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_set_option_changes_the_run_and_is_part_of_its_command(tmp_path: Path) -> None:
    change = "senders.washington.rungs.contact.ask=1"
    run("run", "minimal", "--worlds", "20", "-o", str(tmp_path / "r"), "--set", change)
    told = read_run(tmp_path / "r")
    assert set(told.deals["prisoners"]) == {1}
    assert change in json.loads((tmp_path / "r" / "manifest.json").read_text())["command"]


def test_a_wrong_set_option_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    refused = run("run", "minimal", "-o", str(tmp_path / "r"), "--set", "target.slipp=0.1")
    assert refused.exit_code == 2
    assert "slip" in refused.stderr
    assert not (tmp_path / "r").exists()


def test_json_output_is_one_document_with_the_main_numbers(tmp_path: Path) -> None:
    said = run("run", "minimal", "--worlds", "20", "-o", str(tmp_path / "r"), "--json")
    assert json.loads(said.stdout)["outcomes"]["released"]["p50"] == 5


def test_quiet_says_only_where_the_files_are(tmp_path: Path) -> None:
    said = run("run", "minimal", "--worlds", "20", "-o", str(tmp_path / "r"), "--quiet")
    assert len(said.stdout.splitlines()) == 3


def test_explain_tells_the_agreement_and_its_reasons(folder: Path) -> None:
    said = run("explain", str(folder), "--typical").stdout
    assert "agree on" in said
    assert "would part with" in said


def test_explaining_a_world_that_was_not_run_says_which_there_are(folder: Path) -> None:
    said = run("explain", str(folder), "--world", "5000")
    assert said.exit_code == 2
    assert "0 to 299" in said.stderr


def test_explaining_a_folder_that_is_no_run_says_so(tmp_path: Path) -> None:
    said = run("explain", str(tmp_path))
    assert said.exit_code == 2
    assert "not the folder of a run" in said.stderr


def test_a_scenario_changed_after_the_run_is_not_explained(tmp_path: Path) -> None:
    run("run", "minimal", "--worlds", "20", "-o", str(tmp_path / "r"))
    resolved = tmp_path / "r" / "scenario.yaml"
    resolved.write_text(resolved.read_text().replace("arrests_per_week: 8", "arrests_per_week: 9"))
    said = run("explain", str(tmp_path / "r"))
    assert said.exit_code == 2
    assert "changed" in said.stderr


def test_a_seed_changed_after_the_run_is_noticed(tmp_path: Path) -> None:
    run("run", "minimal", "--worlds", "20", "-o", str(tmp_path / "r"))
    manifest = tmp_path / "r" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"seed": 1', '"seed": 2'))
    said = run("explain", str(tmp_path / "r"), "--world", "3")
    assert said.exit_code == 2
    assert "otherwise" in said.stderr


def test_people_are_told_as_whole_numbers(tmp_path: Path) -> None:
    run("run", "minimal", "--worlds", "20", "-o", str(tmp_path / "r"))
    said = run("explain", str(tmp_path / "r"), "--world", "0").stdout
    assert "Held at the start 1250," in said


def _heed_interrupts() -> None:
    """What a terminal's child does; that of a shell's background job would ignore them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_leaves_no_half_written_folder(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    command = [sys.executable, "-m", "simulator", "run", "minimal", "--worlds", "400000"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    child = subprocess.Popen(
        [*command, "-o", str(tmp_path / "run")],
        env=env,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - no threads run here
    )
    assert child.stderr
    child.stderr.readline()  # it says how far it is: so it is under way
    child.send_signal(sent)
    _, said = child.communicate(timeout=60)
    assert child.returncode == code
    assert "Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] in ([], [".run.parts"])
