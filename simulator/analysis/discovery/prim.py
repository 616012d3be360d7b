"""The patient rule induction method: a box peeled from the outside, then let out again.

After Friedman & Fisher (1999). Each step takes from one number the twentieth of the worlds with
the lowest or the highest values, or from a word one of its values: that which raises the share of
hits most for each world it costs. Of all boxes on the way the one with the greatest mass times
gain in density says how dense a box can be. Halfway from the base rate to there lies the bar: the
box taken is the one whose worlds have most hits beyond the bar, and its limits are moved as long
as that grows. Two thirds of the worlds are peeled. The others test the limits, one by one, since
worlds in which a limit was found would always bear it out; what the test does not bear out is
dropped.

Own code, because of the packages that have it ema_workbench brings its whole workbench (seaborn,
Platypus; two lines for older and newer Pythons) and PRIM a window of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.discovery.box import Among, Between, Bools, Box, Factors, Limit, is_words

Floats = npt.NDArray[np.float64]

PEEL: Final = 0.05
PASTE: Final = (0.1, 0.03, 0.01, 0.001)
LEAST: Final = 0.02
"""The least share of all worlds that a box may have."""
CHANCE: Final = 0.01
"""How often an idle limit of a box may be kept."""


@dataclass(frozen=True)
class Step:
    """A box on the way: what of all hits it has, and the share of its worlds that are hits."""

    box: Box
    mass: float
    coverage: float
    density: float


@dataclass(frozen=True)
class Ground:
    """Worlds to look for a box in: their factors, and which are hits."""

    factors: Factors
    hits: Bools

    @property
    def base(self) -> float:
        """The share of hits."""
        return float(self.hits.mean())

    def part(self, which: slice | npt.NDArray[np.intp]) -> Ground:
        """Some of the worlds."""
        factors = {path: values[which] for path, values in self.factors.items()}
        return Ground(factors, self.hits[which])

    def step(self, box: Box, inside: Bools) -> Step:
        """The figures of a box."""
        count, found = int(inside.sum()), int((inside & self.hits).sum())
        total = max(int(self.hits.sum()), 1)
        return Step(box, count / len(self.hits), found / total, found / max(count, 1))

    def gain(self, inside: Bools, bar: float) -> float:
        """Hits beyond what a density of ``bar`` would give, as a share of all worlds."""
        return float((self.hits[inside] - bar).sum() / len(self.hits))


def find_box(ground: Ground) -> tuple[Box, list[Step]]:
    """The best box, and all steps of peeling that led to it.

    >>> x = np.arange(1000) * 7 % 1000 / 1000
    >>> box, _ = find_box(Ground({"x": x}, x > 0.7))
    >>> box.limits["x"]
    Between(low=0.701, high=inf)
    """
    cut = len(ground.hits) * 2 // 3
    searched, rest = ground.part(slice(None, cut)), ground.part(slice(cut, None))
    peeled = list(_peel(searched))
    dense = max(peeled, key=lambda step: step.mass * (step.density - searched.base)).density
    bar = (searched.base + dense) / 2
    best = max(peeled, key=lambda step: step.mass * (step.density - bar))
    borne_out = _pruned(_pasted(best.box, searched, bar), rest)
    return _pasted(borne_out, ground, bar), peeled


def _peel(ground: Ground) -> Iterator[Step]:
    inside, box = np.ones(len(ground.hits), dtype=bool), Box()
    yield ground.step(box, inside)
    least = LEAST * len(ground.hits)
    while True:
        path, limit = _best_peel(ground, box, inside, least)
        if limit is None:
            return
        box = box.having(path, limit)
        inside = inside & limit.holds(ground.factors[path])
        yield ground.step(box, inside)


def _best_peel(ground: Ground, box: Box, inside: Bools, least: float) -> tuple[str, Limit | None]:
    hits, count = ground.hits[inside], int(inside.sum())
    before, best = float(hits.mean()), ("", None, 0.0)
    found: tuple[str, Limit | None, float] = best
    for path, values in ground.factors.items():
        here = values[inside]
        for limit in _peels(here, box.limits.get(path)):
            keeps = limit.holds(here)
            left = int(keeps.sum())
            if left < least or left == count:
                continue
            worth = (float(hits[keeps].mean()) - before) / (count - left) * left
            if worth > found[2]:
                found = (path, limit, worth)
    return found[0], found[1]


def _peels(here: npt.NDArray[np.generic], now: Limit | None) -> Iterator[Limit]:
    if is_words(here):
        words = frozenset(map(str, set(here.tolist())))
        yield from (Among(words - {word}) for word in sorted(words) if len(words) > 1)
        return
    was = now if isinstance(now, Between) else Between()
    numbers = here.astype(np.float64)
    step = max(int(PEEL * len(numbers)), 1)
    if len(numbers) <= 2 * step:
        return
    ranked = np.partition(numbers, [step, len(numbers) - 1 - step])
    low, high = float(ranked[step]), float(ranked[-1 - step])
    least, most = float(numbers.min()), float(numbers.max())
    if low == least:  # many worlds at the end: take them all
        low = float(numbers[numbers > least].min(initial=np.inf))
    if high == most:
        high = float(numbers[numbers < most].max(initial=-np.inf))
    if low < np.inf:
        yield Between(low, was.high)
    if high > -np.inf:
        yield Between(was.low, high)


def _pasted(box: Box, ground: Ground, bar: float) -> Box:
    """Move the limits out, or in again, as long as the gain grows."""

    def gain(one: Box) -> float:
        return ground.gain(one.holds(ground.factors), bar)

    for _ in range(200):
        better = max(_moved(box, ground), key=gain, default=box)
        if gain(better) <= gain(box) + 1e-12:
            return box
        box = better
    return box


def _moved(box: Box, ground: Ground) -> Iterator[Box]:
    for path, limit in box.limits.items():
        others = box.without(path).holds(ground.factors)
        values = ground.factors[path][others]
        if isinstance(limit, Among):
            words = set(map(str, values.tolist()))
            yield from (box.having(path, Among(limit.words | {w})) for w in sorted(words))
            if len(limit.words) > 1:
                yield from (box.having(path, Among(limit.words - {w})) for w in sorted(limit.words))
            continue
        for moved in _ends(limit, np.sort(values.astype(np.float64))):
            yield box.having(path, moved)


def _ends(limit: Between, ranked: Floats) -> Iterator[Between]:
    """The limit with an end moved, out or in, past a tenth to a thousandth of the worlds."""
    last = len(ranked) - 1
    for share in PASTE:
        step = max(int(share * len(ranked)), 1)
        if limit.low > -np.inf:
            place = int(np.searchsorted(ranked, limit.low))
            for to in (place - step, place + step):
                yield Between(float(ranked[to]) if 0 < to <= last else -np.inf, limit.high)
        if limit.high < np.inf:
            place = int(np.searchsorted(ranked, limit.high, side="right")) - 1
            for to in (place - step, place + step):
                yield Between(limit.low, float(ranked[to]) if 0 <= to < last else np.inf)


def _pruned(box: Box, ground: Ground) -> Box:
    """Drop limits, the least borne out first, until Fisher's exact test bears out all left."""
    many = len(box.limits)
    while box.limits:
        chances = {path: _chance(box, path, ground) for path in box.limits}
        worst = max(chances, key=lambda path: chances[path])
        if chances[worst] * many <= CHANCE:
            return box
        box = box.without(worst)
    return box


def _chance(box: Box, path: str, ground: Ground) -> float:
    """How probable as many hits in the box are if the limit of ``path`` made no difference."""
    from scipy.stats import hypergeom

    inside, wider = box.holds(ground.factors), box.without(path).holds(ground.factors)
    hits, among = int(ground.hits[inside].sum()), int(ground.hits[wider].sum())
    return float(hypergeom.sf(hits - 1, int(wider.sum()), among, int(inside.sum())))
