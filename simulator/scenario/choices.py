"""Weighted choices: of words here, of numbers among the distributions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WordChoice(Generic[T]):
    """A few strategies, policies or orders, each with a weight; each world picks one.

    ``labels`` are the words as listed, ``options`` what they stand for: the words themselves, the
    policies of a patron, the rungs of an order.

    >>> mixed = WordChoice(("linear", "boulware"), ("linear", "boulware"), (0.4, 0.6))
    >>> mixed.pick(np.array([0.3, 0.5])).tolist(), mixed.central()
    ([0, 1], 'boulware')
    """

    labels: tuple[str, ...]
    options: tuple[T, ...]
    weights: tuple[float, ...]

    def pick(self, u: Floats) -> npt.NDArray[np.intp]:
        """The position of the option each ``u`` picks, along the weights added up as listed."""
        return pick(self.weights, u)

    def central(self) -> T:
        """The likeliest option; the first listed of equals."""
        return self.options[self.weights.index(max(self.weights))]

    def as_data(self) -> dict[str, Any]:
        """The choice as a scenario file would write it (an order's ``of`` is left out)."""
        return {"choice": dict(zip(self.labels, self.weights, strict=True))}


def pick(weights: tuple[float, ...], u: Floats) -> npt.NDArray[np.intp]:
    """Which of the weighted options each ``u`` picks, along the weights added up as listed.

    >>> pick((0.5, 0.0, 0.5), np.array([0.1, 0.5, 1.0])).tolist()
    [0, 2, 2]
    """
    upto, total = [], 0.0
    for weight in weights:
        total += weight
        upto.append(total)
    last = max(index for index, weight in enumerate(weights) if weight)
    return np.minimum(np.searchsorted(np.array(upto), u, side="right"), last)
