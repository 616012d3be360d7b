"""``sanctions calibrate`` and ``sanctions forecast`` from the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from simulator import load_scenario
from simulator.cli import sanctions

BELARUS = ("belarus-2025", "--data", "belarus-2025")


def asked(*words: str) -> tuple[int, str, str]:
    """Exit code, output and messages of a command."""
    done = CliRunner().invoke(sanctions, list(words))
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def calibrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("calibration") / "out"
    words = ("--worlds", "2000", "--seed", "3", "--check", "20", "-o", str(folder))
    code, out, err = asked("calibrate", *BELARUS, *words)
    assert code == 0, err
    return folder, out


def test_what_was_learned_and_what_was_not_is_told(calibrated: tuple[Path, str]) -> None:
    folder, out = calibrated
    assert "  Arrests (prisoners.arrests_per_week)\n    6.02 to 11 before, " in out
    assert "Not learned" in out
    assert (folder / "summary.txt").read_text("utf-8") == out.partition("\nReport: ")[0]


def test_the_folder_holds_what_its_manifest_names(calibrated: tuple[Path, str]) -> None:
    folder, _ = calibrated
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == set(manifest["files"])
    assert {
        "posterior.csv",
        "learned.csv",
        "figures/posterior.svg",
        "check-near-history.csv",
    } < there
    assert manifest["command"] == (
        "sanctions calibrate belarus-2025 --data belarus-2025 --worlds 2000 --seed 3 --check 20"
    )


def test_a_run_can_use_the_posterior(
    calibrated: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = calibrated
    monkeypatch.chdir(folder)
    scenario = load_scenario("belarus-2025", overrides=["posterior=posterior.csv"])
    assert scenario.posterior
    assert scenario.posterior.rows == 1000


def test_no_two_regions_of_the_page_have_one_name(calibrated: tuple[Path, str]) -> None:
    page = (calibrated[0] / "report.html").read_text("utf-8")
    named = re.findall(r'role="region" aria-label="([^"]*)"', page)
    assert len(named) > 1
    assert sorted(set(named)) == sorted(named)


def test_a_folder_is_not_overwritten_without_force(calibrated: tuple[Path, str]) -> None:
    code, _, err = asked("calibrate", *BELARUS, "--worlds", "1000", "-o", str(calibrated[0]))
    assert code == 2
    assert "exists already" in err


@pytest.mark.parametrize("command", ["calibrate", "forecast"])
def test_observations_that_are_none_are_refused(command: str, tmp_path: Path) -> None:
    code, _, err = asked(
        command, "belarus-2025", "--data", "belarus-2024", "-o", str(tmp_path / "o")
    )
    assert code == 2
    assert "no observations of that name" in err
    assert not (tmp_path / "o").exists()


def test_a_forecast_is_written_for_scoring(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    words = ("--worlds", "1500", "--until", "2026-06-30", "-o", str(folder))
    code, out, err = asked("forecast", *BELARUS, *words)
    assert code == 0, err
    assert out.startswith("Released by deal by 30 June 2026: ")
    rows = pd.read_csv(folder / "forecast.csv")
    assert set(rows["forecast"]) == {"mixed", "model", "simple"}
    assert set(rows["date"]) == {"2025-12-31", "2026-03-31", "2026-06-30"}
    ends = rows[rows["unit"] == "people"].dropna()[["p025", "p10", "p50", "p90", "p975"]]
    assert (ends.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert (folder / "figures" / "rungs.png").is_file()


def test_a_forecast_of_the_past_uses_only_what_was_known(tmp_path: Path) -> None:
    words = ("--from", "2025-06-30", "--until", "2025-09-30", "--worlds", "1000", "--json")
    code, out, _ = asked("forecast", *BELARUS, *words, "-o", str(tmp_path / "out"))
    rows = {row["quantity"]: row for row in json.loads(out)["forecast"]}
    assert code == 0
    assert rows["released_by_deal"]["p025"] == 18
    assert "rung:washington/aviation" in rows


def test_a_forecast_without_a_quarters_end_is_refused(tmp_path: Path) -> None:
    words = ("--from", "2025-09-30", "--until", "2025-10-31", "-o", str(tmp_path / "out"))
    code, _, err = asked("forecast", *BELARUS, *words)
    assert code == 2
    assert "no quarter ends between" in err
