"""What a rule is: how one value is read, and how to say what it may be."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Rule(ABC):
    """How a value is read; ``words`` says what is expected, for messages and for the reference."""

    __slots__ = ()

    @property
    @abstractmethod
    def words(self) -> str:
        """What is expected, as it follows the word "expected"."""

    @abstractmethod
    def parse(self, raw: Any) -> Any:
        """The value; a fault (a ``PydanticCustomError``) if the rule refuses it."""

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """Have pydantic call ``parse`` and nothing else, so that a mistake is reported once."""
        return core_schema.no_info_plain_validator_function(self.parse)
