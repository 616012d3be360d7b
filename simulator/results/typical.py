"""Which world is typical: the one whose outcomes lie nearest the medians of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from simulator.results.run import Columns

MEASURES: Final = (
    "released",
    "net_effect",
    "deals",
    "relief_value_usd_m",
    "reliance_end",
    "first_deal_week",
    "snapbacks",
)
"""What makes a world typical: columns of ``outcomes.csv``."""


def typical_world(outcomes: Columns) -> int:
    """The world nearest the medians, each measure in units of its spread; the first of equals.

    A world that never has a deal counts as having its first in the far future. ``outcomes`` needs
    the columns of ``outcomes.csv``.
    """
    distance = np.zeros(len(outcomes))
    for measure in MEASURES:
        values = np.array(outcomes[measure].to_numpy(dtype=np.float64, na_value=1e4))
        low, middle, high = np.quantile(values, [0.1, 0.5, 0.9], method="lower")
        values -= middle
        distance += np.abs(values, out=values) / max(high - low, 1e-9)
    return int(outcomes["world"].iloc[int(np.argmin(distance))])
