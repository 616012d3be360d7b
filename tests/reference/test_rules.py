"""What a difference is called by: headings of docs/ODD.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator import load_scenario
from tests.reference import rules
from tests.reference.engine import Reference
from tests.reference.planted import PLANTED
from tests.reference.planting import EVERYTHING
from tests.reference.test_same_worlds import KINDS

ODD = (Path(__file__).parents[2] / "docs" / "ODD.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^##+ (\d+(?:\.\d+)?)\.? (.*?)(?=^##+ \d|\Z)", ODD, re.M | re.S))
TERMS = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (r"\*+([^*\n]+?)[.:]?\*+", r"^### (.*)", r"^\| ([^|]+) \|", r"^- (\w+)")
]
"""Bold and italic words, headings below the section's, first cells of tables, list items."""


@pytest.mark.parametrize("rule", sorted({*rules.ALL, *(one.rule for one in PLANTED)}))
def test_every_rule_is_a_heading_or_a_term_of_its_section(rule: str) -> None:
    number, name = rule.split(" ", maxsplit=1)
    section = SECTIONS[number]
    heads = [section.splitlines()[0], *(head for one in TERMS for head in one.findall(section))]
    assert any(name in head for head in heads), f"no {name!r} in section {number}"


def test_every_event_and_every_weekly_variable_has_its_rule() -> None:
    assert set(rules.EVENTS) == KINDS
    told = Reference(load_scenario(str(EVERYTHING), overrides=["horizon_weeks=1"]), seed=1)
    assert {rules.of_variable(name) for name in told.world(0).values} <= rules.ALL
