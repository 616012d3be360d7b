"""Sweeps: every point is the scenario with those values, all in the same worlds."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import Scenario, load_scenario, simulate, sweep
from simulator.analysis.sweep.estimates import estimates
from simulator.errors import RequestError

FEW = 256
CONCESSION = "senders.washington.behaviour.concession"
ORDER = "senders.washington.order"


@pytest.fixture(scope="module")
def minimal() -> Scenario:
    return load_scenario("minimal")


def test_each_point_is_what_a_run_with_those_values_gives(minimal: Scenario) -> None:
    vary = ["prisoners.restock=0,4", f"{CONCESSION}=conceder,boulware"]
    table = sweep(minimal, vary, outcomes=["net_effect"], worlds=FEW).table
    assert len(table) == 4
    row = table.iloc[3]
    changes = ["prisoners.restock=4", f"{CONCESSION}=boulware"]
    alone = simulate(load_scenario("minimal", overrides=changes), worlds=256).outcomes
    assert row["mean"] == alone["net_effect"].mean()
    assert row["p90"] == alone["net_effect"].quantile(0.9)


def test_an_order_of_rungs_is_a_word_with_plus_signs() -> None:
    potash, contact = "potash+contact+aviation+banks", "contact+aviation+potash+banks"
    scenario = load_scenario("belarus-2025", overrides=["horizon_weeks=60"])
    found = sweep(scenario, [f"{ORDER}={potash},{contact}"], outcomes=["released"], worlds=FEW)
    order = "[" + potash.replace("+", ", ") + "]"
    changes = ["horizon_weeks=60", f"{ORDER}={order}"]
    alone = simulate(load_scenario("belarus-2025", overrides=changes), worlds=256).outcomes
    assert found.table["mean"].iloc[0] == alone["released"].mean()
    assert found.table["mean"].iloc[0] != found.table["mean"].iloc[1]


def test_a_point_said_twice_over_shares_its_worlds_so_the_gap_has_no_error() -> None:
    values = np.random.default_rng(1).normal(size=400)
    found = estimates(values, values - 3)
    assert found["gap"] == pytest.approx(3)
    assert found["gap_error"] < 1e-9 < found["mean_error"]


def test_the_error_of_a_median_is_that_of_many_medians() -> None:
    draws = np.random.default_rng(1).normal(size=(400, 501))
    spread = np.median(draws, axis=1).std()
    said = np.mean([estimates(row, row)["median_error"] for row in draws])
    assert said == pytest.approx(spread, rel=0.1)


def test_worlds_without_a_value_are_counted_and_left_out(minimal: Scenario) -> None:
    rows = sweep(
        minimal, ["target.slip=0,1"], outcomes=["price_per_prisoner_usd_m"], worlds=FEW
    ).table
    assert rows["worlds"].tolist()[0] > rows["worlds"].tolist()[1]


def test_an_unknown_outcome_names_the_nearest(minimal: Scenario) -> None:
    with pytest.raises(RequestError, match=r"did you mean .net_effect.\?"):
        sweep(minimal, ["target.slip=0,1"], outcomes=["net_efect"], worlds=FEW)


def test_the_same_sweep_gives_the_same_table(minimal: Scenario) -> None:
    vary = ["target.slip=0:1", f"{CONCESSION}=conceder,boulware"]
    one, other = (
        sweep(minimal, vary, design="lhs", points=8, worlds=FEW, seed=5) for _ in range(2)
    )
    assert one.table.equals(other.table)
