"""Indices of functions whose answers are known on paper, through the code the simulator uses."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from simulator.analysis.sensitivity.given import bins_of, first_order
from simulator.analysis.sensitivity.screening import screen
from simulator.analysis.sensitivity.sobol import OTHERS, indices
from simulator.analysis.sensitivity.variance import Share, parts
from simulator.errors import RequestError
from tests.analysis.functions import ISHIGAMI, SOBOL_G, Floats, Known, lucky, model

each_function = pytest.mark.parametrize("known", [ISHIGAMI, SOBOL_G], ids=lambda known: known.name)


@each_function
def test_sobol_indices_are_those_on_paper(known: Known) -> None:
    (found,) = indices(model(known.function), known.factors, points=2048)
    for index in found:
        assert index.first.value == pytest.approx(known.first[index.name], abs=0.03)
        assert index.total.value == pytest.approx(known.total[index.name], abs=0.03)


@each_function
def test_shares_from_given_worlds_are_the_first_indices_on_paper(known: Known) -> None:
    points = np.random.default_rng(1).random((30_000, len(known.factors)))
    outcome = known.function(points)
    for place, name in enumerate(known.factors):
        found = first_order(points[:, place], outcome)
        assert found.value == pytest.approx(known.first[name], abs=0.015)
        assert found.is_told_from_zero == (known.first[name] > 1e-3)


def test_factors_that_do_not_stand_alone_are_one_group() -> None:
    (found,) = indices(model(ISHIGAMI.function), ISHIGAMI.factors, alone=["x2"], points=2048)
    total = {index.name: index.total.value for index in found}
    assert list(total) == [OTHERS, "x2"]
    assert total[OTHERS] == pytest.approx(1 - ISHIGAMI.first["x2"], abs=0.03)


@each_function
def test_screening_ranks_factors_as_their_total_indices_do(known: Known) -> None:
    effects = screen(model(known.function), known.factors, count=200).effects[0]
    strong = {name for name, total in known.total.items() if total > 0.05}
    ranked = sorted(effects, key=lambda effect: -effect.mu_star)
    assert {effect.name for effect in ranked[: len(strong)]} == strong
    idle = [effect for effect in effects if known.total[effect.name] == 0]
    assert all(not effect.is_told_from_zero for effect in idle)


def test_screening_says_what_luck_alone_would_give() -> None:
    def idle_and_busy(points: Floats) -> Floats:  # the second factor only stirs the luck
        return lucky(points[:, :1], both=2.0)

    busy, idle = screen(idle_and_busy, ("busy", "idle"), count=8).effects[0]
    assert busy.is_told_from_zero
    assert idle.mu_star == pytest.approx(idle.noise, rel=0.6)
    assert idle.noise == pytest.approx(np.sqrt(2 / np.pi) * 2 * np.sqrt(2) / 16, rel=0.1)


def test_idle_factors_are_seldom_taken_for_busy_ones() -> None:
    def only_luck(points: Floats) -> Floats:
        return lucky(0 * points[:, :1])

    names = [f"factor {place}" for place in range(200)]
    told = [e.is_told_from_zero for e in screen(only_luck, names, count=6).effects[0]]
    assert np.mean(told) == pytest.approx(0.05, abs=3 * np.sqrt(0.05 * 0.95 / 200))


def test_luck_is_told_from_numbers_and_from_what_both_make() -> None:
    points = np.random.default_rng(2).random((400, 1))
    found = parts(lucky(points, luck=0.5, both=1.0)[:, :, 0])
    truth = {"numbers": 0.75 / 2, "luck": 0.25 / 2, "both": 1 / 2}
    for name, share in found.shares.items():
        assert share.low <= truth[name] <= share.high
        assert share.value == pytest.approx(truth[name], abs=0.05)


@pytest.mark.slow
def test_intervals_of_the_parts_hold_the_truth_as_often_as_they_say() -> None:
    held = []
    for seed in range(150):
        points = np.random.default_rng(seed).random((128, 1))
        found = parts(lucky(points, luck=1.0, both=2.0, seed=1000 + seed)[:, :, 0])
        truth = {"numbers": 0.75 / 5.75, "luck": 1 / 5.75, "both": 4 / 5.75}
        held.append(
            [share.low <= truth[name] <= share.high for name, share in found.shares.items()]
        )
    assert np.mean(held) == pytest.approx(0.95, abs=0.04)


@pytest.mark.slow
def test_intervals_of_given_shares_hold_the_truth_as_often_as_they_say() -> None:
    rng, truth, held = np.random.default_rng(3), 0.75 / 3.75, []
    for _ in range(400):
        x = rng.random(2000)
        share = first_order(x, 3 * x + np.sqrt(3) * rng.standard_normal(2000))
        held.append(share.low <= truth * (1 - 1 / 13**2) <= share.high)  # 13 bins lose 1/169
    assert np.mean(held) == pytest.approx(0.95, abs=0.035)


def test_a_factor_that_does_nothing_is_seldom_told_from_zero_even_with_heavy_tails() -> None:
    rng = np.random.default_rng(4)
    told = [
        first_order(rng.random(1000), np.exp(1.5 * rng.standard_normal(1000))).is_told_from_zero
        for _ in range(300)
    ]
    assert np.mean(told) <= 0.05


def test_no_share_is_printed_below_zero() -> None:
    x = np.random.default_rng(5).random((2, 2000))
    idle = first_order(x[0], x[1])
    assert str(idle).startswith("cannot be told from zero (at most ")
    assert "-" not in str(Share(-0.004, -0.01, 0.003))


def test_words_have_a_bin_each_and_shares_of_words_are_found() -> None:
    words = np.array(["linear", "boulware"], dtype=object)[[0, 1, 1, 0] * 250]
    assert set(bins_of(words).tolist()) == {0, 1}
    outcome = (words == "linear") + np.tile([0.0, 1.0], 500)
    assert first_order(words, outcome.astype(float)).value == pytest.approx(0.5, abs=0.01)


def test_an_outcome_that_never_varies_has_no_shares() -> None:
    assert first_order(np.arange(500.0), np.ones(500)) == Share(0.0, 0.0, 0.0)


def test_without_salib_the_line_that_installs_it_is_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "SALib", None)
    monkeypatch.setitem(sys.modules, "SALib.sample.sobol", None)
    with pytest.raises(RequestError, match=r"pip install 'sanctions-simulator\[sensitivity\]'"):
        indices(model(ISHIGAMI.function), ISHIGAMI.factors)
