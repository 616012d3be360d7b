"""Forecasts from a day on: what was known then, what the model and a simple forecast make of it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from simulator.analysis.backtest import backtests, models_weight, quarters_between, spread_by
from simulator.analysis.bank import Bank
from simulator.analysis.forecast import Forecast, check_futures, forecast
from simulator.analysis.foresight import Case, load_case
from simulator.analysis.futures import blended
from simulator.analysis.models_futures import bank_for, models_futures
from simulator.analysis.observations import read_observations
from simulator.analysis.outlook import Outlook, known_by
from simulator.analysis.simple import Luck, Spread, Waves, drifted, rungs_to_come, waves_to_come
from simulator.analysis.simple_futures import simple_futures
from simulator.errors import RequestError
from simulator.report.figures.forecast import label_of
from simulator.report.forecast import pictures
from simulator.report.forecast_page import document
from simulator.scenario import load_scenario
from tests.report.pseudo import left_in_report, words_in

TODAY = dt.date(2025, 9, 30)
DAYS = (dt.date(2025, 12, 31), dt.date(2026, 12, 31))
WORLDS = 6000


@pytest.fixture(scope="module")
def tested() -> Case:
    return load_case("belarus-2025")


@pytest.fixture(scope="module")
def case() -> Case:
    scenario = load_scenario("belarus-2025")
    return Case("belarus-2025", scenario, read_observations("belarus-2025", start=scenario.start))


@pytest.fixture(scope="module")
def outlook(case: Case) -> Outlook:
    return Outlook(known_by(case, TODAY), TODAY, DAYS)


@pytest.fixture(scope="module")
def bank(outlook: Outlook) -> Bank:
    return bank_for(outlook, worlds=WORLDS, seed=2)


@pytest.fixture(scope="module")
def done(case: Case, tested: Case) -> Forecast:
    return forecast(
        case, days=DAYS, today=TODAY, tested=tested, others=[tested], worlds=1500, seed=2
    )


def test_what_came_later_is_not_known_on_a_day(case: Case) -> None:
    known = known_by(case, dt.date(2025, 6, 30))
    counts = [each for each in known.observations if not each.is_event]
    assert max(each.date for each in counts) == dt.date(2025, 6, 21)
    state = {each.subject: each.value for each in known.observations if each.kind == "rung"}
    assert state["washington/contact"] == 1
    assert state["washington/aviation"] == 0
    assert known.until == (dt.date(2025, 6, 30) - case.scenario.start).days // 7


def test_the_models_futures_begin_where_history_stood(outlook: Outlook, bank: Bank) -> None:
    assert outlook.open_rungs[:2] == ("washington/potash", "washington/banks")
    futures = models_futures(outlook, bank, Spread(2.0, 9))
    assert futures.weights.sum() == pytest.approx(1)
    for weeks in futures.weeks.values():
        assert (weeks > outlook.now).all()
    released = futures.counts["released_by_deal"]
    assert released.min() == 70
    assert (np.diff(released, axis=1) >= 0).all()


def test_kept_worlds_have_taken_the_same_steps(outlook: Outlook, bank: Bank) -> None:
    state = bank.values[bank.in_state(bank.observed)]
    late = {f.name: f.late for f in bank.features if f.late is not None}
    for place, feature in enumerate(bank.features):
        if feature.late is not None:
            came = state[:, place] < late[feature.name]
            assert came.all() if feature.observed < feature.late else not came.any()


def test_bands_hold_what_they_say_on_made_up_histories(outlook: Outlook, bank: Bank) -> None:
    table = check_futures(outlook, bank, truths=150)
    counts = table.dropna(subset=["within50"])
    inside = counts.groupby("quantity")[["within50", "within80", "within95"]].mean()
    assert np.allclose(inside, [0.5, 0.8, 0.95], atol=0.1)
    rungs = table.dropna(subset=["foretold"])
    assert np.allclose(rungs["foretold"], rungs["came"], atol=0.12)


def test_waves_come_at_the_rate_and_of_the_size_seen() -> None:
    luck = Luck(1, 40_000)
    waves = Waves((10.0,) * 400, 1000)
    come = waves_to_come(waves, Spread(1e-9, 50), weeks=[10, 50], luck=luck)
    assert come.mean(axis=0) == pytest.approx([40, 200], rel=0.02)
    assert np.var(come[:, 0]) == pytest.approx(400, rel=0.05)  # compound Poisson: n · size²


def test_a_rung_comes_by_a_week_as_the_gamma_rate_says() -> None:
    luck = Luck(1, 40_000)
    weeks = rungs_to_come(2, 36, rungs=["s/a", "s/b"], luck=luck)
    first = 1 - (36 / (36 + 26)) ** 2.5
    assert (weeks["s/a"] <= 26).mean() == pytest.approx(first, abs=0.01)
    both = first - 2.5 * (26 / 62) * (36 / 62) ** 2.5
    assert (weeks["s/b"] <= 26).mean() == pytest.approx(both, abs=0.01)


def test_a_count_drifts_on_at_its_pace() -> None:
    luck = Luck(1, 40_000)
    ahead = drifted([-20, -10, 0], [1200, 1150, 1100], weeks=[4, 20], luck=luck, name="held")
    assert ahead.mean(axis=0) == pytest.approx([1080, 1000], abs=1)
    assert ahead[:, 1].std() > 2 * ahead[:, 0].std()


def test_nobody_is_released_twice(outlook: Outlook, tested: Case) -> None:
    spread = spread_by(outlook.case, [tested], until=outlook.now)
    futures = simple_futures(outlook, spread, paths=5000, seed=1)
    assert futures.counts["released_by_deal"].max() <= 70 + outlook.most


def test_the_mixture_is_as_likely_as_its_parts_say(done: Forecast) -> None:
    rows = done.table[done.table["quantity"] == "rung:washington/potash"]
    chance = rows.pivot_table(index="date", columns="forecast", values="probability")
    mixed = done.weight * chance["model"] + (1 - done.weight) * chance["simple"]
    assert np.allclose(chance["mixed"], mixed)
    assert 0 < done.weight < 1


def test_half_of_the_evidence_halves_the_odds(tested: Case) -> None:
    tests = backtests(tested, [tested], until=TODAY, worlds=2000, seed=1)
    assert [(one.today.month, one.day.month) for one in tests] == [(3, 6), (6, 9)]
    assert tests[-1].reached == ("washington/aviation",)
    assert [one.released for one in tests] == [18, 70]
    whole, half = models_weight(tests), models_weight(tests, power=0.5)
    assert math.log(whole / (1 - whole)) == pytest.approx(2 * math.log(half / (1 - half)))


def test_a_blend_keeps_the_weights_of_its_parts(outlook: Outlook, bank: Bank) -> None:
    spread = Spread(2.0, 9)
    model = models_futures(outlook, bank, spread)
    both = blended(model, simple_futures(outlook, spread, paths=500, seed=1), weight=0.7)
    assert both.weights[: len(model.weights)].sum() == pytest.approx(0.7)
    assert both.weights.sum() == pytest.approx(1)


def test_the_same_arguments_give_the_same_forecast(
    done: Forecast, case: Case, tested: Case
) -> None:
    again = forecast(
        case, days=DAYS, today=TODAY, tested=tested, others=[tested], worlds=1500, seed=2
    )
    assert again.table.to_csv() == done.table.to_csv()


def test_quarters_end_after_the_first_day_and_until_the_last() -> None:
    days = quarters_between(TODAY, dt.date(2026, 6, 30))
    assert [day.isoformat() for day in days] == ["2025-12-31", "2026-03-31", "2026-06-30"]


def test_a_scenario_that_ends_too_early_is_refused(tested: Case) -> None:
    short = Outlook(known_by(tested, TODAY), TODAY, DAYS)
    with pytest.raises(RequestError, match="ends after 36 weeks, before 2026-12-31"):
        bank_for(short, worlds=1000, seed=1)


def test_every_word_of_its_page_and_figures_is_open_to_translation(
    done: Forecast, outlook: Outlook, bank: Bank
) -> None:
    checked = replace(done, check=check_futures(outlook, bank, truths=20))
    scenario = done.outlook.case.scenario
    came = [rung for reached in done.tests["reached"] for rung in reached.split()]
    rungs = [label_of(done, rung) for rung in (*done.outlook.open_rungs, *came)]
    own = words_in([scenario.name, scenario.title, rungs])
    page = partial(document, checked, command="")
    assert left_in_report(page, partial(pictures, checked), own) == []
