"""Luck decides nothing: right answers pass and typical mistakes fail, whichever worlds one ran.

A student's answer is made from worlds drawn at random from a large pool, with the same rows on both
sides where luck is shared. What a check knows comes from runs of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from simulator import exercise
from simulator.exercise.case import Case, Columns, Runs
from simulator.exercise.definition import Mistake, Task
from simulator.exercise.kinds.number import Number
from simulator.exercise.kinds.sign import Sign
from simulator.exercise.variants import case_of, code_of
from simulator.scenario import Scenario

POOL, POOL_SEED = 4096, 4711
AT_MOST_RIGHT_FAIL, AT_MOST_WRONG_PASS = 0.005, 0.01


@dataclass
class Resampled:
    """A runner whose worlds are drawn from a pool; one draw for all sides that share a seed."""

    pool: Runs
    rng: np.random.Generator
    rows: dict[tuple[int, int], Any] = field(default_factory=dict)

    def columns(
        self, scenario: Scenario, names: Sequence[str], *, worlds: int, seed: int
    ) -> Columns:
        whole = self.pool.columns(scenario, names, worlds=POOL, seed=POOL_SEED)
        rows = self.rows.setdefault((worlds, seed), self.rng.integers(POOL, size=worlds))
        return {name: np.asarray(whole[name])[rows] for name in names}


def by_luck(task: Task) -> bool:
    """Whether a student's answer to the task hangs on the worlds that were run."""
    return isinstance(task.check, Number | Sign) and bool(task.check.worlds)


def students_own(case: Case, asked: Number | Sign | Mistake, worlds: int, pool: Runs,
                 rng: np.random.Generator) -> float:  # fmt: skip
    """What comes out for a student who runs so many worlds."""
    drawn = replace(case, runner=Resampled(pool, rng))
    return drawn.quantity(asked, worlds=worlds, seed=1).number


def answered(case: Case, task: Task, pool: Runs, rng: np.random.Generator) -> Any:
    """A student's right answer: read off the own worlds; a sign only where they settle it."""
    check = task.check
    assert isinstance(check, Number | Sign)
    assert check.worlds
    if isinstance(check, Number):
        return students_own(case, check, check.worlds, pool, rng)
    drawn = replace(case, runner=Resampled(pool, rng))
    truth = drawn.quantity(check, worlds=check.worlds, seed=1)
    if abs(truth.number) < 1.96 * truth.error:
        return "cannot_tell"
    return "more" if truth.number > 0 else "fewer"


def mistaken(case: Case, task: Task, mistake: Mistake, pool: Runs, rng: np.random.Generator) -> Any:
    """A typical mistake, made with the student's own worlds where it is computed from a run."""
    if mistake.quantity is None:
        return mistake.answer
    worlds = getattr(task.check, "worlds", None)
    if not by_luck(task):
        return task.check.mistaken(mistake, case)
    return students_own(case, mistake, int(worlds), pool, rng)


def tasks(name: str) -> Iterator[tuple[str, Task]]:
    yield from exercise.load(name).definition.tasks.items()


def failing(case: Case, task: Task, answers: Sequence[Any]) -> float:
    """Share of the answers that do not get full marks."""
    wrong = [not task.check.judge(answer, case, {}).right for answer in answers]
    return float(np.mean(wrong))


def luck(name: str, student: str, times: int) -> Mapping[str, tuple[float, Mapping[str, float]]]:
    """By task: the share of right answers that fail and, by mistake, of wrong ones that pass."""
    pool, rng = Runs(), np.random.default_rng(20250930)
    case = case_of(exercise.load(name), code_of(student), runner=Runs())
    found = {}
    for key, task in tasks(name):
        if not by_luck(task):
            continue
        fails = failing(case, task, [answered(case, task, pool, rng) for _ in range(times)])
        passes = {
            label: 1 - failing(
                case, task, [mistaken(case, task, mistake, pool, rng) for _ in range(times)]
            )
            for label, mistake in task.mistakes.items()
        }  # fmt: skip
        found[key] = (fails, passes)
    return found


def held(found: Mapping[str, tuple[float, Mapping[str, float]]]) -> list[str]:
    """What breaks the bounds."""
    return [
        f"{task}: {fails:.4f} of right answers fail; of mistakes pass {dict(passes)}"
        for task, (fails, passes) in found.items()
        if fails > AT_MOST_RIGHT_FAIL or any(p > AT_MOST_WRONG_PASS for p in passes.values())
    ]


@pytest.mark.parametrize("name", ["03-patience-and-price", "06-potash-and-the-port"])
def test_luck_decides_nothing_in_a_few_hundred_answers(name: str) -> None:
    assert held(luck(name, "student 1", times=300)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", exercise.names())
def test_luck_decides_nothing_in_ten_thousand_answers(name: str) -> None:
    for student in ("student 1", "student 2", "student 3", "student 4"):
        assert held(luck(name, student, times=2500)) == [], student
