"""Quantities that come out of running worlds, with their Monte Carlo errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simulator.exercise.case import SCENARIO, Truth
from simulator.exercise.kinds.base import NoValue
from simulator.exercise.quantities import quantity

if TYPE_CHECKING:
    from simulator.exercise.case import Case

Floats = npt.NDArray[np.float64]
_Z = 1.96


@quantity
def mean_of(
    case: Case, *, of: str, worlds: int = 1024, seed: int = 1, file: str = SCENARIO
) -> Truth:
    """The mean over worlds of a column of ``outcomes.csv``, in the student's own scenario."""
    return mean_of_over(case, of=of, over=1.0, worlds=worlds, seed=seed, file=file)


def mean_of_over(case: Case, *, of: str, over: float, worlds: int, seed: int, file: str) -> Truth:
    """A mean in the student's own scenario, in units of ``over``."""
    values = case.columns(case.edited(file), of, worlds=worlds, seed=seed)[of] / over
    return _average(values, of=of, worlds=worlds)


@quantity
def usual_number(
    case: Case, *, of: str, worlds: int = 512, seed: int = 1, file: str = SCENARIO
) -> Truth:
    """The commonest value over worlds of a whole-number column, in the scenario as it was given."""
    values = case.columns(case.given(file), of, worlds=worlds, seed=seed)[of]
    found, count = np.unique(values, return_counts=True)
    return Truth(int(found[np.argmax(count)]))


@quantity
def gain_of(
    case: Case, *, of: str, worlds: int = 1024, seed: int = 1, file: str = SCENARIO
) -> Truth:
    """By how much the student's scenario beats the one that was given, in the same worlds."""
    mine = case.columns(case.edited(file), of, worlds=worlds, seed=seed)[of]
    base = case.columns(case.given(file), of, worlds=worlds, seed=seed)[of]
    return _average(mine - base, of=of, worlds=worlds)


@quantity
def mean_difference(
    case: Case, *, of: str, change: str, worlds: int = 1024, seed: int = 1
) -> Truth:
    """The mean difference that a change (``path=value``) makes, in the same worlds."""
    gaps = _gaps(case, of=of, change=change, worlds=worlds, seed=seed)
    return _average(gaps, of=of, worlds=worlds)


@quantity
def turned_difference(
    case: Case, *, of: str, change: str, worlds: int = 1024, seed: int = 1
) -> Truth:
    """The mean difference the other way round: as it was given, less with the change."""
    truth = mean_difference(case, of=of, change=change, worlds=worlds, seed=seed)
    return Truth(-truth.number, error=truth.error, worlds=truth.worlds)


@quantity
def usual_number_with(
    case: Case, *, of: str, changes: list[str], worlds: int = 512, seed: int = 1
) -> Truth:
    """The commonest value over worlds of a whole-number column, with ``changes``."""
    values = case.columns(case.given(changes=changes), of, worlds=worlds, seed=seed)[of]
    found, count = np.unique(values, return_counts=True)
    return Truth(int(found[np.argmax(count)]))


@quantity
def half_width(
    case: Case,
    *,
    of: str,
    change: str,
    shared: bool,
    whole: bool = False,
    other_seed: int | None = None,
    worlds: int = 1024,
    seed: int = 1,
) -> Truth:
    """Half the 95% interval of a mean difference that ``worlds`` of each side give.

    ``whole`` is the mistake of giving all of it.

    With ``shared`` luck the worlds are paired; else both sides have luck of their own, the changed
    one that of ``other_seed``. The error is that of a standard deviation estimated from so many
    worlds (by its fourth moment).
    """
    if shared:
        parts = [_gaps(case, of=of, change=change, worlds=worlds, seed=seed)]
    else:
        luck = (seed, seed if other_seed is None else other_seed)
        parts = [
            case.columns(side, of, worlds=worlds, seed=own)[of]
            for side, own in zip((case.given(), case.given(changes=[change])), luck, strict=True)
        ]
    variance = sum(float(np.var(part, ddof=1)) for part in parts)
    spread = sum(_variance_of_variance(part) for part in parts)
    width = (2 if whole else 1) * _Z * np.sqrt(variance / worlds)
    relative = 0.5 * np.sqrt(spread) / variance if variance > 0 else 0.0
    return Truth(float(width), error=float(width * relative), worlds=worlds)


