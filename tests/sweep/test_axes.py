"""What varies: how it is asked for, and what is refused before anything runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import load_scenario, sweep
from simulator.analysis.varied.axis import Axis
from simulator.analysis.varied.points import LATIN, SOBOL, points_of
from simulator.errors import SimulatorError

X = Axis("x", (2.0, 6.0), is_range=True)
WORDS = Axis("words", ("a", "b", "c"))


@given(st.integers(2, 200), st.integers(0, 99))
def test_a_latin_hypercube_has_one_point_in_each_slice(points: int, seed: int) -> None:
    found = points_of([X], LATIN, points=points, seed=seed)["x"]
    slices = np.floor((found - 2) / 4 * points * (1 + 1e-12)).astype(int)
    assert sorted(slices.tolist()) == list(range(points))


def test_a_sobol_design_spreads_evenly_over_both_halves_and_all_words() -> None:
    found = points_of([X, WORDS], SOBOL, points=64, seed=1)
    assert (found["x"] < 4).sum() == 32
    assert set(found["words"].tolist()) == {"a", "b", "c"}


def test_a_range_of_whole_numbers_gives_whole_numbers_each_as_often() -> None:
    axis = Axis("x", (1.0, 3.0), is_range=True, is_whole=True)
    values = axis.at((np.arange(300) + 0.5) / 300)
    assert np.unique(values, return_counts=True)[1].tolist() == [100, 100, 100]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("prisoners.restok=0:1:3", "did you mean prisoners.restock?"),
        ("senders.washingtn.behaviour.opening=0:1:3", "did you mean senders.washington.behaviour"),
        ("target.slip=0:2:3", "is 2; expected a number between 0 and 1"),
        ("target.concession=linear,boulwar", 'did you mean "boulware"?'),
        ("horizon_weeks=10:20:3", "is the same in every world of a run"),
        ("target.slip=0:1", "does not say how many steps"),
        ("target.slip=1:0:3", "has no room between 1 and 0"),
        ("target.slip=0:1:1", "needs 2 steps or more"),
        ("target.slip=0:1:1000000000", "needs 10,000 steps or fewer"),
        ("target.slip=0:1:²", "needs 2 steps or more"),
        ("target.slip=0,0", "needs values that differ"),
        ("target.slip", "cannot be understood"),
    ],
)
def test_what_cannot_be_varied_is_refused_with_what_to_do(asked: str, said: str) -> None:
    with pytest.raises(SimulatorError) as refused:
        sweep(load_scenario("minimal"), [asked])
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"design": LATIN}, "needs a number of points"),
        ({"design": SOBOL, "points": 48}, "needs a power of 2"),
        ({"points": 8}, "as many points as its values make"),
        ({"design": "star", "points": 8}, "there is no design star"),
    ],
)
def test_a_design_that_cannot_be_made_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(SimulatorError, match=said):
        sweep(load_scenario("minimal"), ["target.slip=0,1"], **asked)
