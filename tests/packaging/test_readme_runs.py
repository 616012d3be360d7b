"""What the documents show a reader to type works: first the commands, then the Python."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import sanctions

FEW_WORLDS = ("--worlds", "256")
SMALL = {  # the last one given holds, and the test stays short
    "run": FEW_WORLDS,
    "compare": FEW_WORLDS,
    "sensitivity": (
        *("--worlds", "512", "--replicated", "8", "--trajectories", "0", "--sobol", "2"),
        *("--alone", "2", "--force"),
    ),
    "sweep": ("--worlds", "256"),
    "discover": ("--worlds", "512"),
    "optimize": (
        *("--population", "4", "--generations", "2", "--worlds", "256", "--fresh", "256"),
        *("--set", "horizon_weeks=60", "--force"),
    ),
    "tournament": ("--worlds", "1", "--set", "horizon_weeks=26", "--force"),
}
DOCUMENTS = (
    "README.md",
    "docs/scenario-files.md",
    "docs/experiments.md",
    "docs/explanations.md",
    "docs/figures.md",
)
TRIED_ELSEWHERE = {"hindcast"}  # tests/cli/test_cli_hindcast.py


def shown_commands(document: Path) -> list[list[str]]:
    """The arguments of each ``$ sanctions …`` line, without the remark behind it."""
    lines = re.findall(r"^\$ sanctions (.*)$", document.read_text("utf-8"), re.M)
    return [shlex.split(line, comments=True) for line in lines]


def shown_python(document: Path) -> list[str]:
    """The Python that a document shows."""
    return re.findall(r"^```python\n(.*?)^```$", document.read_text("utf-8"), re.M | re.S)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_commands_a_document_shows_work_in_the_order_shown(
    name: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = shown_commands(root / name)
    assert commands
    for command in commands:
        done = CliRunner().invoke(sanctions, [*command, *SMALL.get(command[0], ())])
        assert done.exit_code == 0, f"{' '.join(command)}\n{done.output}"


def test_no_document_shows_commands_that_are_not_tried(root: Path) -> None:
    documents = set(DOCUMENTS)
    documents.add("docs/strategies.md")  # test_strategies_document.py
    tried = {root / name for name in documents}
    others = {*(root / "docs").glob("*.md"), *(root / "scenarios").glob("*.md")} - tried
    untried = {
        f"{page.name}: {command[0]}"
        for page in others
        for command in shown_commands(page)
        if command[0] not in TRIED_ELSEWHERE
    }
    assert not untried


def test_the_python_that_the_documents_show_works(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(sanctions, ["run", "belarus-2025", *FEW_WORLDS])  # what the README runs
    own = root / "docs" / "strategies.md"  # test_strategies_document.py
    for document in (root / "README.md", *sorted({*(root / "docs").glob("*.md")} - {own})):
        for code in shown_python(document):
            exec(compile(code, document.name, "exec"), {})
