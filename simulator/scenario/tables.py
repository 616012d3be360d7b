"""Ordered mappings that cannot be changed: classes, senders, rungs, events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar, get_args

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from simulator.scenario.rules import NameRule

V = TypeVar("V")


class Table(Mapping[str, V], Generic[V]):
    """Values by name, in the order of the file, for reading only.

    The order means something (small classes fill first, senders act in turn), so two tables are
    equal only if it agrees.

    >>> Table({"foreign": 35, "others": 1150})["foreign"]
    35
    >>> Table({"a": 1, "b": 2}) == Table({"b": 2, "a": 1})
    False
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, V]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> V:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return list(self.items()) == list(other.items())

    def __hash__(self) -> int:
        return hash(tuple(self.items()))

    def __repr__(self) -> str:
        return f"Table({self._values!r})"

    def __reduce__(self) -> tuple[type[Table[V]], tuple[dict[str, V]]]:
        return Table, (self._values,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept a mapping from names to the table's values."""
        (values,) = get_args(source) or (Any,)
        mapping = core_schema.dict_schema(
            keys_schema=handler.generate_schema(NameRule.annotated()),
            values_schema=handler.generate_schema(values),
        )
        return core_schema.no_info_after_validator_function(cls, mapping)
