"""A design lays parameters down world by world; everything else stays as it was."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulator import Scenario, load_scenario, simulate
from simulator.scenario.design import Design

SLIP = "target.slip"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("belarus-2025")


def test_a_design_holding_the_drawn_values_gives_the_same_worlds(scenario: Scenario) -> None:
    drawn = simulate(scenario, worlds=256).outcomes
    design = Design({"target.slip": drawn["param_target.slip"].to_numpy()})
    again = simulate(scenario, worlds=256, design=design).outcomes
    pd.testing.assert_frame_equal(again, drawn)


def test_a_word_is_laid_down_by_its_label(scenario: Scenario) -> None:
    design = Design({"target.concession": np.array(["conceder", "boulware"], dtype=object)})
    outcomes = simulate(scenario, worlds=4, design=design).outcomes
    assert outcomes["param_target.concession"].tolist() == ["conceder", "boulware"] * 2


def test_a_number_the_scenario_fixes_can_be_laid_down_too(scenario: Scenario) -> None:
    path = "prisoners.classes.prominent.held"
    held = simulate(scenario, worlds=2, design=Design({path: np.array([65, 165])})).outcomes
    assert held["held_start"].diff().iloc[1] == 100


def test_rows_that_share_their_luck_live_through_the_same_worlds(scenario: Scenario) -> None:
    design = Design({SLIP: np.array([0.02, 0.02, 0.9])}, worlds_a_row=256, luck_tiles=1)
    outcomes = simulate(scenario, worlds=design.worlds, design=design).outcomes
    first, second, third = (
        outcomes.iloc[i : i + 256].reset_index(drop=True) for i in (0, 256, 512)
    )
    pd.testing.assert_frame_equal(first.drop(columns="world"), second.drop(columns="world"))
    assert (first["held_end_without_talks"] == third["held_end_without_talks"]).all()
    assert first["breaches_by_target"].sum() < third["breaches_by_target"].sum()


def test_a_row_is_the_same_scenario_as_one_with_that_number(scenario: Scenario) -> None:
    laid = simulate(scenario, worlds=64, design=Design({SLIP: np.array([0.2])})).outcomes
    fixed = load_scenario("belarus-2025", overrides=[f"{SLIP}=0.2"])
    pd.testing.assert_frame_equal(
        simulate(fixed, worlds=64).outcomes, laid.drop(columns=f"param_{SLIP}")
    )
