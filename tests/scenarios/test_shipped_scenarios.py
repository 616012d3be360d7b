"""What the shipped scenarios promise: they load, and every number says what it rests on."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from simulator.scenario import load_scenario
from simulator.scenario.distributions import is_drawn
from simulator.scenario.grounds import ASSUMPTION, JUDGEMENT, NOTHING, STRUCTURAL, Ground, grounds

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "scenarios" / "cases").glob("*.yaml"))
FILES = [*sorted((ROOT / "scenarios").glob("*.yaml")), *CASES]
VARIANTS = sorted((ROOT / "scenarios").glob("belarus-2025-*.yaml"))


def read(path: Path) -> Any:
    """A scenario file as plain data."""
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@cache
def numbers(path: Path) -> tuple[Ground, ...]:
    """Every number of a scenario with what it rests on."""
    return grounds(load_scenario(path))


def guessed(path: Path) -> list[Ground]:
    """The numbers that rest on an assumption, be it with evidence beside it or not."""
    return [n for n in numbers(path) if n.kind in {ASSUMPTION, JUDGEMENT}]


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


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_number_rests_on_evidence_or_an_assumption(path: Path) -> None:
    assert load_scenario(path).unsupported_numbers() == ()
    assert [n.path for n in numbers(path) if n.kind == NOTHING] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_number_keeps_to_the_range_of_the_evidence_that_measures_it(path: Path) -> None:
    assert [f"{n.path}: {n.flaw}" for n in numbers(path) if n.flaw] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_guessed_number_has_a_range(path: Path) -> None:
    assert [n.path for n in guessed(path) if not (is_drawn(n.value) or n.basis.range)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_plain_numbers_are_conventions_and_each_says_why(path: Path) -> None:
    conventions = [n for n in numbers(path) if n.kind == STRUCTURAL]
    assert [n.path for n in conventions if is_drawn(n.value) or not n.basis.assumption] == []


def test_every_cited_row_exists() -> None:
    cited = {row for path in FILES for n in numbers(path) for row in n.basis.evidence}
    assert cited <= evidence().keys()


def test_the_people_held_at_the_start_add_up_to_the_recognised_count() -> None:
    classes = read(ROOT / "scenarios" / "belarus-2025.yaml")["prisoners"]["classes"]
    held = sum(each["held"]["value"] for each in classes.values())
    assert held == float(evidence()["stock-2025-01-31"]["value"])


def test_a_variant_changes_little() -> None:
    extended = {read(path)["extends"].removesuffix(".yaml") for path in VARIANTS}
    assert extended == {"belarus-2025"}
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
