"""Cases run freely and scored, and what they share learned on the others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator import load_scenario
from simulator.analysis.foresight import Case, Foresight, foresee, load_case
from simulator.analysis.hindcast import Hindcast, hindcast
from simulator.analysis.leave_one_out import SHARED, design_for, distance, learn, path_in, prior
from simulator.analysis.observations import observed_cases
from simulator.analysis.scoring import MODEL
from simulator.engine.blocks import Plan
from simulator.engine.observe import observe
from simulator.errors import RequestError
from simulator.scenario import Scenario

WORLDS = 256


@pytest.fixture(scope="module")
def cuba() -> Foresight:
    return foresee(load_case("cuba-2014"), worlds=WORLDS, seed=1)


@pytest.fixture(scope="module")
def two() -> Hindcast:
    return hindcast(["belarus-2008", "cases/cuba-2014"], worlds=WORLDS, seed=1)


def at(scenario: Scenario, path: str) -> Any:
    """What a scenario gives at a path."""
    node: Any = scenario
    for key in path.split("."):
        node = node[key] if isinstance(node, Mapping) else getattr(node, key)
    return node


def test_each_observation_is_scored_by_the_model_once(two: Hindcast) -> None:
    ours = two.scores[two.scores["forecast"] == MODEL]
    asked = [each.id for case in two.cases for each in case.scored]
    assert sorted(ours["id"]) == sorted(asked)


def test_what_was_known_at_the_start_is_not_scored(two: Hindcast) -> None:
    assert (two.scores["week"] >= 1).all()
    assert "held-2008-05-31" not in set(two.scores["id"])


def test_a_hindcast_is_the_same_when_it_is_made_again(two: Hindcast) -> None:
    again = hindcast(["belarus-2008", "cases/cuba-2014"], worlds=WORLDS, seed=1)
    pd.testing.assert_frame_equal(again.scores, two.scores)
    pd.testing.assert_frame_equal(again.predictions, two.predictions)


def test_other_cases_do_not_change_a_case_s_scores(two: Hindcast) -> None:
    alone = hindcast(["cuba-2014"], worlds=WORLDS, seed=1)
    beside = two.scores[two.scores["case"] == "cuba-2014"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.scores, beside)


def test_the_worlds_are_those_of_a_run_of_the_case(cuba: Foresight) -> None:
    plan = Plan(load_scenario("cuba-2014"), seed=1)
    last = plan.scenario.horizon_weeks - 1
    seen = observe(plan, variables=["released"], weeks=[last], worlds=WORLDS)
    assert cuba.count("released_by_deal", last).tolist() == seen.at("released", last).tolist()


def test_the_share_of_worlds_with_an_event_is_its_last_prediction(two: Hindcast) -> None:
    rungs = two.scores[
        two.scores["quantity"].str.startswith("rung") & (two.scores["forecast"] == MODEL)
    ]
    for _, row in rungs.iterrows():
        weekly = two.predictions[
            (two.predictions["case"] == row["case"])
            & (two.predictions["quantity"] == row["quantity"])
        ]
        assert weekly["mean"].iloc[-1] == pytest.approx(row["probability"])
        assert weekly["mean"].is_monotonic_increasing


def test_early_releases_are_deals_and_pardons_together() -> None:
    seen = foresee(load_case("myanmar-2011"), worlds=WORLDS, seed=1)
    both = seen.count("released_early", 100)
    assert (
        both.tolist()
        == (seen.count("released_by_deal", 100) + seen.count("gestures", 100)).tolist()
    )


def test_a_snapback_s_week_is_the_first_in_which_relief_was_taken_back() -> None:
    seen = foresee(load_case("belarus-2008"), worlds=WORLDS, seed=1)
    each = next(one for one in seen.case.scored if one.kind == "snapback")
    weeks = seen.event_week(each)
    came = np.isfinite(weeks)
    assert (came == (seen.seen.outcomes["snapbacks"] > 0)).all()
    assert weeks[came].min() > 0


@cache
def all_cases() -> list[Case]:
    return [load_case(name) for name in observed_cases()]


@pytest.mark.parametrize("path", SHARED)
def test_a_shared_parameter_has_one_prior_in_all_cases(path: str) -> None:
    assert len({repr(at(case.scenario, path_in(case, path))) for case in all_cases()}) == 1


def test_all_shared_parameters_are_drawn() -> None:
    drawn = prior(load_case("cuba-2014"), draws=8, seed=1)
    assert set(drawn) == set(SHARED)
    assert all(len(values) == 8 for values in drawn.values())


def test_cases_are_run_on_the_same_draws_with_luck_of_their_own() -> None:
    cases = [load_case("belarus-2008"), load_case("cuba-2014")]
    shared = prior(cases[0], draws=WORLDS, seed=3)
    first, second = (
        foresee(case, worlds=WORLDS, seed=seed, design=design_for(case, shared)).seen.outcomes
        for case, seed in zip(cases, (1, 2), strict=True)
    )
    trust = "behaviour.opening"
    assert (
        first[f"param_senders.west.{trust}"] == second[f"param_senders.washington.{trust}"]
    ).all()
    held = "param_prisoners.recognition_lag_weeks"
    assert (first[held] != second[held]).any()


def test_a_world_nearer_in_every_observation_has_the_lesser_distance(cuba: Foresight) -> None:
    found = distance(cuba)
    apart = np.array([np.abs(np.subtract(*cuba.comparable(each))) for each in cuba.case.scored])
    nearest = int(np.argmin(found))
    assert found.mean() == pytest.approx(0.5)
    beaten = (apart >= apart[:, [nearest]]).all(axis=0) & (apart > apart[:, [nearest]]).any(axis=0)
    assert beaten.any()
    assert (found[beaten] > found[nearest]).all()


def test_what_is_kept_does_not_depend_on_the_case_left_out() -> None:
    cases = [load_case("belarus-2015"), load_case("cuba-2014")]
    lessons = learn(cases, draws=WORLDS, seed=1)
    changed = lessons.distances.assign(**{"cuba-2014": 0.5})
    kept = lessons.posterior("cuba-2014", keep=20)
    again = type(lessons)(lessons.draws, changed).posterior("cuba-2014", keep=20)
    assert all((kept[path] == again[path]).all() for path in SHARED)


def test_draws_kept_come_nearer_to_the_case_they_were_taught_by() -> None:
    belarus, cuba = load_case("belarus-2015"), load_case("cuba-2014")
    kept = learn([belarus, cuba], draws=512, seed=1).posterior("belarus-2015", keep=64)
    taught = foresee(cuba, worlds=512, seed=9, design=design_for(cuba, kept))
    untaught = foresee(cuba, worlds=512, seed=9)
    for each in cuba.scored:
        errors = [np.abs(np.subtract(*seen.comparable(each))) for seen in (taught, untaught)]
        assert errors[0].mean() < errors[1].mean(), each.id


def test_what_is_learned_is_told_for_each_number_and_option() -> None:
    cases = [load_case("belarus-2015"), load_case("cuba-2014")]
    lessons = learn(cases, draws=WORLDS, seed=1)
    told = lessons.learned("cuba-2014", keep=20).set_index("parameter")
    kept = lessons.posterior("cuba-2014", keep=20)
    opening = path_in(cases[0], "target.opening")
    assert told.loc[opening, "taught"] == pytest.approx(kept[opening].mean())
    options = told[told.index.str.startswith("target.concession=")]
    assert options[["prior", "taught"]].sum().tolist() == pytest.approx([1, 1])


def test_one_case_alone_has_none_to_learn_from() -> None:
    with pytest.raises(RequestError, match="name at least two"):
        learn([load_case("cuba-2014")], draws=8, seed=1)


@pytest.mark.parametrize("name", ["cuba-2015", "cases/", "../cuba-2014", "elsewhere/cuba-2014"])
def test_an_unknown_case_is_refused(name: str) -> None:
    with pytest.raises(RequestError, match="there is no such case"):
        load_case(name)
