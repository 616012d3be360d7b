"""An axis: a number or a word of a scenario, and the values it is to take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.errors import RequestError
from simulator.scenario.design import Column

Floats = npt.NDArray[np.float64]
Value = float | str

MOST: Final = 10_000
"""The most points of a design, and steps of an axis: more are a slip rather than a wish."""

FORM: Final = "path=low:high:steps, path=low:high, or path=value,value,…"


@dataclass(frozen=True, slots=True)
class Axis:
    """What varies: its ``path`` and its ``values``, which for an ``is_range`` are the two ends.

    >>> Axis("target.slip", (0.0, 0.5), is_range=True).at(np.array([0.0, 0.5])).tolist()
    [0.0, 0.25]
    >>> Axis("target.concession", ("linear", "boulware")).at(np.array([0.2, 0.7])).tolist()
    ['linear', 'boulware']
    """

    path: str
    values: tuple[Value, ...]
    is_range: bool = False
    is_whole: bool = False

    @property
    def has_words(self) -> bool:
        """Whether its values are words."""
        return isinstance(self.values[0], str)

    def at(self, u: Floats) -> Column:
        """Its values at shares ``u`` between 0 and 1 of the range or the list."""
        if not self.is_range:
            places = np.minimum((u * len(self.values)).astype(np.intp), len(self.values) - 1)
            kind = object if self.has_words else np.float64
            return np.array(self.values, dtype=kind)[places]
        low, high = (float(end) for end in self.values)
        if self.is_whole:
            return np.minimum(np.floor(low + u * (high - low + 1)), high)
        return low + u * (high - low)


def axis_of(text: str) -> Axis:
    """The axis that ``path=low:high:steps``, ``path=low:high`` or ``path=x,y,z`` asks for.

    >>> axis_of("target.slip=0:0.1:3").values
    (0.0, 0.05, 0.1)
    >>> axis_of("target.concession=linear,boulware").values
    ('linear', 'boulware')
    """
    path, equals, asked = (part.strip() for part in text.partition("="))
    if not equals or not path or not asked:
        raise _unclear(text)
    if ":" in asked:
        return _ranged(path, asked.split(":"), text)
    words = tuple(word.strip() for word in asked.split(","))
    if not all(words) or len(set(words)) < len(words):
        raise _unclear(text, "needs values that differ, with commas between them")
    numbers = [_number(word) for word in words]
    if any(number is None for number in numbers):
        return Axis(path, words)
    return Axis(path, tuple(number for number in numbers if number is not None))


def _ranged(path: str, parts: list[str], text: str) -> Axis:
    ends = [_number(part) for part in parts[:2]]
    if len(parts) > 3 or len(ends) < 2 or ends[0] is None or ends[1] is None:
        raise _unclear(text, "needs numbers with colons between them")
    low, high = ends[0], ends[1]
    if not low < high:
        raise _unclear(text, f"has no room between {low:g} and {high:g}")
    if len(parts) == 2:
        return Axis(path, (low, high), is_range=True)
    steps = parts[2].strip()[:9]  # more digits are too many as well, and int() has a limit
    if not steps.isdecimal() or int(steps) < 2:
        raise _unclear(text, "needs 2 steps or more")
    if int(steps) > MOST:
        raise _unclear(text, f"needs {MOST:,} steps or fewer")
    return Axis(path, _steps(low, high, int(steps)))


def _steps(low: float, high: float, count: int) -> tuple[float, ...]:
    """Evenly spaced numbers, without the dust of binary fractions.

    >>> _steps(0.0, 0.3, 4)
    (0.0, 0.1, 0.2, 0.3)
    """
    return tuple(float(f"{value:.12g}") for value in np.linspace(low, high, count))


def _number(word: str) -> float | None:
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _unclear(text: str, why: str = "cannot be understood") -> RequestError:
    return RequestError(f"{text}: {why}; expected {FORM}")
