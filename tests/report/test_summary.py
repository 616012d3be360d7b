"""The summary in the terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from simulator.report import summary_text
from simulator.report.outcomes import main_outcomes

CASES = [{}, {"worlds": 1}, {"worlds": 30, "luck": 0.0}, {"worlds": 30, "ladders": {}}]


@pytest.mark.parametrize("how", CASES)
def test_no_line_is_longer_than_eighty_columns(make: Any, plan: Any, how: Any) -> None:
    lines = summary_text(make(plan(**how))).splitlines()
    assert max(len(line) for line in lines) <= 80


def test_the_name_of_an_outcome_is_never_cut(base: Any) -> None:
    text = summary_text(base)
    outcomes = text[text.index("MAIN OUTCOMES") : text.index("RUNGS")]
    assert "..." not in outcomes
    assert "(if any)" in outcomes


def test_long_names_take_three_lines_and_keep_the_columns(base: Any) -> None:
    name = "An instrument whose name goes on and on for longer than any terminal is wide"
    rungs = {
        sender: dict.fromkeys(ladder, 2 * name) for sender, ladder in base.facts["rungs"].items()
    }
    text = summary_text(replace(base, facts={**base.facts, "rungs": rungs}))
    assert re.search(r"\n    An instrument[^\n]*%.*\n      \w.*\n      \w.*\.\.\.\n", text)
    assert max(len(line) for line in text.splitlines()) <= 80


def test_the_medians_are_those_of_the_worlds(base: Any) -> None:
    text = summary_text(base)
    assert f"{base.outcomes['held_end'].median():,.0f}" in text
    assert f"{base.outcomes['arrested'].median():,.0f}" in text


def test_the_words_are_plain_ascii_whatever_the_terminal(base: Any) -> None:
    assert summary_text(base).isascii()


def test_one_world_has_no_spread(make: Any, plan: Any) -> None:
    text = summary_text(make(plan(worlds=1)))
    assert "middle 80% of worlds" not in text
    assert "1 possible history" in text


def test_an_outcome_that_no_world_has_is_left_out(make: Any, plan: Any) -> None:
    labels = [outcome.label for outcome in main_outcomes(make(plan(worlds=30, luck=0.0)))]
    assert "First deal agreed" not in labels


def test_an_outcome_of_some_worlds_says_of_how_many(base: Any) -> None:
    first = next(o for o in main_outcomes(base) if o.label == "First deal agreed")
    had = int(base.outcomes["first_deal_week"].notna().sum())
    assert first.note in ("", f"in the {had} worlds that have one")
