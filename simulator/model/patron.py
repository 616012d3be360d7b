"""The patron: what it threatens, what it bids, and what that costs the target (ODD, "Patron").

Its grip grows with reliance: ``grip = k · D · S0``, USD million a week for one unit of drift.
"""

from __future__ import annotations

import numpy as np

from simulator.model.rounding import Floats


def grip(strength: Floats, reliance: Floats, ordinary_subsidy: Floats) -> Floats:
    """USD million a week that one unit of drift would cost, or be bid for.

    >>> grip(np.array([0.3]), np.array([0.5]), np.array([60.0])).tolist()
    [9.0]
    """
    return strength * reliance * ordinary_subsidy


def punished_drift(drift: Floats, tolerance: Floats) -> Floats:
    """The part of the drift that the patron does not tolerate."""
    return np.maximum(0.0, drift - tolerance)


def subsidy(ordinary: Floats, cut: Floats, bid: Floats) -> Floats:
    """The subsidy it pays, USD million a week: cuts and bids add, never below nought.

    >>> subsidy(np.array([60.0]), np.array([70.0]), np.array([5.0])).tolist()
    [0.0]
    """
    return np.maximum(0.0, ordinary - cut + bid)


def cost_of_punishment(grip: Floats, drift: Floats, *, step: Floats, tolerance: Floats) -> Floats:
    """Subsidy a week that the target expects to lose by a further ``step`` away from its patron."""
    return grip * (punished_drift(drift + step, tolerance) - punished_drift(drift, tolerance))


def veto_chance(slope: Floats, drift: Floats, tolerance: Floats) -> Floats:
    """Probability that the patron stops all talks at a wake-up: ``min(1, v (drift - tolerance))``.

    >>> veto_chance(np.array([10.0, 10.0]), np.array([0.05, 0.5]), np.array([0.02, 0.02])).tolist()
    [0.30000000000000004, 1.0]
    """
    return np.minimum(1.0, slope * punished_drift(drift, tolerance))
