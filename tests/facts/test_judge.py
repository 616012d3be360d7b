"""When a claim holds, and when it does not: the rule of judging on made-up effects."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.facts.experiment import Part
from tests.facts.judge import Verdict, judge
from tests.facts.live import Size

SIZE = Size(draws=50, worlds_a_draw=20)
PART = Part("0a", "made up", {}, lambda _: np.zeros((0, 1)), "people", +1, 2)
GENERATOR = np.random.default_rng(1)


def judged(mean: float, *, spread: float = 1.0, part: Part = PART) -> Verdict:
    """The verdict on effects that scatter about a mean, draws more than worlds."""
    draws = GENERATOR.normal(mean, spread, size=(SIZE.draws, 1))
    worlds = draws + GENERATOR.normal(0, 0.1, size=(SIZE.draws, SIZE.worlds_a_draw))
    return judge(part, worlds.reshape(-1, 1), SIZE)


def test_a_large_effect_holds() -> None:
    assert judged(5).holds


def test_an_effect_below_the_smallest_does_not_hold_though_its_sign_is_right() -> None:
    verdict = judged(1.5, spread=0.1)
    assert verdict.right == 1
    assert not verdict.holds


def test_a_large_mean_does_not_make_up_for_draws_of_the_wrong_sign() -> None:
    effect = np.where(np.arange(SIZE.worlds) < 0.8 * SIZE.worlds, 20.0, -0.1).reshape(-1, 1)
    verdict = judge(PART, effect, SIZE)
    assert verdict.size_holds
    assert not verdict.holds


def test_the_sign_counts() -> None:
    assert not judged(5, part=replace(PART, sign=-1)).holds
    assert judged(-5, part=replace(PART, sign=-1)).holds


def test_a_claim_that_little_happens_holds_if_little_happens() -> None:
    little = replace(PART, sign=-1, least=-3)
    assert judged(1, spread=0.5, part=little).holds
    assert not judged(5, part=little).holds


def test_a_draw_is_one_observation_however_many_worlds_it_has() -> None:
    assert judged(5).high - judged(5).low == pytest.approx(4 * 50**-0.5, rel=0.3)


def test_a_claim_is_not_judged_on_a_few_pairs() -> None:
    effect = np.full((SIZE.draws, SIZE.worlds_a_draw), np.nan)
    effect[:20] = 5 + GENERATOR.normal(size=(20, SIZE.worlds_a_draw))
    verdict = judge(PART, effect.reshape(-1, 1), SIZE)
    assert verdict.size_holds
    assert not verdict.holds
