"""Problems with a box planted in them: numbers and words that matter, others that do not."""

from __future__ import annotations

import numpy as np

from simulator.analysis.discovery.box import Among, Between, Box
from simulator.analysis.discovery.prim import Ground

WORDS = np.array(["red", "green", "blue"], dtype=object)


def box_of(number: int) -> Box:
    """The planted box of a problem: one to three limits, sometimes of a word."""
    rng = np.random.default_rng(number)
    limits = {}
    for place in range(1 + number % 3):
        width, low = rng.uniform(0.4, 0.65), rng.uniform(0.05, 0.3)
        ends = [(low, low + width), (-np.inf, width), (1 - width, np.inf)][rng.integers(3)]
        limits[f"x{place}"] = Between(*map(float, ends))
    if number % 2:
        limits["word"] = Among(frozenset(WORDS[:2] if number % 4 == 1 else WORDS[:1]))
    return Box(limits)


def worlds_of(number: int, worlds: int, *, seed: int, noise: float = 0.02) -> Ground:
    """Worlds of a problem: hits are those of its box, but for a few that are turned."""
    rng = np.random.default_rng([number, seed])
    factors = {f"x{place}": rng.random(worlds) for place in range(8)}
    factors["word"] = WORDS[rng.integers(3, size=worlds)]
    hits = box_of(number).holds(factors)
    return Ground(factors, hits ^ (rng.random(worlds) < noise))
