"""The sources of a scenario: a file or text, all that it extends, and ``--set path=value``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.scenario.attached import attach
from simulator.scenario.faults import did_you_mean, quoted, what_is
from simulator.scenario.findings import Finding, Mark, Place
from simulator.scenario.library import File, extended_file, here, read_text, scenario_names
from simulator.scenario.nodes import Unreadable
from simulator.scenario.source import Source, read_source

LONGEST: Final = 8
"""The most files in a chain of ``extends``."""

_WANTED: Final = "a file in the same folder tree, or the name of a packaged scenario"


def read_chain(file: File) -> list[Source]:
    """The sources of a file and of all it extends, the base first."""
    return _chain(_read(file), file)


def text_chain(text: str, *, shown: str) -> list[Source]:
    """The sources of a text, which can extend packaged scenarios only."""
    source = _parse(text, shown)
    attach(source, by=None)
    return _chain(source, None)


def _chain(top: Source, file: File | None) -> list[Source]:
    sources, files = [top], [file]
    while "extends" in sources[0].data:
        base = _base(sources[0], files)
        if isinstance(base, Finding):
            raise ScenarioError([base.located(sources[0].places, Mark(sources[0].file))])
        sources.insert(0, _read(base))
        files.insert(0, base)
    return sources


def _base(source: Source, files: Sequence[File | None]) -> File | Finding:
    """The file that the source extends, or what is wrong with that; takes ``extends`` away."""
    name = source.data.pop("extends")
    if not isinstance(name, str) or not name:
        return Finding(("extends",), what_is(name), expected=_WANTED)
    base = extended_file(name, by=files[0])
    if isinstance(base, str):
        hint = did_you_mean(name, scenario_names())
        return Finding(("extends",), f"{quoted(name)} {base}", expected=_WANTED, hint=hint)
    paths = [file.path.resolve() for file in files if file]
    if base.path.resolve() in paths:
        circle = " -> ".join([*(file.shown for file in reversed(files) if file), base.shown])
        return Finding(("extends",), f"goes round in a circle: {circle}")
    if len(files) >= LONGEST:
        return Finding(
            ("extends",), "makes the chain too long", expected=f"at most {LONGEST} files"
        )
    return base


def _read(file: File) -> Source:
    source = _parse(read_text(file), file.shown)
    attach(source, by=file)
    return source


def _parse(text: str, shown: str) -> Source:
    try:
        return read_source(text, file=shown)
    except Unreadable as error:
        raise ScenarioError([_unreadable(error, shown)]) from None


def _unreadable(error: Unreadable, shown: str) -> Problem:
    """The problem of a text that gives no data."""
    line, expected = error.line or None, error.expected
    return Problem(shown, "", error.message, line, error.column, expected)


def read_overrides(overrides: Sequence[str]) -> list[Source]:
    """Each ``path=value`` as a source of its own, to be laid over the scenario.

    A text by itself is one change, not a row of letters.

    >>> read_overrides(["prisoners.restock=2"])[0].data
    {'prisoners': {'restock': 2}}
    >>> len(read_overrides("prisoners.restock=2"))
    1
    """
    each = [overrides] if isinstance(overrides, str) else overrides
    return [_override(override) for override in each]


def _override(override: str) -> Source:
    shown = f"--set {override}"
    path, equals, value = override.partition("=")
    keys = path.strip().split(".")
    if not equals or not all(keys) or not value.strip() or not override.isprintable():
        expected = "path=value, such as prisoners.restock=2 (null deletes)"
        raise ScenarioError([Problem(shown, "", "cannot be understood", expected=expected)])
    try:
        source = read_source(_nested(keys, value.strip()), file=shown)
    except Unreadable as error:
        hint = "put text with colons or brackets in quotes"
        raise ScenarioError([Problem(shown, path, error.message, hint=hint)]) from None
    mark = Mark(shown)
    source.places = {place: Place(mark, mark) for place in source.places}
    source.findings = [replace(finding, mark=None) for finding in source.findings]
    attach(source, by=here())
    return source


def _nested(keys: list[str], value: str) -> str:
    """YAML lines with the value under its keys."""
    lines = [f"{'  ' * depth}{json.dumps(key)}:" for depth, key in enumerate(keys)]
    return "\n".join(lines) + f" {value}\n"
