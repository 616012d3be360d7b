"""What is wanted of a scenario: outcomes to be raised or lowered, and how worlds are summed up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.errors import RequestError

Floats = npt.NDArray[np.float64]

MEAN: Final = "mean"
REGRET: Final = "regret"
FEWEST: Final = 2
MOST: Final = 3
"""NSGA-II sorts poorly where almost no point is worse than another in everything."""

RAISED: Final = ("net_effect",)
LOWERED: Final = ("relief_value_usd_m", "reliance_end")
"""What is wanted where nothing is said: fewer people held, little relief, little reliance."""

_QUANTILE: Final = re.compile(r"q(\d\d)")


@dataclass(frozen=True, slots=True)
class Goal:
    """An outcome of which there should be much (``is_raised``) or little."""

    outcome: str
    is_raised: bool

    @property
    def sign(self) -> float:
        """What the outcome is multiplied with to be a loss, of which less is better."""
        return -1.0 if self.is_raised else 1.0


def goals_of(raised: Sequence[str] = (), lowered: Sequence[str] = ()) -> tuple[Goal, ...]:
    """The goals: net effect up, relief and reliance down, where none is named.

    >>> [goal.outcome for goal in goals_of()]
    ['net_effect', 'relief_value_usd_m', 'reliance_end']
    """
    if not raised and not lowered:
        raised, lowered = RAISED, LOWERED
    named = [*raised, *lowered]
    twice = [name for name in named if named.count(name) > 1]
    if twice:
        raise RequestError(f"{twice[0]} is wanted twice; name each outcome once")
    if not FEWEST <= len(named) <= MOST:
        raise RequestError(
            f"asked for {len(named)} outcome{'s' if len(named) > 1 else ''} ({', '.join(named)}); "
            f"expected {FEWEST} or {MOST}: one alone has no trade-off (a sweep shows it), and "
            "among many almost no point is worse than another in everything"
        )
    return tuple(Goal(name, name in raised) for name in named)


@dataclass(frozen=True)
class Measure:
    """How a candidate's worlds are summed up: ``mean``, ``regret``, or a quantile such as ``q10``.

    - ``mean``: the mean over the worlds.
    - ``q10``: the level that 9 worlds in 10 do better than; of several futures, the worst one's.
    - ``regret``: how far the mean falls short of that of the best candidate in the same future; of
      several futures, the worst one's (Savage 1951).

    >>> worlds = -np.arange(1.0, 101.0).reshape(1, 1, 100, 1)  # a loss in each of 100 worlds
    >>> measure = Measure("q10")
    >>> measure.losses(measure.figures(worlds)).round(1).tolist()
    [[-10.9]]
    """

    name: str = MEAN

    def __post_init__(self) -> None:
        found = _QUANTILE.fullmatch(self.name)
        if self.name not in (MEAN, REGRET) and not (found and 0 < int(found[1]) < 50):
            raise RequestError(
                f"no way of being robust is called {self.name}; expected q10 (or another quantile "
                f"from q01 to q49) or {REGRET}"
            )

    @property
    def share(self) -> float | None:
        """The share of worlds that do worse than the quantile, if it is one."""
        found = _QUANTILE.fullmatch(self.name)
        return int(found[1]) / 100 if found else None

    def column(self, goal: Goal) -> str:
        """What the measure of an outcome is called in tables.

        >>> Measure("q10").column(Goal("relief_value_usd_m", is_raised=False))
        'q90_relief_value_usd_m'
        """
        if self.share is None:
            return f"{self.name}_{goal.outcome}"
        rank = self.share if goal.is_raised else 1 - self.share
        return f"q{round(100 * rank):02d}_{goal.outcome}"

    def figures(self, worlds: Floats) -> Floats:
        """Losses (candidates × futures × worlds × goals) summed up over the worlds of a future."""
        if self.share is None:
            means: Floats = worlds.mean(axis=2)
            return means
        return np.asarray(np.quantile(worlds, 1 - self.share, axis=2), dtype=np.float64)

    def losses(self, figures: Floats) -> Floats:
        """Figures (candidates × futures × goals) summed up over the futures: the worst one's."""
        short = figures - figures.min(axis=0) if self.name == REGRET else figures
        worst: Floats = short.max(axis=1)
        return worst

    def shown(self, losses: Floats, goals: Sequence[Goal]) -> Floats:
        """Losses (candidates × goals) in the unit of the outcomes, the way readers take them."""
        if self.name == REGRET:
            return losses
        signs: Floats = np.array([goal.sign for goal in goals])
        return np.multiply(losses, signs)


def is_on_front(losses: Floats) -> npt.NDArray[np.bool_]:
    """Which candidates no other is at least as good as in everything and better in something.

    >>> is_on_front(np.array([[0.0, 2.0], [1.0, 1.0], [1.0, 2.0]])).tolist()
    [True, True, False]
    """
    no_worse = (losses[:, None] <= losses[None]).all(axis=2)
    better = (losses[:, None] < losses[None]).any(axis=2)
    return np.asarray(~(no_worse & better).any(axis=0), dtype=np.bool_)
