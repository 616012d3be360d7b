"""Simple forecasts: what they say in closed form, and that they know nothing of what came."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from simulator.analysis import baselines
from simulator.analysis.baselines import Past
from simulator.analysis.observations import read_observations

START = dt.date(2025, 1, 26)
SEEN = read_observations("belarus-2025", start=START)
LUCK = baselines.luck_of("a case", "gestures", worlds=20_000, seed=1)
FLOW = Past((-40, -20, -4, 0), (-80.0, -40.0, -10.0, 0.0))


def test_the_past_ends_at_the_start() -> None:
    past = baselines.past_of(SEEN, "gestures")
    assert past is not None
    assert (past.weeks[-1], past.values[-1]) == (0, 0.0)
    assert past.change == 240


def test_the_past_of_the_count_held_ends_with_the_last_count() -> None:
    past = baselines.past_of(SEEN, "held")
    assert past is not None
    assert past.values[-1] == 1244


def test_a_rung_has_the_past_of_the_bargains() -> None:
    past = baselines.past_of(SEEN, "rung:washington/potash")
    assert past is not None
    assert [size for _, size in past.waves()] == [3, 6]


def test_what_came_later_changes_no_baseline() -> None:
    later = tuple(replace(each, value=9e5) if each.scored else each for each in SEEN)
    for quantity in ("held", "gestures", "arrested", "released_by_deal"):
        assert baselines.past_of(SEEN, quantity) == baselines.past_of(later, quantity)


def test_a_constant_rate_has_the_mean_and_variance_of_a_gamma_and_poisson() -> None:
    found = baselines.constant_rate("gestures", FLOW, week=30, luck=LUCK)
    assert found is not None
    mean = 80.5 / 40 * 30
    assert found.mean() == pytest.approx(mean, rel=0.01)
    assert found.var() == pytest.approx(mean + mean**2 / 80.5, rel=0.05)


def test_an_event_at_a_constant_rate_is_never_seen_with_the_closed_form_s_chance() -> None:
    found = baselines.constant_rate("rung:a/b", Past((-100, 0), (0.0, 0.0)), week=0, luck=LUCK)
    assert found is not None
    never = (1 + 50 / 100) ** -0.5  # a gamma mixture of exponentials
    assert np.mean(found >= 50) == pytest.approx(never, abs=0.01)


def test_the_last_wave_repeats_at_its_gap() -> None:
    found = baselines.last_wave_repeats("gestures", FLOW, week=40, luck=LUCK)
    assert found is not None
    assert found.mean() == pytest.approx(10 * 40 / 4, rel=0.02)
    assert found.var() == pytest.approx(10 * (10 + 1) * 10, rel=0.05)


def test_the_count_held_drifts_as_it_did() -> None:
    past = Past((-30, -20, -10, 0), (130.0, 120.0, 112.0, 100.0))
    found = baselines.constant_rate("held", past, week=10, luck=LUCK)
    assert found is not None
    assert np.median(found) == 90


def test_nothing_happens_in_the_first_baseline() -> None:
    past = baselines.past_of(SEEN, "held")
    held = baselines.nothing_happens("held", past, week=30, luck=LUCK)
    never = baselines.nothing_happens("rung:washington/contact", None, week=30, luck=LUCK)
    assert held is not None
    assert set(held) == {1244.0}
    assert never is not None
    assert np.isinf(never).all()


@pytest.mark.parametrize("name", ["constant rate", "last wave repeats"])
def test_without_a_past_there_is_no_forecast(name: str) -> None:
    assert baselines.BASELINES[name]("gestures", None, week=9, luck=LUCK) is None
