"""Ranges beside fixed numbers: how far an assumed number may lie off, within its key's bounds."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from simulator.scenario.checks.look import is_plain
from simulator.scenario.faults import Keys, shown
from simulator.scenario.findings import Finding
from simulator.scenario.layers import Layers
from simulator.scenario.rules import NumberRule
from simulator.scenario.schema.walk import slot_at


def bad_ranges(layers: Layers) -> Iterator[Finding]:
    """The ranges that leave their key's bounds, miss their value, or can never be drawn from."""
    for path, basis in layers.provenance().items():
        if basis.range is None:
            continue
        slot, value = slot_at(path), _value(layers, path)
        if not (slot and isinstance(slot.rule, NumberRule) and is_plain(value)):
            continue  # the schema says what is wrong with a key or a value that is no number
        yield from _against_rule(slot.rule, basis.range, path)
        if not basis.range[0] <= value <= basis.range[1]:
            expected = f"a range that holds the value {shown(value)}"
            yield Finding((*path, "range"), f"is {shown(list(basis.range))}", expected=expected)


def _value(layers: Layers, path: Keys) -> float:
    value: object = layers.data
    for key in path:
        value = value[key] if isinstance(value, dict) else None
    return value  # type: ignore[return-value] # a number, or the caller passes it over


def _against_rule(rule: NumberRule, ends: tuple[float, float], path: Keys) -> Iterator[Finding]:
    place = (*path, "range")
    if not rule.drawn:
        yield Finding(place, "can never be drawn from", expected="structural: and the reason")
        return
    for end in ends:
        try:
            rule.parse(int(end) if end == int(end) else end)
        except PydanticCustomError:
            yield Finding(place, f"reaches to {end:g}", expected=f"ends that are {rule.words}")
