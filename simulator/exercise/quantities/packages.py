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
def share_below(
    case: Case,
    *,
    of: str,
    bound: float,
    fraction: bool = False,
    worlds: int = 1024,
    seed: int = 1,
) -> Truth:
    """Per cent of worlds of the scenario as given in which a column lies below a bound.

    ``fraction`` is the mistake of not taking it times 100.
    """
    values = case.columns(case.given(), of, worlds=worlds, seed=seed)[of]
    return _share(float((values < bound).mean()), worlds, of=1 if fraction else 100)


@quantity
def share_not_zero(
    case: Case, *, of: str, fraction: bool = False, worlds: int = 1024, seed: int = 1
) -> Truth:
    """Per cent of worlds of the scenario as given in which a column is not 0.

    ``fraction`` is the mistake of not taking it times 100.
    """
    values = case.columns(case.given(), of, worlds=worlds, seed=seed)[of]
    return _share(float((values != 0).mean()), worlds, of=1 if fraction else 100)


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


def _share(share: float, worlds: int, *, of: int) -> Truth:
    error = float(np.sqrt(share * (1 - share) / worlds))
    return Truth(of * share, error=of * error, worlds=worlds)
