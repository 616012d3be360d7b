"""``--plugin``, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.agents.plugins import registry
from simulator.cli import sanctions
from simulator.scenario import vocabulary

EVEN = "class Even:\n    def concede(self, known):\n        return known.fraction{more}\n\n"
EVEN += "CONCESSION = {{'even': Even}}\n"
SET = ("--set", "target.concession=even")
RUN = ("run", "minimal", "--worlds", "20", "--quiet", "-o", "out")


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, words, prog_name="sanctions")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a plug-in."""
    monkeypatch.chdir(tmp_path)
    another_process(monkeypatch)
    (tmp_path / "mine.py").write_text(EVEN.format(more=""), encoding="utf-8")
    return tmp_path


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget every strategy added, as a new process would."""
    words = {subject: vocabulary._OWN[subject] for subject in vocabulary._WORDS}
    monkeypatch.setattr(registry, "_OURS", {})
    monkeypatch.setattr(vocabulary, "_WORDS", words)


def test_a_run_with_a_plugin_names_it_and_its_hash(here: Path) -> None:
    result = typed(*RUN, *SET, "--plugin", "mine.py")
    assert result.exit_code == 0, result.stderr
    manifest = json.loads((here / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["plugins"][0]["file"] == "mine.py"
    assert len(manifest["plugins"][0]["sha256"]) == 64
    assert manifest["command"].endswith("--set target.concession=even --plugin mine.py")


def test_without_its_plugin_a_word_is_unknown(here: Path) -> None:
    result = typed(*RUN, *SET)
    assert result.exit_code == 2
    assert "target.concession" in result.stderr
    assert not (here / "out").exists()


def test_explain_needs_the_plugin_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(*RUN, *SET, "--plugin", "mine.py")
    another_process(monkeypatch)
    missing = typed("explain", "out", "--typical")
    assert missing.exit_code == 2
    assert "the run used the strategy even" in missing.stderr
    assert "give the file again that had it, with --plugin mine.py" in missing.stderr
    told = typed("explain", "out", "--typical", "--plugin", "mine.py")
    assert told.exit_code == 0, told.stderr
    assert "Released by deal" in told.stdout


def test_explain_refuses_a_plugin_that_has_changed(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(*RUN, *SET, "--plugin", "mine.py")
    another_process(monkeypatch)
    (here / "mine.py").write_text(EVEN.format(more=" / 2"), encoding="utf-8")
    result = typed("explain", "out", "--plugin", "mine.py")
    assert result.exit_code == 2
    assert "so worlds would come out otherwise" in result.stderr


def test_a_strategy_that_fails_ends_the_run_with_exit_code_1(here: Path) -> None:
    (here / "mine.py").write_text(EVEN.format(more=" + 1"), encoding="utf-8")
    result = typed(*RUN, *SET, "--plugin", "mine.py")
    assert result.exit_code == 1
    assert "the strategy even failed in world " in result.stderr
    assert "Traceback" not in result.stderr
    assert not (here / "out").exists()


def test_a_plugin_that_is_not_there_is_refused_before_anything_runs(here: Path) -> None:
    result = typed(*RUN, "--plugin", "none.py")
    assert result.exit_code == 2
    assert "none.py: cannot be read" in result.stderr


def test_validate_knows_the_words_of_a_plugin(here: Path) -> None:
    text = "extends: minimal\ntarget: {concession: even}\n"
    (here / "case.yaml").write_text(text, encoding="utf-8")
    assert typed("validate", "case.yaml").exit_code == 2
    assert typed("validate", "case.yaml", "--plugin", "mine.py").exit_code == 0


def test_a_sweep_over_words_names_the_plugin_of_one_of_them(here: Path) -> None:
    words = ("sweep", "minimal", "--vary", "target.concession=linear,even", "--worlds", "256")
    result = typed(*words, "--plugin", "mine.py", "--quiet", "-o", "out")
    assert result.exit_code == 0, result.stderr
    manifest = json.loads((here / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["plugins"][0]["strategies"] == ["concession: even"]
    assert manifest["command"].endswith("--plugin mine.py")


def test_a_comparison_with_a_plugin_finds_it_like_the_built_in_one(here: Path) -> None:
    even = "extends: minimal\ntarget: {concession: even}\n"
    (here / "own.yaml").write_text(even, encoding="utf-8")
    linear = even.replace("even", "linear")
    (here / "theirs.yaml").write_text(linear, encoding="utf-8")
    words = ("compare", "theirs.yaml", "own.yaml", "--worlds", "256", "--quiet", "-o", "out")
    result = typed(*words, "--plugin", "mine.py")
    assert result.exit_code == 0, result.stderr
    manifest = json.loads((here / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["plugins"][0]["file"] == "mine.py"


@pytest.mark.parametrize("command", ["calibrate", pytest.param("forecast", marks=pytest.mark.slow)])
def test_what_learns_from_history_takes_plugins(command: str, here: Path) -> None:
    text = "name: own\nextends: belarus-2025\ntarget:\n  concession: even\n"
    (here / "own.yaml").write_text(text, encoding="utf-8")
    words = (command, "own.yaml", "--data", "belarus-2025", "--worlds", "1000", "-o", "out")
    without = typed(*words)
    assert without.exit_code == 2
    assert "own.yaml:4:" in without.stderr
    done = typed(*words, "--plugin", "mine.py")
    assert done.exit_code == 0, done.stderr
    manifest = json.loads((here / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["command"].endswith("--plugin mine.py")
    assert manifest["plugins"][0]["file"] == "mine.py"
