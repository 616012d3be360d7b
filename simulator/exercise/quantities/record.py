"""Quantities about forecasts of the historical record, scored by Brier.

The reference is the *base rate* of verification practice: the share of the statements that came
true, given as the probability of each. That forecaster knew how many would come true, not which.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulator.analysis.observations import read_observations
from simulator.errors import ExerciseError
from simulator.exercise.case import Truth
from simulator.exercise.kinds.probabilities import Event, Probabilities
from simulator.exercise.quantities import quantity

if TYPE_CHECKING:
    from simulator.exercise.case import Case


@quantity
def how_many_happened(case: Case, *, of: str, not_so: bool = False) -> Truth:
    """How many of the statements of task ``of`` came true, or did not (a mistake)."""
    found = happened(case, of).values()
    return Truth(sum(one != not_so for one in found))


@quantity
def brier_of(case: Case, *, of: str, power: int = 2, mean: bool = True) -> Truth:
    """The Brier score of the student's probabilities in task ``of``; 0 is perfect.

    Mistakes: distances that are not squared (``power`` 1), a sum that is not divided (``mean``).
    """
    return Truth(_score(forecast(case, of), happened(case, of), power=power, mean=mean))


@quantity
def brier_of_base_rate(case: Case, *, of: str, rate_only: bool = False) -> Truth:
    """The Brier score of one who gives each statement the share that came true."""
    found = happened(case, of)
    rate = sum(found.values()) / len(found)
    return Truth(rate if rate_only else _score(dict.fromkeys(found, rate), found))


@quantity
def beat_the_base_rate(case: Case, *, of: str) -> Truth:
    """``yes`` if the student's own score is lower than the base rate's, else ``no``."""
    own, base = brier_of(case, of=of).number, brier_of_base_rate(case, of=of).number
    return Truth("yes" if own < base - 1e-9 else "no")


def forecast(case: Case, task: str) -> Mapping[str, float]:
    """The student's probabilities; one half where none was given."""
    check = _asked(case, task)
    return {**check.solution(case), **case.answers.get(task, {})}


def happened(case: Case, task: str) -> dict[str, bool]:
    """Which of the statements of a task came true."""
    return {name: _is_true(case, event) for name, event in _asked(case, task).events.items()}


def _is_true(case: Case, event: Event) -> bool:
    rows = [
        row
        for row in read_observations(event.case, start=event.by)
        if row.quantity == event.quantity and row.date <= event.by
    ]
    if not rows:
        raise ExerciseError(f"{case.exercise.name}: no record of {event.quantity} by {event.by}")
    value = max(rows, key=lambda row: row.date).value
    if event.at_most is not None:
        return value <= float(case.filled(event.at_most))
    return value >= float(case.filled(1 if event.at_least is None else event.at_least))


def _asked(case: Case, task: str) -> Probabilities:
    check = case.exercise.definition.tasks[task].check
    if not isinstance(check, Probabilities):
        raise ExerciseError(f"{case.exercise.name}: task {task} asks for no probabilities")
    return check


def _score(
    given: Mapping[str, float], found: Mapping[str, bool], *, power: int = 2, mean: bool = True
) -> float:
    gaps = [abs(given[name] - float(came)) ** power for name, came in found.items()]
    return sum(gaps) / (len(gaps) if mean else 1)
