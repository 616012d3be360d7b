"""``sanctions hindcast`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import sanctions


def asked(*words: str) -> tuple[int, str, str]:
    """Exit code, output and messages of a command."""
    done = CliRunner().invoke(sanctions, ["hindcast", *words])
    return done.exit_code, done.stdout, done.stderr


def test_a_case_is_scored_and_written(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    code, out, _ = asked("cuba-2014", "--worlds", "32", "-o", str(folder))
    assert code == 0
    assert "Cuba 2014: " in out
    assert (folder / "figures" / "hindcast-cuba-2014.png").is_file()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "sanctions hindcast cuba-2014 --worlds 32 --seed 1"


def test_the_scores_come_as_json(tmp_path: Path) -> None:
    code, out, err = asked("cuba-2014", "--worlds", "32", "--json", "-o", str(tmp_path / "out"))
    rows = json.loads(out)["scores"]
    assert (code, err) == (0, "")
    assert {"case", "kind", "forecast", "crps", "brier"} <= rows[0].keys()


@pytest.mark.parametrize("name", ["cuba-2013", "belarus-2025-no-talks"])
def test_a_case_that_is_none_is_refused_before_anything_is_written(
    name: str, tmp_path: Path
) -> None:
    code, _, err = asked(name, "-o", str(tmp_path / "out"))
    assert code == 2
    assert "there is no such case" in err
    assert not (tmp_path / "out").exists()
