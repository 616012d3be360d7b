"""What pydantic finds, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.scenario.faults import did_you_mean, one_of, quoted, what_is
from simulator.scenario.findings import Finding
from simulator.scenario.schema.walk import slot_at

_MOST_LISTED = 12


def findings_of(error: ValidationError) -> Iterable[Finding]:
    """One finding for each thing that is wrong."""
    return [_finding(details) for details in error.errors(include_url=False)]


def _finding(details: ErrorDetails) -> Finding:
    kind, path = details["type"], tuple(details["loc"])
    if kind == "fault":
        return _own(details, path)
    if kind == "missing":
        return _missing(path)
    if kind == "extra_forbidden":
        return _unknown(path)
    slot = slot_at(path)
    return Finding(path, what_is(details["input"]), expected=slot.words if slot else None)


def _own(details: ErrorDetails, path: tuple[Any, ...]) -> Finding:
    about = details["ctx"]
    at_key = path[-1:] == ("[key]",)
    inner = about["at"]
    return Finding(
        path[:-1] if at_key else (*path, *inner),
        about["message"],
        expected=about["expected"],
        hint=about["hint"],
        at_key=at_key,
    )


def _missing(path: tuple[Any, ...]) -> Finding:
    slot = slot_at(path)
    return Finding(path, "is missing", expected=slot.words if slot else None)


def _unknown(path: tuple[Any, ...]) -> Finding:
    parent = slot_at(path[:-1])
    keys = parent.keys if parent else ()
    hint = did_you_mean(path[-1], keys)
    expected = one_of(keys) if not hint or len(keys) <= _MOST_LISTED else None
    return Finding(path, f"unknown key {quoted(path[-1])}", expected=expected, hint=hint, at_key=True)
