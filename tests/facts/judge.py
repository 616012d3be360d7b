"""Does a claim hold? The mean effect over draws from the priors, its interval, its sign by draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from tests.facts.experiment import Part
from tests.facts.live import Size

Floats = npt.NDArray[np.float64]
FEWEST_PAIRS: Final = 0.04
"""A draw is judged if at least so many of its worlds (11 of 256) are pairs; a claim, if half of the
draws are judged."""
RIGHT: Final = 0.9
"""The share of judged draws that must have the right sign."""
ROUGHLY_RIGHT: Final = 0.8
"""The same of few draws: with a true share of 0.9, one set of 40 draws in sixty-five has less."""


@dataclass(frozen=True)
class Verdict:
    """What came out for one part: the effect as mean over draws, draws counting alike."""

    part: Part
    by_draw: Floats  # mean effect in each judged draw
    pairs: int
    effect: float
    low: float  # of the 95% interval; a draw is one observation
    high: float
    right: float  # share of judged draws with the right sign
    enough: bool  # whether half of the draws could be judged

    @property
    def size_holds(self) -> bool:
        """Whether the whole interval exceeds the smallest effect."""
        ends = (self.part.sign * self.low, self.part.sign * self.high)
        return min(ends) > self.part.least

    @property
    def holds(self) -> bool:
        """Whether the claim holds, in size and in sign."""
        return self.enough and self.size_holds and self.right >= RIGHT

    @property
    def holds_roughly(self) -> bool:
        """Whether a small sample speaks for the claim, and not against it.

        The mean exceeds the smallest effect, the interval excludes no effect, and the sign is right
        in at least eight of ten draws.
        """
        sign, least = self.part.sign, self.part.least
        nearer = min(sign * self.low, sign * self.high)
        clear = sign * self.effect > least and nearer > min(0.0, least)
        return self.enough and clear and self.right >= ROUGHLY_RIGHT


def judge(part: Part, effect: Floats, size: Size) -> Verdict:
    """Judge a part by its effect in each world (rows) and rung (columns), not-a-number if no pair.

    Worlds of one draw stand together. Draws count alike, however many pairs they have.
    """
    draws = effect.reshape(size.draws, -1)
    pairs = np.isfinite(draws)
    worlds = np.isfinite(effect).any(axis=1).reshape(size.draws, -1).sum(axis=1)
    judged = worlds >= FEWEST_PAIRS * size.worlds_a_draw
    by_draw: Floats = np.array([row[ok].mean() for row, ok in zip(draws, pairs, strict=True)
                                if ok.any()])[judged[pairs.any(axis=1)]]  # fmt: skip
    mean, half = float(by_draw.mean()), _half_width(by_draw)
    right = part.sign * by_draw > min(0.0, part.least)
    return Verdict(
        part, by_draw, int(pairs.sum()), mean, mean - half, mean + half,
        float(right.mean()), bool(2 * judged.sum() >= size.draws),
    )  # fmt: skip


def _half_width(by_draw: Floats) -> float:
    n = len(by_draw)
    return float(student.ppf(0.975, n - 1) * by_draw.std(ddof=1) / np.sqrt(n))
