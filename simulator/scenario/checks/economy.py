"""Checks of the economy: the sections that instruments need, and the keys of routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.scenario.checks.look import instruments, table, tables
from simulator.scenario.faults import did_you_mean, quoted
from simulator.scenario.findings import Finding


def commodity_present(data: Any) -> Iterator[Finding]:
    """Commodity instruments have a commodity to act on."""
    yield from _section_present(data, "commodity", ("commodity_discount", "commodity_route"))


def finance_present(data: Any) -> Iterator[Finding]:
    """Finance instruments have a trade to act on."""
    yield from _section_present(data, "finance", ("finance",))


def _section_present(data: Any, section: str, kinds: tuple[str, ...]) -> Iterator[Finding]:
    if table({"top": data}, "top").get(section) is not None:
        return
    for sender, name, instrument in instruments(data):
        if instrument.get("kind") in kinds:
            message = f"{instrument['kind']} acts on nothing: the scenario has no {section} section"
            path = ("senders", sender, "instruments", name, "kind")
            yield Finding(path, message, expected=f"a {section} section, or another kind")


def route_keys(data: Any) -> Iterator[Finding]:
    """The keys of a route are commodity_route instruments."""
    kinds = {name: instrument.get("kind") for _, name, instrument in instruments(data)}
    routes = [name for name, kind in kinds.items() if kind == "commodity_route"]
    for route, body in tables(data, "commodity", "routes"):
        keys = body.get("keys")
        for place, key in enumerate(keys if isinstance(keys, list) else ()):
            if isinstance(key, str) and key not in routes:
                yield _not_a_key(("commodity", "routes", route, "keys", place), key, kinds, routes)


def _not_a_key(
    path: tuple[str | int, ...], key: str, kinds: dict[str, Any], routes: list[str]
) -> Finding:
    wanted = f"commodity_route instruments ({', '.join(routes) or 'there are none'})"
    if key in kinds:
        return Finding(path, f"{quoted(key)} is of kind {kinds[key]}", expected=wanted)
    hint = did_you_mean(key, routes)
    return Finding(path, f"unknown instrument {quoted(key)}", expected=wanted, hint=hint)
