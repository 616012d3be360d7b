"""What pydantic finds, in plain words."""

from __future__ import annotations

import difflib
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator.scenario.faults import Keys, did_you_mean, one_of, quoted, what_is
from simulator.scenario.findings import Finding
from simulator.scenario.schema.walk import home_of, slot_at

_MOST_LISTED: Final = 12
_MOST_TOLD: Final = 200


def findings_of(error: ValidationError) -> list[Finding]:
    """One finding for each thing that is wrong."""
    errors = error.errors(include_url=False)
    unknown = [tuple(e["loc"]) for e in errors if e["type"] == "extra_forbidden"]
    misspelt = {_meant(path) for path in unknown[:_MOST_TOLD]}
    told = [
        details
        for details in errors
        if not (details["type"] == "missing" and tuple(details["loc"]) in misspelt)
    ]
    further = len(told) - _MOST_TOLD
    rest = [Finding((), f"{further:,} further problems are not listed")] if further > 0 else []
    return [_finding(details) for details in told[:_MOST_TOLD]] + rest


def _finding(details: ErrorDetails) -> Finding:
    kind, path = details["type"], tuple(details["loc"])
    if kind == "fault":
        return _own(details, path)
    if kind == "extra_forbidden":
        return _unknown(path)
    slot = slot_at(path)
    message = "is missing" if kind == "missing" else what_is(details["input"])
    return Finding(path, message, expected=slot.words if slot else None)


def _own(details: ErrorDetails, path: tuple[Any, ...]) -> Finding:
    about = details["ctx"]
    at_key = path[-1:] == ("[key]",)
    return Finding(
        path[:-1] if at_key else (*path, *about["at"]),
        about["message"],
        expected=about["expected"],
        hint=about["hint"],
        at_key=at_key,
    )


def _keys_beside(path: Keys) -> tuple[str, ...]:
    parent = slot_at(path[:-1])
    return parent.keys if parent else ()


def _meant(path: Keys) -> Keys:
    """The path with an unknown key replaced by the one that it is nearest to."""
    near = difflib.get_close_matches(str(path[-1]), _keys_beside(path), n=1)
    return (*path[:-1], *near)


def _unknown(path: Keys) -> Finding:
    keys = _keys_beside(path)
    home = home_of(str(path[-1]))
    hint = f"it belongs under {home}" if home else did_you_mean(path[-1], keys)
    expected = None if hint and len(keys) > _MOST_LISTED else one_of(keys)
    message = f"unknown key {quoted(path[-1])}"
    return Finding(path, message, expected=expected, hint=hint, at_key=True)
