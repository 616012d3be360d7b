"""How far a search had come, generation by generation: the hypervolume under the points tried.

Zitzler & Thiele 1998. Losses are put on a scale on which the last front goes from 0 to 1; a point
counts by what it is better than, as far as 1.1 in each goal. A search whose last generations still
add much has not ended.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulator.analysis.optimize.goals import Floats, is_on_front
from simulator.analysis.optimize.search import Tried, pymoo

_EDGE = 1.1


def convergence(tried: Tried) -> pd.DataFrame:
    """A row a generation: points ``tried`` up to it, and its share of the final hypervolume."""
    front = tried.losses[is_on_front(tried.losses)]
    low, high = front.min(axis=0), front.max(axis=0)
    scaled = (tried.losses - low) / np.where(high > low, high - low, 1.0)
    indicator = pymoo("indicators.hv").HV(ref_point=np.full(scaled.shape[1], _EDGE))
    last = int(tried.generation.max())
    rows = []
    for generation in range(last + 1):
        some = scaled[tried.generation <= generation]
        rows.append((generation + 1, len(some), _volume(some, indicator)))
    table = pd.DataFrame(rows, columns=["generation", "tried", "hypervolume"])
    table["hypervolume"] /= float(table["hypervolume"].iloc[-1]) or 1.0
    return table


def _volume(losses: Floats, indicator: object) -> float:
    inside = losses[(losses < _EDGE).all(axis=1)]
    return float(indicator(inside)) if len(inside) else 0.0  # type: ignore[operator] # pymoo's
