"""What holds for every exercise, whoever wrote it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from simulator import exercise
from simulator.api import Run
from simulator.engine.blocks import run_worlds
from simulator.exercise.case import Case, Runner, Runs
from simulator.exercise.definition import Task
from simulator.exercise.kinds.base import Unusable, Verdict
from simulator.exercise.kinds.edit import Edit
from simulator.exercise.kinds.program import Program
from simulator.exercise.programs import Player
from simulator.exercise.variants import case_of, code_of
from tests.exercise.by_rule import NeedsWorlds, NoPlays, NoRuns

NAMES = exercise.names()
RUNS = Runs()

each = pytest.mark.parametrize("name", NAMES)


def large(name: str) -> bool:
    """Whether its worlds are those of the main case, which take seconds."""
    found = exercise.load(name)
    return any("\nextends:" in f"\n{found.text(file)}" for file in found.definition.files)


each_run = pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.slow] if large(n) else []) for n in NAMES]
)


def case(
    name: str,
    student: str | None,
    runner: Runner = RUNS,
    player: Player = Player(),  # noqa: B008
) -> Case:
    return case_of(exercise.load(name), code_of(student), runner=runner, player=player)


def solutions(one: Case) -> dict[str, Any]:
    return {name: task.check.solution(one) for name, task in one.exercise.definition.tasks.items()}


def mistakes(one: Case) -> Iterator[tuple[str, str, Any]]:
    """Each typical mistake: its task, its name, the answer; those that need no refused run."""
    for task, told in one.exercise.definition.tasks.items():
        for key, mistake in told.mistakes.items():
            with suppress(NeedsWorlds):
                yield task, key, told.check.mistaken(mistake, one)


def told_of(one: Case, task: str, answer: Any, key: str) -> None:
    """Assert that a mistake earns what the exercise says, and is recognised."""
    check = one.exercise.definition.tasks[task].check
    among = one.exercise.definition.tasks[task].mistakes
    try:
        verdict = check.judge(check.read(answer), one, among)
    except Unusable:
        verdict = Verdict(0.0, "")
        assert isinstance(check, Edit | Program), f"{task}: {key}: {answer}"
    assert not verdict.right, f"{task}: {key}: {answer}"
    assert verdict.mistake == key or isinstance(check, Edit | Program), f"{task}: {key}: {verdict}"
    assert verdict.share == pytest.approx(among[key].share, abs=0.02), f"{task}: {key}: {verdict}"


@each_run
def test_the_solution_earns_full_marks_within_ten_seconds(name: str) -> None:
    answers = solutions(case(name, None))
    began = time.process_time()
    found = exercise.check_answers(name, answers, runner=RUNS)
    assert time.process_time() - began < 10
    assert found.full, found.text()


@each
def test_typical_mistakes_in_sums_by_hand_earn_less_and_are_recognised(name: str) -> None:
    for student in (None, "student 1"):
        one = case(name, student, NoRuns(), NoPlays())
        for task, key, answer in mistakes(one):
            with suppress(NeedsWorlds):
                told_of(one, task, answer, key)


@pytest.mark.slow
@pytest.mark.parametrize("student", ["standard", "student 1", "student 2"])
@each
def test_every_typical_mistake_earns_what_the_guide_says(name: str, student: str) -> None:
    who = None if student == "standard" else student
    one = case(name, who)
    right = solutions(one)
    assert exercise.check_answers(name, right, student=who, runner=RUNS).full
    for task, key, answer in mistakes(one):
        told_of(one, task, answer, key)


@pytest.mark.slow
@each
def test_check_answers_in_ten_seconds_from_nothing(name: str) -> None:
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
    texts = [one.said(one.exercise.text(file)) for file in ("student.md", "guide.md")]
    texts += [one.said(task.ask + task.look + task.worked) for task in tasks_of(one)]
    left = [found for text in texts for found in re.findall(r"\{([a-z][a-z0-9_]*)\}", text)]
    assert left == []


@each_run
def test_the_check_never_tells_the_solution(name: str) -> None:
    one = case(name, None)
    right = solutions(one)
    wrong = {task: _wrong(answer) for task, answer in right.items()}
    lines = exercise.check_answers(name, wrong, runner=RUNS).text()
    for task, told in one.exercise.definition.tasks.items():
        if told.check.named == "number" and len(str(right[task])) > 2:
            assert str(right[task]) not in lines, task


@pytest.mark.slow
@each
def test_a_column_that_is_named_by_its_letter_stands_there(name: str) -> None:
    one = case(name, None)
    texts = [one.exercise.text("student.md")]
    texts += [hint for task in tasks_of(one) for hint in (task.look, *task.hints)]
    named = re.findall(r"`?(\w+)`? is (?:in )?column ([A-Z]{1,2})\b", " ".join(texts))
    if named:
        columns = list(Run(run_worlds(one.given(), worlds=1, seed=1)).outcomes.columns)
        assert [(found, letters(columns.index(found))) for found, _ in named] == named


def letters(place: int) -> str:
    """What a spreadsheet calls the column after so many."""
    more, last = divmod(place, 26)
    return (letters(more - 1) if more else "") + chr(ord("A") + last)


def tasks_of(one: Case) -> list[Task]:
    return list(one.exercise.definition.tasks.values())


def test_the_guide_has_the_solutions_and_what_each_mistake_earns() -> None:
    told = exercise.guide("zopa", student="ada")
    case_of_ada = case("zopa", "ada")
    assert f"Solution: {solutions(case_of_ada)['targets_most']}\n" in told
    assert "Mistake, earns 1: " in told


def _wrong(answer: Any) -> Any:
    return answer * 3 + 1 if isinstance(answer, int | float) else None


@each
def test_hints_are_told_one_after_the_other(name: str) -> None:
    for task, told in exercise.load(name).definition.tasks.items():
        for number in range(1, len(told.hints) + 1):
            assert exercise.hint(name, task, number=number).startswith(f"{task}, hint {number}")
