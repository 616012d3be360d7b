"""One world printed line by line, alike from either engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

WEEKS = 30


def trace(events: Iterable[Any], values: Mapping[str, Sequence[float]]) -> str:
    """The first thirty weeks: each week's values, then what happened in it."""
    listed = [event for event in events if event.week < WEEKS]
    lines: list[str] = []
    for week in range(WEEKS):
        told = " ".join(f"{name}={_number(values[name][week])}" for name in sorted(values))
        lines.append(f"week {week}: {told}")
        lines.extend(_told(event) for event in listed if event.week == week)
    return "\n".join(lines) + "\n"


def _told(event: Any) -> str:
    numbers = " ".join(f"{key}={_number(one)}" for key, one in sorted(event.numbers.items()))
    return f"  {event.actor}, {event.kind}: {numbers}".rstrip(": ")


def _number(value: Any) -> str:
    """Eight digits, so that the last bit of an exponential does not show."""
    return repr(value) if isinstance(value, str) else f"{float(value):.8g}"


