"""The JSON Schema of scenario files, with which an editor completes and explains keys."""

from __future__ import annotations

import math
from functools import singledispatch
from typing import Any, Final

from simulator.scenario.rules import (
    DateRule,
    NameRule,
    NumberRule,
    OneOfRule,
    OrderRule,
    PolicyRule,
    Rule,
    TextRule,
    WordRule,
)
from simulator.scenario.rules.texts import NAME_PATTERN
from simulator.scenario.schema import Scenario
from simulator.scenario.schema.base import Part
from simulator.scenario.schema.walk import Slot, entries, slot_of
from simulator.scenario.vocabulary import ANNOTATIONS, PATRON_POLICIES, words

Schema = dict[str, Any]

_WEIGHTS: Final = {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}
_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_SHARED: Final[Schema] = {
    "evidence": {
        "anyOf": [_TEXT, _TEXTS],
        "description": "Rows of seeds/evidence.csv, by id, that the numbers here rest on.",
    },
    "assumption": {**_TEXT, "description": "Why the numbers here are assumed as they are."},
    "note": {**_TEXT, "description": "A remark for readers."},
    "structural": {
        **_TEXT,
        "description": "Why the numbers here are conventions of the model, without a range.",
    },
    "times": {
        "type": "number",
        "description": "From the evidence's unit to the unit here: times evidence plus plus.",
    },
    "plus": {"type": "number", "description": "Added after times."},
    "range": {
        "type": "array",
        "items": {"type": "number"},
        "minItems": 2,
        "maxItems": 2,
        "description": "[least, greatest]: how far a fixed number may lie off.",
    },
    "deleted": {"type": "null", "description": "In a variant: deletes what the base says."},
}
_ANNOTATED: Final = {key: {"$ref": f"#/$defs/{key}"} for key in ANNOTATIONS}


def editor_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a scenario file, annotations and distributions included.

    Nothing is required in it, because a variant gives only what differs; ``sanctions validate``
    tells what is missing.
    """
    top = _part(Scenario)
    extends = "The scenario to start from: a file beside this one, or a packaged scenario's name."
    top["properties"] = {"extends": {**_TEXT, "description": extends}, **top["properties"]}
    parts = {part.__name__: part for entry in entries() if (part := entry.part)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario of the sanctions simulator",
        **top,
        "$defs": {
            **{name: _part(part) for name, part in parts.items()},
            "drawn": _drawn(),
            "annotated": _annotated(),
            **_SHARED,
        },
    }


def _part(part: type[Part]) -> Schema:
    """The schema of a mapping with known keys."""
    return {
        "type": "object",
        "description": (part.__doc__ or "").splitlines()[0],
        "properties": {**{name: _field(part, name) for name in part.model_fields}, **_ANNOTATED},
        "additionalProperties": False,
    }


def _field(part: type[Part], name: str) -> Schema:
    field = part.model_fields[name]
    schema = _slot(slot_of(field.annotation, field.metadata))
    told = f"{field.description} {'Required.' if field.is_required() else ''}".strip()
    forms = schema.pop("anyOf") if "anyOf" in schema else [schema]
    title = name.replace("_", " ").capitalize()
    default = {"default": field.default} if isinstance(field.default, int | float | str) else {}
    deleted = {"$ref": "#/$defs/deleted"}
    return {"title": title, "description": told, **default, "anyOf": [*forms, deleted]}


def _slot(slot: Slot) -> Schema:
    """The schema of what a place may hold."""
    if slot.rule:
        return _ruled(slot.rule)
    if slot.part:
        return {"$ref": f"#/$defs/{slot.part.__name__}"}
    if slot.items is not None:
        return _TEXTS
    return {
        "type": "object",
        "properties": _ANNOTATED,
        "patternProperties": {f"^{NAME_PATTERN}$": _slot(slot_of(slot.table))},
    }


@singledispatch
def _ruled(rule: Rule) -> Schema:
    return {"type": "string", "description": rule.words}


@_ruled.register
def _(rule: NumberRule) -> Schema:
    bounds: Schema = {"type": "integer" if rule.whole else "number"}
    if rule.low > -math.inf:
        bounds["exclusiveMinimum" if rule.above_low else "minimum"] = rule.low
    if rule.high < math.inf:
        bounds["maximum"] = rule.high
    drawn = [{"$ref": "#/$defs/drawn"}] if rule.drawn else []
    return {"anyOf": [bounds, *drawn, {"$ref": "#/$defs/annotated"}]}


@_ruled.register
def _(rule: WordRule) -> Schema:
    allowed = list(words(rule.subject))
    return {"anyOf": [{"enum": allowed}, _choice(allowed), {"$ref": "#/$defs/annotated"}]}


@_ruled.register
def _(rule: OneOfRule) -> Schema:
    return {"anyOf": [{"enum": list(rule.options)}, {"$ref": "#/$defs/annotated"}]}


@_ruled.register
def _(rule: PolicyRule) -> Schema:
    several = {"type": "array", "items": {"enum": list(PATRON_POLICIES[1:])}}
    annotated = {"$ref": "#/$defs/annotated"}
    return {"anyOf": [{"type": "string", "description": rule.words}, several, _choice(), annotated]}


@_ruled.register
def _(rule: OrderRule) -> Schema:
    chosen = _choice()
    chosen["properties"]["of"] = {"type": "object", "additionalProperties": _TEXTS}
    return {"anyOf": [{**_TEXTS, "description": rule.words}, chosen]}


@_ruled.register
def _(rule: DateRule) -> Schema:
    return {"type": "string", "format": "date", "description": rule.words}


@_ruled.register
def _(rule: TextRule) -> Schema:
    return {"type": "string", "maxLength": rule.longest}


@_ruled.register
def _(rule: NameRule) -> Schema:
    return {"type": "string", "pattern": f"^{NAME_PATTERN}$", "description": rule.words}


def _choice(allowed: list[str] | None = None) -> Schema:
    """A weighted choice of words."""
    weights = {**_WEIGHTS, **({"propertyNames": {"enum": allowed}} if allowed else {})}
    return _mapping({"choice": weights}, "A choice: each world picks one; the weights sum to 1.")


def _drawn() -> Schema:
    """The distributions."""
    number = {"type": "number"}
    cut = {"min": number, "max": number}
    return _mapping(
        {
            "uniform": _list_of(2, "[a, b]: all values between are equally likely."),
            "triangular": _list_of(3, "[least, likeliest, greatest]."),
            "normal": _mapping({"mean": number, "sd": number, **cut}, "The bell curve."),
            "lognormal": _mapping({"median": number, "sigma": number, **cut}, "Its log is normal."),
            "beta": _mapping({"a": number, "b": number, **cut}, "A share with a hump."),
            "choice": {**_WEIGHTS, "description": "Values with weights that sum to 1."},
        },
        "A distribution: each world draws its own value.",
    )


def _list_of(count: int, told: str) -> Schema:
    length = {"minItems": count, "maxItems": count}
    return {"type": "array", "items": {"type": "number"}, **length, "description": told}


def _annotated() -> Schema:
    schema = _mapping({"value": {}}, "A value with what it rests on beside it.")
    return {**schema, "required": ["value"]}


def _mapping(properties: Schema, told: str) -> Schema:
    return {
        "type": "object",
        "description": told,
        "properties": {**properties, **_ANNOTATED},
        "additionalProperties": False,
    }
