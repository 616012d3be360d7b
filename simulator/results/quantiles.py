"""Quantiles of the outcomes of a run, a column at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from simulator.results.run import Columns

_WANTED: Final = {"p10": 0.1, "p50": 0.5, "p90": 0.9}

Floats = npt.NDArray[np.float64]
Quantiles = Mapping[str, Mapping[str, float]]


def quantiles(values: Floats, shares: Sequence[float], *, axis: int | None = None) -> Floats:
    """Quantiles of outcomes over worlds: the one definition of summaries, reports and experiments.

    Between two worlds a quantile is interpolated (Hyndman and Fan's type 7, numpy's ``linear``):
    the median of an even number of worlds is half way between the middle two. ``values`` are
    finite, and may be put in another order.

    >>> quantiles(np.array([812.0, 813.0]), [0.5]).tolist()
    [812.5]
    """
    found: Floats = np.quantile(values, shares, axis=axis, method="linear", overwrite_input=True)
    return found


def outcome_quantiles(outcomes: Columns, names: Iterable[str]) -> Quantiles:
    """The quantiles of some columns, over the worlds that have a value, by column and quantile.

    >>> import pandas as pd
    >>> outcome_quantiles(pd.DataFrame({"released": [0, 5, 10]}), ["released"])
    {'released': {'p10': 1.0, 'p50': 5.0, 'p90': 9.0}}
    """
    found = {name: _quantiles(outcomes, name) for name in names}
    return {name: values for name, values in found.items() if values}


def _quantiles(outcomes: Columns, name: str) -> dict[str, float]:
    values = outcomes[name].to_numpy(dtype=np.float64, na_value=np.nan)
    values = values[~np.isnan(values)]
    if not len(values):
        return {}
    return dict(zip(_WANTED, quantiles(values, list(_WANTED.values())).tolist(), strict=True))


def is_outcome(name: str) -> bool:
    """Whether a column of outcomes came out of the world, rather than being drawn for it.

    >>> is_outcome("released"), is_outcome("param_target.slip"), is_outcome("world")
    (True, False, False)
    """
    return name != "world" and not name.startswith("param_")
