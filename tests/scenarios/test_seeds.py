"""What the evidence promises: each fact once, with a source, and none from after the cut-off."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.csv"))
CUT_OFF = "2025-09-30"
DATE_COLUMNS = ("date", "date_or_year", "period_start", "period_end")
A_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def rows(name: str) -> list[dict[str, str]]:
    """A seed file as records."""
    with (ROOT / "seeds" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cited_in(text: str, name: str) -> bool:
    """Whether ``name`` stands in ``text`` as a whole id."""
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_no_fact_is_dated_after_the_cut_off(path: Path) -> None:
    dates = [
        date
        for row in rows(path.name)
        for column in DATE_COLUMNS
        for date in A_DATE.findall(row.get(column) or "")
    ]
    assert max(dates) <= CUT_OFF


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_nothing_in_the_seeds_speaks_of_a_later_time(path: Path) -> None:
    later = re.compile(r"2025-1[0-2]|2026|(?:Oct|Nov|Dec)\w* 2025")
    assert later.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_no_withheld_source_is_used(path: Path) -> None:
    assert "withheld" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_every_row_has_a_source_and_a_grade(path: Path) -> None:
    for row in rows(path.name):
        assert row.get("source") or row.get("source_url")
        assert row["confidence"] in {"high", "medium", "low"}


def test_ids_are_unique() -> None:
    assert max(Counter(row["id"] for row in rows("evidence.csv")).values()) == 1


def test_each_fact_stands_once() -> None:
    facts = Counter((r["date"], r["series"], r["note"]) for r in rows("evidence.csv"))
    assert max(facts.values()) == 1


def test_an_event_has_the_same_date_and_size_in_both_files() -> None:
    events = {row["id"]: (row["date"], row["quantity"]) for row in rows("events.csv")}
    shared = {r["id"]: (r["date"], r["value"]) for r in rows("evidence.csv") if r["id"] in events}
    assert shared == {name: events[name] for name in shared}


def test_a_range_holds_its_value() -> None:
    ranged = [row for row in rows("evidence.csv") if row["low"] and row["high"]]
    for row in ranged:
        assert float(row["low"]) <= float(row["value"]) <= float(row["high"]), row["id"]


def test_a_derived_fact_names_rows_or_a_series_that_exist() -> None:
    table = rows("evidence.csv")
    known = {row["id"] for row in table} | {f"seeds/{path.name}" for path in SEEDS}
    for row in table:
        _, derived, origin = row["source"].partition("derived from ")
        named = {each.split(" (")[0] for each in origin.split(", ")} if derived else set()
        assert named <= known, row["id"]


def test_every_fact_is_used() -> None:
    table = rows("evidence.csv")
    files = [*(ROOT / "scenarios").rglob("*.yaml"), *(ROOT / "seeds" / "observed").glob("*.csv")]
    texts = [path.read_text(encoding="utf-8") for path in files]
    text = "\n".join(texts + [row["source"] for row in table])
    assert [row["id"] for row in table if not cited_in(text, row["id"])] == []
