"""What the documents show a reader to type works: first the commands, then the Python."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import sanctions

FEW_WORLDS = ("--worlds", "256")
SHORT = ("--set", "horizon_weeks=60")
SMALL = {  # the last one given holds, and the test stays short
    "run": (*FEW_WORLDS, *SHORT),
    "compare": FEW_WORLDS,
    "sensitivity": (
        *("--worlds", "512", "--replicated", "8", "--trajectories", "0", "--sobol", "2"),
        *("--alone", "2", "--force", *SHORT),
    ),
    "sweep": (*FEW_WORLDS, *SHORT),
    "discover": ("--worlds", "512"),
    "optimize": (
        *("--population", "4", "--generations", "2", "--worlds", "256", "--fresh", "256"),
        *("--force", *SHORT),
    ),
    "calibrate": ("--worlds", "2000"),
    "forecast": ("--worlds", "1500"),
    "tournament": ("--worlds", "1", "--set", "horizon_weeks=26", "--force"),
}
DOCUMENTS = ("README.md", "docs/scenario-files.md", "docs/explanations.md", "docs/figures.md")
LONG = ("docs/experiments.md",)  # test_long_documents.py, which runs beside this file
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
    try_commands(root / name)


def try_commands(document: Path) -> None:
    """Type every command that a document shows, in the folder at hand, with few worlds."""
    commands = shown_commands(document)
    assert commands
    for command in commands:
        done = CliRunner().invoke(sanctions, [*command, *SMALL.get(command[0], ())])
        assert done.exit_code == 0, f"{' '.join(command)}\n{done.output}"


def test_no_document_shows_commands_that_are_not_tried(root: Path) -> None:
    documents = {*DOCUMENTS, *LONG}
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
