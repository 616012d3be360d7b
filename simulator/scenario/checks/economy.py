"""Checks of the economy: instruments and what they act on, routes, the patron's punishment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from simulator.scenario.checks.look import extremes, instruments, table, tables
from simulator.scenario.faults import Keys, quoted
from simulator.scenario.findings import Finding, unknown_name
from simulator.scenario.schema.walk import slot_at
from simulator.scenario.vocabulary import KINDS

_OWN: Final = {
    "flow": "value_usd_m_per_week",
    "commodity_discount": "discount_cut",
    "finance": "share",
}


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


def _not_a_key(path: Keys, key: str, kinds: dict[str, Any], routes: list[str]) -> Finding:
    wanted = f"commodity_route instruments ({', '.join(routes) or 'there are none'})"
    if key in kinds:
        return Finding(path, f"{quoted(key)} is of kind {kinds[key]}", expected=wanted)
    return unknown_name(path, key, what="instrument", among=routes, expected=wanted)


def names_unique(data: Any) -> Iterator[Finding]:
    """No two senders use one name for an instrument."""
    owners: dict[str, str] = {}
    for sender, name, _ in instruments(data):
        owner = owners.setdefault(name, sender)
        if owner != sender:
            path = ("senders", sender, "instruments", name)
            message = f"{owner} has an instrument of the same name"
            expected = "names that no other sender's instrument has"
            yield Finding(path, message, expected=expected, at_key=True)


def fields_by_kind(data: Any) -> Iterator[Finding]:
    """An instrument has the field of its kind and of no other."""
    for sender, name, instrument in instruments(data):
        kind = instrument.get("kind")
        path = ("senders", sender, "instruments", name)
        if isinstance(kind, str) and kind in KINDS:
            yield from _fields(path, kind, instrument)


def _fields(path: tuple[str, ...], kind: str, instrument: dict[Any, Any]) -> Iterator[Finding]:
    for of, field in _OWN.items():
        given = instrument.get(field) is not None
        if given and of != kind:
            expected = f"{field} only with kind {of}"
            yield Finding(
                (*path, field), f"does not belong to kind {kind}", expected=expected, at_key=True
            )
        if not given and of == kind:
            slot = slot_at((*path, field))
            expected = f"{slot.words} with kind {kind}" if slot else kind
            yield Finding((*path, field), "is missing", expected=expected)


def patron_feedback(data: Any) -> Iterator[Finding]:
    """The patron's punishment does not feed itself."""
    parts = [
        table(data, "patron").get("grip", 0),
        table(data, "reliance").get("start", 0),
        table(data, "reliance").get("subsidy_pull", 0),
    ]
    found = [extremes(part) for part in parts]
    most = 1.0
    for ends in found:
        if ends is None or ends[0] < 0:
            return
        most *= ends[1]
    if most >= 1:
        message = (
            f"grip x reliance.start x reliance.subsidy_pull can reach {most:.3g}: "
            "punishment would raise reliance, which raises punishment, without end"
        )
        yield Finding(("patron", "grip"), message, expected="a product below 1")
