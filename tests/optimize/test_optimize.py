"""Optimising a scenario: what is told of a point is what a run of its file gives."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from simulator import Scenario, load_scenario, optimize, simulate
from simulator.analysis.optimize.study import Aims, Effort, Optimum, prepare
from simulator.errors import RequestError, ScenarioError
from simulator.report.optimum.text import summary
from simulator.report.optimum.write import write_optimum

FEW = Effort(population=6, generations=3, worlds=256, fresh=512)
OPENING = "senders.washington.behaviour.opening=1:6"
CONCESSION = "senders.washington.behaviour.concession=linear,boulware,conceder"
AIMS = Aims(["released"], ["relief_value_usd_m"])
FUTURES = {"calm": ["prisoners.restock=0"], "harsh": ["prisoners.restock=8", "prisoners.calm=0"]}


@pytest.fixture(scope="module")
def minimal() -> Scenario:
    return load_scenario("minimal")


@pytest.fixture(scope="module")
def found(minimal: Scenario) -> Optimum:
    return optimize(minimal, [OPENING, CONCESSION], aims=AIMS, effort=FEW)


def test_a_point_comes_out_as_a_run_of_its_file_does(found: Optimum, tmp_path: Path) -> None:
    folder = write_optimum(found, tmp_path / "optimum", command="")
    files = sorted((folder / "points").iterdir())
    assert len(files) == len(found.points)
    worlds = simulate(load_scenario(str(files[0])), worlds=768, seed=found.asked.seed).outcomes
    row = found.points.iloc[0]
    assert row["mean_released"] == pytest.approx(worlds["released"][256:].mean(), rel=1e-12)
    assert row["mean_released_search"] == pytest.approx(worlds["released"][:256].mean(), rel=1e-12)


def test_the_first_row_is_the_scenario_as_it_stands(found: Optimum, minimal: Scenario) -> None:
    worlds = simulate(minimal, worlds=768, seed=found.asked.seed).outcomes["relief_value_usd_m"]
    row = found.front.iloc[0]
    assert row["point"] == 0
    assert row["mean_relief_value_usd_m"] == pytest.approx(worlds[256:].mean(), rel=1e-12)
    assert np.isnan(row[found.levers[0].path])


def test_no_candidate_that_was_tried_beats_a_point_in_the_worlds_searched(found: Optimum) -> None:
    losses = found.tried.losses
    for row in found.tried.front:
        beats = (losses <= losses[row]).all(axis=1) & (losses < losses[row]).any(axis=1)
        assert not beats.any()


def test_points_stay_where_none_beats_them_in_fresh_worlds(found: Optimum) -> None:
    points = found.points
    for _, row in points.iterrows():
        beaten = (
            (points["mean_released"] >= row["mean_released"])
            & (points["mean_relief_value_usd_m"] <= row["mean_relief_value_usd_m"])
            & (
                (points["mean_released"] > row["mean_released"])
                | (points["mean_relief_value_usd_m"] < row["mean_relief_value_usd_m"])
            )
        ).any()
        assert row["stays"] != beaten


def test_the_monte_carlo_error_is_that_of_the_mean(found: Optimum) -> None:
    told = found.outcomes[found.outcomes["outcome"] == "released"].set_index("point")
    errors = found.front.set_index("point")["mean_released_error"]
    assert errors.to_numpy() == pytest.approx(told["mean_error"].to_numpy(), rel=0.2, abs=0.01)


def test_the_same_seed_gives_the_same_tables(found: Optimum, minimal: Scenario) -> None:
    again = optimize(minimal, [OPENING, CONCESSION], aims=AIMS, effort=FEW)
    assert again.front.equals(found.front)
    assert again.outcomes.equals(found.outcomes)


def test_the_best_of_the_worlds_searched_look_better_there_than_in_fresh_ones() -> None:
    """Levers that do next to nothing: what the search prefers is luck, and fresh worlds say so."""
    scenario = load_scenario("minimal", overrides=["target.slip=0.3"])
    aims = Aims(["deals"], ["breaches_by_target"])
    effort = Effort(population=12, generations=3, worlds=256, fresh=1024)
    free = ["senders.washington.behaviour.slip=0.29:0.31", "prisoners.arrests_variation=0.4:0.6"]
    gaps = []
    for seed in range(2):
        found = optimize(scenario, free, aims=aims, effort=effort, seed=seed)
        unchanged, points = found.front.iloc[0], found.points
        for column, way in (("mean_deals", 1), ("mean_breaches_by_target", -1)):
            seen = way * (points[f"{column}_search"] - unchanged[f"{column}_search"]).mean()
            gaps.append(seen - way * (points[column] - unchanged[column]).mean())
    assert np.mean(gaps) > 0


def test_regret_is_measured_in_each_future_against_the_best_there(minimal: Scenario) -> None:
    aims = Aims(["net_effect"], ["relief_value_usd_m"], "regret", FUTURES)
    found = optimize(minimal, [OPENING, CONCESSION], aims=aims, effort=FEW)
    assert (found.front["regret_net_effect"] >= 0).all()
    means = found.outcomes[found.outcomes["outcome"] == "net_effect"]
    means = means.pivot(index="point", columns="future", values="mean")
    short = (means.max() - means).max(axis=1)
    assert (found.front.set_index("point")["regret_net_effect"] >= short - 1e-9).all()
    assert "greatest regret of the net effect" in summary(found)


def test_a_low_quantile_of_several_futures_is_the_worst_ones(minimal: Scenario) -> None:
    aims = Aims(["net_effect"], ["relief_value_usd_m"], "q10", FUTURES)
    found = optimize(minimal, [OPENING, CONCESSION], aims=aims, effort=FEW)
    lows = found.outcomes[found.outcomes["outcome"] == "net_effect"].groupby("point")["p10"].min()
    assert found.front.set_index("point")["q10_net_effect"].to_numpy() == pytest.approx(
        lows.to_numpy()
    )


def test_a_front_in_which_two_levers_have_the_known_best_values(minimal: Scenario) -> None:
    """With no slip fewer deals break; a sender that asks a fixed number gets that number."""
    ask = "senders.washington.rungs.contact.ask=2:12"
    aims = Aims(["released"], ["breaches_by_target"])
    effort = Effort(population=10, generations=6, worlds=256, fresh=256)
    found = optimize(minimal, [ask, "target.slip=0,0.1,0.3"], aims=aims, effort=effort)
    best = found.points.iloc[0]
    assert best["target.slip"] == 0
    table = {number: _released(minimal, number) for number in range(2, 13)}
    assert best["senders.washington.rungs.contact.ask"] == max(table, key=lambda n: table[n])


def _released(minimal: Scenario, ask: int) -> float:
    from simulator.scenario import with_overrides

    changes = [f"senders.washington.rungs.contact.ask={ask}", "target.slip=0"]
    return float(simulate(with_overrides(minimal, changes), worlds=512).outcomes["released"].mean())


@pytest.mark.parametrize(
    ("free", "aims", "said"),
    [
        (["target.slipp=0:1"], AIMS, "did you mean target.slip?"),
        (["target.slip=0:7"], AIMS, "--free"),
        (["horizon_weeks=10:20"], AIMS, "is the same in every world"),
    ],
)
def test_levers_that_cannot_be_are_refused(
    minimal: Scenario, free: list[str], aims: Aims, said: str
) -> None:
    with pytest.raises(ScenarioError) as refused:
        prepare(minimal, free, aims=aims)
    assert said in str(refused.value)


def test_a_future_that_sets_a_lever_is_refused(minimal: Scenario) -> None:
    aims = Aims((), (), "regret", {"a": ["target.slip=0"], "b": []})
    with pytest.raises(RequestError, match=r"the future 'a' sets target\.slip=0, which is free"):
        prepare(minimal, ["target.slip=0:0.1"], aims=aims)


def test_an_outcome_that_some_worlds_have_not_is_refused(minimal: Scenario) -> None:
    aims = Aims(["released"], ["price_per_prisoner_usd_m"])
    with pytest.raises(RequestError, match="has no value in some worlds"):
        optimize(minimal, ["target.slip=0:1"], aims=aims, effort=FEW)


def test_without_pymoo_the_line_that_installs_it_is_given(
    minimal: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymoo.algorithms.moo.nsga2", None)
    with pytest.raises(RequestError, match=r"pip install 'sanctions-simulator\[optimize\]'"):
        prepare(minimal, ["target.slip=0:1"])


def test_an_order_of_rungs_can_be_free() -> None:
    order = "senders.washington.order"
    potash, contact = "potash+contact+aviation+banks", "contact+aviation+potash+banks"
    scenario = load_scenario("belarus-2025", overrides=["horizon_weeks=60"])
    effort = Effort(population=4, generations=1, worlds=256, fresh=256)
    found = optimize(scenario, [f"{order}={potash},{contact}"], effort=effort)
    row = found.points.iloc[0]
    fixed = found.scenario_of(1).senders["washington"].order
    assert fixed == tuple(row[order].split("+"))
