"""The sides of a comparison: scenarios that have been run, and whether they can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from simulator.engine.blocks import Plan
from simulator.engine.observe import observe
from simulator.errors import RequestError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd

    from simulator.results.run import Result
    from simulator.scenario import Scenario

Floats = npt.NDArray[np.float64]

WEEKLY: Final = ("held", "released")
"""What is compared week by week."""

WEEKLY_WORLDS: Final = 4096
"""Differences over time are taken over so many worlds at most."""

_POINTS: Final = 52


@dataclass(frozen=True)
class Side:
    """One scenario of a comparison as it was run.

    ``weekly`` has by variable an array of (the first) worlds by ``weeks``.
    """

    label: str
    result: Result
    weeks: tuple[int, ...]
    weekly: Mapping[str, Floats]

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        return self.result.scenario

    @property
    def seed(self) -> int:
        """Where its luck begins."""
        return self.result.seed

    @property
    def worlds(self) -> int:
        """How many worlds it has."""
        return self.result.worlds

    @property
    def series(self) -> pd.DataFrame:
        """Its weekly series."""
        return self.result.series


def seen(label: str, result: Result, *, executor: Executor | None = None) -> Side:
    """A side whose first worlds are lived through again, to see them week by week."""
    weeks = shown_weeks(result.scenario.horizon_weeks)
    worlds = min(result.worlds, WEEKLY_WORLDS)
    plan = Plan(result.scenario, result.seed)
    found = observe(plan, variables=WEEKLY, weeks=weeks, worlds=worlds, executor=executor)
    return Side(label, result, weeks, found.weekly)


def shown_weeks(horizon: int) -> tuple[int, ...]:
    """The weeks at which a difference over time is taken: some fifty, and the last.

    >>> shown_weeks(7), len(shown_weeks(156))
    ((0, 1, 2, 3, 4, 5, 6), 53)
    """
    step = max(1, horizon // _POINTS)
    return tuple(sorted({*range(0, horizon, step), horizon - 1}))


def common_horizon(scenarios: Mapping[str, Scenario]) -> int:
    """The weeks that all have; refused where they do not start together."""
    starts = {label: scenario.start for label, scenario in scenarios.items()}
    first_label, first = next(iter(starts.items()))
    for label, start in starts.items():
        if start != first:
            raise RequestError(
                f"{label} starts on {start.isoformat()} and {first_label} on {first.isoformat()}: "
                "worlds that begin on different days do not share their luck; give both the same "
                "start"
            )
    return min(scenario.horizon_weeks for scenario in scenarios.values())


def notes(sides: Sequence[Side], horizons: Sequence[int]) -> tuple[str, ...]:
    """What the reader must know of how the sides were set side by side.

    ``horizons`` are the weeks that each scenario was meant to run.
    """
    told = []
    if len(set(horizons)) > 1:
        weeks = sides[0].scenario.horizon_weeks
        told.append(
            f"The scenarios run {_listed(horizons)} weeks; they are compared over the first "
            f"{weeks}, which all have."
        )
    if not paired(sides):
        told.append(
            f"The runs have different seeds ({_listed([side.seed for side in sides])}), so their "
            "worlds do not share their luck: they are compared unpaired, with wider intervals."
        )
    elif len({side.worlds for side in sides}) > 1:
        told.append(
            f"The runs have {_listed([side.worlds for side in sides])} worlds; the first "
            f"{shared_worlds(sides):,}, which all have, are compared."
        )
    return tuple(told)


def paired(sides: Sequence[Side]) -> bool:
    """Whether world w of one side has the luck of world w of the others."""
    return len({side.seed for side in sides}) == 1


def shared_worlds(sides: Sequence[Side]) -> int:
    """How many worlds all sides have."""
    return min(side.worlds for side in sides)


def _listed(numbers: Sequence[int]) -> str:
    texts = [f"{number:,}" for number in numbers]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
