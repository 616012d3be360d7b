"""What the schema says about a path: the part, the rule, the keys."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from simulator.scenario.rules import Rule
from simulator.scenario.schema.base import Part
from simulator.scenario.schema.scenario import Scenario
from simulator.scenario.tables import Table


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the schema: a part with fields, a table of slots, a list, or a ruled value."""

    part: type[Part] | None = None
    table: Any = None
    items: Any = None
    rule: Rule | None = None

    @property
    def words(self) -> str:
        """What is expected here."""
        if self.rule:
            return self.rule.words
        return "a list of names" if self.items else "a mapping"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys a part may have."""
        return tuple(self.part.model_fields) if self.part else ()

    def below(self, key: Any) -> Slot | None:
        """The slot under a key."""
        if self.table is not None:
            return slot_of(self.table)
        if self.items is not None:
            return slot_of(self.items)
        field = self.part.model_fields.get(key) if self.part else None
        return slot_of(field.annotation, field.metadata) if field else None


def slot_of(annotation: Any, metadata: Iterable[Any] = ()) -> Slot:
    """The slot that a field's type describes."""
    rule = next((entry for entry in metadata if isinstance(entry, Rule)), None)
    if rule:
        return Slot(rule=rule)
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *entries = get_args(annotation)
        return slot_of(inner, entries)
    if origin in (Union, types.UnionType):
        return slot_of(next(arg for arg in get_args(annotation) if arg is not type(None)))
    if origin is Table:
        return Slot(table=get_args(annotation)[0])
    if origin is tuple:
        return Slot(items=get_args(annotation)[0])
    return Slot(part=annotation)


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the schema: its path, with NAME for names, and what holds there."""

    path: tuple[str, ...]
    slot: Slot
    field: FieldInfo

    @property
    def required(self) -> bool:
        """Whether the field must be given."""
        return self.field.is_required()

    @property
    def part(self) -> type[Part] | None:
        """The part under the field: its own, or that of each of its table's entries."""
        slot = self.slot if self.slot.table is None else slot_of(self.slot.table)
        return slot.part


def entries(part: type[Part] = Scenario, path: tuple[str, ...] = ()) -> Iterator[Entry]:
    """Every field of the schema, from the top, in its order."""
    for name, field in part.model_fields.items():
        here = (*path, name)
        slot = slot_of(field.annotation, field.metadata)
        entry = Entry(here, slot, field)
        yield entry
        if entry.part:
            yield from entries(entry.part, here if slot.table is None else (*here, "NAME"))


def home_of(key: str) -> str | None:
    """Where the first field of this name is, for advice about a key in the wrong place.

    >>> home_of("rounds")
    'senders.NAME.behaviour'
    """
    return _homes().get(key)


@cache
def _homes() -> dict[str, str]:
    below_top = [entry for entry in entries() if len(entry.path) > 1]
    return {entry.path[-1]: ".".join(entry.path[:-1]) for entry in reversed(below_top)}


def slot_at(path: Iterable[Any]) -> Slot | None:
    """The slot at a path from the top of a scenario.

    >>> slot_at(["prisoners", "arrests_per_week"]).words
    'a number of at least 0'
    """
    slot: Slot | None = Slot(part=Scenario)
    for key in path:
        slot = slot.below(key) if slot else None
    return slot


def description_at(path: Iterable[Any]) -> str:
    """What the schema says of the field at a path; of an entry of a table, what it says of that.

    >>> description_at(["prisoners", "arrests_per_week"])
    'Mean arrests before talks and calm change it. People a week.'
    """
    found, slot = "", Slot(part=Scenario)
    for key in path:
        field = slot.part.model_fields.get(key) if slot.part else None
        if field is not None:
            found = field.description or ""
        below = slot.below(key)
        if below is None:
            break
        slot = below
    return found
