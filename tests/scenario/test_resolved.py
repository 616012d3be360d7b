"""The scenario as one file: the same values, the same evidence, the comments where they can be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from simulator.errors import ScenarioError
from simulator.scenario import Scenario, load_scenario, scenario_from_text

FULL = (Path(__file__).parent / "full.yaml").read_text(encoding="utf-8")

VARIANT = """\
# What if it were harder?
extends: base.yaml
title: A variant
prisoners:
  calm: 0.5
  arrests_per_week: {uniform: [5, 9], assumption: fewer}
  classes:
    foreign: {held: 3}  # only a few
    others: {held: {value: 1, evidence: []}}
senders:
  washington:
    order: [contact]
timeline: {less: null}
"""


def yaml(text: str) -> Any:
    """The plain data of a text."""
    return YAML(typ="safe", pure=True).load(text)


def _same(one: Scenario, other: Scenario) -> None:
    assert other == one
    assert other.sha256 == one.sha256
    assert other.provenance == one.provenance


def _again(scenario: Scenario) -> Scenario:
    return scenario_from_text(scenario.resolved_yaml(), name="another")


@pytest.fixture
def variant(tmp_path: Path) -> Scenario:
    (tmp_path / "base.yaml").write_text(FULL, encoding="utf-8")
    (tmp_path / "variant.yaml").write_text(VARIANT, encoding="utf-8")
    return load_scenario(tmp_path / "variant.yaml", overrides=["target.slip={uniform: [0, 0.5]}"])


def test_loading_it_gives_an_equal_scenario_with_the_same_evidence(variant: Scenario) -> None:
    _same(scenario_from_text(FULL, name="full"), _again(scenario_from_text(FULL, name="full")))
    _same(variant, _again(variant))


def test_it_is_stable(variant: Scenario) -> None:
    assert _again(variant).resolved_yaml() == variant.resolved_yaml()


def test_it_keeps_comments_and_drops_extends(variant: Scenario) -> None:
    text = variant.resolved_yaml()
    assert text.startswith("# What if it were harder?\n")
    assert "# A made-up case with every section." in text
    assert "# ---- economy" in text
    assert "extends" not in text


def test_a_remark_leaves_with_the_value_it_was_about(variant: Scenario) -> None:
    assert "# a range" not in variant.resolved_yaml()


def test_it_names_the_scenario(variant: Scenario) -> None:
    assert "\nname: variant\n" in variant.resolved_yaml()


LAID_OUT: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "with a name": "name: mine\n{}".format,
    "after a remark": "# What if?\n\n{}".format,
    "after a document's start": "---\n{}".format,
    "after a byte order mark": "\ufeff{}".format,
    "indented": lambda text: indent(text, "  "),
    "in brackets": lambda text: json.dumps(yaml(text), default=str),
    "in brackets, line by line": lambda text: json.dumps(yaml(text), default=str, indent=0),
    "with a question mark": lambda text: text.replace("title:", "? title\n:", 1),
    "with the line ends of Windows": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("laid_out", LAID_OUT.values(), ids=LAID_OUT)
def test_however_a_text_is_laid_out_it_is_named_and_says_the_same(
    laid_out: Callable[[str], str],
) -> None:
    plain = "\n".join(line for line in FULL.splitlines() if not line.startswith("name:"))
    given = scenario_from_text(laid_out(plain + "\n"), name="mine")
    again = _again(given)
    assert again.name == given.name == "mine"
    _same(given, again)


def test_a_single_text_keeps_its_layout() -> None:
    text = "title:   wide\n" + "\n".join(
        line for line in FULL.splitlines() if not line.startswith(("title:", "name:"))
    )
    assert (
        "\nname: mine\ntitle:   wide\n"
        in "\n" + scenario_from_text(text, name="mine").resolved_yaml()
    )


def test_a_replaced_number_does_not_gain_the_base_s_basis(variant: Scenario) -> None:
    assert "calm: 0.5" in variant.resolved_yaml() or "{value: 0.5" in variant.resolved_yaml()
    assert not _again(variant).provenance["prisoners.calm"].supported


_OVERRIDES = st.lists(
    st.sampled_from(
        [
            "prisoners.calm=0.25",
            "prisoners.classes.foreign.held=7",
            "prisoners.classes.others.held={value: 7, assumption: guess}",
            "prisoners.arrests_per_week={uniform: [1, 2], note: x}",
            "senders.washington.order=[banks, contact]",
            "senders.washington.behaviour={rounds: 3, assumption: y}",
            "senders.washington.rungs.banks.distancing={value: 0.3}",
            "timeline.crackdown=null",
            "timeline.crackdown.note=other",
            "timeline.new={week: 3, repression: {set: 1.5}}",
            "finance.friction={triangular: [0, 0.01, 0.02], evidence: []}",
            "target={label: 'A: b # c', slip: 0.1}",
            "prisoners={evidence: [], note: nobody knows}",
            "title='# no comment'",
        ]
    ),
    max_size=6,
)


@given(_OVERRIDES)
@settings(max_examples=20)
def test_any_changes_survive_the_round_trip(overrides: list[str]) -> None:
    try:
        scenario = scenario_from_text(FULL, name="full", overrides=overrides)
    except ScenarioError:
        reject()  # such as a note for an event that was deleted
    _same(scenario, _again(scenario))
