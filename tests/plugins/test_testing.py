"""The test kit for users' strategies: what is sound passes, each fault is told apart and taught."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.testing import Unfit, check_strategy

CALLS = itertools.count()


class Sound:
    def concede(self, known: Any) -> Any:
        return np.maximum(0.0, 2 * known.fraction - 1)

    def keep(self, known: Any) -> Any:
        return known.other_kept_last | (known.chance < known.forgives_probability)


class Neighbours:
    def concede(self, known: Any) -> Any:
        return np.full(len(known), known.belief.mean())


class ByPlace:
    def concede(self, known: Any) -> Any:
        return np.arange(len(known)) / 1000


class Overwrites:
    def concede(self, known: Any) -> Any:
        known.fraction[:] = 1.0
        return known.fraction


class Frames:
    def concede(self, known: Any) -> Any:
        return known.fraction * (sys._getframe(1) is not None)


class Short:
    def concede(self, known: Any) -> Any:
        return known.fraction[1:]


def forgetful(fraction: float) -> float:
    return fraction / (2 + next(CALLS) % 2)


def reader(fraction: float) -> float:
    return fraction if Path(__file__).read_text("utf-8") else 0.0


def beyond(fraction: float, belief: float) -> float:
    return fraction + belief


def curious(others_reservation: float) -> float:
    return others_reservation


FAULTS = [
    (Neighbours, "A world must not depend on its neighbours"),
    (ByPlace, "A world must not depend on its neighbours"),
    (Overwrites, "what it is told cannot be changed: work on a copy"),
    (Frames, "Frames looked beyond what it is told (sys._getframe)"),
    (Short, "expected one answer a world: an array of shape (256,)"),
    (forgetful, "to the same question. Runs must come out the same again"),
    (reader, "reader looked beyond what it is told (open)"),
    (beyond, "expected a number from 0 to 1"),
    (curious, "it may know: side, week, round"),
    (3, "expected a class or a function"),
]


@pytest.mark.parametrize("kind", ["concession", "delivery"])
def test_a_sound_strategy_passes(kind: str) -> None:
    check_strategy(Sound, kind=kind)


@pytest.mark.parametrize(
    ("strategy", "said"), FAULTS, ids=lambda value: getattr(value, "__name__", str(value))[:30]
)
def test_each_fault_is_found_and_explained(strategy: Any, said: str) -> None:
    with pytest.raises(Unfit) as refused:
        check_strategy(strategy, kind="concession")
    assert said in str(refused.value)


def test_a_delivery_policy_must_answer_true_or_false() -> None:
    with pytest.raises(Unfit, match="expected True or False"):
        check_strategy(beyond_belief, kind="delivery")


def beyond_belief(belief: float) -> float:
    return belief


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(Unfit, match="expected one of: concession, delivery"):
        check_strategy(Sound, kind="threat")
