"""Quantities about past cases: how often relief was taken back, and how well the model foresaw."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Final

from simulator.analysis.observations import observed_cases, read_observations
from simulator.errors import ExerciseError
from simulator.exercise.case import Truth
from simulator.exercise.quantities import quantity

if TYPE_CHECKING:
    import pandas as pd

    from simulator.exercise.case import Case

_WORLDS: Final = 1000  # as the page asks for
_LAST: Final = dt.date(2025, 9, 30)


@quantity
def taken_back(
    case: Case,
    *,
    without: str,
    odds: bool = False,
    added: int = 0,
) -> Truth:
    """Per cent of bargains on record, but for one case, whose relief was taken back.

    ``added`` 1 gives the rule of succession (one more of either kind). ``odds`` is the mistake of
    dividing by those that lasted.
    """
    fates = [
        row.value > 0
        for name in observed_cases()
        if name != without
        for row in read_observations(name, start=_LAST)
        if row.kind == "snapback"
    ]
    back = sum(fates) + added
    return Truth(100 * back / (len(fates) + 2 * added - (back if odds else 0)))


@quantity
def crps_of_model(
    case: Case,
    *,
    past: str,
    of: str,
    forecast: str = "model",
) -> Truth:
    """The mean CRPS that ``sanctions hindcast`` gives the model, or a simple ``forecast``."""
    found = _scores(past, of)
    if forecast not in found:
        raise ExerciseError(f"{past}: {forecast} says nothing about {of}")
    return Truth(float(found[forecast]))


@quantity
def nearest_forecast(
    case: Case,
    *,
    past: str,
    of: str,
) -> Truth:
    """Which forecast lay nearest to what happened (least mean CRPS), its words joined by _."""
    return Truth(str(_scores(past, of).idxmin()).replace(" ", "_"))


@cache
def _scores(past: str, of: str) -> pd.Series[float]:
    """The mean CRPS by forecast: the worlds and the seed are fixed, so it is worked out once."""
    from simulator.analysis.hindcast import hindcast

    scores = hindcast([past], worlds=_WORLDS, seed=1).scores
    means: pd.Series[float] = scores[scores["quantity"] == of].groupby("forecast")["crps"].mean()
    return means.dropna()
