"""Checks of names and of how many things a scenario has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from simulator.scenario.checks.look import instruments, table, tables
from simulator.scenario.findings import Finding

_MOST: Final = {
    ("prisoners", "classes"): 50,
    ("commodity", "routes"): 50,
    ("senders",): 20,
    ("timeline",): 1000,
}
_MOST_EACH: Final = {"instruments": 50, "rungs": 100}


def few_enough(data: Any) -> Iterator[Finding]:
    """There are not so many things that a run would fill the memory."""
    for path, most in _MOST.items():
        yield from _few(table(data, *path), path, most)
    for sender, body in tables(data, "senders"):
        for part, most in _MOST_EACH.items():
            yield from _few(table(body, part), ("senders", sender, part), most)


def _few(entries: dict[Any, Any], path: tuple[str, ...], most: int) -> Iterator[Finding]:
    if len(entries) > most:
        yield Finding(
            path, f"has {len(entries):,} entries", expected=f"at most {most:,}", at_key=True
        )


def columns_unique(data: Any) -> Iterator[Finding]:
    """No two columns of the results would have one name."""
    seen: set[str] = set(_FIXED)
    for path, column in _columns(data):
        if column in seen:
            message = f"gives a second column {column} in the results"
            yield Finding(path, message, expected="another name", at_key=True)
        seen.add(column)


_FIXED: Final = (
    "utility_target_usd_m",
    "relief_value_usd_m",
    "relief_week",
)


def _columns(data: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in table(data, "prisoners", "classes"):
        yield ("prisoners", "classes", name), f"released_{name}"
    for name, owner in {name: owner for owner, name, _ in instruments(data)}.items():
        yield ("senders", owner, "instruments", name), f"relief_{name}"
    for sender, body in tables(data, "senders"):
        for prefix in ("released_to_", "utility_", "belief_", "belief_target_", "talks_"):
            yield ("senders", sender), f"{prefix}{sender}"
        for rung in table(body, "rungs"):
            yield ("senders", sender, "rungs", rung), f"week_{sender}_{rung}"
