"""Twelve scenarios at once: every name and number can still be read."""

from __future__ import annotations

from typing import Any

import pytest

from simulator import compare, load_scenario
from simulator.report.comparison.colours import side_colours
from simulator.report.comparison.figures import FIGURES, facts_of
from simulator.report.comparison.many import line_styles, short_names
from tests.report.legible import illegible


@pytest.fixture(scope="module")
def compared() -> Any:
    sides = [
        load_scenario("minimal", overrides=[f"prisoners.restock={number}", "horizon_weeks=26"])
        for number in range(12)
    ]
    labels = ["minimal", *(f"minimal-with-a-rather-long-name-{i}" for i in range(1, 12))]
    return compare(*sides, worlds=256, labels=labels).compared


@pytest.mark.parametrize("name", FIGURES)
def test_no_words_lie_over_others_or_are_cut_off(compared: Any, name: str) -> None:
    picture = FIGURES[name](compared, facts_of(compared))
    assert illegible(picture) == []


def test_no_two_scenarios_have_the_same_colour_and_line(compared: Any) -> None:
    colours, styles = side_colours(compared), line_styles(compared)
    assert len({(colours[label], styles[label]) for label in colours}) == 12


def test_what_all_names_begin_with_is_left_out(compared: Any) -> None:
    names = short_names(compared, width=4.0, size=8)
    assert names["minimal"] == "minimal"
    assert names["minimal-with-a-rather-long-name-3"] == "with-a-rather-long-name-3"
