"""``sanctions sweep``, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from simulator.cli import sanctions

RESTOCK = ("--vary", "prisoners.restock=0:8:3")
FEW = ("--worlds", "256", "--of", "net_effect")
WORDS = ("--vary", "target.delivery=reliable,opportunist")
THIRD = ("--vary", "prisoners.calm=0,0.4")


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, ("sweep", "minimal", *words), prog_name="sanctions")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [
        RESTOCK,
        WORDS,
        (*RESTOCK, *WORDS),
        (*RESTOCK, *WORDS, *THIRD),
        (*RESTOCK, *WORDS, *THIRD, "--design", "lhs", "--points", "8"),
    ],
    ids=["line", "bars", "heat map", "small multiples", "parallel coordinates"],
)
def test_it_writes_a_folder_with_a_table_a_figure_and_a_summary(
    here: Path, asked: tuple[str, ...]
) -> None:
    result = typed(*asked, *FEW)
    assert result.exit_code == 0, result.stderr
    folder = here / "reports" / "minimal-sweep-1"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(manifest["files"]) == files
    assert {"sweep.csv", "summary.txt", "figures/sweep-net_effect.png"} <= files
    assert manifest["worlds"] == 256 * len(pd.read_csv(folder / "sweep.csv"))


def test_the_same_command_gives_the_same_bytes(here: Path) -> None:
    for folder in ("one", "two"):
        typed(*RESTOCK, *FEW, "--jobs", "1", "-o", folder)
    for file in ("sweep.csv", "summary.txt", "figures/sweep-net_effect.svg"):
        assert (here / "one" / file).read_bytes() == (here / "two" / file).read_bytes()


def test_a_wrong_path_is_refused_before_anything_is_written(here: Path) -> None:
    result = typed("--vary", "prisoners.restok=0:8:3", *FEW)
    assert result.exit_code == 2
    assert "did you mean prisoners.restock?" in result.stderr
    assert list(here.iterdir()) == []
