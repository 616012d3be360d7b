"""The pages about scenario files say what the program does."""

import re
from pathlib import Path

import pytest

from simulator import load_scenario, scenario_from_text
from simulator.report.evidence import evidence_page
from simulator.scenario.reference import reference

HOW_TO_RENEW = "write it again: sanctions schema --markdown -o docs/scenario-reference.md"


def yaml_shown(document: Path) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", document.read_text("utf-8"), re.M | re.S)


def test_the_reference_page_is_what_the_schema_says(root: Path) -> None:
    page = (root / "docs" / "scenario-reference.md").read_text("utf-8")
    assert page.strip() == reference().strip(), HOW_TO_RENEW


def test_the_smallest_case_is_shown_as_it_is(root: Path) -> None:
    minimal = (root / "scenarios" / "minimal.yaml").read_text("utf-8")
    assert yaml_shown(root / "docs" / "scenario-files.md")[0] == minimal


@pytest.mark.parametrize("addition", ["extends: belarus-2025", "timeline:"])
def test_the_examples_of_variants_and_events_are_valid(root: Path, addition: str) -> None:
    shown = yaml_shown(root / "docs" / "scenario-files.md")
    text = next(text for text in shown if text.startswith(addition))
    head = "" if text.startswith("extends") else "extends: belarus-2025\nhorizon_weeks: 260\n"
    assert scenario_from_text(head + text).timeline


def test_the_page_of_evidence_is_what_the_main_scenario_and_the_evidence_say(root: Path) -> None:
    page = (root / "docs" / "evidence.md").read_text("utf-8")
    renew = "write it again: sanctions validate belarus-2025 --markdown > docs/evidence.md"
    assert page == evidence_page(load_scenario("belarus-2025")), renew
