"""``sanctions sensitivity``, as a user types it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.cli import sanctions

CASE = """\
start: 2025-01-26
horizon_weeks: 20
title: Arrests alone
prisoners:
  classes: {everybody: {held: 100, arrest_share: 1, hold_value_usd_m: 0.4}}
  arrests_per_week: {uniform: [5, 15]}
  scarcity: {uniform: [0, 1]}
"""
QUICK = ("--of", "arrested", "--quick", "--worlds", "600", "--replicated", "20")


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, words, prog_name="sanctions")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one scenario."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


def test_it_writes_a_folder_with_tables_figures_and_a_summary(here: Path) -> None:
    result = typed("sensitivity", "case.yaml", *QUICK, "--trajectories", "2", "--sobol", "4")
    assert result.exit_code == 0, result.stderr
    folder = here / "reports" / "case-sensitivity-1"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(manifest["files"]) == files
    assert {"indices.csv", "variance.csv", "swings.csv", "summary.txt"} <= files
    assert {"figures/shares-arrested.png", "figures/tornado-arrested.svg"} <= files
    assert manifest["experiment"] == "sensitivity"
    assert manifest["command"].startswith("sanctions sensitivity case.yaml --seed 1 --of arrested")


def test_the_summary_says_luck_and_what_cannot_be_told_from_zero() -> None:
    shown = typed("sensitivity", "case.yaml", *QUICK).stdout
    assert "What matters in Arrests alone" in shown
    assert "    prisoners.arrests_per_week: " in shown
    assert "Of 2 numbers and words, 1 cannot be told from zero" in shown
    assert "    luck alone: " in shown


def test_no_index_is_printed_below_zero() -> None:
    shown = typed("sensitivity", "case.yaml", *QUICK, "--sobol", "8", "--trajectories", "2").stdout
    assert "cannot be told from zero" in shown
    assert ": -" not in shown


def test_progress_goes_to_stderr_and_quiet_says_only_where_the_files_are() -> None:
    assert "ordinary run: 600 of 600 worlds, " in typed("sensitivity", "case.yaml", *QUICK).stderr
    quiet = typed("sensitivity", "case.yaml", *QUICK, "--quiet", "--force")
    assert quiet.stderr == ""
    assert [line.split(":")[0] for line in quiet.stdout.splitlines()] == [
        "Report", "Figures", "Tables",
    ]  # fmt: skip


def test_the_same_command_gives_the_same_bytes(here: Path) -> None:
    for folder in ("one", "two"):
        typed("sensitivity", "case.yaml", *QUICK, "--jobs", "1", "-o", folder)
    for file in ("indices.csv", "summary.txt", "figures/shares-arrested.svg"):
        assert (here / "one" / file).read_bytes() == (here / "two" / file).read_bytes()


def test_a_changed_number_is_no_factor(here: Path) -> None:
    typed("sensitivity", "case.yaml", *QUICK, "--set", "prisoners.scarcity=0.5", "-o", "set")
    with (here / "set" / "indices.csv").open(encoding="utf-8") as file:
        assert {row["parameter"] for row in csv.DictReader(file)} == {"prisoners.arrests_per_week"}


def test_an_earlier_study_is_not_overwritten_unless_asked(here: Path) -> None:
    typed("sensitivity", "case.yaml", *QUICK, "-o", "out")
    again = typed("sensitivity", "case.yaml", *QUICK, "-o", "out")
    assert again.exit_code == 2
    assert "out: exists already; add --force to replace it" in again.stderr
    assert typed("sensitivity", "case.yaml", *QUICK, "-o", "out", "--force").exit_code == 0


def test_an_unknown_outcome_names_the_nearest(here: Path) -> None:
    result = typed("sensitivity", "case.yaml", "--of", "arested", "--quick")
    assert result.exit_code == 2
    assert 'case has no outcome arested; did you mean "arrested"?' in result.stderr
    assert [path.name for path in here.iterdir()] == ["case.yaml"]
