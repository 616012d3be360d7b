"""Checks of the prisoners: shares of arrests, the class that gestures free."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.scenario.checks.look import table, tables
from simulator.scenario.checks.shares import sum_to_one
from simulator.scenario.faults import did_you_mean, one_of, quoted
from simulator.scenario.findings import Finding


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
        hint = did_you_mean(named, classes)
        path = ("prisoners", "gesture_class")
        yield Finding(path, f"unknown class {quoted(named)}", expected=one_of(classes), hint=hint)
