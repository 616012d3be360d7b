"""What checks find: a place in the data, what is wrong there, what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from simulator.errors import Problem
from simulator.scenario.faults import Keys, did_you_mean, one_of, quoted

_LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; lines and columns count from 1, and are absent for ``--set``."""

    file: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key and its value stand."""

    key: Mark
    value: Mark


Places = Mapping[Keys, Place]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong at a path.

    ``at_key`` points at the key and not at its value; ``mark`` is given where the path alone does
    not tell the place.
    """

    path: Keys
    message: str
    expected: str | None = field(default=None, kw_only=True)
    hint: str | None = field(default=None, kw_only=True)
    at_key: bool = field(default=False, kw_only=True)
    mark: Mark | None = field(default=None, kw_only=True)

    def located(self, places: Places, top: Mark) -> Problem:
        """The finding as a problem, at the nearest place that a file has for it."""
        mark = self.mark or self._nearest(places) or top
        path, message, expected, hint = dotted(self.path), self.message, self.expected, self.hint
        return Problem(mark.file, path, message, mark.line, mark.column, expected, hint)

    def _nearest(self, places: Places) -> Mark | None:
        for length in range(len(self.path), 0, -1):
            place = places.get(self.path[:length])
            if place:
                at_key = self.at_key or length < len(self.path)
                return place.key if at_key else place.value
        return None


def unknown_name(
    path: Keys,
    name: object,
    *,
    what: str,
    among: Iterable[str],
    expected: str | None = None,
    at_key: bool = False,
) -> Finding:
    """A name that is not ``among`` those there are, with the nearest of them.

    >>> unknown_name(("order",), "potsh", what="rung", among=["potash"]).hint
    'did you mean "potash"?'
    """
    known = list(dict.fromkeys(among))
    message, hint = f"unknown {what} {quoted(name)}", did_you_mean(name, known)
    return Finding(path, message, expected=expected or one_of(known), hint=hint, at_key=at_key)


def dotted(path: Iterable[Any]) -> str:
    """A path as the user writes it; positions in lists are left out, names say enough.

    >>> dotted(("senders", "washington", "order", 1))
    'senders.washington.order'
    """
    return ".".join(_short(str(part)) for part in path if not isinstance(part, int))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
