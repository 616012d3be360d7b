"""What is wanted, and how worlds and futures are summed up."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.analysis.optimize.goals import Goal, Measure, goals_of
from simulator.analysis.optimize.study import Aims, Effort
from simulator.analysis.optimize.trials import named_futures
from simulator.errors import RequestError

FUTURES = {"calm": ["prisoners.restock=0"], "harsh": ["prisoners.restock=8"]}


def test_regret_is_the_worst_shortfall_from_the_best_of_each_future() -> None:
    # three candidates, two futures, one goal of which little is wanted
    figures = np.array([[[10.0], [50.0]], [[20.0], [25.0]], [[40.0], [20.0]]])
    assert Measure("regret").losses(figures).tolist() == [[30.0], [10.0], [30.0]]


def test_a_quantile_takes_the_worst_future() -> None:
    worlds = np.stack([np.arange(101.0), np.arange(101.0) + 7])[None, :, :, None]
    measure = Measure("q10")
    assert measure.losses(measure.figures(worlds)).tolist() == [[97.0]]


def test_the_quantile_of_what_is_raised_is_the_low_one() -> None:
    values = np.arange(101.0)
    goals = (Goal("net_effect", is_raised=True), Goal("relief_value_usd_m", is_raised=False))
    worlds = np.stack([goal.sign * values for goal in goals], axis=1)[None, None]
    measure = Measure("q10")
    losses = measure.losses(measure.figures(worlds))
    assert measure.shown(losses, goals).tolist() == [[10.0, 90.0]]
    assert [measure.column(goal) for goal in goals] == ["q10_net_effect", "q90_relief_value_usd_m"]


@pytest.mark.parametrize(
    ("raised", "lowered", "said"),
    [
        (["net_effect"], [], r"asked for 1 outcome \(net_effect\); expected 2 or 3"),
        (["net_effect"], ["net_effect"], "net_effect is wanted twice"),
        (["released", "deals"], ["arrested", "reliance_end"], "asked for 4 outcomes"),
    ],
)
def test_goals_that_make_no_trade_off_are_refused(
    raised: list[str], lowered: list[str], said: str
) -> None:
    with pytest.raises(RequestError, match=said):
        goals_of(raised, lowered)


@pytest.mark.parametrize(
    ("aims", "said"),
    [
        (Aims(robust="regret"), "name two futures or more"),
        (Aims(futures=FUTURES), "futures have no weights"),
        (Aims(robust="q90"), "expected q10"),
        (Aims(robust="best"), "no way of being robust is called best"),
    ],
)
def test_ways_of_being_robust_that_cannot_be_are_refused(aims: Aims, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        _ = aims.measure


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["prisoners.restock=8"], "has no name"),
        ([":prisoners.restock=8"], "has no name"),
        (["a:", "a:prisoners.restock=8"], "'a' is the name of another future"),
    ],
)
def test_futures_without_a_name_of_their_own_are_refused(texts: list[str], said: str) -> None:
    with pytest.raises(RequestError, match=said):
        named_futures(texts)


def test_too_little_effort_is_refused() -> None:
    with pytest.raises(RequestError, match="at least 4 candidates"):
        Effort(population=2)
