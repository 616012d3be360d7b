"""What a forecaster without a model would have said, from what was known before the start.

Three simple forecasts, each as samples so that it is scored like the model's:

- *nothing happens*: counts stay where they were, no event comes;
- *constant rate*: what happened before the start goes on at the same mean rate;
- *last wave repeats*: the last wave before the start comes again and again, at the last gap.

Where nothing of a kind was known before the start, the latter two have no forecast.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from simulator.analysis.observations import Observation
from simulator.randomness import TILE, Streams, uniforms

Floats = npt.NDArray[np.float64]

_HALF: Final = 0.5  # Jeffreys' prior for a Poisson rate


@dataclass(frozen=True)
class Past:
    """What was known of a quantity before the start: its values at some weeks, none after 0.

    Of counts from the start the last value is 0 in week 0; ``held`` ends with the last count.
    """

    weeks: tuple[int, ...]
    values: tuple[float, ...]

    @property
    def length(self) -> int:
        """Weeks that it spans."""
        return self.weeks[-1] - self.weeks[0]

    @property
    def change(self) -> float:
        """What was added (or lost) over it."""
        return self.values[-1] - self.values[0]

    def waves(self) -> list[tuple[int, float]]:
        """Week and size of each change, in order."""
        steps = zip(self.weeks[1:], np.diff(self.values).tolist(), strict=True)
        return [(week, size) for week, size in steps if size != 0]


@dataclass(frozen=True)
class Luck:
    """Two random numbers in (0, 1) for each sample, of one quantity and baseline."""

    first: Floats
    second: Floats


def past_of(observations: Sequence[Observation], quantity: str) -> Past | None:
    """The past of a quantity, or nothing if none was observed before the start.

    Events have the past of the bargains: how often one had been struck.
    """
    name = "released_by_deal" if quantity.startswith("rung:") else quantity
    known = [each for each in observations if each.quantity == name and not each.scored]
    known.sort(key=lambda each: each.date)
    if not known:
        return None
    weeks, values = [each.week for each in known], [each.value for each in known]
    if name != "held" and weeks[-1] < 0:
        weeks, values = [*weeks, 0], [*values, 0.0]
    return Past(tuple(weeks), tuple(values))


def luck_of(case: str, quantity: str, *, worlds: int, seed: int) -> Luck:
    """The random numbers of a baseline's samples, from a stream of their own."""
    streams = Streams(seed, first_tile=0, tiles=-(-worlds // TILE))
    stream = streams.weekly(f"baseline/{case}/{quantity}")
    return Luck(*(uniforms(stream.row(row))[:worlds] for row in (0, 1)))


def nothing_happens(quantity: str, past: Past | None, *, week: int, luck: Luck) -> Floats | None:  # noqa: ARG001 - all baselines are asked alike
    """The last count for ever, no event at all (weeks are infinite)."""
    if ":" in quantity:
        return np.full(len(luck.first), np.inf)
    if quantity == "held":
        return None if past is None else np.full(len(luck.first), past.values[-1])
    return np.zeros(len(luck.first))


def constant_rate(quantity: str, past: Past | None, *, week: int, luck: Luck) -> Floats | None:
    """People, or bargains, come one by one at the mean rate before the start.

    The rate is a gamma distribution after n of them in so many weeks (Jeffreys' prior), the count
    until a week Poisson, an event's week exponential. ``held`` drifts as before, give or take a
    random walk.
    """
    if past is None or past.length == 0 or quantity.startswith("snapback:"):
        return None
    if quantity == "held":
        return _drift(past, week, luck)
    is_event = ":" in quantity
    n = len(past.waves()) if is_event else past.change
    rate = special.gammaincinv(n + _HALF, luck.first) / past.length
    if is_event:
        return np.floor(-np.log1p(-luck.second) / rate)
    return np.asarray(stats.poisson.ppf(luck.second, rate * week), dtype=np.float64)


def last_wave_repeats(quantity: str, past: Past | None, *, week: int, luck: Luck) -> Floats | None:
    """Waves as large as the last come as often as the last came after the one before it.

    Their number until a week is Poisson, and so is their size together. ``held`` goes on changing
    as between its last two counts.
    """
    if past is None or ":" in quantity:
        return None
    if quantity == "held":
        recent = Past(past.weeks[-2:], past.values[-2:])
        return _drift(recent, week, luck) if recent.length else None
    waves = past.waves()
    if len(waves) < 2:
        return None
    (before, _), (last, size) = waves[-2:]
    number = stats.poisson.ppf(luck.first, week / max(1, last - before))
    return np.asarray(stats.poisson.ppf(luck.second, size * number), dtype=np.float64)


def _drift(past: Past, week: int, luck: Luck) -> Floats:
    """The last count, moved on at the mean pace before, give or take a random walk.

    The walk's variance a week is that of the past's steps about the mean pace, and at least what
    people coming or going one by one would give; the pace is known as well as a walk of that length
    tells it.
    """
    weeks = week - past.weeks[-1]
    pace = past.change / past.length
    spans = np.diff(past.weeks).astype(np.float64)
    off = (np.diff(past.values) - pace * spans)[spans > 0] / np.sqrt(spans[spans > 0])
    variance = max(float(np.sum(off**2)) / max(1, len(off) - 1), abs(pace))
    spread = np.sqrt(variance * (weeks + weeks**2 / past.length))
    moved = past.values[-1] + pace * weeks + spread * special.ndtri(luck.first)
    return np.asarray(np.maximum(0.0, np.rint(moved)), dtype=np.float64)


BASELINES: Final[Mapping[str, Callable[..., Floats | None]]] = MappingProxyType(
    {
        "nothing happens": nothing_happens,
        "constant rate": constant_rate,
        "last wave repeats": last_wave_repeats,
    }
)
"""The simple forecasts by name; each takes the quantity, its past, a week, and luck."""
