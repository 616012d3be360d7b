"""Quantiles of the outcomes of a run, a column at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from simulator.results.run import Columns

_WANTED: Final = {"p10": 0.1, "p50": 0.5, "p90": 0.9}

Quantiles = Mapping[str, Mapping[str, float]]


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
    return dict(zip(_WANTED, np.quantile(values, list(_WANTED.values())).tolist(), strict=True))


def is_outcome(name: str) -> bool:
    """Whether a column of outcomes came out of the world, rather than being drawn for it.

    >>> is_outcome("released"), is_outcome("param_target.slip"), is_outcome("world")
    (True, False, False)
    """
    return name != "world" and not name.startswith("param_")
