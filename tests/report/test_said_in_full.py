"""Pages of experiments say what things are, one meaning of a sign, and what a picture shows."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulator import load_scenario, sweep
from simulator.analysis.comparison.divergence import NEVER, Divergence, Parting
from simulator.analysis.discovery.condition import condition_of
from simulator.analysis.sweep.sweep import Sweep
from simulator.report import words
from simulator.report.comparison.text import titles
from simulator.report.discovery.sentences import condition_in_words
from simulator.report.html import html
from simulator.report.sensitivity.meanings import meaning
from simulator.report.setting import breakable
from simulator.report.sweep import page, telling
from simulator.report.sweep.write import picture
from simulator.scenario.drawn import parameters

RANGED = "prisoners.restock={uniform: [0, 3]}"


@cache
def swept() -> Sweep:
    scenario = load_scenario("minimal", overrides=[RANGED])
    vary = ["prisoners.restock=0,6"]
    return sweep(scenario, vary, outcomes=["net_effect"], worlds=256)


@cache
def swept_page() -> str:
    found = swept()
    document = page.document(found, [picture(found, "net_effect")], command="")
    return html(document, {"sweep-net_effect": b""})


def test_every_number_of_the_main_case_has_a_meaning() -> None:
    without = [path for path in parameters(load_scenario("belarus-2025")) if not meaning(path)]
    assert without == []


def test_a_sweep_says_what_it_varied_and_marks_what_the_scenario_does_not_hold() -> None:
    assert "The revolving door: how strongly a good price" in swept_page()
    assert telling.mark_told(swept()) == (
        "†: outside the range that the scenario itself states (Revolving door 0 to 3)."
    )
    first, last = (telling.point(swept(), row) for _, row in swept().of("net_effect").iterrows())
    assert (first, last) == ("Revolving door 0", "Revolving door 6†")
    assert swept_page().count("†") >= 4  # the values, the table, and what the mark means


def test_give_or_take_is_a_95_per_cent_interval() -> None:
    row = swept().of("net_effect").iloc[1]
    assert telling.gap(row).endswith(f"(± {telling.amount(1.959964 * row['gap_error'])})")
    assert "± is Monte Carlo error (95% interval)" in telling.how_sure()


def test_a_page_names_its_kind_and_its_versions() -> None:
    assert "<title>Sweep: One visit for a few prisoners</title>" in swept_page()
    assert re.search(r"python \d.*numpy \d", swept_page())


def test_a_long_path_may_break_after_its_signs_and_stays_the_same_text() -> None:
    path = "prisoners.incentive_memory_weeks"
    assert "incentive_<wbr>memory_<wbr>weeks" in breakable(path)
    assert breakable(path).striptags() == path
    assert breakable("a_b <c>") == "a_b &lt;c&gt;"


@pytest.mark.parametrize(("value", "said"), [(812.5, "813"), (-812.5, "−813"), (0.5, "1")])
def test_half_a_person_is_rounded_alike_everywhere(value: float, said: str) -> None:
    assert words.whole(value) == words.decimal(value, 0) == said


def test_a_condition_is_said_in_words_with_units() -> None:
    said = condition_in_words(condition_of("net_effect < 50 or deals == 0"))
    assert said == "the net effect is below 50 people or the number of deals is 0"


def test_the_world_told_parts_as_most_do_and_ends_clearly_apart() -> None:
    kinds = ["release", "release", "release", "relief", ""]
    weeks = [5, 6, 7, 5, NEVER]
    partings = tuple(
        Parting(world, week, kind, None, None)
        for world, (kind, week) in enumerate(zip(kinds, weeks, strict=True))
    )
    found = Divergence("other", partings).example(np.array([0.0, 2.0, 40.0, 90.0, 0.0]))
    assert found is not None
    assert found.world == 2


def test_a_comparison_goes_by_titles_where_these_differ() -> None:
    def sides(*names: str) -> Any:
        return SimpleNamespace(
            sides=[
                SimpleNamespace(label=f"file-{place}", scenario=SimpleNamespace(title=name))
                for place, name in enumerate(names)
            ]
        )

    assert titles(sides("One", "Two")) == ["One", "Two"]
    assert titles(sides("One", "One")) == ["file-0", "file-1"]
