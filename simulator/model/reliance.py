"""Reliance on the patron: an index between 0 and 1 that moves slowly (ODD, "Reliance")."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.model.price import persistence
from simulator.model.rounding import Floats


@dataclass(frozen=True)
class Reliance:
    """What holds the target to its patron, in each world."""

    start: Floats
    half_life_weeks: Floats
    subsidy_pull: Floats

    def goal(self, eased: Floats, distancing: Floats, subsidy_ratio: Floats) -> Floats:
        """Where reliance is heading, clipped to [0, 1].

        ``eased`` is the sum of reliance effects times effective levels, ``distancing`` what the
        target has committed itself to, ``subsidy_ratio`` the subsidy over its ordinary level.
        """
        drawn = self.start - eased - distancing + self.subsidy_pull * (subsidy_ratio - 1.0)
        return np.minimum(np.maximum(drawn, 0.0), 1.0)

    @cached_property
    def _persistence(self) -> Floats:
        return persistence(self.half_life_weeks)

    def step(self, reliance: Floats, goal: Floats) -> Floats:
        """One week toward ``goal``.

        >>> one = np.array([1.0])
        >>> Reliance(one, one, one).step(np.array([0.8]), np.array([0.4])).round(9).tolist()
        [0.6]
        """
        return goal + (reliance - goal) * self._persistence


def drift(start: Floats, reliance: Floats) -> Floats:
    """How far the target has moved away from its patron: ``max(0, D0 - D)``.

    >>> drift(np.array([0.6, 0.6]), np.array([0.5, 0.7])).round(9).tolist()
    [0.1, 0.0]
    """
    return np.maximum(0.0, start - reliance)
