"""What holds for every exercise, whoever wrote it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from simulator import exercise
from simulator.exercise.case import Case, Runs
from simulator.exercise.checking import Checked
from simulator.exercise.kinds.edit import Edit
from simulator.exercise.variants import case_of, code_of

NAMES = exercise.names()
STUDENTS = (None, "student 1")
RUNS = Runs()

each = pytest.mark.parametrize("name", NAMES)
each_student = pytest.mark.parametrize("student", STUDENTS, ids=["standard", "student"])


def case(name: str, student: str | None) -> Case:
    return case_of(exercise.load(name), code_of(student), runner=RUNS)


def solutions(one: Case) -> dict[str, Any]:
    return {name: task.check.solution(one) for name, task in one.exercise.definition.tasks.items()}


def marked(name: str, answers: dict[str, Any], student: str | None) -> Checked:
    return exercise.check_answers(name, answers, student=student, runner=RUNS)


@each
@each_student
def test_the_solution_earns_full_marks(name: str, student: str | None) -> None:
    found = marked(name, solutions(case(name, student)), student)
    assert found.full, found.text()


@each
@each_student
def test_every_typical_mistake_earns_less_and_is_recognised(name: str, student: str | None) -> None:
    one = case(name, student)
    right = solutions(one)
    for task, told in one.exercise.definition.tasks.items():
        for key, mistake in told.mistakes.items():
            wrong = told.check.mistaken(mistake, one)
            found = marked(name, {**right, task: wrong}, student)
            (said,) = [each for each in found.tasks if each.task == task]
            assert said.marks < said.of, f"{task}: {key}: {wrong}"
            assert said.mistake == key or isinstance(told.check, Edit), f"{task}: {key}: {said}"
            assert said.marks == pytest.approx(mistake.share * said.of, abs=0.05), f"{task}: {key}"


@each
def test_check_answers_in_ten_seconds(name: str) -> None:
    answers = solutions(case(name, None))
    began = time.process_time()
    exercise.check_answers(name, answers)
    assert time.process_time() - began < 10


@each
def test_a_new_folder_holds_the_page_the_answers_and_the_files(name: str, tmp_path: Path) -> None:
    folder = exercise.start(name, tmp_path / "mine", student="Ada Lovelace")
    files = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert {"exercise.md", "answers.yaml", *exercise.load(name).definition.files} == set(files)
    assert all("Ada" not in text and "{" + "name}" not in text for text in files.values())
    assert code_of("Ada Lovelace") in files["answers.yaml"]


@each
def test_an_empty_folder_earns_nothing_and_says_so(name: str, tmp_path: Path) -> None:
    found = exercise.check(exercise.start(name, tmp_path / "mine", student="ada"))
    assert found.marks == 0
    assert "not answered yet" in found.text()


@each
def test_no_text_is_left_with_a_placeholder(name: str) -> None:
    one = case(name, "ada")
    told = exercise.show(name, student="ada") + exercise.guide(name, student="ada")
    assert [key for key in one.values if "{" + key + "}" in told] == []


@each
def test_the_check_never_tells_the_solution(name: str) -> None:
    one = case(name, None)
    right = solutions(one)
    wrong = {task: _wrong(answer) for task, answer in right.items()}
    lines = marked(name, wrong, None).text()
    for task, told in one.exercise.definition.tasks.items():
        if told.check.named == "number" and len(str(right[task])) > 2:
            assert str(right[task]) not in lines, task


def _wrong(answer: Any) -> Any:
    return answer * 3 + 1 if isinstance(answer, int | float) else None


@each
def test_hints_are_told_one_after_the_other(name: str) -> None:
    for task, told in exercise.load(name).definition.tasks.items():
        for number in range(1, len(told.hints) + 1):
            assert exercise.hint(name, task, number=number).startswith(f"{task}, hint {number}")
