"""Luck decides nothing: right answers pass and typical mistakes fail, whichever worlds one ran.

A student's answers are made from worlds drawn at random from a large pool, with the same rows on
both sides where luck is shared, and read off as they are printed: rounded, between the ends of a
bootstrapped interval. What a check knows comes from runs of its own. Where a number is asked of the
run that a page tells to make, with its worlds and its seed, the student has that run, and luck is
left to the resampled ends alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import pytest

from simulator import exercise
from simulator.analysis.comparison.bootstrap import RESAMPLES
from simulator.exercise.case import Case, Columns, Runs, Truth
from simulator.exercise.definition import Mistake, Task
from simulator.exercise.kinds.base import Unusable
from simulator.exercise.kinds.choice import Choice
from simulator.exercise.kinds.number import Number
from simulator.exercise.kinds.sign import Sign
from simulator.exercise.variants import case_of, code_of
from simulator.report.comparison.names import Unit, signed
from simulator.scenario import Scenario
from tests.exercise.by_rule import NeedsWorlds, NoPlays, NoRuns

POOL, POOL_SEED = 4096, 4711
AT_MOST_RIGHT_FAIL, AT_MOST_WRONG_PASS = 0.005, 0.01
FEWEST_WORLDS: Final = 200  # that a page asks for which does not vary their number
COMPARED: Final = {
    "mean_difference", "turned_difference", "swing", "swing_over_range", "how_wide",
}  # fmt: skip

Asking = Number | Sign | Choice
Shares = Mapping[str, tuple[float, Mapping[str, float]]]


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


def by_luck(asked: Asking | Mistake, case: Case) -> bool:
    """Whether what comes out hangs on the worlds that were run."""
    # Where it is worked out from other answers only the solution of those needs a run.
    if asked.quantity is None or {"wide", "terms"} & asked.given.keys():
        return False
    try:
        replace(case, runner=NoRuns(), player=NoPlays()).quantity(asked)
    except NeedsWorlds:
        return True
    return False


@dataclass(frozen=True)
class Student:
    """Somebody who ran so many worlds, in luck of their own or in that of the page (``ran``)."""

    case: Case
    pool: Runs
    rng: np.random.Generator
    worlds: int
    ran: Mapping[str, int]

    def answer(self, asked: Asking | Mistake) -> Any:
        """What comes out, as it is read off a table or a comparison."""
        found = self.found(asked)
        low, high = np.quantile(self.rng.standard_normal(RESAMPLES), [0.025, 0.975])
        if isinstance(asked, Sign):
            return self.direction(found, low, high)
        if asked.quantity == "half_width":
            return self.half(found.number, low, high) * (2 if asked.given.get("whole") else 1)
        if asked.quantity in COMPARED:
            return printed(found.number, found.error * (high - low))
        return found.value

    def found(self, asked: Asking | Mistake) -> Truth:
        """What the runs give: those of the page, or in luck of one's own."""
        if self.ran:
            return self.case.quantity(asked, **self.ran)
        drawn = replace(self.case, runner=Resampled(self.pool, self.rng))
        return drawn.quantity(asked, worlds=self.worlds, seed=1)

    def half(self, width: float, low: float, high: float) -> float:
        """Half of an interval whose ends are printed, wherever the mean may lie."""
        error, mean = width / 1.96, self.rng.uniform(-50, 50)
        ends = (printed(mean + end * error, error * (high - low)) for end in (low, high))
        return float(-np.subtract(*ends)) / 2

    def direction(self, found: Truth, low: float, high: float) -> str:
        """The sign, where the interval leaves out 0."""
        if found.number + low * found.error > 0:
            return "more"
        return "fewer" if found.number + high * found.error < 0 else "cannot_tell"


def printed(value: float, width: float) -> float:
    """A difference as ``sanctions compare`` prints it beside an interval of this width."""
    text = signed(value, Unit.PEOPLE, to=width)
    return float(text.replace("−", "-").replace(",", ""))


def failing(case: Case, task: Task, answers: Iterator[Any]) -> float:
    """Share of the answers that do not get full marks; each that is given is judged once."""
    given = Counter(answers)
    return sum(n for answer, n in given.items() if not right(case, task, answer)) / given.total()


def right(case: Case, task: Task, answer: Any) -> bool:
    """Whether an answer gets full marks; one that cannot be read gets none."""
    try:
        return task.check.judge(task.check.read(answer), case, {}).right
    except Unusable:
        return False


def luck(name: str, student: str, times: int) -> Shares:
    """By task: the share of right answers that fail and, by mistake, of wrong ones that pass."""
    pool, rng = Runs(), np.random.default_rng(20250930)
    case = case_of(exercise.load(name), code_of(student), runner=Runs())
    found = {}
    for key, task in case.exercise.definition.tasks.items():
        check = task.check
        if not isinstance(check, Asking) or not by_luck(check, case):
            continue
        whose = Student(case, pool, rng, worlds_of(check, case), ran_by(check, case))
        fails = failing(case, task, repeated(whose.answer, check, times))
        passes = {
            label: 1 - failing(case, task, repeated(mistaken(whose), mistake, times))
            for label, mistake in task.mistakes.items()
        }
        found[key] = (fails, passes)
    return found


def worlds_of(check: Asking, case: Case) -> int:
    """How many worlds a student runs: what the check reckons with, or the page asks for."""
    return getattr(check, "worlds", None) or case.values.get("run_worlds", FEWEST_WORLDS)


def ran_by(check: Asking, case: Case) -> dict[str, int]:
    """The worlds and the seed of the page's run, where a check is about that."""
    ran = check.ran if isinstance(check, Number) else {}
    return {name: int(case.filled(value)) for name, value in ran.items()}


def mistaken(student: Student) -> Callable[[Mistake], Any]:
    """How a student comes to a typical mistake: out of the own worlds, or out of nothing."""

    def answer(mistake: Mistake) -> Any:
        if by_luck(mistake, student.case):
            return student.answer(mistake)
        return student.case.quantity(mistake).value if mistake.quantity else mistake.answer

    return answer


def repeated(answer: Callable[[Any], Any], asked: Any, times: int) -> Iterator[Any]:
    """So many students' answers."""
    return (answer(asked) for _ in range(times))


def held(found: Shares) -> list[str]:
    """What breaks the bounds."""
    return [
        f"{task}: {fails:.4f} of right answers fail; of mistakes pass {dict(passes)}"
        for task, (fails, passes) in found.items()
        if fails > AT_MOST_RIGHT_FAIL or any(p > AT_MOST_WRONG_PASS for p in passes.values())
    ]


def test_luck_decides_nothing_in_a_few_hundred_answers() -> None:
    assert held(luck("03-patience-and-price", "student 1", times=300)) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", exercise.names())
def test_luck_decides_nothing_in_ten_thousand_answers(name: str) -> None:
    for student in ("student 1", "student 2", "student 3", "student 4"):
        assert held(luck(name, student, times=2500)) == [], student
