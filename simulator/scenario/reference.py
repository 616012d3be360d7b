"""The reference of the scenario language, written from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from simulator.scenario.distributions import WordChoice
from simulator.scenario.schema.base import Part
from simulator.scenario.schema.walk import Entry, entries


def reference() -> str:
    """Every key of a scenario file with what it may be, its default and its meaning: Markdown.

    >>> "### prisoners" in reference()
    True
    """
    sections = groupby(entries(), key=lambda entry: ".".join(entry.path[:-1]))
    gathered: dict[str, list[Entry]] = {}
    for section, found in sections:
        gathered.setdefault(section, []).extend(found)
    return "\n".join(line for name, found in gathered.items() for line in _section(name, found))


def _section(name: str, found: list[Entry]) -> Iterator[str]:
    yield f"### {name or 'At the top'}"
    yield ""
    yield "| key | expected | default | meaning |"
    yield "|---|---|---|---|"
    for entry in found:
        default = "**required**" if entry.required else _default(entry.field.get_default())
        cells = (f"`{entry.path[-1]}`", _cell(entry.slot.words), default)
        yield f"| {' | '.join(cells)} | {_cell(entry.field.description or '')} |"
    yield ""


def _default(value: Any) -> str:
    """A default as a reader would write it."""
    if value in (None, "", ()) or isinstance(value, Part | WordChoice) or not _is_scalar(value):
        return "–"
    if isinstance(value, tuple):
        return f"`{', '.join(value)}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _is_scalar(value: Any) -> bool:
    return isinstance(value, int | float | str | tuple)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
