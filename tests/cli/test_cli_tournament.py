"""``sanctions tournament``, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from simulator.agents.plugins import registry
from simulator.cli import sanctions
from simulator.scenario import vocabulary

PLUGIN = "def half(fraction):\n    return fraction / 2\n\nCONCESSION = {'half': half}\n"
ASKED = ("tournament", "minimal", "--worlds", "256", "--generations", "10")


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, words, prog_name="sanctions")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a plug-in, and no strategies added before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "_OURS", {})
    monkeypatch.setattr(vocabulary, "_WORDS", dict(vocabulary._WORDS))
    (tmp_path / "mine.py").write_text(PLUGIN, encoding="utf-8")
    return tmp_path


def test_it_writes_tables_figures_and_a_summary_with_the_users_own(here: Path) -> None:
    result = typed(*ASKED, "--plugin", "mine.py")
    assert result.exit_code == 0, result.stderr
    folder = here / "reports" / "minimal-tournament-1"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(manifest["files"]) == files
    assert {"scores.csv", "strengths.csv", "generations.csv", "summary.txt"} <= files
    assert {"figures/concession-scores-target.png", "figures/delivery-generations.svg"} <= files
    assert manifest["plugins"][0]["strategies"] == ["concession: half"]
    assert manifest["command"].endswith("--plugin mine.py")
    scores = pd.read_csv(folder / "scores.csv")
    assert len(scores[scores["game"] == "concession"]) == 81 * 8


def test_the_summary_says_what_each_is_good_at_and_crowns_nobody() -> None:
    result = typed(*ASKED)
    text = result.stdout.lower()
    assert "most people freed" in text
    assert "depends on whom it meets, and on what is asked of it" in " ".join(text.split())
    assert "winner" not in text
    assert "concession: 16,384 of 16,384 worlds" in result.stderr


def test_an_unknown_sender_is_refused(here: Path) -> None:
    result = typed(*ASKED, "--sender", "nobody")
    assert result.exit_code == 2
    assert "has no sender nobody" in result.stderr
    assert not (here / "reports").exists()
