"""What a student and an instructor do with an exercise: show, start, hint, check, guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator.errors import ExerciseError
from simulator.exercise.case import Case
from simulator.exercise.checking import Checked, check_folder, marks_of
from simulator.exercise.definition import Task
from simulator.exercise.folders import PAGE, read, work_case, write
from simulator.exercise.library import GUIDE, STUDENT, load
from simulator.exercise.programs import Player
from simulator.exercise.variants import case_of, code_of
from simulator.scenario.faults import did_you_mean


def show(name: str, *, student: str | None = None) -> str:
    """The student page, with this student's numbers."""
    exercise = load(name)
    case = case_of(exercise, code_of(student))
    definition = exercise.definition
    head = (
        f"Exercise {exercise.name}: {definition.title}\n"
        f"{definition.minutes} minutes, {definition.level}, {definition.marks} marks\n\n"
    )
    return head + case.said(exercise.text(STUDENT))


def start(name: str, folder: str | Path | None = None, *, student: str | None = None) -> Path:
    """Write a folder to work in: the page, the answers to fill in, the scenario."""
    exercise, code = load(name), code_of(student)
    return write(case_of(exercise, code), code, Path(folder or exercise.name))


def commands(folder: str | Path) -> tuple[str, ...]:
    """The lines that a folder's page gives to type, without those to be filled in (LOW, HIGH).

    Lines that need the runs of those are left out too. For those who work without a terminal:
    each can be handed to ``python -m simulator``.
    """
    page = (Path(folder) / PAGE).read_text("utf-8")
    lines = re.findall(r"^    (sanctions (?!exercise).*)$", page, re.M)
    to_fill_in = [one for one in lines if re.search(r"(?<![A-Za-z])[A-Z]{2,}(?![a-z])", one)]
    not_there = {name for one in to_fill_in for name in re.findall(r" -o (\S+)", one)}
    return tuple(one for one in lines if one not in to_fill_in and not not_there & set(one.split()))


def check(folder: str | Path = ".", *, run_code: bool = False) -> Checked:
    """Check a folder that ``start`` made.

    A program in it (the last exercise asks for one) is run only with ``run_code``: all that is in
    it is done, so ask for that only where you wrote it or have read it.
    """
    return check_folder(Path(folder), player=Player() if run_code else None)


def hint(name: str, task: str, *, number: int = 1, student: str | None = None) -> str:
    """The ``number``-th hint for a task (by its name or its number)."""
    return _hint(case_of(load(name), code_of(student)), task, number)


def hint_in(folder: str | Path, task: str, *, number: int = 1) -> str:
    """The ``number``-th hint for a task of the exercise in a folder, with its numbers."""
    return _hint(work_case(read(Path(folder))), task, number)


def _hint(case: Case, task: str, number: int) -> str:
    exercise = case.exercise
    tasks = exercise.definition.tasks
    wanted = list(tasks)[int(task) - 1] if task.isdigit() and 0 < int(task) <= len(tasks) else task
    if wanted not in tasks:
        said = did_you_mean(wanted, tasks) or f"tasks are: {', '.join(tasks)}"
        raise ExerciseError(f"exercise {exercise.name} has no task {task!r}; {said}")
    hints = tasks[wanted].hints
    if not hints:
        return f"There is no hint for {wanted}: the page says all there is."
    if not 1 <= number <= len(hints):
        many = "1 hint" if len(hints) == 1 else f"{len(hints)} hints"
        raise ExerciseError(f"{wanted} has {many}; --number is 1 to {len(hints)}")
    one_more = f"One more: sanctions exercise hint {wanted} --number {number + 1}"
    more = "" if number == len(hints) else f"\n{one_more}"
    return f"{wanted}, hint {number} of {len(hints)}: {case.said(hints[number - 1])}{more}"


def guide(name: str, *, student: str | None = None) -> str:
    """The instructor's guide, with the solutions of a student's numbers and how they are found."""
    exercise = load(name)
    case = case_of(exercise, code_of(student))
    whose = "the standard numbers" if student is None else "this student's numbers"
    lines = [case.said(exercise.text(GUIDE)).rstrip(), "", f"## Solutions for {whose}", ""]
    for number, (key, task) in enumerate(exercise.definition.tasks.items(), start=1):
        lines += [*_solved(case, number, key, task=task), ""]
    return "\n".join(lines)


def _solved(case: Case, number: int, key: str, *, task: Task) -> Iterator[str]:
    yield f"### {number}. {key} ({task.worth})"
    yield ""
    yield case.said(task.ask).strip()
    yield ""
    what = "Solution" if task.check.graded else "A good answer"
    yield f"{what}: {_shown(task.check.solution(case))}"
    if task.worked:
        yield ""
        yield f"How: {case.said(task.worked).strip()}"
    for mistake in task.mistakes.values():
        yield ""
        given = _shown(task.check.mistaken(mistake, case))
        earned = marks_of(mistake.share, task.marks)
        yield f"Mistake, earns {earned:g}: {given}. {case.said(mistake.why).strip()}"


def _shown(answer: Any) -> str:
    if isinstance(answer, dict):
        return "; ".join(f"{path}: {value}" for path, value in answer.items())
    return f"{answer:.4g}" if isinstance(answer, float) else str(answer)
