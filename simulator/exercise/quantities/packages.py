"""Quantities by which a package that a student designed is judged, in worlds not seen before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulator.exercise.case import Truth
from simulator.exercise.quantities import quantity

if TYPE_CHECKING:
    from simulator.exercise.case import Case


@quantity
def mean_given(case: Case, *, of: str, worlds: int = 1024, seed: int = 1) -> Truth:
    """The mean of a column in the scenario as it was given, whatever the student changed since."""
    values = case.columns(case.given(), of, worlds=worlds, seed=seed)[of]
    return Truth(
        float(values.mean()), error=float(values.std(ddof=1) / np.sqrt(worlds)), worlds=worlds
    )


@quantity
def share_below(case: Case, *, of: str, bound: float, worlds: int = 1024, seed: int = 1) -> Truth:
    """Per cent of worlds of the scenario as given in which a column lies below a bound."""
    values = case.columns(case.given(), of, worlds=worlds, seed=seed)[of]
    return _per_cent(float((values < bound).mean()), worlds)


@quantity
def share_not_zero(case: Case, *, of: str, worlds: int = 1024, seed: int = 1) -> Truth:
    """Per cent of worlds of the scenario as given in which a column is not 0."""
    values = case.columns(case.given(), of, worlds=worlds, seed=seed)[of]
    return _per_cent(float((values != 0).mean()), worlds)


@quantity
def mean_unseen(
    case: Case, *, of: str, changes: Sequence[str] = (), worlds: int = 512, seed: int = 20250930
) -> Truth:
    """The mean of a column in the student's scenario, with luck it was not designed on.

    ``changes`` (``path=value``) put it among others: a patron that punishes, a target that cheats.
    """
    values = case.columns(case.edited(changes=changes), of, worlds=worlds, seed=seed)[of]
    return Truth(
        float(values.mean()), error=float(values.std(ddof=1) / np.sqrt(worlds)), worlds=worlds
    )


def _per_cent(share: float, worlds: int) -> Truth:
    error = float(np.sqrt(share * (1 - share) / worlds))
    return Truth(100 * share, error=100 * error, worlds=worlds)
