"""Numbers from worlds that were looked at more closely: quantiles by week, and which worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from simulator.report import words
from simulator.report.language import tr
from simulator.report.measures import Z95

if TYPE_CHECKING:
    from simulator.model.rounding import Floats
    from simulator.report.tables import RunTables

_SHARES: Final = {"p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9}


def over_worlds(values: Floats) -> pd.DataFrame:
    """Quantiles by week of an array of worlds by weeks: ``week, worlds, mean, p10 … p90``.

    Nothing is interpolated, so infinite values keep their place in the order; worlds without a
    value (NaN) in a week are left out of it.

    >>> import numpy as np
    >>> over_worlds(np.array([[1.0, np.nan], [3.0, 5.0], [np.inf, 7.0]]))["p50"].tolist()
    [3.0, 5.0]
    """
    ordered = np.sort(values, axis=0)  # NaN last
    count = np.sum(~np.isnan(ordered), axis=0)
    weeks = np.arange(values.shape[1])
    with np.errstate(invalid="ignore"):
        total = np.where(np.isnan(ordered), 0.0, ordered).sum(axis=0)
    rows = {"week": weeks, "worlds": count, "mean": _divided(total, count)}
    for name, share in _SHARES.items():
        rank = np.ceil(share * count - 1e-9).astype(int) - 1
        rows[name] = np.where(count > 0, ordered[np.maximum(rank, 0), weeks], np.nan)
    return pd.DataFrame(rows)


def _divided(total: Floats, count: Floats) -> Floats:
    mean: Floats = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
    return mean


def mean_interval(values: Floats) -> tuple[float, float, float]:
    """The mean of independent worlds and its 95% Monte Carlo interval (normal approximation).

    >>> [round(end, 2) for end in mean_interval(np.array([1.0, 2.0, 3.0]))]
    [2.0, 0.87, 3.13]
    """
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, np.nan, np.nan
    reach = Z95 * float(np.std(values, ddof=1)) / float(np.sqrt(len(values)))
    return mean, mean - reach, mean + reach


def looked_at(tables: RunTables) -> dict[str, Any]:
    """The facts of the run for a figure drawn from the worlds that were looked at closely."""
    return {**tables.facts, "worlds": tables.closely.worlds}


def which_worlds(tables: RunTables) -> str:
    """Say which worlds a figure is drawn from, where these are not all of the run's; with a space.

    A figure’s note and its words for those who do not see it begin with it.
    """
    looked, run = tables.closely, len(tables.outcomes)
    if looked.worlds >= run:
        return ""
    last = looked.first_world + looked.worlds - 1
    return tr(
        "From {n} of the run’s {all} worlds, numbers {first} to {last}, looked at week by week. ",
        n=words.whole(looked.worlds),
        all=words.whole(run),
        first=words.whole(looked.first_world),
        last=words.whole(last),
    )
