"""What is wrong with one value, in plain words, and the rules that find it.

Completing names in the shell uses the words, so pydantic is imported late.
"""

from __future__ import annotations

import difflib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema, PydanticCustomError

Keys = tuple[str | int, ...]
"""Keys and list positions from the top of the file to a value."""

_SHOWN: Final = 60
_MOST_LISTED: Final = 40
_MOST_COMPARED: Final = 200


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
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.parse)


def fault(
    message: str, *, expected: str | None = None, hint: str | None = None, at: Keys = ()
) -> PydanticCustomError:
    """An error pydantic collects; ``at`` leads from the value to the part that is wrong."""
    from pydantic_core import PydanticCustomError

    about = {"message": message, "expected": expected, "hint": hint, "at": at}
    return PydanticCustomError("fault", "{message}", about)


def what_is(value: object) -> str:
    """Say what a value is, shortly.

    >>> what_is(7), what_is("high"), what_is([1, 2]), what_is(None)
    ('is 7', 'is the text "high"', 'is a list', 'has no value')
    """
    if value is None:
        return "has no value"
    if isinstance(value, str):
        return f"is the text {quoted(value)}"
    if isinstance(value, Mapping):
        return "is a mapping"
    if isinstance(value, Sequence):
        return "is a list"
    return f"is {shown(value)}"


def shown(value: object) -> str:
    """A value on one short line, as a scenario would write it."""
    text = json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def quoted(text: object) -> str:
    """A name or word in double quotes, shortened if it is long."""
    words = str(text)
    return '"' + (words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…") + '"'


def did_you_mean(word: object, among: Iterable[str]) -> str | None:
    """Name the nearest of the allowed words, if one is near.

    >>> did_you_mean("capacity_t_per_year", ["price", "capacity_mt_per_year"])
    'did you mean "capacity_mt_per_year"?'
    """
    words = [str(one) for one in among][:_MOST_COMPARED]
    near = difflib.get_close_matches(str(word)[:_SHOWN], words, n=1)
    return f"did you mean {quoted(near[0])}?" if near else None


def one_of(allowed: Iterable[str]) -> str:
    """List what is allowed: ``"one of: a, b"``."""
    listed = [str(one) for one in allowed]
    if len(listed) > _MOST_LISTED:
        listed = [*listed[:_MOST_LISTED], f"… ({len(listed) - _MOST_LISTED} more)"]
    return f"one of: {', '.join(listed)}" if listed else "nothing here"
