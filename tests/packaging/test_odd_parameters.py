"""The table of parameters in the model's description says what the schema says, both ways."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.scenario.rules import NumberRule, Rule, TextRule, TitleRule
from simulator.scenario.schema.behaviour import Behaviour
from simulator.scenario.schema.walk import entries, slot_of

PAGE = Path(__file__).parents[2] / "docs" / "ODD.md"
PLACEHOLDER = re.compile(r"<\w+>")
DIGITS = str.maketrans({"−": "-", ",": "", "\u2076": "6", "\u00b3": "3"})
NOTHING_GIVEN = {
    "–", "none", "as listed", "the last listed", "the talks decide", "for good", "unchanged",
    "0; unchanged",
}  # fmt: skip

SAME_UNIT = {
    ("", "no unit"),
    ("a year, continuous", "share a year"),
    ("class", "a class; default: the last listed"),
    ("coefficient of variation", "no unit"),
    ("exponent", "no unit"),
    ("level", "between 0 and 1, by instrument"),
    ("level", "relief level between -1 and 0"),
    ("level", "relief level, 0 to 1"),
    ("level", "relief levels from 0 to 1"),
    ("multiple of people released", "ratio"),
    ("multiple of the rung's cost", "ratio"),
    ("number", "no unit"),
    ("own instrument, no route", "name"),
    ("prisoner-equivalents a person", "prisoner-equivalents a person, by class"),
    ("prisoner-equivalents", "prisoner-equivalents: one rank-and-file prisoner is 1"),
    ("prisoner-equivalents for one unit less reliance", "prisoner-equivalents"),
    ("probability", "probability a round"),
    ("probability for a unit of drift", "probability a unit"),
    ("reliance", "between 0 and 1"),
    ("reliance", "reliance, 0 to 1"),
    ("reliance for a doubled subsidy", "between 0 and 1 as a rule"),
    ("sd of the logarithm", "no unit"),
    ("share", "between 0 and 1"),
    ("share a mt a year", "share a million tonnes"),
    ("share of its most", "share"),
    ("share of the friction", "share"),
    ("share of the subsidy for a unit of drift at full reliance", "no unit"),
    ("weeks, mean", "weeks"),
}
"""The page's unit and the schema's, where they say the same in other words."""


@dataclass(frozen=True)
class Row:
    """A parameter as the page tells it."""

    path: str
    unit: str
    default: str
    range: str
    drawn: bool
    whole: bool


def rows() -> Iterator[Row]:
    """The rows of the table, one a parameter."""
    section = PAGE.read_text("utf-8").split("## 12. Parameters")[1].split("\n## ")[0]
    above = ""
    for line in section.splitlines():
        if line.startswith("### "):
            names = re.findall(r"`([^`]+)`", line)
            above = f"{names[0]}." if len(names) == 1 else ""
        elif line.startswith("| `"):
            yield from _read(above, [cell.strip() for cell in line.strip("|").split("|")])


def _read(above: str, cells: list[str]) -> Iterator[Row]:
    name, unit, default, bounds = cells
    paths = list(_paths(name))
    defaults = (
        default.split(", ") if len(paths) > 1 and "2, 2" in default else [default] * len(paths)
    )
    for path, one in zip(paths, defaults, strict=True):
        whole = PLACEHOLDER.sub("NAME", path if path.startswith("timeline") else above + path)
        marks = name.rpartition("`")[2]
        yield Row(whole, unit, one, bounds, "†" not in marks, " n" in marks)


def _paths(name: str) -> Iterator[str]:
    before, _, after = name.partition(":")
    names, fields = re.findall(r"`([^`]+)`", before), re.findall(r"`([^`]+)`", after)
    if names == ["target_trust.…"]:
        yield from (f"target_trust.{key}" for key in ("kept", "broken", "breach_weight"))
    elif name.startswith("`…."):
        for one in names:
            yield from (f"timeline.NAME.{one.removeprefix('….')}.{key}" for key in fields)
    else:
        place = names[0].rpartition(".")[0] if names[0].startswith("timeline") else ""
        yield names[0]
        yield from (f"{place}.{one}".lstrip(".") for one in names[1:])


TOLD = {row.path: row for row in rows()}


@dataclass(frozen=True)
class Known:
    """A parameter as the schema has it."""

    rule: Rule | None
    default: object  # () and "" as None: nothing is given
    required: bool
    unit: str


def schema() -> Iterator[tuple[str, Known]]:
    """The parameters of the schema but for labels and texts; behaviours on the timeline once."""
    for entry in entries():
        path, slot = ".".join(entry.path), entry.slot
        if slot.table is not None:
            path, slot = f"{path}.NAME", slot_of(slot.table)
        if path.startswith("timeline") and entry.path[-1] in Behaviour.model_fields:
            continue
        if (slot.rule or slot.items) and not isinstance(slot.rule, TextRule | TitleRule):
            unit = (entry.field.description or "").rstrip(".").split(". ")[-1].lower()
            default = None if slot is not entry.slot else entry.field.default
            yield (
                path,
                Known(slot.rule, None if default in {(), ""} else default, entry.required, unit),
            )


SCHEMA = dict(schema())
OTHERWISE = {"timeline.NAME.government.behaviour"}  # a mapping, told as one
BOTH = sorted(TOLD.keys() & SCHEMA.keys())
NUMBERS = [path for path in BOTH if isinstance(SCHEMA[path].rule, NumberRule)]


def test_the_table_has_every_parameter_of_the_schema_and_no_other() -> None:
    assert SCHEMA.keys() - TOLD.keys() == set()
    assert TOLD.keys() - SCHEMA.keys() == OTHERWISE


@pytest.mark.parametrize("path", NUMBERS)
def test_bounds_are_those_of_the_schema(path: str) -> None:
    told, rule = TOLD[path].range, SCHEMA[path].rule
    assert isinstance(rule, NumberRule)
    if told != "as trust":
        assert told.split(";")[-1 if "from the start" in told else 0].strip() == bounds(rule)


def bounds(rule: NumberRule) -> str:
    """The bounds of a rule as the page writes them."""
    if rule.low == -math.inf:
        return "any"
    high = rule.high if rule.high < math.inf else rule.cap
    if high == 2**63 - 1:
        return f"{figure(rule.low)} to 2⁶³ − 1"
    if high == NumberRule().cap:
        return "above 0" if rule.above_low else "≥ 0"
    return (
        f"above 0, to {figure(high)}" if rule.above_low else f"{figure(rule.low)} to {figure(high)}"
    )


def figure(number: float) -> str:
    """A number as the page writes it."""
    if number == 1e6:
        return "1e6"
    text = f"{int(number):,}" if number == int(number) else f"{number:g}"
    return text.replace("-", "−")


@pytest.mark.parametrize("path", BOTH)
def test_defaults_are_those_of_the_schema(path: str) -> None:
    told, known = TOLD[path].default, SCHEMA[path]
    if known.required or known.default is None:
        assert told in NOTHING_GIVEN or float(told) == 0  # a class a mix does not name has share 0
    elif told == "0; unchanged":
        assert known.default == 0
    elif isinstance(known.default, int | float):
        assert float(told.translate(DIGITS)) == known.default
    else:
        default = known.default if isinstance(known.default, str) else ", ".join(known.default)  # type: ignore[arg-type]
        assert told == default


@pytest.mark.parametrize("path", NUMBERS)
def test_marks_say_which_numbers_are_whole_and_which_are_never_drawn(path: str) -> None:
    rule = SCHEMA[path].rule
    assert isinstance(rule, NumberRule)
    assert (TOLD[path].drawn, TOLD[path].whole) == (rule.drawn, rule.whole)


@pytest.mark.parametrize("path", [p for p in NUMBERS if not p.startswith("timeline")])
def test_units_are_those_of_the_schema(path: str) -> None:
    told, unit = (
        TOLD[path].unit.lower().replace("mt a year", "million tonnes a year"),
        SCHEMA[path].unit,
    )
    if told != "as trust" and not told.startswith("share; over classes"):
        assert told == unit or (TOLD[path].unit.lower(), unit) in SAME_UNIT
