"""``sanctions discover``, as a user types it."""

from __future__ import annotations

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
MANY = ("--when", "arrested > 250")
FEW = ("--worlds", "1200")


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, words, prog_name="sanctions")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with one scenario."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


def test_it_finds_the_number_that_decides_and_writes_a_folder(here: Path) -> None:
    result = typed("discover", "case.yaml", *MANY, *FEW, "--tree")
    assert result.exit_code == 0, result.stderr
    assert "With Arrests per week above 12" in result.stdout.replace(
        "Arrests above", "Arrests per week above"
    )
    folder = here / "reports" / "case-discovery-1"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(manifest["files"]) == files
    assert {"box.csv", "judgement.csv", "tree.csv", "figures/limits.png"} <= files


def test_a_run_can_be_asked_and_says_the_same(here: Path) -> None:
    typed("run", "case.yaml", "--worlds", "1200", "-o", "done")
    typed("discover", "done", *MANY, "-o", "one")
    typed("discover", "case.yaml", *MANY, *FEW, "-o", "two")
    one, two = ((here / name / "summary.txt").read_text("utf-8") for name in ("one", "two"))
    assert one == two


def test_the_same_command_gives_the_same_bytes(here: Path) -> None:
    for folder in ("one", "two"):
        typed("discover", "case.yaml", *MANY, *FEW, "--jobs", "1", "-o", folder)
    for file in ("box.csv", "judgement.csv", "summary.txt", "figures/limits.svg"):
        assert (here / "one" / file).read_bytes() == (here / "two" / file).read_bytes()


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("arested > 250", 'did you mean "arrested"?'),
        ("arrested >", "cannot be understood at its end"),
        ("arrested > 9999", "holds in 0 of 1,200 worlds"),
    ],
)
def test_what_cannot_be_asked_is_refused(here: Path, when: str, said: str) -> None:
    result = typed("discover", "case.yaml", "--when", when, *FEW)
    assert result.exit_code == 2
    assert said in result.stderr
    assert [path.name for path in here.iterdir()] == ["case.yaml"]
