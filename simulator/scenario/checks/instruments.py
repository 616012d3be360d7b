"""Checks of instruments: one owner each, and the fields that belong to their kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from simulator.scenario.checks.look import instruments
from simulator.scenario.findings import Finding
from simulator.scenario.schema.walk import slot_at
from simulator.scenario.vocabulary import KINDS

_OWN: Final = {
    "flow": "value_usd_m_per_week",
    "commodity_discount": "discount_cut",
    "finance": "share",
}


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
