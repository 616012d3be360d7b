"""Morris' screening: which factors move an outcome at all, at the price of a few points each.

A trajectory moves one factor after the other by just over half of its distribution (Morris 1991).
The mean of the absolute changes is μ* (Campolongo et al. 2007), here in the outcome's own unit.
Averages over a few hundred worlds still hold some luck, so even a factor that does nothing would
have a μ* above zero: ``noise`` is that floor, from the spread of the change over the worlds, and
``chance`` is how likely changes as great as those seen are if luck is all there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.sensitivity.salib import problem, salib
from simulator.analysis.sensitivity.simulated import Model

Floats = npt.NDArray[np.float64]

LEVELS: Final = 8
EDGE: Final = 0.02
"""Eight places on each factor's distribution, the outermost so far from its ends.

A step is then 0.55 of the distribution: with a step of one half, an outcome that swings once in
half of it would seem not to move at all.
"""
DOUBT: Final = 0.05


@dataclass(frozen=True)
class Effect:
    """A factor's effect on an outcome, in the outcome's unit for a step of the factor.

    ``mu_star`` is the mean size of the change, with its 95% interval; ``mu`` its mean with sign (up
    with the factor's values; of words without meaning); ``sigma`` how much it depends on the rest;
    ``noise`` what μ* would be of luck alone.
    """

    name: str
    mu_star: float
    low: float
    high: float
    mu: float
    sigma: float
    noise: float
    chance: float

    @property
    def is_told_from_zero(self) -> bool:
        """Whether luck alone would hardly give such changes."""
        return self.chance < DOUBT


@dataclass(frozen=True)
class Screening:
    """The trajectories that were walked, and the effects by outcome."""

    points: Floats
    effects: tuple[tuple[Effect, ...], ...]


def trajectories(names: Sequence[str], *, count: int, seed: int) -> Floats:
    """The points of ``count`` trajectories, one more than there are factors in each."""
    told = problem(names, low=EDGE, high=1 - EDGE)
    found: Floats = salib("sample.morris").sample(told, count, num_levels=LEVELS, seed=seed)
    return found


def screen(model: Model, names: Sequence[str], *, count: int = 8, seed: int = 1) -> Screening:
    """Screen all factors of a model with ``count`` trajectories."""
    walked = trajectories(names, count=count, seed=seed)
    outcomes = model(walked)
    each = (_effects(walked, outcomes[:, :, one], names, seed) for one in range(outcomes.shape[2]))
    return Screening(walked, tuple(each))


def _effects(
    walked: Floats, outcome: Floats, names: Sequence[str], seed: int
) -> tuple[Effect, ...]:
    told = problem(names, low=EDGE, high=1 - EDGE)
    found = salib("analyze.morris").analyze(
        told, walked, outcome.mean(axis=1), num_levels=LEVELS, seed=seed, num_resamples=400
    )
    step = LEVELS / (2 * (LEVELS - 1))  # SALib divides changes by the step
    floor, chance = _luck(walked, outcome, len(names))
    columns = (
        np.asarray(found[key], dtype=np.float64) * step
        for key in ("mu_star", "mu_star_conf", "mu", "sigma")
    )
    rows = zip(names, *columns, floor, chance, strict=True)
    return tuple(
        Effect(name, *map(float, (star, max(0.0, star - conf), star + conf, *rest)))
        for name, star, conf, *rest in rows
    )


def _luck(walked: Floats, outcome: Floats, factors: int) -> tuple[list[float], list[float]]:
    """For each factor: μ* of luck alone, and the chance of such changes if luck is all there is."""
    from scipy.stats import chi2

    changes, moved = steps_of(walked, outcome, factors)
    worlds = outcome.shape[1]
    error = changes.std(axis=1, ddof=1) / np.sqrt(worlds) if worlds > 1 else 0 * changes[:, 0]
    mean, least = changes.mean(axis=1), 1e-12 * float(np.abs(outcome).max())
    noise, chance = [], []
    for factor in range(factors):
        mine = moved == factor
        seen = np.divide(mean[mine], error[mine], out=np.zeros(mine.sum()), where=error[mine] > 0)
        certain = bool(((error[mine] == 0) & (np.abs(mean[mine]) > least)).any())
        noise.append(float(np.sqrt(2 / np.pi) * error[mine].mean()))
        tried = int((error[mine] > 0).sum())
        odds = float(chi2.sf((seen**2).sum(), tried)) if tried else 1.0
        chance.append(0.0 if certain else odds)
    return noise, chance


def steps_of(walked: Floats, outcome: Floats, factors: int) -> tuple[Floats, npt.NDArray[np.intp]]:
    """The change of the outcome at each step, world by world, and which factor moved."""
    length = factors + 1
    within = np.arange(len(walked) - 1) % length != length - 1
    moved = np.abs(np.diff(walked, axis=0)).argmax(axis=1)[within]
    changes: Floats = np.diff(outcome, axis=0)[within]
    return changes, moved
