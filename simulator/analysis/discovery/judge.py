"""Judging a box on worlds it was not found in, and whether other worlds would give it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.discovery.box import Box
from simulator.analysis.discovery.prim import Ground, find_box
from simulator.randomness import TILE, Stream

RESAMPLES: Final = 20
_ALPHA: Final = 0.01


@dataclass(frozen=True)
class Judgement:
    """What held-out worlds say of a box.

    ``density`` is the share of its worlds that are hits (with a 95% interval), ``coverage`` the
    share of all hits that it has, ``base`` the share of hits among all; ``stability`` the mean
    overlap (Jaccard) with boxes found in halves of the worlds, ``again`` by path in what share of
    those halves its limit came again.
    """

    worlds: int
    density: float
    low: float
    high: float
    coverage: float
    base: float
    chance: float
    stability: float
    again: dict[str, float]

    @property
    def is_better(self) -> bool:
        """Whether the box beats the base rate by more than chance would (1%)."""
        return self.chance < _ALPHA and self.density > self.base


def judge(box: Box, fresh: Ground, *, found_in: Ground, seed: int) -> Judgement:
    """Judge a box on fresh worlds."""
    from scipy.stats import binom, binomtest

    inside = box.holds(fresh.factors)
    count, hits = int(inside.sum()), int((inside & fresh.hits).sum())
    base, total = fresh.base, max(int(fresh.hits.sum()), 1)
    low, high = 0.0, 1.0
    if count:
        ends = binomtest(hits, count).proportion_ci(0.95, method="wilson")
        low, high = float(ends.low), float(ends.high)
    chance = float(binom.sf(hits - 1, count, base)) if count else 1.0
    stability, again = _stability(box, fresh, found_in, seed) if chance < _ALPHA else (0.0, {})
    density = hits / count if count else 0.0
    return Judgement(count, density, low, high, hits / total, base, chance, stability, again)


def _stability(
    box: Box, fresh: Ground, found_in: Ground, seed: int
) -> tuple[float, dict[str, float]]:
    inside = box.holds(fresh.factors)
    overlaps, seen = [], dict.fromkeys(box.limits, 0)
    for half in _halves(len(found_in.hits), seed):
        other, _ = find_box(found_in.part(half))
        there = other.holds(fresh.factors)
        overlaps.append((inside & there).sum() / max((inside | there).sum(), 1))
        for path in seen:
            seen[path] += path in other.limits
    return float(np.mean(overlaps)), {path: count / RESAMPLES for path, count in seen.items()}


def _halves(worlds: int, seed: int) -> list[npt.NDArray[np.intp]]:
    """Halves of the worlds, drawn without replacement."""
    tiles = -(-worlds // TILE)
    streams = (
        Stream(seed, f"discovery/half/{number}", first_tile=0, tiles=tiles)
        for number in range(RESAMPLES)
    )
    orders = (np.argsort(stream.uniform53()[:worlds], kind="stable") for stream in streams)
    return [order[: worlds // 2] for order in orders]
