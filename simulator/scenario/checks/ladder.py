"""Checks of a sender's ladder: values, rungs, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from simulator.scenario.checks.look import instruments, table, tables
from simulator.scenario.checks.shares import sum_to_one
from simulator.scenario.faults import Path, did_you_mean, one_of, quoted
from simulator.scenario.findings import Finding


def ladders(data: Any) -> Iterator[Finding]:
    """Each sender values every class, and its rungs and order name what exists."""
    for sender, body in tables(data, "senders"):
        path = ("senders", sender)
        yield from _values(data, body, path)
        for rung, step in tables(body, "rungs"):
            yield from _relief(data, sender, step, (*path, "rungs", rung))
            yield from _mix(data, step, (*path, "rungs", rung, "mix"))
        yield from _order(body, path)


def _values(data: Any, body: dict[Any, Any], path: Path) -> Iterator[Finding]:
    classes = table(data, "prisoners", "classes")
    values = body.get("prisoner_values")
    if not isinstance(values, dict) or not classes:
        return
    path = (*path, "prisoner_values")
    yield from _unknown(values, classes, path, "class")
    for name in classes:
        if name not in values:
            expected = "a value for every class of prisoners"
            yield Finding((*path, name), "is missing", expected=expected)


def _relief(data: Any, sender: str, step: dict[Any, Any], path: Path) -> Iterator[Finding]:
    owners = {name: owner for owner, name, _ in instruments(data)}
    own = [name for owner, name, _ in instruments(data) if owner == sender]
    for name in table(step, "relief"):
        owner = owners.get(name)
        if owner and name not in own:
            expected = f"an instrument of {sender} ({', '.join(own) or 'it has none'})"
            message = f"{quoted(name)} is an instrument of {owner}"
            yield Finding((*path, "relief", name), message, expected=expected, at_key=True)
    strange = {name: 0 for name in table(step, "relief") if name not in owners}
    yield from _unknown(strange, own, (*path, "relief"), "instrument")
    if not step.get("relief") and step.get("distancing", 0) in (0, None):
        expected = "relief of some instrument, or distancing"
        yield Finding(path, "offers nothing in return", expected=expected, at_key=True)


def _mix(data: Any, step: dict[Any, Any], path: Path) -> Iterator[Finding]:
    classes, mix = table(data, "prisoners", "classes"), step.get("mix")
    if not isinstance(mix, dict):
        return
    if classes:
        yield from _unknown(mix, classes, path, "class")
    yield from sum_to_one(mix, path, "the shares")


def _unknown(
    names: Iterable[Any], known: Iterable[str], path: Path, what: str
) -> Iterator[Finding]:
    allowed = list(known)
    for name in names:
        if name not in allowed:
            message, hint = f"unknown {what} {quoted(name)}", did_you_mean(name, allowed)
            yield Finding((*path, name), message, expected=one_of(allowed), hint=hint, at_key=True)


def _order(body: dict[Any, Any], path: Path) -> Iterator[Finding]:
    rungs, order = table(body, "rungs"), body.get("order")
    if isinstance(order, list):
        yield from _listed(order, rungs, (*path, "order"))
    for label, listed in table(order, "of").items():
        if isinstance(listed, list):
            yield from _listed(listed, rungs, (*path, "order", "of", label))


def _listed(listed: list[Any], rungs: dict[Any, Any], path: Path) -> Iterator[Finding]:
    seen: set[Any] = set()
    for place, name in enumerate(listed):
        if not isinstance(name, str):
            continue
        if name not in rungs:
            hint = did_you_mean(name, rungs)
            message = f"unknown rung {quoted(name)}"
            yield Finding((*path, place), message, expected=one_of(rungs), hint=hint)
        elif name in seen:
            yield Finding((*path, place), f"names {quoted(name)} twice", expected="each rung once")
        seen.add(name)
