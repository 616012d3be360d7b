"""What numbers rest on: conversions, ranges, and values that leave their evidence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.scenario import scenario_from_text
from simulator.scenario.grounds import Ground, grounds
from simulator.scenario.origin import Annotation
from simulator.scenario.vocabulary import ANNOTATIONS

Complaints = Callable[[str], list[str]]

HEAD = """\
start: 2025-01-26
prisoners:
  structural: made up
  classes: {some: {held: 10, arrest_share: 1, hold_value_usd_m: 0.4}}
"""


def ground(line: str) -> Ground:
    """What one number of ``prisoners`` rests on."""
    scenario = scenario_from_text(f"{HEAD}  {line}\n")
    path = f"prisoners.{line.partition(':')[0]}"
    return next(found for found in grounds(scenario) if found.path == path)


def test_a_measured_number_that_takes_a_part_of_its_evidence_s_range_is_told() -> None:
    part = ground("arrests_per_week: {uniform: [6, 9], evidence: arrests-per-week-2025}")
    assert (part.left_out, part.flaw) == ("6 to 9 of 4.1 to 13.1", "")
    whole = ground("arrests_per_week: {uniform: [4.1, 13.1], evidence: arrests-per-week-2025}")
    assert not whole.left_out


def test_the_annotations_are_the_keys_that_are_known() -> None:
    assert set(Annotation.__dataclass_fields__) == set(ANNOTATIONS)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("evidence: arrests-per-week-2025", "evidence"),
        ("evidence: arrests-per-week-2025, assumption: more or less", "evidence and judgement"),
        ("assumption: a guess, range: [4, 12]", "assumption"),
        ("structural: by definition", "convention"),
        ("evidence: []", "nothing"),
    ],
)
def test_what_a_number_can_rest_on(said: str, kind: str) -> None:
    assert ground(f"arrests_per_week: {{value: 8, {said}}}").kind == kind


@pytest.mark.parametrize(
    ("value", "flaw"),
    [
        ("{value: 8.2, evidence: arrests-per-week-2025}", ""),
        ("{uniform: [4.1, 13.1], evidence: arrests-per-week-2025}", ""),
        ("{uniform: [4, 13], evidence: arrests-per-week-2025}",
         "4 to 13 leaves the evidence's range, 4.1 to 13.1"),
        ("{normal: {mean: 8, sd: 2, min: 0}, evidence: arrests-per-week-2025}",
         "0 to 11.92 leaves the evidence's range, 4.1 to 13.1"),
        ("{value: 9, evidence: BY250912S}", "its evidence gives no figure to compare with"),
        ("{value: 9, evidence: [arrests-per-week-2025, BY250911R]}",
         "its rows of evidence have different units"),
    ],
)  # fmt: skip
def test_a_value_outside_its_evidence_is_found(value: str, flaw: str) -> None:
    assert ground(f"arrests_per_week: {value}").flaw == flaw


@pytest.mark.parametrize(
    "said", ["times: 4.348", 'note: "converted: evidence times 4.348 (months)"']
)
def test_evidence_is_converted_before_it_is_compared(said: str) -> None:
    found = ground(
        f"recognition_lag_weeks: {{value: 61, evidence: potash-price-half-life, {said}}}"
    )
    assert found.allowed == pytest.approx((26.088, 139.136))
    assert not found.flaw


def test_a_falling_conversion_turns_the_range_round() -> None:
    line = "restock: {value: 2, evidence: deal-success-prior, times: -4, plus: 4}"
    assert ground(line).allowed == pytest.approx((1.0, 2.8))


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("value: 8, assumption: x, range: [9, 12]",
         "range: is [9.0, 12.0]; expected a range that holds the value 8"),
        ("value: 8, assumption: x, range: [-1, 12]",
         "range: reaches to -1; expected ends that are a number of at least 0"),
        ("value: 8, assumption: x, range: [12, 1]",
         "range: is a list; expected [least, greatest] in rising order"),
        ("value: 8, assumption: x, range: 3", "range: is 3; expected [least, greatest]"),
        ("uniform: [1, 2], assumption: x, range: [1, 2]", "range: stands beside no value; "
         "expected value: beside it; a distribution is a range itself"),
        ("value: 8, structural: x, range: [1, 9]",
         "range: stands beside structural; expected one of the two"),
        ("value: 8, structural: x, assumption: y",
         "structural: stands beside assumption; expected one of the two"),
        ("value: 8, assumption: x, times: 4", "times: converts no evidence; "
         "expected evidence beside it"),
        ("value: 8, evidence: BY250911R, times: 0", "times: is 0; expected a number other than 0"),
    ],
)  # fmt: skip
def test_annotations_that_say_nothing_are_refused(
    complaints: Complaints, said: str, complaint: str
) -> None:
    (line,) = complaints(f"{HEAD}  arrests_per_week: {{{said}}}\n")
    assert line.partition("prisoners.arrests_per_week.")[2] == complaint


def test_a_number_that_no_world_draws_has_no_range(complaints: Complaints) -> None:
    said = "{value: 4, assumption: x, range: [1, 9]}"
    (line,) = complaints(f"{HEAD}  publication_every_weeks: {said}\n")
    assert line.endswith("range: can never be drawn from; expected structural: and the reason")


def test_a_scenario_written_out_keeps_ranges_and_conversions() -> None:
    text = HEAD + (
        "  restock: {value: 2, evidence: deal-success-prior, times: -4, plus: 4}\n"
        "  calm: {value: 0.1, assumption: a guess, range: [0, 0.4]}\n"
    )
    once = scenario_from_text(text, overrides=["prisoners.scarcity=0.4"])
    assert scenario_from_text(once.resolved_yaml()).provenance == once.provenance
