"""Distributions: inverse distribution functions that keep to their support, bit by bit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scenario.distributions import (
    Beta,
    Distribution,
    LogNormal,
    Normal,
    NumberChoice,
    Triangular,
    Uniform,
    WordChoice,
    is_drawn,
)

_ends = st.floats(-1e6, 1e6)
_sizes = st.floats(1e-3, 1e3)
_cuts = st.sampled_from([None, -1.0, 0.0, 0.5])


def _sorted(draw: st.DrawFn, count: int) -> list[float]:
    return sorted(draw(st.lists(_ends, min_size=count, max_size=count)))


@st.composite
def distributions(draw: st.DrawFn) -> Distribution:
    """Any distribution that a scenario can hold."""
    kind = draw(st.sampled_from(["uniform", "triangular", "normal", "lognormal", "beta"]))
    if kind == "uniform":
        return Uniform(*_sorted(draw, 2))
    if kind == "triangular":
        return Triangular(*_sorted(draw, 3))
    if kind == "normal":
        sd = draw(_sizes)
        cut = draw(_cuts)
        return Normal(draw(st.floats(-1, 1)), sd, None if cut is None else -sd, sd)
    if kind == "lognormal":
        median = draw(_sizes)
        return LogNormal(
            median, draw(st.floats(0.01, 2)), draw(st.sampled_from([None, median / 2]))
        )
    return Beta(draw(st.floats(0.05, 50)), draw(st.floats(0.05, 50)), -1.0, 3.0)


_shares = st.lists(st.floats(0, 1), min_size=1, max_size=20)


@given(distributions(), _shares)
def test_a_quantile_never_falls_as_the_probability_rises(d: Distribution, u: list[float]) -> None:
    values = d.quantile(np.array(sorted(u)))
    slack = 1e-9 * np.abs(values[1:])
    assert (np.diff(values) >= -slack).all()


@given(distributions(), _shares)
def test_every_draw_lies_in_the_support_and_is_finite(d: Distribution, u: list[float]) -> None:
    low, high = d.support()
    values = d.quantile(np.array(u))
    assert np.isfinite(values).all()
    assert ((values >= low) & (values <= high)).all()


@given(distributions(), _shares)
def test_an_element_has_the_same_bits_alone_and_in_an_array(
    d: Distribution, u: list[float]
) -> None:
    together = d.quantile(np.array(u))
    alone = [d.quantile(np.array([one]))[0] for one in u]
    assert together.tobytes() == np.array(alone).tobytes()


@given(distributions())
def test_the_central_value_is_the_median(d: Distribution) -> None:
    assert d.central() == pytest.approx(float(d.quantile(np.array([0.5]))[0]))


@given(distributions())
def test_the_reach_is_finite_and_within_the_support(d: Distribution) -> None:
    low, high = d.reach()
    assert d.support()[0] <= low <= high <= d.support()[1]
    assert math.isfinite(low + high)


def test_zero_and_one_give_finite_draws_even_without_a_bound() -> None:
    assert np.isfinite(Normal(0.0, 1.0).quantile(np.array([0.0, 1.0]))).all()


@pytest.mark.parametrize(
    ("distribution", "u", "value"),
    [
        (Uniform(2.0, 4.0), 0.25, 2.5),
        (Triangular(0.0, 1.0, 2.0), 0.125, 0.5),
        (Triangular(0.0, 1.0, 2.0), 0.875, 1.5),
        (Triangular(3.0, 3.0, 3.0), 0.3, 3.0),
        (Normal(10.0, 2.0), 0.8413447460685429, 12.0),
        (Normal(0.0, 1.0, min=0.0), 0.5, 0.6744897501960817),
        (LogNormal(100.0, 0.5), 0.8413447460685429, 100 * math.exp(0.5)),
        (LogNormal(100.0, 0.5, max=100.0), 0.9999999999, 100.0),
        (Beta(1.0, 1.0), 0.3, 0.3),
        (Beta(1.0, 1.0, 10.0, 20.0), 0.3, 13.0),
    ],
)
def test_known_quantiles(distribution: Distribution, u: float, value: float) -> None:
    assert distribution.quantile(np.array([u]))[0] == pytest.approx(value, rel=1e-6)


def test_a_choice_goes_along_the_weights_as_listed() -> None:
    choice = NumberChoice((8.0, 4.0), (0.25, 0.75))
    assert choice.quantile(np.array([0.2499, 0.25, 1.0])).tolist() == [8.0, 4.0, 4.0]


def test_an_option_without_weight_is_never_picked() -> None:
    choice = NumberChoice((1.0, 2.0, 3.0), (0.5, 0.5, 0.0))
    assert choice.quantile(np.array([0.0, 0.5, 1.0])).tolist() == [1.0, 2.0, 2.0]
    assert choice.support() == (1.0, 2.0)


def test_the_central_value_of_a_choice_is_its_weighted_median() -> None:
    assert NumberChoice((9.0, 1.0, 5.0), (0.3, 0.3, 0.4)).central() == 5.0


def test_words_are_picked_by_position() -> None:
    choice = WordChoice(("a", "b"), ("a", "b"), (0.5, 0.5))
    assert choice.pick(np.array([0.1, 0.9])).tolist() == [0, 1]


def test_a_plain_number_is_not_drawn() -> None:
    assert not is_drawn(3.0)
    assert is_drawn(WordChoice(("a",), ("a",), (1.0,)))
