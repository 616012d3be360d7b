"""Times to rungs, with worlds that never get there, agree with another package and with counts."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from simulator.analysis.comparison.survival import arrivals

WEEKS = [1, 1, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11, 12, 12, 12]
THERE = [1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0]

# What lifelines 0.30.3 makes of them: still waiting by week, and the ends of its 95% interval.
# It asks for an older pandas than the simulator may have, so that CI holds these numbers only.
STILL = [
    1.0, 0.95, 0.897222222222, 0.791666666667, 0.735119047619, 0.735119047619, 0.612599206349,
    0.612599206349, 0.476466049383, 0.408399470899, 0.340332892416, 0.255249669312, 0.255249669312,
]  # fmt: skip
LOW = [
    1.0, 0.694743193257, 0.647529119495, 0.535447778221, 0.475010482159, 0.475010482159,
    0.351480937687, 0.351480937687, 0.228880339612, 0.176238108829, 0.128869256835, 0.072200478806,
    0.072200478806,
]  # fmt: skip
HIGH = [
    1.0, 0.992802228593, 0.973298974654, 0.916337898349, 0.880553622748, 0.880553622748,
    0.794795394667, 0.794795394667, 0.688850429137, 0.630043200369, 0.567235304174, 0.491919816202,
    0.491919816202,
]  # fmt: skip

WORLDS = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60)


def test_the_curve_and_its_interval_are_those_that_lifelines_gave() -> None:
    found = arrivals(np.array(WEEKS), np.array(THERE, dtype=bool), horizon=12)
    np.testing.assert_allclose(1 - found.share, STILL, atol=1e-11)
    np.testing.assert_allclose(1 - found.high, LOW, atol=1e-11)
    np.testing.assert_allclose(1 - found.low, HIGH, atol=1e-11)


@given(WORLDS)
def test_any_curve_and_its_interval_are_those_of_lifelines_where_it_is_installed(
    worlds: list[tuple[int, bool]],
) -> None:
    lifelines = pytest.importorskip("lifelines")
    weeks, there = (np.array(column) for column in zip(*worlds, strict=True))
    theirs = lifelines.KaplanMeierFitter().fit(weeks, there, timeline=np.arange(31))
    ours = arrivals(weeks, there, horizon=30)
    np.testing.assert_allclose(1 - ours.share, theirs.survival_function_.iloc[:, 0], atol=1e-12)
    inner = (ours.share > 0) & (ours.share < 1)
    ends = 1 - theirs.confidence_interval_.to_numpy()[:, ::-1]
    np.testing.assert_allclose(np.stack([ours.low, ours.high], 1)[inner], ends[inner], atol=1e-9)


@given(st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=1, max_size=60))
def test_without_early_losses_the_curve_is_the_share_that_has_arrived(
    weeks: list[int | None],
) -> None:
    there = np.array([week is not None for week in weeks])
    seen = np.array([20 if week is None else week for week in weeks])
    found = arrivals(seen, there, horizon=20)
    shares = [np.mean(there & (seen <= week)) for week in range(21)]
    np.testing.assert_allclose(found.share, shares, atol=1e-12)


def test_worlds_that_never_arrive_are_not_dropped() -> None:
    weeks, there = np.array([2, 9, 9, 9]), np.array([True, False, False, False])
    assert arrivals(weeks, there, horizon=9).share[-1] == 0.25


def test_a_share_lies_within_its_interval_and_that_within_nothing_and_all() -> None:
    rng = np.random.default_rng(2)
    weeks, there = rng.integers(0, 40, 200), rng.random(200) < 0.7
    found = arrivals(weeks, there, horizon=40)
    assert (found.low >= 0).all()
    assert (found.low <= found.share + 1e-12).all()
    assert (found.share <= found.high + 1e-12).all()
    assert (found.high <= 1).all()
