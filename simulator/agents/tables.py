"""Tables of parameters: rows of numbers, one a world, or one for all where no world differs.

Most parameters of most scenarios are the same in every world. A table of such has a single column,
which stays in the processor's nearest cache, whatever the number of worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from simulator.model.rounding import Index, Ints

T = TypeVar("T", bound=np.generic)


def table(rows: Sequence[npt.NDArray[T]]) -> npt.NDArray[T]:
    """Rows under one another: (rows, worlds), or (rows, 1) where all worlds have the same.

    >>> known = np.broadcast_to(2.0, 3)
    >>> table([known, known]).shape, table([known, np.arange(3.0)]).shape
    ((2, 1), (2, 3))
    """
    if not rows:
        return np.empty((0, 1))  # type: ignore[return-value] # no rows: any type will do
    narrow = [row[:1] if row.strides == (0,) else row for row in rows]
    return np.stack(np.broadcast_arrays(*narrow))


def in_worlds(values: npt.NDArray[T], worlds: Index) -> npt.NDArray[T]:
    """The columns of ``worlds`` of a table (…, worlds), or the one that all of them have.

    >>> in_worlds(np.array([[1, 2, 3]]), np.array([0, 2])).tolist()
    [[1, 3]]
    >>> in_worlds(np.array([[7]]), np.array([0, 2])).tolist()
    [[7]]
    """
    return values if values.shape[-1] == 1 else values.take(worlds, axis=-1)


def of_rung(values: npt.NDArray[T], rung: Ints, worlds: Index) -> npt.NDArray[T]:
    """What a table (…, rungs, worlds) holds for the rung of each of ``worlds``.

    The same as ``values[..., rung, worlds]``, three times as fast.

    >>> values = np.array([[1, 2, 3], [10, 20, 30]])
    >>> of_rung(values, np.array([1, 0]), np.array([0, 2])).tolist()
    [10, 3]
    """
    rungs, columns = values.shape[-2:]
    flat = values.reshape(*values.shape[:-2], rungs * columns)
    return flat.take(rung if columns == 1 else rung * columns + worlds, axis=-1)
