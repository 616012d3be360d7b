"""Sobol' indices: what share of the variance a factor explains alone, and in all it takes part in.

The indices are of the mean over the worlds of luck, which are the same for every point, so the mean
is a function without chance. A few factors stand by themselves, all others together as one group:
the price is points · (groups + 2) rows, however many factors there are (Saltelli et al. 2010).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.sensitivity.salib import problem, salib
from simulator.analysis.sensitivity.simulated import Model
from simulator.analysis.sensitivity.variance import Share

Floats = npt.NDArray[np.float64]

OTHERS: Final = "all others"
_REPEATS: Final = 400


@dataclass(frozen=True)
class Index:
    """A factor's (or the others') first and total index, with 95% intervals, of one outcome."""

    name: str
    first: Share
    total: Share


def indices(
    model: Model,
    names: Sequence[str],
    *,
    alone: Sequence[str] | None = None,
    points: int = 64,
    seed: int = 1,
) -> tuple[tuple[Index, ...], ...]:
    """Indices by outcome of the factors ``alone`` (all, if not given) and of all others together.

    ``points`` is a power of 2. The model is called once, with ``points`` · (groups + 2) rows.
    """
    by_itself = set(names if alone is None else alone)
    groups = [name if name in by_itself else OTHERS for name in names]
    told = problem(names, groups=groups)
    sample = salib("sample.sobol").sample(told, points, calc_second_order=False, seed=seed)
    means = model(sample).mean(axis=1)
    return tuple(_indices(told, means[:, one], seed) for one in range(means.shape[1]))


def _indices(told: dict[str, object], means: Floats, seed: int) -> tuple[Index, ...]:
    names = list(dict.fromkeys(told["groups"]))  # type: ignore[call-overload]
    if not np.ptp(means):
        nothing = Share(0.0, 0.0, 0.0)
        return tuple(Index(name, nothing, nothing) for name in names)
    found = salib("analyze.sobol").analyze(
        told, means, calc_second_order=False, num_resamples=_REPEATS, seed=seed
    )
    firsts = zip(found["S1"], found["S1_conf"], strict=True)
    totals = zip(found["ST"], found["ST_conf"], strict=True)
    pairs = zip(names, firsts, totals, strict=True)
    return tuple(Index(name, _share(*first), _share(*total)) for name, first, total in pairs)


def _share(value: float, half: float) -> Share:
    return Share(float(value), float(value - half), float(value + half))
