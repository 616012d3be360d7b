"""Exercises on paper: sheets that print, the same each time, and no solution but in the key."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator import exercise
from simulator.cli import sanctions
from simulator.errors import ExerciseError
from simulator.exercise.paper import SHEETS, sheets, student_sheet
from simulator.exercise.variants import case_of, code_of

NAMES = exercise.names()
FEW = 24
VOID = {"meta", "img", "br", "hr"}


class Outline(HTMLParser):
    """Whether every tag is closed by its own, and what is fetched from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.fetched: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        values = dict(attrs)
        self.fetched += [one for one in (values.get("src"),) if one and not one.startswith("data:")]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def sound(page: str) -> bool:
    """Whether the page is whole and needs nothing else."""
    outline = Outline(page)
    return not [*outline.open, *outline.wrong, *outline.fetched]


@pytest.mark.parametrize("name", NAMES)
def test_the_student_sheet_asks_all_that_the_exercise_asks(name: str) -> None:
    page = student_sheet(name, student="ada")
    assert sound(page)
    tasks = exercise.load(name).definition.tasks.values()
    assert page.count("marks)") + page.count("mark)") + page.count("(not graded)") >= len(tasks)
    for task in tasks:
        start = re.split(r"[{.'\"<>&]", task.ask)[0].strip()
        assert " ".join(start.split()) in " ".join(page.split())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_has_sound_results_and_a_key(name: str) -> None:
    pages = sheets(name, student="ada", worlds=FEW)
    assert all(map(sound, pages.values()))
    assert "Solution: " in pages[SHEETS["key"]]


def test_the_sheets_are_the_same_each_time_and_differ_between_students() -> None:
    assert sheets("zopa", student="ada", worlds=FEW) == sheets("zopa", student="ada", worlds=FEW)
    assert sheets("zopa", student="ada", worlds=FEW) != sheets("zopa", student="bo", worlds=FEW)


def test_solutions_stand_in_the_key_and_not_on_the_students_sheet() -> None:
    case = case_of(exercise.load("zopa"), code_of("ada"))
    solution = case.exercise.definition.tasks["targets_most"].check.solution(case)
    pages = sheets("zopa", student="ada", worlds=FEW)
    assert f"Solution: {solution}" in pages[SHEETS["key"]]
    assert not re.search(rf"\b{solution}\b", pages[SHEETS["student"]].partition("</style>")[2])


def test_the_results_hold_the_zone_that_the_students_computed() -> None:
    case = case_of(exercise.load("zopa"), code_of("ada"))
    tasks = case.exercise.definition.tasks
    page = sheets("zopa", student="ada", worlds=FEW)[SHEETS["run"]]
    for task in ("targets_most", "senders_fewest"):
        assert f"<td>{tasks[task].check.solution(case)}</td>" in page


def test_the_command_writes_three_sheets_and_leaves_a_folder_that_is_there(tmp_path: Path) -> None:
    place = tmp_path / "paper"
    command = ["exercise", "handout", "2", "-o", str(place), "--worlds", str(FEW)]
    done = CliRunner().invoke(sanctions, command)
    assert done.exit_code == 0, done.output
    assert {file.name for file in place.iterdir()} == set(SHEETS.values())
    again = CliRunner().invoke(sanctions, command)
    assert again.exit_code == 2
    assert "was left as it is" in again.output


def test_html_in_a_students_page_would_stay_text() -> None:
    from simulator.exercise.paper import _set

    assert "<script>" not in _set("a <script>alert(1)</script>")


def test_nothing_is_written_where_something_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ExerciseError, match="left as it is"):
        exercise.handout("zopa", tmp_path, worlds=FEW)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
