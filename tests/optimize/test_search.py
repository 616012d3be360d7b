"""The search alone, on problems whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.optimize.convergence import convergence
from simulator.analysis.optimize.goals import Floats, is_on_front
from simulator.analysis.optimize.search import Points, Problem, Tried, pymoo, search
from simulator.analysis.varied.axis import Axis

UNIT = tuple(Axis(f"x{place:02}", (0.0, 1.0), is_range=True) for place in range(30))
WORDS = Axis("word", ("plain", "best", "worst"))
LISTED = Axis("listed", (10.0, 20.0, 40.0))
WHOLE = Axis("whole", (0.0, 9.0), is_range=True, is_whole=True)


def itself(figures: Floats) -> Floats:
    return figures


def zdt1(points: Points) -> Floats:
    """Zitzler, Deb & Thiele 2000: on the front all numbers but the first are 0."""
    x = np.column_stack([points[axis.path] for axis in UNIT])
    rest = 1 + 9 * x[:, 1:].mean(axis=1)
    return np.column_stack([x[:, 0], rest * (1 - np.sqrt(x[:, 0] / rest))])


@pytest.fixture(scope="module")
def found() -> Tried:
    return search(Problem(UNIT, zdt1, itself), population=40, generations=200, seed=1)


def test_it_comes_to_the_known_front_of_zdt1(found: Tried) -> None:
    losses = found.losses[found.front]
    assert np.abs(losses[:, 1] - (1 - np.sqrt(losses[:, 0]))).max() < 0.05
    assert losses[:, 0].min() < 0.02
    assert losses[:, 0].max() > 0.98
    assert len(losses) > 30


def test_it_does_as_well_as_the_library_alone(found: Tried) -> None:
    volume = pymoo("indicators.hv").HV(ref_point=np.array([1.1, 1.1]))
    plain = pymoo("algorithms.moo.nsga2").NSGA2(pop_size=40)
    problem = pymoo("problems").get_problem("zdt1")
    alone = pymoo("optimize").minimize(problem, plain, ("n_gen", 200), seed=1)
    assert volume(found.losses[found.front]) > volume(alone.F) - 0.01


def test_the_hypervolume_never_falls(found: Tried) -> None:
    table = convergence(found)
    assert table["hypervolume"].is_monotonic_increasing
    assert table["hypervolume"].iloc[-1] == 1
    assert table["tried"].iloc[-1] == 40 * 200


def test_the_same_seed_tries_the_same_points_and_another_seed_others() -> None:
    problem = Problem((*UNIT[:2], WORDS), zdt2, itself)
    one, again, other = (
        search(problem, population=8, generations=4, seed=seed) for seed in (3, 3, 4)
    )
    assert all((one.points[path] == again.points[path]).all() for path in one.points)
    assert any((one.points[path] != other.points[path]).any() for path in one.points)


def zdt2(points: Points) -> Floats:
    """Two numbers pull apart; of the words, ``best`` is better whatever they are."""
    costs = np.array([{"plain": 1.0, "best": 0.0, "worst": 2.0}[w] for w in points["word"]])
    first = points[UNIT[0].path].astype(np.float64)
    return np.column_stack([first + costs, 1 - first + costs])


def test_words_lists_and_whole_numbers_are_searched_each_in_their_way() -> None:
    def cost(points: Points) -> Floats:
        words = np.where(points["word"] == "best", 0.0, 1.0)
        return np.column_stack(
            [words + points["listed"] + points["whole"], words + points["listed"] - points["whole"]]
        ).astype(np.float64)

    levers = (WORDS, LISTED, WHOLE)
    found = search(Problem(levers, cost, itself), population=12, generations=20, seed=1)
    best = found.at(found.front)
    assert set(best["word"]) == {"best"}
    assert set(best["listed"]) == {10.0}
    assert set(best["whole"]) == set(range(10))


def test_it_ends_when_nothing_is_left_to_try() -> None:
    problem = Problem((WORDS,), lambda points: zdt2({**points, **zeros(points)}), itself)
    found = search(problem, population=8, generations=50, seed=1)
    assert len(found.losses) == 3
    assert found.points["word"][found.front].tolist() == ["best"]


def zeros(points: Points) -> dict[str, np.ndarray]:
    return {UNIT[0].path: np.zeros(len(points["word"]))}


def test_losses_that_depend_on_all_tried_are_judged_anew_each_generation() -> None:
    """As regret does: what was the best so far falls back when a better one comes."""

    def regret(figures: Floats) -> Floats:
        return figures - figures.min(axis=0)

    problem = Problem(UNIT[:3], lambda points: zdt1({**_rest(points), **points}), regret)
    found = search(problem, population=8, generations=15, seed=2)
    assert (found.losses == found.figures - found.figures.min(axis=0)).all()
    assert is_on_front(found.losses[found.front]).all()


def _rest(points: Points) -> dict[str, np.ndarray]:
    return {axis.path: np.zeros(len(points[UNIT[0].path])) for axis in UNIT}
