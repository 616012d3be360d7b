"""The documents promise only what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from simulator.cli import sanctions
from simulator.version import __version__

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "reports/README.md")),
    *(ROOT / folder / "README.md" for folder in ("scenarios", "seeds")),
    *sorted(ROOT.glob("docs/**/*.md")),
]

each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def named_after(word: str, document: Path) -> set[str]:
    """Words in code that follow ``word``: the commands a document tells its reader to type."""
    code = re.findall(r"```.*?```|`[^`]+`", document.read_text("utf-8"), re.S)
    return {
        name
        for part in code
        for name in re.findall(rf"(?:^|[`$ ]){word} ([a-z][a-z-]*)", part, re.M)
    }


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command of the command line with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command, name
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        yield " ".join((*path, name)), command


COMMANDS = dict(commands(sanctions))


@each_document
def test_every_make_target_named_in_a_document_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert named_after("make", document) <= targets


@each_document
def test_every_command_named_in_a_document_exists(document: Path) -> None:
    assert named_after("sanctions", document) <= {name.split()[0] for name in COMMANDS}


@each_document
def test_every_link_inside_the_project_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_has_help(name: str) -> None:
    command = COMMANDS[name]
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert command.help
    assert [option.name for option in options if not (option.help or option.hidden)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_named_in_a_document(name: str) -> None:
    text = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
    assert f"sanctions {name}" in text


def test_the_changelog_has_a_heading_for_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## {re.escape(__version__)}\b", changelog, re.M)
