"""What docs/strategies.md shows works: its file is written, its commands typed, its Python run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.agents.plugins import registry
from simulator.cli import sanctions
from simulator.scenario import vocabulary
from tests.packaging.test_readme_runs import shown_commands, shown_python


@pytest.fixture(autouse=True)
def _nothing_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_OURS", {})
    monkeypatch.setattr(vocabulary, "_WORDS", dict(vocabulary._WORDS))


def test_the_plugin_commands_and_python_of_the_document_work(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = root / "docs" / "strategies.md"
    plugin, *others = shown_python(page)
    assert "CONCESSION" in plugin
    Path("mine.py").write_text(plugin, encoding="utf-8")
    for command in shown_commands(page):
        short = ("--set", "horizon_weeks=40") if command[0] in {"run", "tournament"} else ()
        done = CliRunner().invoke(sanctions, [*command, *short])
        assert done.exit_code == 0, f"{' '.join(command)}\n{done.output}"
    for code in others:
        exec(compile(code, page.name, "exec"), {})


def test_the_file_that_new_strategy_writes_checks_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(sanctions, ["new", "strategy", "slow_start"]).exit_code == 0
    done = subprocess.run(
        [sys.executable, "slow_start.py"], capture_output=True, text=True, check=False
    )
    assert done.stdout == "All strategies answer as they should.\n", done.stderr
    assert {len(line) <= 100 for line in Path("slow_start.py").read_text().splitlines()} == {True}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["strategy"], "expected: sanctions new strategy NAME"),
        (["strategy", "linear"], "linear is a strategy that is there already"),
        (["strategy", "Mine"], "cannot be a strategy's name"),
        (["one", "two"], "expected one NAME; got one, two"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(sanctions, ["new", *words])
    assert result.exit_code == 2
    assert said in result.output
    assert not list(tmp_path.iterdir())


def test_the_document_names_all_that_a_strategy_may_know(root: Path) -> None:
    from simulator.agents.plugins.known import Round, Tranche

    page = (root / "docs" / "strategies.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    assert {*Round.names(), *Tranche.names()} <= told
