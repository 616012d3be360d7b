"""The schema for editors and the reference for readers keep step with the language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from simulator.scenario.editor import editor_schema
from simulator.scenario.reference import reference
from simulator.scenario.schema.walk import entries, slot_at
from simulator.scenario.source import read_source
from simulator.scenario.starter import starter


def test_every_field_says_what_it_is() -> None:
    for entry in entries():
        description = entry.field.description or ""
        assert len(description) > 15, entry.path
        assert description.endswith("."), entry.path


def test_every_number_names_its_unit_in_a_last_sentence() -> None:
    from simulator.scenario.rules import NumberRule

    for entry in entries():
        if isinstance(entry.slot.rule, NumberRule):
            sentences = (entry.field.description or "").rstrip(".").split(". ")
            last = sentences[-1].split("; ")[0]
            assert len(last.split()) <= 8 or "sum to 1" in sentences[-1], entry.path


def test_every_reference_in_the_schema_resolves() -> None:
    schema = editor_schema()
    for target in _references(schema):
        assert target.removeprefix("#/$defs/") in schema["$defs"], target


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)


def test_the_schema_is_plain_json_and_knows_every_key() -> None:
    schema = json.loads(json.dumps(editor_schema(), allow_nan=False))
    assert {"extends", "evidence", "prisoners", "timeline"} <= set(schema["properties"])
    assert "contact_gap_weeks" in schema["$defs"]["Behaviour"]["properties"]


@pytest.mark.parametrize("source", ["full", "starter"])
def test_the_schema_accepts_valid_scenarios(full: str, source: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    data = read_source(full if source == "full" else starter("x"), file="").data
    plain = json.loads(json.dumps(data, default=str))
    jsonschema.Draft202012Validator.check_schema(editor_schema())
    jsonschema.validate(plain, editor_schema())


def test_the_schema_refuses_a_misspelt_key() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"prisonners": {}}, editor_schema())


def test_the_reference_lists_every_field() -> None:
    text = reference()
    for entry in entries():
        assert f"| `{entry.path[-1]}` |" in text, entry.path


def test_a_path_leads_to_its_rule() -> None:
    slot = slot_at(["senders", "anybody", "behaviour", "rounds"])
    assert slot is not None
    assert slot.words == "a whole number of at least 1"
    assert slot_at(["nowhere", "at", "all"]) is None
