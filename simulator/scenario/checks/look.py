"""Looking into data that may be malformed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic_core import PydanticCustomError

from simulator.scenario.distributions import Distribution
from simulator.scenario.parsing import parse_number

_GREATEST: Final = 1e15


def table(data: Any, *path: str) -> dict[Any, Any]:
    """The mapping at a path; an empty one if there is none.

    >>> table({"a": {"b": 1}}, "a"), table({"a": 3}, "a", "b")
    ({'b': 1}, {})
    """
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def tables(data: Any, *path: str) -> Iterator[tuple[Any, dict[Any, Any]]]:
    """The mappings in the mapping at a path, with their names."""
    for name, entry in table(data, *path).items():
        if isinstance(entry, dict):
            yield name, entry


def instruments(data: Any) -> Iterator[tuple[str, str, dict[Any, Any]]]:
    """Every sender's instruments: sender, name, instrument."""
    for sender, body in tables(data, "senders"):
        for name, instrument in tables(body, "instruments"):
            yield sender, name, instrument


def is_plain(value: object) -> bool:
    """Whether a value is a plain number of a size that can be summed."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < _GREATEST


def extremes(value: object) -> tuple[float, float] | None:
    """The least and greatest value of a number or distribution; nothing if it is malformed."""
    try:
        number = parse_number(value)
    except PydanticCustomError:
        return None
    return number.reach() if isinstance(number, Distribution) else (number, number)


def possible(value: object) -> tuple[Any, ...]:
    """The words a value can take: itself, or the options of a choice with some weight."""
    if isinstance(value, dict):
        return tuple(word for word, weight in table(value, "choice").items() if weight)
    return (value,)
