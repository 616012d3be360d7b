"""Trust counts: a pair of numbers in each world, moved only where something happened."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from simulator.model.belief import Trust

HERE = np.array([0, 2])


def trust() -> Trust:
    return Trust(np.array([2.0, 3.0, 4.0]), np.array([1.0, 2.0, 3.0]), np.array([2.5, 2.5, 0.5]))


def test_a_belief_is_the_share_of_promises_kept() -> None:
    assert trust().mean(HERE).tolist() == pytest.approx([2 / 3, 4 / 7])
    assert trust().everywhere().tolist() == pytest.approx([2 / 3, 3 / 5, 4 / 7])


@pytest.mark.parametrize(
    ("happens", "kept", "broken"),
    [
        (lambda one: one.kept_a_part(HERE, np.array([0.25, 1.0])), [2.25, 3, 5], [1, 2, 3]),
        (lambda one: one.broken_once(HERE), [2, 3, 4], [3.5, 2, 3.5]),
        (lambda one: one.doubted(HERE), [2, 3, 4], [2, 2, 4]),
    ],
    ids=["a tranche kept", "a breach", "a snapback"],
)
def test_what_happens_in_some_worlds_counts_there_and_nowhere_else(
    happens: Callable[[Trust], None], kept: list[float], broken: list[float]
) -> None:
    counts = trust()
    happens(counts)
    assert (counts.kept.tolist(), counts.broken.tolist()) == (kept, broken)


def test_a_deal_kept_in_tranches_earns_as_much_trust_as_one_kept_at_once() -> None:
    sliced, whole = trust(), trust()
    for _ in range(4):
        sliced.kept_a_part(HERE, np.array([0.25, 0.25]))
    whole.kept_a_part(HERE, np.array([1.0, 1.0]))
    assert sliced.everywhere().tolist() == pytest.approx(whole.everywhere().tolist())
