"""What docs/strategies.md shows works: its file is written, its commands typed, its Python run."""

import re
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
    Path("mine.py").write_text(plugin, encoding="utf-8")
    for command in shown_commands(page):
        short = ("--set", "horizon_weeks=40") if command[0] in {"run", "tournament"} else ()
        done = CliRunner().invoke(sanctions, [*command, *short])
        assert done.exit_code == 0, f"{' '.join(command)}\n{done.output}"
    for code in others:
        exec(compile(code, page.name, "exec"), {})


def test_the_document_names_all_that_a_strategy_may_know(root: Path) -> None:
    from simulator.agents.plugins.known import Round, Tranche

    page = (root / "docs" / "strategies.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    assert {*Round.names(), *Tranche.names()} <= told
