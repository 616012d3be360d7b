"""Each student's numbers: the same again, others than the neighbour's, and equally hard."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest

from simulator import exercise
from simulator.errors import ExerciseError
from simulator.exercise.kinds.base import Unusable
from simulator.exercise.variants import NOBODY, case_of, code_of, fits, values_of
from tests.exercise.by_rule import NeedsWorlds, NoPlays, NoRuns

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
    for code in codes:
        assert no_mistake_is_right(name, code) == [], code


def no_mistake_is_right(name: str, code: str) -> list[str]:
    """Typical mistakes computed by a rule that would pass for this student."""
    case = case_of(exercise.load(name), code, runner=NoRuns(), player=NoPlays())
    found = []
    for key, task in case.exercise.definition.tasks.items():
        for label, mistake in task.mistakes.items():
            with suppress(NeedsWorlds, Unusable):
                answer = task.check.read(task.check.mistaken(mistake, case))
                if task.check.judge(answer, case, {}).right:
                    found.append(f"{key}: {label}")
    return found
