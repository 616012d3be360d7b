"""Which world is typical: the one whose outcomes lie nearest the medians of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from simulator.errors import RequestError

if TYPE_CHECKING:
    import pandas as pd

    from simulator.model.rounding import Floats
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

NET: Final = "net_effect"
"""The main outcome: people held at the end without talks, less those held with them."""

EXTREMES: Final = {
    "best": "the world in which talks left the fewest people in prison, compared with no talks",
    "worst": "the world in which talks left the most people in prison, compared with no talks",
}
"""Which world an extreme is: by ``NET`` alone, of equals the first. It judges nothing else."""


def extreme_world(outcomes: Columns, which: str) -> int:
    """The world of the highest (``best``) or lowest (``worst``) net effect; the first of equals.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"world": [0, 1, 2, 3], "net_effect": [5, 9, -2, 9]})
    >>> extreme_world(table, "best"), extreme_world(table, "worst")
    (1, 2)
    """
    if which not in EXTREMES:
        raise RequestError(f"there is no {which} world; there are {', '.join(EXTREMES)}")
    net = outcomes[NET].to_numpy(dtype=np.float64)
    place = int(np.argmax(net) if which == "best" else np.argmin(net))
    return int(outcomes["world"].iloc[place])


def typical_world(outcomes: Columns) -> int:
    """The world nearest the medians, each measure in units of its spread; the first of equals.

    A world that never has a deal counts as having its first in the far future. ``outcomes`` needs
    the columns of ``outcomes.csv``.
    """
    distance = np.zeros(len(outcomes))
    for measure in MEASURES:
        distance += _off_the_median(outcomes[measure])
    return int(outcomes["world"].iloc[int(np.argmin(distance))])


def _off_the_median(measure: pd.Series) -> Floats:
    """How far each world lies from the median of a measure, in units of its spread."""
    values = measure.to_numpy(dtype=np.float64, na_value=1e4)
    low, middle, high = np.quantile(values, [0.1, 0.5, 0.9], method="lower")
    off: Floats = values - middle  # not in their place: they may be the table's own
    np.abs(off, out=off)
    off /= max(high - low, 1e-9)
    return off
