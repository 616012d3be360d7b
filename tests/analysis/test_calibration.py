"""What is learned from observations, checked on worlds whose numbers are known."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import pytest

from simulator import Scenario, load_scenario
from simulator.analysis.bank import cut, fill_bank
from simulator.analysis.calibration import Calibration, calibrate, with_posterior
from simulator.analysis.coverage import Check, check
from simulator.analysis.foresight import Case, foresee, load_case
from simulator.analysis.predictive import predictive, surprises
from simulator.engine.blocks import run_worlds
from simulator.errors import RequestError
from simulator.report import calibration_told
from simulator.report.calibration_page import document
from simulator.report.calibration_told import Told
from simulator.scenario.checks.posterior import unfit_draws
from tests.report.pseudo import left_in_report, words_in

WORLDS = 4000
LEARNED = ["prisoners.arrests_per_week", "senders.washington.instruments.contact.cost"]


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("belarus-2025")


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case("belarus-2025")


@pytest.fixture(scope="module")
def done(scenario: Scenario, case: Case) -> Calibration:
    return calibrate(scenario, case.observations, worlds=WORLDS, seed=5)


@pytest.fixture(scope="module")
def made_up(done: Calibration) -> Check:
    return check(done.bank, done.parameters, truths=150)


def test_ranks_of_the_truth_are_even_on_made_up_histories(made_up: Check) -> None:
    table = made_up.table
    assert table["p"].min() > 0.01 / len(table)
    assert (table["p"] < 0.05).mean() < 0.15


def test_bands_hold_what_they_say_on_made_up_histories(made_up: Check) -> None:
    table = made_up.table.set_index("path")
    inside = table[["within50", "within80", "within95"]]
    assert np.allclose(inside.mean(), [0.5, 0.8, 0.95], atol=0.02)
    assert np.allclose(inside.loc[LEARNED].mean(), [0.5, 0.8, 0.95], atol=0.08)


def test_posteriors_are_narrower_than_priors_where_there_is_something_to_learn(
    made_up: Check,
) -> None:
    spread = made_up.table.set_index("path")["spread"]
    assert (spread[LEARNED] < 0.75).all()
    assert spread.max() < 1.02


def test_regression_learns_more_than_rejection_alone(done: Calibration) -> None:
    weights = done.kept.weights
    for one, before, after in zip(done.parameters, done.before, done.after, strict=True):
        if one.path in LEARNED:
            raw, moved = (np.sqrt(np.cov(z[:, 0], aweights=weights)) for z in (before, after))
            assert moved < 0.85 * raw, one.path


def test_a_scenario_can_name_what_was_learned(done: Calibration, scenario: Scenario) -> None:
    posterior = done.posterior
    assert not list(unfit_draws(scenario, posterior))
    again = with_posterior(scenario, posterior)
    column = f"param_{LEARNED[0]}"
    now, before = (
        run_worlds(cut(one, 0), worlds=4000, seed=9).outcomes[column] for one in (again, scenario)
    )
    learned = done.learned.set_index("path").loc[LEARNED[0]]
    assert now.median() == pytest.approx(learned["posterior_p50"], rel=0.05)
    assert now.std() < 0.75 * before.std()


def test_the_posterior_lets_the_model_come_nearer_to_history(
    done: Calibration, scenario: Scenario, case: Case
) -> None:
    def off(one: Scenario) -> float:
        bank = foresee(Case("", cut(one, case.until), case.observations), worlds=2000, seed=8)
        held = [each for each in case.scored if each.quantity == "held"]
        return float(np.mean([np.abs(bank.of(each) - each.value).mean() for each in held]))

    assert off(with_posterior(scenario, done.posterior)) < 0.9 * off(scenario)


def test_the_same_arguments_give_the_same_posterior(scenario: Scenario, case: Case) -> None:
    small = [
        calibrate(scenario, case.observations, worlds=1000, seed=5).posterior_csv for _ in range(2)
    ]
    assert small[0] == small[1]


def test_processes_give_the_same_posterior(scenario: Scenario, case: Case) -> None:
    with ThreadPoolExecutor(2) as executor:
        shared = calibrate(scenario, case.observations, worlds=1000, seed=5, executor=executor)
    alone = calibrate(scenario, case.observations, worlds=1000, seed=5)
    assert shared.posterior_csv == alone.posterior_csv


def test_only_the_parameters_asked_for_are_learned(scenario: Scenario, case: Case) -> None:
    paths = ["target.slip", "target.concession"]
    done = calibrate(scenario, case.observations, worlds=1000, seed=5, free=paths)
    assert done.posterior.paths == tuple(paths)
    assert set(done.posterior.words("target.concession")) <= {"linear", "boulware", "conceder"}


def test_what_was_not_learned_is_left_to_the_prior(done: Calibration) -> None:
    assert "commodity.realisation" not in done.columns
    assert set(LEARNED) <= set(done.columns)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"worlds": 10}, "at least 1,000 worlds"),
        ({"worlds": 1000, "free": ["target.slpi"]}, 'did you mean "target.slip"'),
    ],
)
def test_what_cannot_be_asked_is_refused(
    scenario: Scenario, case: Case, change: dict[str, Any], told: str
) -> None:
    with pytest.raises(RequestError, match=told):
        calibrate(scenario, case.observations, **change)


def test_a_scenario_that_is_calibrated_already_is_refused(
    done: Calibration, scenario: Scenario, case: Case
) -> None:
    with pytest.raises(RequestError, match="calibrated already"):
        calibrate(with_posterior(scenario, done.posterior), case.observations, worlds=1000)


def test_a_scenario_that_ends_before_the_last_observation_is_refused(case: Case) -> None:
    short = load_scenario("belarus-2025", overrides=["horizon_weeks=20"])
    with pytest.raises(RequestError, match="ends after 20 weeks"):
        fill_bank(Case("short", short, case.observations), worlds=1000, seed=1)


def test_every_word_of_its_page_and_figures_is_open_to_translation(
    done: Calibration, made_up: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, foreseen in (("predictive", predictive), ("surprises", surprises)):
        monkeypatch.setattr(calibration_told, name, partial(foreseen, worlds=64))
    told = Told(done, {"near history": made_up})
    names = ["belarus-2025", done.bank.scenario.title, list(done.learned["path"])]
    senders = done.bank.scenario.senders.values()
    rungs = [rung.label for sender in senders for rung in sender.rungs.values()]
    page = partial(document, told, command="")
    assert left_in_report(page, told.pictures, words_in(names, rungs)) == []
