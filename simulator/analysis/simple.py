"""A forecast without the model, from what had been seen by a day: waves, steps and drift go on.

- *Waves* of releases keep coming as often as so far (a gamma distribution of the rate after n waves
  in so many weeks, Jeffreys' prior) and are as large as so far: the logarithm of a size is normal
  about the mean of the case's own waves, with the spread that waves have within cases.
- *Rungs* not yet reached come one after another, in the order of the ladder, as often as rungs came
  so far (likewise). A sender that has eased nothing since the start is judged by how often bargains
  were struck before it. A rung's deal is as large as those so far, give or take as much.
- *Counts* of people held and arrested go on at their mean pace, give or take a random walk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import chdtri, gammaincinv, ndtri

from simulator.analysis.observations import Observation
from simulator.randomness import TILE, Streams, uniforms

Floats = npt.NDArray[np.float64]

_HALF: Final = 0.5  # Jeffreys' prior for a Poisson rate
_MOST_WAVES: Final = 120
_NEVER: Final = np.inf


@dataclass(frozen=True)
class Waves:
    """What had been seen of releases: the sizes of the waves, over so many weeks.

    If none was seen, further ones are as large as others ``like`` them.
    """

    seen: tuple[float, ...]
    length: int
    like: tuple[float, ...] = ()

    @property
    def came(self) -> int:
        """How many were seen."""
        return len(self.seen)

    @property
    def sizes(self) -> tuple[float, ...]:
        """The sizes by which those to come are judged."""
        return self.seen or self.like


@dataclass(frozen=True)
class Spread:
    """How much the logarithm of a wave's size varies within a case, and how well that is known."""

    variance: float
    freedom: int


@dataclass(frozen=True)
class Luck:
    """Random numbers by name, a row after another, for so many paths."""

    seed: int
    paths: int

    def row(self, name: str, number: int = 0) -> Floats:
        """A uniform number a path."""
        streams = Streams(self.seed, first_tile=0, tiles=-(-self.paths // TILE))
        return uniforms(streams.weekly(f"simple/{name}").row(number))[: self.paths]


def waves_of(observations: Sequence[Observation], *, until: int) -> Waves:
    """The waves seen from the start until a week: each rise of what deals had released.

    Where deals and pardons were not told apart, of what both had.
    """
    return Waves(tuple(size for _, size in _rises(observations, until)), until + 1)


def visits_of(observations: Sequence[Observation], *, until: int) -> Waves:
    """The waves that came in no rung's week: what visits brought between one rung and the next."""
    rungs = {each.week for each in observations if each.kind == "rung" and each.value}
    between = (size for week, size in _rises(observations, until) if week not in rungs)
    return Waves(tuple(between), until + 1)


def _rises(observations: Sequence[Observation], until: int) -> list[tuple[int, float]]:
    """Weeks and sizes of the rises of what had been released."""
    ordered = sorted(observations, key=lambda each: each.date)
    known = {each.quantity for each in ordered}
    name = "released_by_deal" if "released_by_deal" in known else "released_early"
    seen = [(e.week, e.value) for e in ordered if e.quantity == name and 0 < e.week <= until]
    rises = np.diff([0.0, *(value for _, value in seen)])
    return [(week, float(rise)) for (week, _), rise in zip(seen, rises, strict=True) if rise > 0]


def pooled_spread(cases: Sequence[Waves]) -> Spread:
    """The variance within cases of the logarithm of a wave's size, pooled over cases.

    Where no case has two waves nothing is known of it: a factor of e, hardly known.

    >>> pooled_spread([Waves((1.0, np.e**2), 9), Waves((7.0,), 9)])
    Spread(variance=2.0, freedom=1)
    """
    squares, freedom = 0.0, 0
    for waves in cases:
        if waves.came > 1:
            logs = np.log(waves.seen)
            squares += float(np.sum((logs - logs.mean()) ** 2))
            freedom += len(logs) - 1
    return Spread(squares / freedom, freedom) if freedom else Spread(1.0, 1)


def size_to_come(
    sizes: Sequence[float], spread: Spread, *, luck: Luck, name: str
) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the logarithm of a further size, one pair a path."""
    variance = spread.variance * spread.freedom / chdtri(spread.freedom, luck.row(f"{name}/spread"))
    deviation = np.sqrt(variance)
    centre = float(np.mean(np.log(sizes)))
    mean = centre + deviation / np.sqrt(len(sizes)) * ndtri(luck.row(f"{name}/mean"))
    return mean, deviation


def waves_to_come(
    waves: Waves, spread: Spread, *, weeks: Sequence[int], luck: Luck, name: str = "waves"
) -> Floats:
    """People released in waves by the end of each of ``weeks`` ahead, paths by weeks."""
    rate = gammaincinv(waves.came + _HALF, luck.row(f"{name}/rate")) / waves.length
    mean, deviation = size_to_come(waves.sizes, spread, luck=luck, name=name)
    total, time = np.zeros((luck.paths, len(weeks))), np.zeros(luck.paths)
    for number in range(_MOST_WAVES):
        time = time - np.log1p(-luck.row(f"{name}/gap", number)) / rate
        size = people(mean + deviation * ndtri(luck.row(f"{name}/size", number)))
        total += np.where(time[:, None] <= np.asarray(weeks), size[:, None], 0.0)
        if time.min() > max(weeks):
            break
    return total


def people(logarithm: Floats) -> Floats:
    """Whole people, at least one, from the logarithm of a size."""
    return np.maximum(1.0, np.rint(np.exp(np.minimum(logarithm, 20.0))))


def rungs_to_come(
    came: int, length: int, *, rungs: Sequence[str], luck: Luck
) -> Mapping[str, Floats]:
    """Weeks ahead until each of a sender's next rungs, in order; ``came`` so far in ``length``."""
    name = "/".join(rungs)
    rate = gammaincinv(came + _HALF, luck.row(f"rungs/{name}/rate")) / length
    time = np.zeros(luck.paths)
    weeks = {}
    for number, rung in enumerate(rungs):
        time = time - np.log1p(-luck.row(f"rungs/{name}/gap", number)) / rate
        weeks[rung] = time
    return weeks


def drifted(
    past_weeks: Sequence[int], past: Sequence[float], *, weeks: Sequence[int], luck: Luck, name: str
) -> Floats:
    """A count some weeks after it was last seen, paths by weeks.

    The mean pace of the past goes on; about it a random walk with the variance that the past's
    steps had about the pace, and the pace is as uncertain as a walk of that length leaves it.
    """
    spans, steps = np.diff(past_weeks).astype(np.float64), np.diff(past)
    length = float(past_weeks[-1] - past_weeks[0])
    pace = float(past[-1] - past[0]) / length
    off = (steps - pace * spans)[spans > 0] ** 2 / spans[spans > 0]
    variance = max(float(off.sum()) / max(1, len(off) - 1), abs(pace))
    total, last = np.zeros((luck.paths, len(weeks))), 0
    walked = np.zeros(luck.paths)
    slope = pace + np.sqrt(variance / length) * ndtri(luck.row(f"{name}/pace"))
    for place, week in enumerate(weeks):
        walked = walked + np.sqrt(variance * (week - last)) * ndtri(luck.row(f"{name}/walk", place))
        total[:, place] = past[-1] + slope * week + walked
        last = week
    return np.maximum(0.0, np.rint(total))
