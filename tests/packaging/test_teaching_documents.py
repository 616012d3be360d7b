"""What a newcomer and a teacher are told to type works, and the pages know every exercise."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator import exercise
from simulator.cli import sanctions

DOCS = Path(__file__).parents[2] / "docs"
TEACHING = DOCS / "teaching"


def typed(document: Path) -> list[list[str]]:
    """What follows ``sanctions`` in each line that stands by itself, and ``cd``, in order."""
    lines = re.findall(r"^    ((?:sanctions|cd) .*)$", document.read_text("utf-8"), re.M)
    return [shlex.split(line) for line in lines]


def test_a_newcomer_can_type_every_line_of_the_install_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [line for line in typed(DOCS / "install.md") if "Downloads" not in line[1]]
    assert len(lines) > 6
    for line in lines:
        if line[0] == "cd":
            monkeypatch.chdir(Path.cwd() / line[1])
            continue
        done = CliRunner().invoke(sanctions, line[1:])
        assert done.exit_code == 0, f"{' '.join(line)}\n{done.output}"


def test_the_install_page_asks_for_the_python_that_the_package_asks_for() -> None:
    project = (DOCS.parent / "pyproject.toml").read_text("utf-8")
    (version,) = re.findall(r'requires-python = ">=([\d.]+)"', project)
    assert f"Python {version} or newer" in (DOCS / "install.md").read_text("utf-8")


def test_the_index_of_exercises_says_what_each_says_of_itself() -> None:
    page = (TEACHING / "exercises.md").read_text("utf-8")
    for name in exercise.names():
        told = exercise.load(name).definition
        assert f"| {int(name[:2])} | {told.title} |" in page
        if f"[{name}]" in page:
            asks = " ".join(told.question.split())
            assert f"| {asks} | {told.minutes} | {told.level} | [{name}]" in page


def test_the_course_uses_every_exercise_once_and_every_session_has_75_minutes() -> None:
    page = (TEACHING / "course.md").read_text("utf-8")
    sessions = re.findall(r"^## Session \d: .* \(exercises (\d+) and (\d+)\)$", page, re.M)
    assert sorted(int(number) for pair in sessions for number in pair) == list(range(1, 13))
    for session in page.split("## Session ")[1:]:
        spans = re.findall(r"^\| (\d+)–(\d+) \|", session.split("\n## ")[0], re.M)
        assert spans[0][0] == "0"
        assert spans[-1][1] == "75"
        assert all(one[1] == after[0] for one, after in pairwise(spans))


def test_every_page_for_teachers_is_in_their_index() -> None:
    index = (TEACHING / "README.md").read_text("utf-8")
    pages = {page.name for page in TEACHING.glob("*.md")} - {"README.md"}
    assert {page for page in pages if f"({page})" not in index} == set()
