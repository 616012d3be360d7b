"""Changes from the command line: ``--set path=value``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from simulator.errors import Problem, ScenarioError
from simulator.scenario.findings import Mark, Place
from simulator.scenario.nodes import Unreadable
from simulator.scenario.source import Source, read_source


def read_overrides(overrides: Sequence[str]) -> list[Source]:
    """Each ``path=value`` as a source of its own, to be laid over the scenario.

    >>> read_overrides(["prisoners.restock=2"])[0].data
    {'prisoners': {'restock': 2}}
    """
    return [_read(override) for override in overrides]


def _read(override: str) -> Source:
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
    return source


def _nested(keys: list[str], value: str) -> str:
    """YAML lines with the value under its keys."""
    lines = [f"{'  ' * depth}{json.dumps(key)}:" for depth, key in enumerate(keys)]
    return "\n".join(lines) + f" {value}\n"
