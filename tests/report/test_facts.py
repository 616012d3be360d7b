"""The facts of a run: what each number is and what it rests on."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.report.facts import run_facts
from simulator.results.run import RunResult
from simulator.scenario import load_scenario, scenario_names


def facts_of(name: str) -> dict[str, Any]:
    scenario = load_scenario(name)
    empty: Any = None
    result = RunResult(scenario, 1, 1, empty, empty, empty)
    return run_facts(result, story_world=0, command="")


@pytest.fixture(scope="module")
def belarus() -> dict[str, Any]:
    return facts_of("belarus-2025")


@pytest.mark.parametrize("name", scenario_names())
def test_every_number_has_its_value(name: str) -> None:
    assert all(row["value"] for row in facts_of(name)["provenance"])


def test_a_value_is_written_much_as_in_the_file(belarus: dict[str, Any]) -> None:
    values = {row["path"]: row["value"] for row in belarus["provenance"]}
    assert values["prisoners.classes.foreign.held"] == "36"
    assert values["prisoners.classes.foreign.arrest_share"].startswith("triangular 0.0")
    assert values["target.delivery"] == "choice reliable 80%, opportunist 20%"


def test_each_piece_of_evidence_cited_comes_with_its_source_and_confidence(
    belarus: dict[str, Any],
) -> None:
    cited = {one for row in belarus["provenance"] for one in row["evidence"]}
    rows = {row["id"]: row for row in belarus["evidence"]}
    assert set(rows) == cited
    assert all(row["source"] and row["confidence"] for row in rows.values())


def test_settings_of_the_run_are_not_listed_as_unsupported(belarus: dict[str, Any]) -> None:
    assert "horizon_weeks" not in {row["path"] for row in belarus["provenance"]}
