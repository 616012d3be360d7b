"""``sanctions optimize``, as a user types it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from simulator.cli import sanctions

FREE = ("--free", "senders.washington.behaviour.opening=1:6", "--free", "target.slip=0,0.1")
FEW = ("--population", "4", "--generations", "2", "--fresh", "256")
GOALS = ("--maximise", "released", "--minimise", "relief_value_usd_m")
FUTURES = ("--future", "calm:prisoners.restock=0", "--future", "harsh:prisoners.restock=8")
TABLES = {"front.csv", "outcomes.csv", "convergence.csv"}


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, ("optimize", "minimal", *words), prog_name="sanctions")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [(), GOALS, (*GOALS, "--robust", "q10"), (*GOALS, "--robust", "regret", *FUTURES)],
    ids=["three goals", "two goals", "a low quantile", "regret"],
)
def test_it_writes_tables_figures_a_page_and_a_scenario_for_each_point(
    here: Path, asked: tuple[str, ...]
) -> None:
    result = typed(*FREE, *FEW, *asked)
    assert result.exit_code == 0, result.stderr
    folder = here / "reports" / "minimal-optimum-1"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(manifest["files"]) == files
    assert {*TABLES, "report.html", "summary.txt", "figures/front.png"} <= files
    points = {name for name in files if name.startswith("points/")}
    assert len(points) == len(pd.read_csv(folder / "front.csv")) - 1
    assert "in fresh worlds" in result.stdout.lower()


def test_a_point_can_be_run(here: Path) -> None:
    typed(*FREE, *FEW, *GOALS, "-o", "found")
    point = str(here / "found" / "points" / "point-01.yaml")
    done = CliRunner().invoke(sanctions, ("run", point, "--worlds", "20", "-o", "again"))
    assert done.exit_code == 0, done.stderr


def test_the_command_in_the_manifest_gives_the_same_bytes(here: Path) -> None:
    typed(*FREE, *FEW, *GOALS, "--robust", "regret", *FUTURES, "--jobs", "1", "-o", "one")
    command = json.loads((here / "one" / "manifest.json").read_text("utf-8"))["command"]
    again = CliRunner().invoke(sanctions, [*shlex.split(command)[1:], "-o", "two"])
    assert again.exit_code == 0, again.stderr
    for file in (*TABLES, "summary.txt", "report.html", "figures/front.svg"):
        assert (here / "one" / file).read_bytes() == (here / "two" / file).read_bytes()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--free", "target.slipp=0:1"), "--free: target.slipp: the scenario has no such number"),
        ((*FREE, "--maximise", "released"), "asked for 1 outcome (released); expected 2 or 3"),
        ((*FREE, "--robust", "regret"), "name two futures or more"),
        ((*FREE, *FUTURES), "say with --robust q10 or --robust regret"),
        ((*FREE, "--maximise", "freed", "--minimise", "deals"), "minimal has no outcome freed"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(
    here: Path, asked: tuple[str, ...], said: str
) -> None:
    result = typed(*asked, *FEW)
    assert result.exit_code == 2
    assert said in result.stderr
    assert list(here.iterdir()) == []
