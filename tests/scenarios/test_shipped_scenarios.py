"""What the shipped scenarios promise: they load, and every number says what it rests on."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from simulator.scenario import load_scenario

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "scenarios" / "cases").glob("*.yaml"))
FILES = [*sorted((ROOT / "scenarios").glob("*.yaml")), *CASES]
VARIANTS = sorted((ROOT / "scenarios").glob("belarus-2025-*.yaml"))
FOUNDED = [ROOT / "scenarios" / "belarus-2025.yaml", *VARIANTS, *CASES]
ANNOTATIONS = {"evidence", "assumption", "note"}
CONVERSION = re.compile(r"^converted: (?:evidence times ([0-9.]+))?")


@dataclass(frozen=True)
class Number:
    """A number of a scenario file: its path, every value written in it, and its annotations.

    ``own`` is whether the annotations stand on the number itself and not on a section above it.
    """

    path: str
    values: tuple[float, ...]
    notes: Mapping[str, Any]
    own: bool

    @property
    def evidence(self) -> tuple[str, ...]:
        """The rows it cites."""
        cited = self.notes.get("evidence", ())
        return (cited,) if isinstance(cited, str) else tuple(cited)


def _leaf(node: Any) -> tuple[float, ...] | None:
    """The numbers of a distribution or of ``{value: …}``; None if it is neither."""
    for key in ("value", "uniform", "triangular"):
        if isinstance(node, dict) and key in node:
            found = node[key] if isinstance(node[key], list) else [node[key]]
            return tuple(float(value) for value in found if not isinstance(value, str))
    if isinstance(node, dict) and "lognormal" in node:
        return tuple(float(node["lognormal"][key]) for key in ("min", "median", "max"))
    return None


def numbers(node: Any, path: str = "", above: Mapping[str, Any] | None = None) -> Iterator[Number]:
    """Every number of a scenario, with its nearest annotations."""
    if isinstance(node, dict):
        notes = {key: node[key] for key in ANNOTATIONS & node.keys()}
        nearest, leaf = notes or above or {}, _leaf(node)
        if leaf is not None:
            yield Number(path, leaf, nearest, bool(notes))
            return
        for key in node.keys() - ANNOTATIONS:
            yield from numbers(node[key], f"{path}.{key}".lstrip("."), nearest)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield Number(path, (float(node),), above or {}, False)


def read(path: Path) -> Any:
    """A scenario file as plain data."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def stated(path: Path) -> list[Number]:
    """The numbers a file states, but for the length of the run."""
    return [n for n in numbers(read(path)) if n.path != "horizon_weeks"]


def evidence() -> dict[str, dict[str, str]]:
    """The evidence table by id."""
    with (ROOT / "seeds" / "evidence.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_scenario_loads_by_its_file(path: Path) -> None:
    assert load_scenario(path).name == path.stem


def test_the_main_case_loads_by_its_name() -> None:
    assert load_scenario("belarus-2025").horizon_weeks == 156


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_scenario_has_a_title_and_a_question(path: Path) -> None:
    scenario = load_scenario(path)
    assert scenario.title
    assert scenario.question.endswith("?")


@pytest.mark.parametrize("path", FOUNDED, ids=lambda path: path.stem)
def test_every_number_rests_on_evidence_or_an_assumption(path: Path) -> None:
    bare = [n.path for n in stated(path) if not (n.evidence or n.notes.get("assumption"))]
    assert bare == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_loader_finds_no_number_that_rests_on_nothing(path: Path) -> None:
    assert load_scenario(path).unsupported_numbers() == ()


@pytest.mark.parametrize("path", FOUNDED, ids=lambda path: path.stem)
def test_every_guessed_number_is_a_range_or_says_why_not(path: Path) -> None:
    guessed = [n for n in stated(path) if not n.evidence and len(n.values) == 1]
    reason = re.compile(r"\(.*(structural|[0-9.]+ to [0-9.]+).*\)")
    assert [n.path for n in guessed if not reason.search(n.notes["assumption"])] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cited_row_exists(path: Path) -> None:
    cited = {row for number in numbers(read(path)) for row in number.evidence}
    assert cited <= evidence().keys()


@pytest.mark.parametrize("path", FOUNDED, ids=lambda path: path.stem)
def test_a_number_with_one_source_lies_within_that_source_s_range(path: Path) -> None:
    rows = evidence()
    outside = [n.path for n in stated(path) if not _within(n, rows)]
    assert outside == []


def _within(number: Number, rows: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether the number lies in its row's range, in the unit its note converts to."""
    if not number.own or len(number.evidence) != 1 or "assumption" in number.notes:
        return True
    row, factor = rows[number.evidence[0]], 1.0
    if match := CONVERSION.match(str(number.notes.get("note", ""))):
        if match[1] is None:
            return True  # the note says how, and it is not a factor
        factor = float(match[1])
    low, high = (float(row[end] or row["value"]) * factor for end in ("low", "high"))
    slack = 0.01 * abs(factor * float(row["value"])) if factor != 1 else 1e-9
    return all(low - slack <= value <= high + slack for value in number.values)


def test_the_people_held_at_the_start_add_up_to_the_recognised_count() -> None:
    classes = read(ROOT / "scenarios" / "belarus-2025.yaml")["prisoners"]["classes"]
    held = sum(each["held"]["value"] for each in classes.values())
    assert held == float(evidence()["stock-2025-01-31"]["value"])


def test_a_variant_changes_little() -> None:
    assert all(read(path)["extends"] == "belarus-2025.yaml" for path in VARIANTS)
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in VARIANTS) <= 25


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_starts_before_what_it_is_scored_on(path: Path) -> None:
    with (ROOT / "seeds" / "observed" / f"{path.stem}.csv").open(encoding="utf-8") as file:
        dates = [row["date"] for row in csv.DictReader(file)]
    start = load_scenario(path).start.isoformat()
    assert start < max(dates) <= "2025-09-30"


def test_the_minimal_scenario_reads_in_two_minutes() -> None:
    text = (ROOT / "scenarios" / "minimal.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 35


def test_the_catalogue_names_every_scenario() -> None:
    catalogue = (ROOT / "scenarios" / "README.md").read_text(encoding="utf-8")
    assert [path.stem for path in FILES if f"{path.stem}`" not in catalogue] == []
