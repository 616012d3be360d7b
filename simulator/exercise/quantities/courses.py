"""Quantities that set several courses of one scenario side by side, in the same worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simulator.exercise.case import Truth
from simulator.exercise.quantities import quantity

if TYPE_CHECKING:
    from simulator.exercise.case import Case

Floats = npt.NDArray[np.float64]


@quantity
def best_course(
    case: Case, *, of: str, courses: Mapping[str, str], worlds: int = 1024, seed: int = 1
) -> Truth:
    """The course (a word, and the change ``path=value`` it stands for) with the highest mean."""
    means = {
        word: float(_column(case, of, change=change, worlds=worlds, seed=seed).mean())
        for word, change in courses.items()
    }
    return Truth(max(means, key=means.__getitem__))


@quantity
def most_lost(
    case: Case, *, change: str, sender: str, rungs: Sequence[str], worlds: int = 1024, seed: int = 1
) -> Truth:
    """The rung that a change (``path=value``) keeps from being reached in the most worlds."""
    weeks = {rung: f"week_{sender}_{rung}" for rung in rungs}
    base, other = (
        case.columns(case.given(changes=changes), *weeks.values(), worlds=worlds, seed=seed)
        for changes in ([], [change])
    )
    lost = {
        rung: float(np.isfinite(base[week]).mean() - np.isfinite(other[week]).mean())
        for rung, week in weeks.items()
    }
    return Truth(max(lost, key=lost.__getitem__))


@quantity
def widest_swing(
    case: Case,
    *,
    of: str,
    numbers: Mapping[str, Mapping[str, str | float]],
    place: int = 1,
    worlds: int = 1024,
    seed: int = 1,
) -> Truth:
    """Which number moves the mean of a column most between the ends of its range.

    ``numbers`` gives by word a ``path``, a ``low`` and a ``high``; ``place`` 2 asks for the second.
    """
    moved = {
        word: abs(float(swings(case, of, number, worlds=worlds, seed=seed).mean()))
        for word, number in numbers.items()
    }
    return Truth(sorted(moved, key=moved.__getitem__, reverse=True)[place - 1])


@quantity
def how_wide(
    case: Case,
    *,
    of: str,
    numbers: Mapping[str, Mapping[str, str | float]],
    place: int = 1,
    turned: bool = False,
    worlds: int = 1024,
    seed: int = 1,
) -> Truth:
    """By how much the number that ``widest_swing`` tells moves the mean, with its sign.

    ``turned`` is the mistake of subtracting the other way round.
    """
    widest = widest_swing(case, of=of, numbers=numbers, place=place, worlds=worlds, seed=seed)
    moved = swings(case, of, numbers[str(widest.value)], worlds=worlds, seed=seed)
    return _moved(-moved if turned else moved)


@quantity
def swing(
    case: Case,
    *,
    of: str,
    path: str,
    low: float,
    high: float,
    worlds: int = 1024,
    seed: int = 1,
) -> Truth:
    """By how much a column's mean changes as a number goes from ``low`` to ``high``."""
    number: dict[str, str | float] = {"path": path, "low": low, "high": high}
    return _moved(swings(case, of, number, worlds=worlds, seed=seed))


def _moved(gaps: Floats) -> Truth:
    error = float(gaps.std(ddof=1) / np.sqrt(len(gaps)))
    return Truth(float(gaps.mean()), error=error, worlds=len(gaps))


def swings(
    case: Case, of: str, number: Mapping[str, str | float], *, worlds: int, seed: int
) -> Floats:
    """The change of a column in each world as a number goes from one end to the other."""
    low, high = (
        _column(case, of, change=f"{number['path']}={number[end]}", worlds=worlds, seed=seed)
        for end in ("low", "high")
    )
    moved: Floats = high - low
    return moved


def _column(case: Case, of: str, *, change: str, worlds: int, seed: int) -> Floats:
    scenario = case.given(changes=[change])
    return case.columns(scenario, of, worlds=worlds, seed=seed)[of]
