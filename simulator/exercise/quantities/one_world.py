"""A plain number as the model's rules take it: an array of one world."""

from __future__ import annotations

import numpy as np

from simulator.model.rounding import Floats, Ints


def one(number: float) -> Floats:
    """A real number.

    >>> one(2).tolist()
    [2.0]
    """
    return np.array([float(number)])


def whole(number: float) -> Ints:
    """A number of people.

    >>> whole(2.0).tolist()
    [2]
    """
    return np.array([int(number)])
