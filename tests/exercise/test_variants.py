"""Each student's numbers: the same again, others than the neighbour's, and equally hard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest

from simulator import exercise
from simulator.errors import ExerciseError
from simulator.exercise.case import Case, Runs
from simulator.exercise.definition import Task
from simulator.exercise.kinds.base import Unusable
from simulator.exercise.kinds.edit import Edit
from simulator.exercise.kinds.program import Program
from simulator.exercise.variants import NOBODY, code_of, fits, values_of

IDS = [f"student {number:03}" for number in range(500)]


def test_a_code_hides_the_name_and_is_always_the_same() -> None:
    assert code_of("Ada Lovelace") == code_of("  ada LOVELACE")
    assert len(code_of("Ada Lovelace")) == 10
    assert "ada" not in code_of("Ada Lovelace")
    assert code_of(None) == NOBODY


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(ExerciseError, match="--student is empty"):
        code_of("  ")


def test_five_hundred_students_have_five_hundred_codes() -> None:
    assert len({code_of(one) for one in IDS}) == len(IDS)


@pytest.mark.parametrize("name", exercise.names())
def test_the_standard_numbers_are_the_first_of_each_and_fit(name: str) -> None:
    found = exercise.load(name)
    values = values_of(found, NOBODY)
    assert values == {key: one.values[0] for key, one in found.definition.vary.items()}
    assert fits(found, values)


def neighbours_alike(drawn: list[Any]) -> float:
    """Share of neighbours in a list who have the same."""
    return sum(a == b for a, b in pairwise(drawn)) / (len(drawn) - 1)


@pytest.mark.parametrize("name", exercise.names())
def test_neighbours_have_other_numbers(name: str) -> None:
    found = exercise.load(name)
    if found.definition.vary:
        drawn = [values_of(found, code_of(one)) for one in IDS[:8]]
        assert neighbours_alike(drawn) < 0.2


@pytest.mark.slow
@pytest.mark.parametrize("name", exercise.names())
def test_five_hundred_students_have_it_equally_hard(name: str) -> None:
    found = exercise.load(name)
    codes = [code_of(one) for one in IDS]
    drawn = [values_of(found, code) for code in codes]  # an error if no draw keeps the bands
    assert all(fits(found, values) for values in drawn[:20])
    if found.definition.vary:
        assert neighbours_alike(drawn) < 0.02
    most_worlds_first = sorted(drawn, key=lambda values: -values.get("run_worlds", 0))
    assert [wrong for wrong in judged(name, most_worlds_first) if wrong] == []


def judged(name: str, drawn: list[dict[str, Any]]) -> Iterator[list[str]]:
    """For each student's numbers, what is wrong: a solution that fails, a mistake that passes.

    What hangs on a file alone is judged once a file; worlds are run once a scenario and seed if
    those who run the most come first, as fewer worlds are the first of more.
    """
    runs, known = Runs(), dict[str, list[str]]()
    for values in drawn:
        case = Case(exercise.load(name), values, runner=runs)
        wrong: list[str] = []
        for key, task in case.exercise.definition.tasks.items():
            what = f"{key} {asked_of(task, case)}"
            if what not in known:
                known[what] = list(faults(task, case))
            wrong += [f"{values}: {key}: {fault}" for fault in known[what]]
        yield wrong


def asked_of(task: Task, case: Case) -> str:
    """What the judgement of a task hangs on."""
    if not isinstance(task.check, Edit):
        return repr(case.values)
    goals = [case.filled(value) for goal in task.check.goals for value in goal.given.values()]
    return repr((case.given_text(task.check.file), goals))


def faults(task: Task, case: Case) -> Iterator[str]:
    """A solution without full marks, or a typical mistake with them; programs are not run."""
    check = task.check
    if isinstance(check, Program) or not check.graded:
        return
    if not check.judge(check.read(check.solution(case)), case, {}).right:
        yield "the solution earns less than full marks"
    for label, mistake in task.mistakes.items():
        with suppress(Unusable):
            answer = check.read(check.mistaken(mistake, case))
            if check.judge(answer, case, {}).right:
                yield f"{label} earns full marks"
