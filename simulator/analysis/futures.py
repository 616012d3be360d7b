"""Possible futures with their weights, whoever drew them, and two sets of them as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Futures:
    """Possible futures with their weights (which sum to 1).

    ``counts`` has by quantity the number at each day looked at, futures by days; ``weeks`` by rung
    the week in which it is reached (infinite: never); ``sizes`` by rung the people its deals free
    by the last day, 0 if none.
    """

    weights: Floats
    counts: Mapping[str, Floats]
    weeks: Mapping[str, Floats]
    sizes: Mapping[str, Floats]


def blended(model: Futures, simple: Futures, *, weight: float) -> Futures:
    """Both together: the model's futures with so much weight, the simple ones with the rest."""

    def both(a: Mapping[str, Floats], b: Mapping[str, Floats]) -> dict[str, Floats]:
        return {name: np.concatenate([a[name], b[name]]) for name in a}

    return Futures(
        np.concatenate([weight * model.weights, (1 - weight) * simple.weights]),
        both(model.counts, simple.counts),
        both(model.weeks, simple.weeks),
        both(model.sizes, simple.sizes),
    )
