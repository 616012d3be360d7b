"""Checks of dated events: one date, one action, names that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from simulator.scenario.checks.look import instruments, table, tables
from simulator.scenario.faults import Keys, one_of
from simulator.scenario.findings import Finding, unknown_name
from simulator.scenario.rules.texts import day_of
from simulator.scenario.schema.timeline import ACTIONS, CHANGES

_FOR_GOOD: Final = ("freeze", "government")
_NEEDS: Final = {"long_run_price": "commodity", "route_capacity": "commodity", "subsidy": "patron"}


def events(data: Any) -> Iterator[Finding]:
    """Every event has one date and does one thing, to something that exists."""
    for name, event in tables(data, "timeline"):
        path = ("timeline", name)
        yield from _when(data, event, path)
        yield from _one_action(event, path)
        for action in ACTIONS:
            if event.get(action) is not None:
                yield from _action(data, action, event, path)


def _when(data: Any, event: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    day, start = event.get("date"), table({"top": data}, "top").get("start")
    if (day is None) == (event.get("week") is None):
        message = "has no date" if day is None else "has both a date and a week"
        yield Finding(path, message, expected="either date or week", at_key=True)
    day, start = day_of(day), day_of(start)
    if day and start and day < start:
        yield Finding((*path, "date"), f"{day} is before the start", expected=f"{start} or later")


def _one_action(event: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    found = [action for action in ACTIONS if event.get(action) is not None]
    if not found:
        yield Finding(path, "does nothing", expected=one_of(ACTIONS), at_key=True)
    if len(found) > 1:
        message = f"does {len(found)} things: {', '.join(found)}"
        expected = "one thing an event; write two events with the same date"
        yield Finding(path, message, expected=expected, at_key=True)
    for action in found:
        if action in _FOR_GOOD and event.get("for_weeks") is not None:
            path = (*path, "for_weeks")
            yield Finding(path, f"is not allowed with {action}", expected="no for_weeks here")


def _action(data: Any, action: str, event: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    body, path = table(event, action), (*path, action)
    section = _NEEDS.get(action)
    if section and table({"top": data}, "top").get(section) is None:
        message = f"changes nothing: the scenario has no {section} section"
        yield Finding(path, message, expected=f"a {section} section", at_key=True)
    if not isinstance(event[action], dict):
        return
    if action in CHANGES and (body.get("set") is None) == (body.get("scale") is None):
        yield Finding(path, "sets and scales" if body.get("set") is not None else "changes nothing",
                      expected="either set or scale")  # fmt: skip
    yield from _names(data, action, body, path)
    if action == "behaviour" and not set(body) - {"sender"}:
        yield Finding(path, "changes nothing", expected="some field of a behaviour")


def _names(data: Any, action: str, body: dict[Any, Any], path: Keys) -> Iterator[Finding]:
    senders = list(table(data, "senders"))
    if action == "route_capacity" and table(data, "commodity"):
        yield from _known(body, "route", table(data, "commodity", "routes"), path)
    elif action == "instrument_cost":
        yield from _known(body, "instrument", [name for _, name, _ in instruments(data)], path)
    elif action == "freeze":
        yield from _known(body, "sender", [*senders, "all"], path)
    elif action in ("behaviour", "government"):
        yield from _known(body, "sender", senders, path)


def _known(body: dict[Any, Any], key: str, allowed: Iterable[str], path: Keys) -> Iterator[Finding]:
    name, known = body.get(key), list(allowed)
    if isinstance(name, str) and name not in known:
        yield unknown_name((*path, key), name, what=key, among=known)
