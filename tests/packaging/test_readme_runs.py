"""The commands that the README shows work, in the order in which it shows them."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import sanctions

FEW_WORLDS = ("--worlds", "256")  # the last one given holds, and the test stays short


def shown_commands(document: Path) -> list[list[str]]:
    """The arguments of each ``$ sanctions …`` line, without the remark behind it."""
    lines = re.findall(r"^\$ sanctions (.*)$", document.read_text("utf-8"), re.M)
    return [shlex.split(line, comments=True) for line in lines]


def test_every_command_of_the_readme_works_in_the_order_shown(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = shown_commands(root / "README.md")
    monkeypatch.chdir(tmp_path)
    assert commands
    for command in commands:
        few = FEW_WORLDS if command[0] == "run" else ()
        done = CliRunner().invoke(sanctions, [*command, *few])
        assert done.exit_code == 0, f"{' '.join(command)}\n{done.output}"
