"""Checks of the prisoners: shares that sum to 1, the class that gestures free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.scenario.checks.look import extremes, is_plain, table, tables
from simulator.scenario.distributions import Distribution
from simulator.scenario.faults import Keys
from simulator.scenario.findings import Finding, unknown_name
from simulator.scenario.parsing import parse_number


def classes_shared(data: Any) -> Iterator[Finding]:
    """There is a class, and the classes' shares of arrests sum to 1."""
    path = ("prisoners", "classes")
    classes = table(data, *path)
    if not classes:
        if isinstance(table(data, "prisoners").get("classes"), dict):
            yield Finding(path, "names no class", expected="at least one class of prisoners")
        return
    shares = {name: body.get("arrest_share") for name, body in tables(data, *path)}
    if None not in shares.values() and len(shares) == len(classes):
        yield from sum_to_one(shares, path, "the classes' arrest_share")


def gesture_class(data: Any) -> Iterator[Finding]:
    """Gestures free people of a class that exists."""
    named = table(data, "prisoners").get("gesture_class")
    classes = table(data, "prisoners", "classes")
    if isinstance(named, str) and classes and named not in classes:
        yield unknown_name(("prisoners", "gesture_class"), named, what="class", among=classes)


def sum_to_one(shares: Mapping[Any, Any], path: Keys, what: str) -> Iterator[Finding]:
    """Plain shares sum to 1; drawn ones are made to by the engine, if one of them is above 0."""
    if all(is_plain(share) for share in shares.values()):
        total = sum(shares.values())
        if abs(total - 1) > 1e-6:
            message = f"{what} sum to {total:.6g}"
            yield Finding(path, message, expected="shares that sum to 1", at_key=True)
        return
    ends = [extremes(share) for share in shares.values()]
    if None not in ends and not _some_surely_positive(shares):
        message = f"{what} can all be 0 at once"
        yield Finding(path, message, expected="at least one above 0", at_key=True)


def _some_surely_positive(shares: Mapping[Any, Any]) -> bool:
    for share in shares.values():
        least, greatest = extremes(share) or (0.0, 0.0)
        if least > 0 or (greatest > 0 and not _attains_zero(share)):
            return True
    return False


def _attains_zero(share: object) -> bool:
    number = parse_number(share)
    return not isinstance(number, Distribution) or number.attains_least()
