"""The distributions a scenario may put where a number stands.

Each world draws its own value: one uniform number a world and parameter goes through the inverse
distribution function (``quantile``), so that scenarios which share a seed share their luck.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.scenario.choices import WordChoice, pick

__all__ = [
    "Beta",
    "Distribution",
    "LogNormal",
    "Normal",
    "Number",
    "NumberChoice",
    "Triangular",
    "Uniform",
    "WordChoice",
    "is_drawn",
]

Floats = npt.NDArray[np.float64]

_LEAST_U: Final = 2.0**-54
_GREATEST_U: Final = 1 - 2.0**-53
_STANDARD: Final = NormalDist()
_REACH: Final = 6.0
"""Standard deviations within which all but two in a billion draws lie."""


class Distribution(ABC):
    """A number that is not known exactly; each world draws its own value."""

    @abstractmethod
    def _inverse(self, u: Floats) -> Floats:
        """The inverse distribution function for ``u`` strictly between 0 and 1."""

    @abstractmethod
    def support(self) -> tuple[float, float]:
        """The least and the greatest value, infinite where there is none."""

    @abstractmethod
    def as_data(self) -> dict[str, Any]:
        """The distribution as a scenario file would write it."""

    def quantile(self, u: Floats) -> Floats:
        """The values at the probabilities ``u``, elementwise.

        An element gives the same bits alone and in an array.

        >>> Uniform(2.0, 4.0).quantile(np.array([0.25, 0.5])).tolist()
        [2.5, 3.0]
        """
        probabilities = np.ascontiguousarray(u, dtype=np.float64)
        low, high = self.support()
        return np.clip(self._inverse(np.clip(probabilities, _LEAST_U, _GREATEST_U)), low, high)

    def central(self) -> float:
        """The median: where one number has to stand for the distribution."""
        return float(self.quantile(np.array([0.5]))[0])

    def reach(self) -> tuple[float, float]:
        """Like ``support``, but finite: what all but two draws in a billion stay within."""
        return self.support()

    def attains_least(self) -> bool:
        """Whether a draw can be the least value itself, and not only come near to it."""
        return True


@dataclass(frozen=True, slots=True)
class Uniform(Distribution):
    """Any value between two ends, all equally likely: ``{uniform: [a, b]}``."""

    a: float
    b: float

    def _inverse(self, u: Floats) -> Floats:
        return self.a + (self.b - self.a) * u

    def support(self) -> tuple[float, float]:
        return self.a, self.b

    def attains_least(self) -> bool:
        return self.a == self.b

    def as_data(self) -> dict[str, Any]:
        return {"uniform": [self.a, self.b]}


@dataclass(frozen=True, slots=True)
class Triangular(Distribution):
    """A least, a likeliest and a greatest value: ``{triangular: [a, mode, b]}``.

    >>> Triangular(0.0, 1.0, 2.0).central()
    1.0
    """

    a: float
    mode: float
    b: float

    def _inverse(self, u: Floats) -> Floats:
        width = self.b - self.a
        if width == 0:
            return np.full_like(u, self.a)
        turn = (self.mode - self.a) / width
        rising = self.a + np.sqrt(u * width * (self.mode - self.a))
        falling = self.b - np.sqrt((1 - u) * width * (self.b - self.mode))
        return np.where(u < turn, np.minimum(rising, self.mode), np.maximum(falling, self.mode))

    def support(self) -> tuple[float, float]:
        return self.a, self.b

    def attains_least(self) -> bool:
        return self.a == self.mode

    def as_data(self) -> dict[str, Any]:
        return {"triangular": [self.a, self.mode, self.b]}


@dataclass(frozen=True, slots=True)
class Normal(Distribution):
    """The bell curve, cut at ``min`` and ``max`` if given: ``{normal: {mean, sd, min, max}}``.

    >>> Normal(10.0, 2.0, min=10.0).quantile(np.array([0.5])).round(3).tolist()
    [11.349]
    """

    mean: float
    sd: float
    min: float | None = None
    max: float | None = None

    def _inverse(self, u: Floats) -> Floats:
        from scipy.special import ndtri

        low, high = self._cut()
        return self.mean + self.sd * ndtri(np.clip(low + (high - low) * u, _LEAST_U, _GREATEST_U))

    def _cut(self) -> tuple[float, float]:
        low, high = self.support()
        return _below((low - self.mean) / self.sd), _below((high - self.mean) / self.sd)

    def mass(self) -> float:
        """How much of the uncut curve lies between ``min`` and ``max``."""
        low, high = self._cut()
        return high - low

    def support(self) -> tuple[float, float]:
        low = -math.inf if self.min is None else self.min
        return low, math.inf if self.max is None else self.max

    def reach(self) -> tuple[float, float]:
        low, high = self.support()
        return max(low, self.mean - _REACH * self.sd), min(high, self.mean + _REACH * self.sd)

    def as_data(self) -> dict[str, Any]:
        return {"normal": _given(mean=self.mean, sd=self.sd, min=self.min, max=self.max)}


@dataclass(frozen=True, slots=True)
class LogNormal(Distribution):
    """A number whose logarithm is normal: ``{lognormal: {median, sigma, min, max}}``.

    ``sigma`` is the standard deviation of the logarithm: 0.1 is about ten per cent.

    >>> LogNormal(340.0, 0.1).central()
    340.0
    """

    median: float
    sigma: float
    min: float | None = None
    max: float | None = None

    def _inverse(self, u: Floats) -> Floats:
        return self.median * np.exp(self._logarithm()._inverse(u))

    def _logarithm(self) -> Normal:
        """The logarithm of the number over its median."""
        ends = (None if end is None else _log(end / self.median) for end in (self.min, self.max))
        return Normal(0.0, self.sigma, *ends)

    def mass(self) -> float:
        """How much of the uncut curve lies between ``min`` and ``max``."""
        return self._logarithm().mass()

    def support(self) -> tuple[float, float]:
        low = 0.0 if self.min is None else self.min
        return low, math.inf if self.max is None else self.max

    def reach(self) -> tuple[float, float]:
        low, high = self._logarithm().reach()
        return self.median * _exp(low), self.median * _exp(high)

    def attains_least(self) -> bool:
        return bool(self.min)

    def as_data(self) -> dict[str, Any]:
        cut = {"min": self.min, "max": self.max}
        return {"lognormal": _given(median=self.median, sigma=self.sigma, **cut)}


@dataclass(frozen=True, slots=True)
class Beta(Distribution):
    """A share with a hump: ``{beta: {a, b}}``, stretched to [``min``, ``max``] if given.

    >>> Beta(2.0, 2.0).central()
    0.5
    """

    a: float
    b: float
    min: float = 0.0
    max: float = 1.0

    def _inverse(self, u: Floats) -> Floats:
        from scipy.special import betaincinv

        shares: Floats = betaincinv(self.a, self.b, u)
        return self.min + (self.max - self.min) * shares

    def support(self) -> tuple[float, float]:
        return self.min, self.max

    def as_data(self) -> dict[str, Any]:
        return {"beta": {"a": self.a, "b": self.b, "min": self.min, "max": self.max}}


@dataclass(frozen=True, slots=True)
class NumberChoice(Distribution):
    """A few values, each with a weight: ``{choice: {4: 0.5, 8: 0.5}}``.

    A uniform number picks along the weights added up as listed.

    >>> NumberChoice((4.0, 8.0), (0.25, 0.75)).quantile(np.array([0.2, 0.3])).tolist()
    [4.0, 8.0]
    """

    values: tuple[float, ...]
    weights: tuple[float, ...]

    def _inverse(self, u: Floats) -> Floats:
        return np.array(self.values)[pick(self.weights, u)]

    def support(self) -> tuple[float, float]:
        possible = [
            value for value, weight in zip(self.values, self.weights, strict=True) if weight
        ]
        return min(possible), max(possible)

    def central(self) -> float:
        below = 0.0
        for value, weight in sorted(zip(self.values, self.weights, strict=True)):
            below += weight
            if below >= 0.5:
                return value
        return max(self.values)

    def as_data(self) -> dict[str, Any]:
        return {"choice": dict(zip(self.values, self.weights, strict=True))}


Number = float | Distribution
"""A number that is known, or one that each world draws."""


def is_drawn(value: object) -> bool:
    """Whether each world draws its own value.

    >>> is_drawn(0.5), is_drawn(Uniform(0.0, 1.0))
    (False, True)
    """
    return isinstance(value, Distribution | WordChoice)


def _below(z: float) -> float:
    """The probability that a standard normal number is below ``z``."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


def _log(x: float) -> float:
    return math.log(x) if x > 0 else -math.inf


def _exp(x: float) -> float:
    return math.exp(x) if x < 700 else math.inf


def _given(**entries: float | None) -> dict[str, float]:
    return {key: entry for key, entry in entries.items() if entry is not None}
