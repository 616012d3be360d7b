"""What is asked about a world, such as ``net_effect < 50 and deals >= 3``; read, never evaluated.

A condition is comparisons of a column with a number, joined by ``and`` and ``or`` (``and`` binds
closer), with parentheses.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.errors import RequestError

Bools = npt.NDArray[np.bool_]
Test = Callable[[Mapping[str, Any]], Bools]

_COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_TOKEN: Final = re.compile(
    r"\s*(<=|>=|==|!=|<|>|\(|\)|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z_][\w.]*)"
)
_LONGEST: Final = 500


@dataclass(frozen=True)
class Condition:
    """A condition: its text, the columns it looks at, and the test itself."""

    text: str
    columns: tuple[str, ...]
    test: Test

    def holds(self, columns: Mapping[str, Any]) -> Bools:
        """In which worlds it holds; where a column has no value, a comparison does not."""
        return self.test(columns)


def condition_of(text: str) -> Condition:
    """Read a condition.

    >>> found = condition_of("net_effect < 50 and (deals >= 3 or deals == 0)")
    >>> found.columns
    ('net_effect', 'deals')
    >>> found.holds({"net_effect": np.array([10, 10, 90]), "deals": np.array([3, 1, 0])}).tolist()
    [True, False, False]
    """
    reader = _Reader(text, _tokens(text))
    test = reader.either()
    if reader.ahead is not None:
        raise reader.unclear()
    return Condition(" ".join(text.split()), tuple(dict.fromkeys(reader.columns)), test)


def _tokens(text: str) -> list[str]:
    if len(text) > _LONGEST:
        raise RequestError(f"the condition is longer than {_LONGEST} signs")
    found, place = [], 0
    stripped = text.rstrip()
    while place < len(stripped):
        match = _TOKEN.match(stripped, place)
        if match is None:
            raise _unclear(text, stripped[place:].strip()[:20])
        found.append(match[1])
        place = match.end()
    return found


def _unclear(text: str, near: str) -> RequestError:
    where = f"at {near!r}" if near else "at its end"
    return RequestError(
        f"the condition {text!r} cannot be understood {where}; expected comparisons such as "
        "net_effect < 50, joined by and, or and parentheses"
    )


@dataclass
class _Reader:
    """Reads tokens from left to right."""

    text: str
    tokens: list[str]
    place: int = 0

    def __post_init__(self) -> None:
        self.columns: list[str] = []

    @property
    def ahead(self) -> str | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def unclear(self) -> RequestError:
        return _unclear(self.text, self.ahead or "")

    def take(self, *wanted: str) -> bool:
        if self.ahead is None or self.ahead.lower() not in wanted:
            return False
        self.place += 1
        return True

    def either(self) -> Test:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return lambda columns: np.logical_or.reduce([part(columns) for part in parts])

    def both(self) -> Test:
        parts = [self.one()]
        while self.take("and"):
            parts.append(self.one())
        return lambda columns: np.logical_and.reduce([part(columns) for part in parts])

    def one(self) -> Test:
        if self.take("("):
            inner = self.either()
            if not self.take(")"):
                raise self.unclear()
            return inner
        return self.comparison()

    def comparison(self) -> Test:
        column, sign, number = (self.tokens + [""] * 3)[self.place : self.place + 3]
        if not re.match(r"[A-Za-z_]", column) or column.lower() in ("and", "or"):
            raise self.unclear()
        self.place += 1
        if sign not in _COMPARE:
            raise self.unclear()
        self.place += 1
        try:
            bound = float(number)
        except ValueError:
            raise self.unclear() from None
        self.place += 1
        self.columns.append(column)
        compare = _COMPARE[sign]

        def test(columns: Mapping[str, Any]) -> Bools:
            values = np.asarray(columns[column], dtype=np.float64)
            there: Bools = ~np.isnan(values) & compare(values, bound)
            return there

        return test
