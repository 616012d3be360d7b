"""Functions whose indices are known on paper, as models of points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Model = Callable[[Floats], Floats]

Indices = dict[str, float]


class Known(NamedTuple):
    """A function, the names of its factors, and its first and total indices in closed form."""

    name: str
    function: Callable[[Floats], Floats]
    first: Indices
    total: Indices

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of the factors."""
        return tuple(self.first)


def model(function: Callable[[Floats], Floats]) -> Model:
    """A function without chance as a model: one world, one outcome."""
    return lambda points: function(points)[:, None, None]


def ishigami(points: Floats) -> Floats:
    """Ishigami & Homma (1990), a = 7, b = 0.1, and a fourth factor that does nothing."""
    x = np.pi * (2 * points - 1)
    first: Floats = np.sin(x[:, 0]) * (1 + 0.1 * x[:, 2] ** 4) + 7 * np.sin(x[:, 1]) ** 2
    return first


def ishigami_indices() -> tuple[Indices, Indices]:
    """First and total indices in closed form."""
    a, b = 7.0, 0.1
    one = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    two, both = a**2 / 8, b**2 * np.pi**8 * 8 / 225
    total = one + two + both
    first = {"x1": one / total, "x2": two / total, "x3": 0.0, "nothing": 0.0}
    whole = {"x1": (one + both) / total, "x2": two / total, "x3": both / total, "nothing": 0.0}
    return first, whole


G_WEIGHTS = {"a": 0.0, "b": 1.0, "c": 4.5, "d": 9.0, "e": 99.0}


def sobol_g(points: Floats) -> Floats:
    """The g-function of Sobol' (1993) with the weights above."""
    weights = np.array(list(G_WEIGHTS.values()))
    product: Floats = ((np.abs(4 * points - 2) + weights) / (1 + weights)).prod(axis=1)
    return product


def sobol_g_indices() -> tuple[Indices, Indices]:
    """First and total indices in closed form."""
    parts = {name: 1 / (3 * (1 + weight) ** 2) for name, weight in G_WEIGHTS.items()}
    total = float(np.prod([1 + part for part in parts.values()])) - 1
    first = {name: part / total for name, part in parts.items()}
    whole = {name: part * (1 + total) / (1 + part) / total for name, part in parts.items()}
    return first, whole


def lucky(
    points: Floats, *, worlds: int = 256, luck: float = 1.0, both: float = 1.0, seed: int = 1
) -> Floats:
    """``3x + luck·z + both·z'``: luck that all points share, and luck of each point's own.

    The variance of 3x is 0.75.
    """
    rng: Any = np.random.default_rng(seed)
    shared = luck * rng.standard_normal((1, worlds))
    own = both * rng.standard_normal((len(points), worlds))
    outcome: Floats = (3 * points[:, :1] + shared + own)[:, :, None]
    return outcome


ISHIGAMI = Known("ishigami", ishigami, *ishigami_indices())
SOBOL_G = Known("sobol-g", sobol_g, *sobol_g_indices())
