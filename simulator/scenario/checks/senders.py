"""Checks of a sender: its values, rungs and their order, and what it escalates with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from simulator.scenario.checks.look import instruments, possible, table, tables
from simulator.scenario.checks.people import sum_to_one
from simulator.scenario.faults import Keys, did_you_mean, one_of, quoted
from simulator.scenario.findings import Finding, unknown_name


def ladders(data: Any) -> Iterator[Finding]:
    """Each sender values every class, and its rungs and order name what exists."""
    for sender, body in tables(data, "senders"):
        path = ("senders", sender)
        yield from _values(data, body, path)
        for rung, step in tables(body, "rungs"):
            yield from _relief(data, sender, step, (*path, "rungs", rung))
            yield from _mix(data, step, (*path, "rungs", rung, "mix"))
        yield from _order(body, path)


def _values(data: Any, body: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    classes = table(data, "prisoners", "classes")
    values = body.get("prisoner_values")
    if not isinstance(values, dict) or not classes:
        return
    path = (*path, "prisoner_values")
    yield from _strangers(values, classes, path, "class")
    for name in classes:
        if name not in values:
            expected = "a value for every class of prisoners"
            yield Finding((*path, name), "is missing", expected=expected)


def _relief(data: Any, sender: str, step: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    owners = {name: owner for owner, name, _ in instruments(data)}
    own = [name for owner, name, _ in instruments(data) if owner == sender]
    for name in table(step, "relief"):
        owner = owners.get(name)
        if owner and name not in own:
            expected = f"an instrument of {sender} ({', '.join(own) or 'it has none'})"
            message = f"{quoted(name)} is an instrument of {owner}"
            yield Finding((*path, "relief", name), message, expected=expected, at_key=True)
    strange = [name for name in table(step, "relief") if name not in owners]
    yield from _strangers(strange, own, (*path, "relief"), "instrument")
    if not step.get("relief") and step.get("distancing", 0) in (0, None):
        expected = "relief of some instrument, or distancing"
        yield Finding(path, "offers nothing in return", expected=expected, at_key=True)


def _mix(data: Any, step: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    classes, mix = table(data, "prisoners", "classes"), step.get("mix")
    if not isinstance(mix, dict):
        return
    if classes:
        yield from _strangers(mix, classes, path, "class")
    yield from sum_to_one(mix, path, "the shares")


def _strangers(
    names: Iterable[Any], known: Iterable[str], path: Keys, what: str
) -> Iterator[Finding]:
    allowed = list(known)
    for name in names:
        if name not in allowed:
            yield unknown_name((*path, name), name, what=what, among=allowed, at_key=True)


def _order(body: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    rungs, order = table(body, "rungs"), body.get("order")
    if isinstance(order, list):
        yield from _listed(order, rungs, (*path, "order"))
    for label, listed in table(order, "of").items():
        if isinstance(listed, list):
            yield from _listed(listed, rungs, (*path, "order", "of", label))


def _listed(listed: list[Any], rungs: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    seen: set[Any] = set()
    for place, name in enumerate(listed):
        if not isinstance(name, str):
            continue
        if name not in rungs:
            yield unknown_name((*path, place), name, what="rung", among=rungs)
        elif name in seen:
            yield Finding((*path, place), f"names {quoted(name)} twice", expected="each rung once")
        seen.add(name)


def escalation_possible(data: Any) -> Iterator[Finding]:
    """A sender that may escalate names an instrument of its own, no route, to escalate with."""
    for sender, body in tables(data, "senders"):
        behaviour = table(body, "behaviour")
        yield from _escalation(data, sender, behaviour, ("senders", sender, "behaviour"))
    for event, body in tables(data, "timeline"):
        change = table(body, "behaviour")
        path: Keys = ("timeline", event, "behaviour")
        yield from _changed_escalation(data, change.get("sender"), change, path)
        government = table(body, "government")
        path = ("timeline", event, "government", "behaviour")
        new = table(government, "behaviour")
        yield from _changed_escalation(data, government.get("sender"), new, path)


def _changed_escalation(
    data: Any, sender: Any, change: dict[Any, Any], path: Keys
) -> Iterator[Finding]:
    """What a change leaves out stays as the sender has it."""
    if not isinstance(sender, str) or not change:
        return
    kept = table(data, "senders", sender, "behaviour").get("escalate_instrument")
    if kept is not None and change.get("escalate_instrument") is None:
        return
    yield from _escalation(data, sender, change, path)


def _escalation(data: Any, sender: str, behaviour: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    named = behaviour.get("escalate_instrument")
    kinds = {n: one.get("kind") for owner, n, one in instruments(data) if owner == sender}
    own = [name for name, kind in kinds.items() if kind != "commodity_route"]
    if named is None:
        if "escalate" in possible(behaviour.get("on_breakdown")):
            message = "escalate needs an instrument to tighten"
            listed = one_of(own) if own else f"{sender} has none that can be tightened"
            expected = f"escalate_instrument beside it ({listed})"
            yield Finding((*path, "on_breakdown"), message, expected=expected)
    elif isinstance(named, str) and named not in own:
        route = kinds.get(named) == "commodity_route"
        what = (
            f"{quoted(named)} is a route"
            if route
            else f"{sender} has no instrument {quoted(named)}"
        )
        hint = did_you_mean(named, own)
        yield Finding((*path, "escalate_instrument"), what, expected=one_of(own), hint=hint)
