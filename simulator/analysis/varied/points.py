"""Points in the space of some axes: grids, Latin hypercubes, Sobol' sequences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.varied.axis import MOST, Axis
from simulator.errors import RequestError
from simulator.randomness import TILE, Stream
from simulator.scenario.design import Column

Floats = npt.NDArray[np.float64]

GRID: Final = "grid"
LATIN: Final = "lhs"
SOBOL: Final = "sobol"
DESIGNS: Final = (GRID, LATIN, SOBOL)


def points_of(
    axes: Sequence[Axis], design: str, *, points: int | None, seed: int
) -> dict[str, Column]:
    """The values by path, a row a point; never more points than ``MOST``."""
    count = points or math.prod(len(axis.values) for axis in axes)
    if count > MOST:
        raise RequestError(f"{count:,} points are more than the {MOST:,} that one design may have")
    if design == GRID:
        return _grid(axes, points)
    if design not in DESIGNS:
        raise RequestError(f"there is no design {design}; there are {', '.join(DESIGNS)}")
    if not points or points < 2:
        raise RequestError(f"a design of kind {design} needs a number of points, such as 64")
    shares = _latin(axes, points, seed) if design == LATIN else _sobol(axes, points, seed)
    return {axis.path: axis.at(shares[:, place]) for place, axis in enumerate(axes)}


def _grid(axes: Sequence[Axis], points: int | None) -> dict[str, Column]:
    """Every combination of the values, the last axis fastest."""
    if points is not None:
        raise RequestError("a grid has as many points as its values make; --points is for the rest")
    for axis in axes:
        if axis.is_range:
            low, high = axis.values
            raise RequestError(
                f"{axis.path}={low:g}:{high:g} does not say how many steps a grid has there; "
                f"write {axis.path}={low:g}:{high:g}:5, or choose the design lhs or sobol"
            )
    rows = list(product(*(axis.values for axis in axes)))
    kinds = [object if axis.has_words else np.float64 for axis in axes]
    return {
        axis.path: np.array([row[place] for row in rows], dtype=kinds[place])
        for place, axis in enumerate(axes)
    }


def _latin(axes: Sequence[Axis], points: int, seed: int) -> Floats:
    """One point in each of ``points`` equal slices of every axis."""
    columns = []
    for axis in axes:
        order = np.argsort(_uniform(f"order/{axis.path}", points, seed), kind="stable")
        within = _uniform(f"within/{axis.path}", points, seed)
        columns.append((order + within) / points)
    return np.column_stack(columns)


def _sobol(axes: Sequence[Axis], points: int, seed: int) -> Floats:
    """A Sobol' sequence, moved by a random vector round the corner (Cranley & Patterson 1976)."""
    from scipy.stats.qmc import Sobol

    if points & (points - 1):
        raise RequestError(f"a Sobol' design needs a power of 2 of points; asked for {points}")
    sequence = Sobol(len(axes), scramble=False).random_base2(points.bit_length() - 1)
    shift = [float(_uniform(f"shift/{axis.path}", 1, seed)[0]) for axis in axes]
    moved: Floats = (sequence + np.array(shift)) % 1.0
    return moved


def _uniform(name: str, count: int, seed: int) -> Floats:
    stream = Stream(seed, f"points/{name}", first_tile=0, tiles=-(-count // TILE))
    return stream.uniform53()[:count]
