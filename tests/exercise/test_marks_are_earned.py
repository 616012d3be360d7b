"""Only understanding earns marks: not zeros, not ones, not the first option, not an extreme."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from simulator import exercise
from simulator.exercise.case import Case, Runs
from simulator.exercise.definition import Task
from simulator.exercise.kinds.base import Unusable
from simulator.exercise.kinds.choice import Choice
from simulator.exercise.kinds.design import Design
from simulator.exercise.kinds.edit import Edit
from simulator.exercise.kinds.number import Number
from simulator.exercise.kinds.program import Program
from simulator.exercise.kinds.sign import WORDS, Sign
from simulator.exercise.programs import Player
from simulator.exercise.variants import case_of, code_of

RUNS = Runs()
STUDENTS = (None, "student 1", "student 2", "student 3")
LITTLE = 0.2  # of all marks: what somebody may have who has understood nothing
BEHAVIOUR = "senders.washington.behaviour"
QUICK = ("02-zopa", "03-patience-and-price", "12-write-a-negotiator")  # small scenarios
each = pytest.mark.parametrize("name", exercise.names())
each_run = pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[] if n in QUICK else [pytest.mark.slow]) for n in exercise.names()],
)


@cache
def of(name: str, student: str | None) -> Case:
    return case_of(exercise.load(name), code_of(student), runner=RUNS, player=Player())


def share(case: Case, task: Task, answer: Any) -> float:
    """What an answer earns; one that cannot be read earns nothing."""
    try:
        return task.check.judge(task.check.read(answer), case, task.mistakes).share
    except Unusable:
        return 0.0


def earned(case: Case, answer: Callable[[Task], Any]) -> float:
    """The share of all marks of an exercise for an answer to each of its tasks."""
    marks = 0.0
    for task in case.exercise.definition.tasks.values():
        if task.check.graded and (given := answer(task)) is not None:
            marks += task.marks * share(case, task, given)
    return marks / case.exercise.definition.marks


def options(task: Task) -> list[str]:
    """The words among which a task lets choose, in the order in which they are offered."""
    if isinstance(task.check, Sign):
        return list(WORDS)
    return list(task.check.options) if isinstance(task.check, Choice) else []


def constant(number: float) -> Callable[[Task], Any]:
    """The same number wherever one is asked for."""
    return lambda task: number if isinstance(task.check, Number) else None


def one_of(place: int) -> Callable[[Task], Any]:
    """The option at the same place everywhere, or the last where there are fewer."""

    def chosen(task: Task) -> str | None:
        offered = options(task)
        return offered[min(place, len(offered) - 1)] if offered else None

    return chosen


@each_run
@pytest.mark.parametrize("number", [0, 1, 100])
def test_one_number_everywhere_earns_little(name: str, number: float) -> None:
    assert earned(of(name, None), constant(number)) <= LITTLE


@each_run
def test_a_number_is_told_from_its_hundredth_its_tenfold_and_its_half(name: str) -> None:
    case = of(name, None)
    for key, task in case.exercise.definition.tasks.items():
        if isinstance(task.check, Number):
            truth = task.check.solution(case)
            for factor in (0.01, 0.5, 2, 10, 100):
                assert share(case, task, truth * factor) < 1, f"{key}: {truth} x {factor}"


@each_run
def test_room_for_rounding_is_narrower_than_a_quarter_of_the_number(name: str) -> None:
    for student in STUDENTS[:2]:
        case = of(name, student)
        for key, task in case.exercise.definition.tasks.items():
            if isinstance(task.check, Number):
                truth = abs(task.check.solution(case))
                assert task.check.tolerance(truth) < 0.25 * truth, key


def places(case: Case) -> Iterator[int]:
    """Where among the options of each task the right one stands."""
    for task in case.exercise.definition.tasks.values():
        if offered := options(task):
            yield offered.index(task.check.solution(case))


def no_place_is_right_in_half(found: Counter[int]) -> bool:
    return max(found.values()) < found.total() / 2


def test_no_place_among_the_options_that_never_vary_is_right_in_half_of_the_tasks() -> None:
    checks = [
        task.check
        for name in exercise.names()
        for task in exercise.load(name).definition.tasks.values()
    ]
    fixed = [one for one in checks if isinstance(one, Choice) and one.right is not None]
    found = Counter(list(one.options).index(str(one.right)) for one in fixed)
    assert no_place_is_right_in_half(found), found


@pytest.mark.slow
@pytest.mark.parametrize("student", STUDENTS)
def test_no_place_among_all_options_is_right_in_half_of_the_tasks(student: str | None) -> None:
    found = Counter(place for name in exercise.names() for place in places(of(name, student)))
    assert no_place_is_right_in_half(found), found


@each_run
def test_the_same_option_everywhere_earns_at_most_a_third_of_all_marks(name: str) -> None:
    for place in range(4):
        found = [earned(of(name, student), one_of(place)) for student in STUDENTS]
        assert sum(found) / len(found) <= 1 / 3, f"option {place + 1}: {found}"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("revolving-door", {f"{BEHAVIOUR}.opening": 1}),
        ("revolving-door", {f"{BEHAVIOUR}.opening": 1000}),
        ("design-a-package", {"senders.washington.order": []}),
        ("design-a-package", {"senders.washington.order": ["contact"]}),
        ("design-a-package", {"senders.washington.order": ["banks"]}),
        ("design-a-package", {f"{BEHAVIOUR}.opening": 1}),
        ("design-a-package", {f"{BEHAVIOUR}.opening": 20}),
        ("design-a-package", {f"{BEHAVIOUR}.tranches": 4}),
        ("design-a-package", {f"{BEHAVIOUR}.concession": "boulware"}),
        ("design-a-package", {f"{BEHAVIOUR}.first": "sender"}),
        ("design-a-package", {f"{BEHAVIOUR}.snapback": "none"}),
    ],
    ids=str,
)
@pytest.mark.slow
def test_an_extreme_design_earns_at_most_a_sixth(name: str, change: dict[str, Any]) -> None:
    case = of(name, None)
    (task,) = (t for t in case.exercise.definition.tasks.values() if isinstance(t.check, Design))
    assert share(case, task, change) <= 1 / 6


def test_a_number_beyond_what_the_file_allows_is_refused_with_what_can_be() -> None:
    task = of("design-a-package", None).exercise.definition.tasks["package"]
    change = {f"{BEHAVIOUR}.tranches": 5, f"{BEHAVIOUR}.opening": 1000}
    with pytest.raises(Unusable) as wrong:
        task.check.judge(change, of("design-a-package", None), {})
    said = str(wrong.value)
    assert re.search(r"line \d+: tranches is 5; here it can be 1 to 4, such as tranches: 1", said)
    assert re.search(r"line \d+: opening is 1000; here it can be 1 to 20", said)


@pytest.mark.parametrize("body", ["0", "1", pytest.param("fraction + 0", marks=pytest.mark.slow)])
def test_a_negotiator_without_a_thought_earns_a_quarter_at_most(body: str) -> None:
    assert negotiator(f"return {body}") <= 0.25


@pytest.mark.slow
@pytest.mark.parametrize("number", [0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9])
def test_every_constant_negotiator_earns_a_quarter(number: float) -> None:
    assert negotiator(f"return {number}") == 0.25


@pytest.mark.slow
@pytest.mark.parametrize("power", [1.5, 2, 2.5, 3])
def test_a_sensible_negotiator_earns_all(power: float) -> None:
    assert negotiator(f"return fraction**{power}") == 1


def negotiator(body: str) -> float:
    case = of("write-a-negotiator", None)
    (task,) = (
        one for one in case.exercise.definition.tasks.values() if isinstance(one.check, Program)
    )
    text = f'def mine(fraction):\n    {body}\n\nCONCESSION = {{"mine": mine}}\n'
    return share(case, task, text)


@each
def test_files_as_they_were_given_earn_nothing(name: str) -> None:
    case = of(name, None)
    for key, task in case.exercise.definition.tasks.items():
        if isinstance(task.check, Edit | Program):
            assert share(case, task, case.given_text(task.check.file)) == 0, key
