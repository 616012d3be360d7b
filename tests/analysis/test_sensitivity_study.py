"""Sensitivity of scenarios: one whose answer is known on paper, and the main case's factors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simulator.analysis.sensitivity.factors import POSTERIOR, design_of, factors, points
from simulator.analysis.sensitivity.study import QUICK, Sizes, Study, sensitivity
from simulator.engine.blocks import Plan
from simulator.engine.columns import run_columns
from simulator.errors import RequestError
from simulator.scenario import Scenario, load_scenario, scenario_from_text, scenario_names
from simulator.scenario.distributions import is_drawn
from simulator.scenario.grounds import STRUCTURAL, grounds

# Nobody talks, so the number arrested in T weeks is the sum of floor(arrests·factor + u).
ARRESTS_ONLY = """\
start: 2025-01-26
horizon_weeks: 52
prisoners:
  classes: {all: {held: 100, arrest_share: 1, hold_value_usd_m: 0.4}}
  arrests_per_week: {uniform: [5, 15]}
  arrests_variation: 0.5
  scarcity: {uniform: [0, 1]}
  recognition_lag_weeks: {value: 4, assumption: a guess, range: [2, 8]}
""".replace("all:", "everybody:")
T, MEAN, SPREAD = 52, 10.0, 100 / 12
NUMBERS = T**2 * SPREAD
LUCK = T * (0.25 * MEAN**2 + 1 / 12)  # the rounding's u moves every world of a week alike …
BOTH = T * (0.25 * SPREAD + 1 / 12)  # … and falls otherwise with another number of arrests
SMALL = Sizes(worlds=4096, replicated=256, trajectories=4, sobol=64, alone=2)


@cache
def on_paper() -> Study:
    """The study of the scenario above."""
    return sensitivity(scenario_from_text(ARRESTS_ONLY), outcomes=("arrested",), sizes=SMALL)


def test_the_parts_of_the_variance_are_those_on_paper() -> None:
    table = on_paper().variance.set_index("part")
    total = NUMBERS + LUCK + BOTH
    for part, truth in (("numbers", NUMBERS), ("luck", LUCK), ("both", BOTH)):
        row = table.loc[part]
        assert 0.9 * row["low"] <= truth / total <= 1.1 * row["high"]
        assert row["share"] == pytest.approx(truth / total, abs=0.02)


def test_what_arrests_explain_by_themselves_is_that_on_paper() -> None:
    found = on_paper().of("arrested", "given-data", "first")
    truth = NUMBERS / (NUMBERS + LUCK + BOTH)
    assert found.loc["prisoners.arrests_per_week", "value"] == pytest.approx(truth, abs=0.02)
    assert not found.loc["prisoners.scarcity", "told_from_zero"]


def test_sobol_indices_leave_luck_out_of_account() -> None:
    for index in ("first", "total"):
        found = on_paper().of("arrested", "sobol", index)["value"]
        assert found["prisoners.arrests_per_week"] == pytest.approx(1, abs=0.05)
        assert found["prisoners.scarcity"] == pytest.approx(0, abs=1e-9)


def test_screening_also_tries_fixed_numbers_with_a_range() -> None:
    found = on_paper().of("arrested", "morris", "mu_star")
    assert set(found.index) == {
        "prisoners.arrests_per_week",
        "prisoners.scarcity",
        "prisoners.recognition_lag_weeks",
    }
    assert found.index[0] == "prisoners.arrests_per_week"
    assert found["told_from_zero"].tolist() == [True, False, False]


def test_the_swing_of_arrests_is_that_of_the_means_of_its_fifths() -> None:
    table = on_paper().swings
    ends = table[table["parameter"] == "prisoners.arrests_per_week"]["mean"].tolist()
    assert ends == pytest.approx([T * 6, T * 14], rel=0.03)


def test_costs_are_the_worlds_that_were_run() -> None:
    assert on_paper().cost == {
        "given": 4096,
        "replication": 256 * 256,
        "morris": 4 * 4 * 256,
        "sobol": 64 * 4 * 256,
    }


def test_a_study_is_the_same_wherever_and_whenever_it_is_made() -> None:
    scenario = scenario_from_text(ARRESTS_ONLY)
    sizes = Sizes(worlds=512, replicated=70, trajectories=2, sobol=8, alone=1)
    one = sensitivity(scenario, outcomes=("arrested",), sizes=sizes)
    with ThreadPoolExecutor(2) as pool:
        other = sensitivity(scenario, outcomes=("arrested",), sizes=sizes, executor=pool)
    assert one.indices.equals(other.indices)
    assert one.variance.equals(other.variance)


@pytest.mark.parametrize("name", scenario_names())
def test_every_number_with_a_range_enters_the_screen(name: str) -> None:
    scenario = load_scenario(name)
    ranged = {g.path for g in grounds(scenario) if is_drawn(g.value) or g.basis.range}
    laid = set(scenario.posterior.paths) if scenario.posterior else set()
    assert laid <= ranged
    alone = {factor.path for factor in factors(scenario)} - {POSTERIOR}
    assert alone == ranged - laid
    conventions = {g.path for g in grounds(scenario) if g.kind == STRUCTURAL}
    assert not conventions & ranged


def test_a_design_of_all_factors_of_the_main_case_takes_effect() -> None:
    scenario = load_scenario("belarus-2025", overrides=["horizon_weeks=2"])
    every = factors(scenario)
    names = [factor.path for factor in every]
    design = design_of(points(1, names, seed=3), every, tiles=1)
    columns = [f"param_{name}" for name in names]
    found = run_columns(Plan(scenario, 1, design), columns=columns, worlds=256)
    assert all(len(set(found[column].tolist())) == 1 for column in columns)


def with_posterior(folder: Path) -> Scenario:
    """The scenario above, with a posterior that ties arrests and scarcity together."""
    table = "prisoners.arrests_per_week,prisoners.scarcity\n5.5,0.1\n14.5,0.9\n"
    (folder / "posterior.csv").write_text(table, encoding="utf-8")
    (folder / "case.yaml").write_text(ARRESTS_ONLY + "posterior: posterior.csv\n", encoding="utf-8")
    return load_scenario(folder / "case.yaml")


def test_what_a_posterior_lays_down_is_one_factor(tmp_path: Path) -> None:
    scenario = with_posterior(tmp_path)
    every = [factor for factor in factors(scenario) if factor.drawn]
    assert [factor.path for factor in every] == [POSTERIOR]
    design = design_of(np.array([[0.2], [0.8]]), every, tiles=1)
    assert [float(v) for v in design.columns["prisoners.arrests_per_week"]] == [5.5, 14.5]
    study = sensitivity(scenario, outcomes=("arrested",), sizes=replace(QUICK, replicated=16))
    assert study.explained("arrested") > 0.5


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"outcomes": ("net_efect",)}, 'has no outcome net_efect; did you mean "net_effect"?'),
        ({"outcomes": ("price_per_prisoner_usd_m",)}, "has no value in some worlds"),
        ({"sizes": replace(SMALL, sobol=48)}, "must be a power of 2; asked for 48"),
    ],
)
def test_what_cannot_be_studied_is_refused(asked: dict[str, object], said: str) -> None:
    with pytest.raises(RequestError, match=said.replace("?", r"\?")):
        sensitivity(scenario_from_text(ARRESTS_ONLY), **{"sizes": QUICK, **asked})  # type: ignore[arg-type]


def test_a_scenario_without_distributions_is_refused() -> None:
    with pytest.raises(RequestError, match="no number that worlds draw"):
        sensitivity(load_scenario("minimal"))
