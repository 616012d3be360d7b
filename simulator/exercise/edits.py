"""Values put into the text of a scenario, all else left to the letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from simulator.errors import ExerciseError
from simulator.scenario.faults import Keys
from simulator.scenario.source import read_source

_SCALAR: Final = re.compile(r"\[[^\]]*\]|[^\s,}\]#]+")  # a list on one line, or a word


def with_values(text: str, changes: Mapping[str, Any], *, file: str) -> str:
    """The text with the plain value at each dotted path replaced; comments stay.

    >>> with_values("target: {slip: 0.1}  # often", {"target.slip": 0.2}, file="my.yaml")
    'target: {slip: 0.2}  # often'
    """
    lines = text.splitlines(keepends=True)
    places = read_source(text, file=file).places
    spots = [(*_spot(places, path, file), value) for path, value in changes.items()]
    for line, column, value in sorted(spots, reverse=True):
        old = lines[line - 1]
        found = _SCALAR.match(old, column - 1)
        assert found, "a value stands where the reader saw one"
        lines[line - 1] = old[: column - 1] + str(value) + old[found.end() :]
    return "".join(lines)


def _spot(places: Mapping[Keys, Any], path: str, file: str) -> tuple[int, int]:
    place = places.get(tuple(path.split(".")))
    if place is None or place.value.line is None:
        raise ExerciseError(f"{file}: {path} is to vary, so it has to stand there with a value")
    return place.value.line, place.value.column


def number_of_line(text: str, path: Keys, *, file: str) -> int | None:
    """The number of the line that names a path, if the text does.

    >>> number_of_line("target: {slip: 0.1}", ("target", "slip"), file="my.yaml")
    1
    """
    place = read_source(text, file=file).places.get(path)
    return place.key.line if place else None


def line_of(text: str, path: Keys, *, file: str) -> str | None:
    """The line of a text that names a path, if the text does; for examples of right."""
    number = number_of_line(text, path, file=file)
    return None if number is None else text.splitlines()[number - 1].rstrip()


def differences(old: Any, new: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The dotted paths at which two plain trees differ.

    >>> list(differences({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}, "d": 4}))
    ['a.c', 'd']
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from differences(old.get(key), new.get(key), (*path, str(key)))
    elif old != new:
        yield ".".join(path)


def changed_text(text: str, change: str | Mapping[str, Any] | None, *, file: str) -> str:
    """A scenario's text with a change: another text, values by dotted path, or none."""
    if change is None:
        return text
    if isinstance(change, str):
        return change
    return with_values(text, {path: plain(value) for path, value in change.items()}, file=file)


def plain(value: Any) -> Any:
    """A value as it is written on one line of YAML."""
    return value if isinstance(value, int | float | str) else json.dumps(value)