@quantity
def outcome_mean(
    case: Case,
    *,
    of: str,
    changes: list[str] | None = None,
    over: float = 1.0,
    worlds: int = 1024,
    seed: int = 1,
) -> Truth:
    """The mean of a column of ``outcomes.csv`` with ``changes`` (``path=value``), in ``over``s."""
    scenario = case.given(changes=changes or [])
    values = case.columns(scenario, of, worlds=worlds, seed=seed)[of] / over
    return _average(values, of=of, worlds=worlds)


@quantity
def outcome_median(case: Case, *, of: str, worlds: int = 1024, seed: int = 1) -> Truth:
    """The median of a column of ``outcomes.csv``: the mistake for its mean."""
    return Truth(float(np.median(case.columns(case.given(), of, worlds=worlds, seed=seed)[of])))


@quantity
def ever(
    case: Case,
    *,
    of: str,
    changes: list[str] | None = None,
    turned: bool = False,
    worlds: int = 512,
    seed: int = 1,
) -> Truth:
    """``yes`` if a column is above 0 in most worlds, else ``no``; ``turned`` is the mistake."""
    scenario = case.given(changes=changes or [])
    values = case.columns(scenario, of, worlds=worlds, seed=seed)[of]
    return Truth("yes" if (float(np.mean(values > 0)) > 0.5) != turned else "no")


@quantity
def share_of_promised(
    case: Case, *, promised: float, worlds: int = 512, seed: int = 1, file: str = SCENARIO
) -> Truth:
    """People released, of so many promised, in the student's own scenario: a share."""
    return mean_of_over(case, of="released", over=promised, worlds=worlds, seed=seed, file=file)


@quantity
def more_together(
    case: Case, *, of: str, without: list[str], worlds: int = 512, seed: int = 1
) -> Truth:
    """What both give beyond the sum of each alone; ``without`` are the changes that leave one out.

    The mean of a column, in the same worlds: both, less the one, less the other.
    """
    both = case.columns(case.given(), of, worlds=worlds, seed=seed)[of]
    alone = [
        case.columns(case.given(changes=[change]), of, worlds=worlds, seed=seed)[of]
        for change in without
    ]
    gaps = both - sum(alone)
    return _average(gaps, of=of, worlds=worlds)


@quantity
def sum_of_answers(case: Case, *, terms: list[str], less: list[str] | None = None) -> Truth:
    """Some of the student's answers added up, others taken away."""
    whole = sum(answered(case, task) for task in terms)
    return Truth(whole - sum(answered(case, task) for task in less or []))


@quantity
def worlds_needed(
    case: Case, *, worlds_run: int, wide: str, narrow: str, root: bool = False
) -> Truth:
    """Worlds for which an interval as wide as answer ``wide`` gets as narrow as ``narrow``.

    Both are taken from the student's own answers, so that an error made before is not paid for
    twice. ``root`` is the mistake of taking the ratio instead of its square.
    """
    ratio = answered(case, wide) / answered(case, narrow)
    return Truth(worlds_run * (ratio if root else ratio**2))


def answered(case: Case, task: str) -> float:
    """The student's answer to another task; the solution where there is none that can be used."""
    answer = case.answers.get(task)
    if isinstance(answer, int | float) and answer != 0:
        return float(answer)
    return float(case.exercise.definition.tasks[task].check.solution(case))


def _gaps(case: Case, *, of: str, change: str, worlds: int, seed: int) -> Floats:
    base, other = (
        case.columns(case.given(changes=changes), of, worlds=worlds, seed=seed)[of]
        for changes in ([], [change])
    )
    gaps: Floats = other - base
    return gaps[~np.isnan(gaps)]  # over worlds that have a value on both sides


def _average(values: Floats, *, of: str, worlds: int) -> Truth:
    """The mean over worlds that have a value, with its error; one world alone has no error."""
    some = values[~np.isnan(values)]
    if len(some) < 2:
        what = "deal comes about" if of == "first_deal_week" else f"value of {of} comes about"
        where = "in any world" if not len(some) else "in more than one world"
        raise NoValue(f"with these numbers no {what} {where}")
    return Truth(
        float(np.mean(some)),
        error=float(np.std(some, ddof=1) / np.sqrt(len(some))),
        worlds=worlds,
    )


def _variance_of_variance(values: Floats) -> float:
    gaps = values - values.mean()
    second, fourth = float(np.mean(gaps**2)), float(np.mean(gaps**4))
    return max(0.0, fourth - second**2) / len(values)
