"""Forty folders of every kind are marked as the guide says: right, half, mistaken, broken, late."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator import exercise
from tests.exercise.class_of_many import Class


def marked(top: Path, students: int, exercises: Sequence[str]) -> list[str]:
    """What is marked otherwise than it is due, or for other reasons."""
    klass = Class(top / "class", [f"student {n:02}" for n in range(students)], exercises)
    grades = exercise.grade(top / "class")
    found = grades.marks.set_index("folder")
    assert set(found.index) == set(klass.due)
    return [
        f"{place}: {row['marks']} and not {due.marks} ({due.said}): {row['reasons']}"
        for place, due in klass.due.items()
        if (row := found.loc[place])["marks"] != pytest.approx(due.marks, abs=0.011)
        or due.said not in row["reasons"]
    ]


def test_ten_folders_of_every_kind_have_the_marks_that_are_due(tmp_path: Path) -> None:
    assert marked(tmp_path, students=10, exercises=["who-moves-first"]) == []


@pytest.mark.slow
def test_forty_students_six_exercises_have_the_marks_that_are_due(tmp_path: Path) -> None:
    assert marked(tmp_path, students=40, exercises=["4", "5", "6", "7", "10", "11"]) == []
