"""A design: values of some parameters laid down world by world, instead of drawn.

An experiment (a sweep, a screening, a replication, a posterior) is one run of one scenario under a
design. Each row of the design is a point in the space of parameters; a row holds for a number of
neighbouring worlds, which differ in their luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]


@dataclass(frozen=True)
class Design:
    """Values by path of the parameter, one a row; ``worlds_a_row`` neighbouring worlds each.

    After the last row the first comes again. With ``luck_tiles`` the luck (and whatever else is
    drawn) of the first so many tiles of 256 worlds comes again and again: with ``worlds_a_row`` of
    256 times ``luck_tiles`` all rows live through the same worlds (common random numbers), and what
    differs between rows is the parameters' doing. With ``luck_of`` all rows live through that one
    world. Words are laid down by the label of a weighted
    choice that the scenario gives.

    >>> design = Design({"target.slip": np.array([0.0, 0.1])}, worlds_a_row=2)
    >>> design.values("target.slip", first_world=1, worlds=4).tolist()
    [0.0, 0.1, 0.1, 0.0]
    """

    columns: Mapping[str, Column]
    worlds_a_row: int = 1
    luck_tiles: int | None = None
    luck_of: int | None = None

    def __contains__(self, path: str) -> bool:
        return path in self.columns

    @property
    def rows(self) -> int:
        """How many points it has."""
        return len(next(iter(self.columns.values()), ()))

    @property
    def worlds(self) -> int:
        """How many worlds give each row its worlds once."""
        return self.rows * self.worlds_a_row

    def values(self, path: str, *, first_world: int, worlds: int) -> Column:
        """The values at ``path`` for so many worlds from ``first_world`` on."""
        rows = (first_world + np.arange(worlds)) // self.worlds_a_row % self.rows
        values: Column = np.asarray(self.columns[path])[rows]
        return values
