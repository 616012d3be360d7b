"""The reference of the scenario language, written from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.scenario.schema.behaviour import Behaviour
from simulator.scenario.schema.walk import Entry, entries

_HEADING = (
    "# Scenario reference",
    "",
    "Every key of a scenario file: what it may be, its default, what it means. Where a number is",
    "expected, a distribution may stand instead unless the key says otherwise, and any mapping may",
    "say what it rests on (`evidence`, `assumption` and so on);",
    "[scenario files](scenario-files.md) explains both.",
    "This page is written by `sanctions schema --markdown`.",
    "",
)


def reference() -> str:
    """Every key of a scenario file with what it may be, its default and its meaning: Markdown.

    >>> "## prisoners" in reference()
    True
    """
    lines = [*_HEADING, *_sections()]
    return "\n".join(lines)


def _sections() -> Iterator[str]:
    sections: dict[str, list[Entry]] = {}
    for entry in entries():
        sections.setdefault(".".join(entry.path[:-1]), []).append(entry)
    for name, found in sections.items():
        yield from _section(name, found)


def _section(name: str, found: list[Entry]) -> Iterator[str]:
    yield f"## {name or 'At the top'}"
    yield ""
    if name.startswith("timeline") and name.endswith("behaviour"):
        found = [entry for entry in found if entry.path[-1] not in Behaviour.model_fields]
        yield "Any key of `senders.NAME.behaviour`; what is not given stays as it is."
        yield ""
    if found:
        yield "| key | expected | default | meaning |"
        yield "|---|---|---|---|"
    for entry in found:
        yield _row(entry)
    yield ""


def _row(entry: Entry) -> str:
    default = "**required**" if entry.required else _default(entry.field.get_default())
    meaning = _cell(entry.field.description or "")
    return f"| `{entry.path[-1]}` | {_cell(entry.slot.words)} | {default} | {meaning} |"


def _default(value: Any) -> str:
    """A default as a reader would write it."""
    if isinstance(value, tuple):
        return f"`{', '.join(value)}`" if value else "–"
    if not isinstance(value, int | float | str) or value == "":
        return "–"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
