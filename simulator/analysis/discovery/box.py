"""A box: some numbers between limits and some words among a few."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Factors = Mapping[str, npt.NDArray[Any]]
"""What worlds draw, by path: numbers, or words as objects."""


@dataclass(frozen=True, slots=True)
class Between:
    """A number from ``low`` to ``high``; infinite where that side is open."""

    low: float = -math.inf
    high: float = math.inf

    def holds(self, values: npt.NDArray[Any]) -> Bools:
        """Where the number lies between."""
        return (values >= self.low) & (values <= self.high)


@dataclass(frozen=True, slots=True)
class Among:
    """One of a few words."""

    words: frozenset[str]

    def holds(self, values: npt.NDArray[Any]) -> Bools:
        """Where the word is one of them."""
        return np.array([word in self.words for word in values.tolist()], dtype=bool)


Limit = Between | Among


@dataclass(frozen=True)
class Box:
    """Limits by path; a world is in the box if it keeps to all of them.

    >>> box = Box({"x": Between(high=0.5), "w": Among(frozenset({"a"}))})
    >>> factors = {"x": np.array([0.1, 0.1, 0.9]), "w": np.array(["a", "b", "a"], dtype=object)}
    >>> box.holds(factors).tolist()
    [True, False, False]
    """

    limits: Mapping[str, Limit] = field(default_factory=dict)

    def holds(self, factors: Factors) -> Bools:
        """Which worlds are in the box."""
        worlds = len(next(iter(factors.values())))
        inside = np.ones(worlds, dtype=bool)
        for path, limit in self.limits.items():
            inside &= limit.holds(factors[path])
        return inside

    def having(self, path: str, limit: Limit) -> Box:
        """The box with another limit."""
        return Box({**self.limits, path: limit})

    def without(self, path: str) -> Box:
        """The box without the limit of a path."""
        return Box({name: limit for name, limit in self.limits.items() if name != path})


def is_words(values: npt.NDArray[Any]) -> bool:
    """Whether a factor has words."""
    return values.dtype == object
