"""Whole people and honest comparisons: how the model rounds (ODD, "Rounding").

Computed reals carry rounding errors: 24.000000000000004 is 24. Every rule that rounds or compares
such numbers uses the functions of this file, so that two engines agree on ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Index = npt.NDArray[np.intp]

SLACK: Final = 1e-9
"""What counts as equal: relative to the larger side, at least absolute."""


def floor_people(x: Floats) -> Ints:
    """Largest whole number not above ``x``, forgiving a rounding error of 1e-9.

    >>> floor_people(np.array([23.9999999999, 23.9])).tolist()
    [24, 23]
    """
    raised = x + SLACK
    return np.floor(raised, out=raised).astype(np.int64)


def ceil_people(x: Floats) -> Ints:
    """Smallest whole number not below ``x``, forgiving a rounding error of 1e-9.

    >>> ceil_people(np.array([24.000000000000004, 24.1])).tolist()
    [24, 25]
    """
    lowered = x - SLACK
    return np.ceil(lowered, out=lowered).astype(np.int64)


def at_most(a: npt.NDArray[Any] | float, b: npt.NDArray[Any] | float) -> Bools:
    """``a <= b``, allowing 1e-9 · max(1, abs(b)).

    >>> at_most(np.array([1 + 1e-12, 1.1]), np.array([1.0, 1.0])).tolist()
    [True, False]
    """
    if isinstance(b, int | float):  # a week: no need for an array
        return np.less_equal(a, b + SLACK * max(1.0, abs(b)))
    bound = np.asarray(b, dtype=np.float64)
    return np.asarray(a, dtype=np.float64) <= bound + SLACK * np.maximum(1.0, np.abs(bound))


def largest_remainder(total: Ints, shares: Floats) -> Ints:
    """Split ``total`` people over the classes by ``shares`` (classes, worlds).

    Each class gets its whole quota; who is left goes to the largest remainders, ties to the class
    listed first.

    >>> largest_remainder(np.array([5]), np.array([[0.2], [0.3], [0.5]]))[:, 0].tolist()
    [1, 2, 2]
    """
    quota = total * shares
    whole = floor_people(quota)
    remainder = np.rint((quota - whole) / SLACK)
    left = total.copy()
    for row in whole:
        left = left - row
    for c in range(len(shares)):
        ahead = np.zeros(total.shape, dtype=np.int64)
        for other in range(len(shares)):
            wins = remainder[other] > remainder[c]
            ahead += wins | ((remainder[other] == remainder[c]) & (other < c))
        whole[c] += ahead < left
    return whole


def count_up(rows: Ints) -> Ints:
    """People of all classes in each world, from (classes, worlds).

    >>> count_up(np.array([[1, 2], [3, 4]])).tolist()
    [4, 6]
    """
    total: Ints = rows[0].copy()
    for row in rows[1:]:
        total += row
    return total


def add_up(rows: Floats | Ints | Sequence[Floats]) -> npt.NDArray[np.float64]:
    """Sum of the rows, one after another, so that the bits never depend on the shape.

    >>> add_up(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist()
    [4.0, 6.0]
    """
    if not len(rows):
        return np.zeros(np.shape(rows)[1:])
    total: Floats = rows[0] + 0.0
    for row in rows[1:]:
        total = total + row
    return total
