"""What is compared of each world: its main outcomes, and which rungs were reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from simulator.results.run import Columns
    from simulator.scenario import Scenario

Floats = npt.NDArray[np.float64]

BROKEN: Final = "deals_broken"
REACHED: Final = "reached_"
PLAIN: Final = (
    "released",
    "net_effect",
    "held_end",
    "arrested",
    "deals",
    "relief_value_usd_m",
    "price_per_prisoner_usd_m",
    "reliance_end",
    "snapbacks",
    "first_deal_week",
)
"""Columns of ``outcomes.csv`` that are compared as they are."""


@dataclass(frozen=True)
class Rung:
    """A rung of a sender's ladder, by their names in the scenario."""

    sender: str
    name: str

    @property
    def week(self) -> str:
        """The column with the week in which it was first completed."""
        return f"week_{self.sender}_{self.name}"

    @property
    def reached(self) -> str:
        """The outcome that says whether it was: 0 or 1."""
        return f"{REACHED}{self.sender}_{self.name}"


def rungs_of(scenario: Scenario) -> tuple[Rung, ...]:
    """The rungs of a scenario, in its order."""
    return tuple(
        Rung(sender, name) for sender, part in scenario.senders.items() for name in part.rungs
    )


def common_rungs(scenarios: Sequence[Scenario]) -> tuple[Rung, ...]:
    """The rungs that all of some scenarios have, in the order of the first."""
    others = [set(rungs_of(scenario)) for scenario in scenarios[1:]]
    return tuple(rung for rung in rungs_of(scenarios[0]) if all(rung in its for its in others))


def measured(outcomes: Columns, rungs: Sequence[Rung], worlds: int) -> dict[str, Floats]:
    """Each outcome in the first ``worlds`` worlds; NaN where a world has none."""
    return dict(_measured(outcomes, rungs, worlds))


def _measured(
    outcomes: Columns, rungs: Sequence[Rung], worlds: int
) -> Iterator[tuple[str, Floats]]:
    for name in PLAIN:
        yield name, _numbers(outcomes, name)[:worlds]
    broken = _numbers(outcomes, "breaches_by_target") + _numbers(outcomes, "breaches_by_senders")
    yield BROKEN, broken[:worlds]
    for rung in rungs:
        yield rung.reached, np.isfinite(_numbers(outcomes, rung.week))[:worlds].astype(np.float64)


def needed(rungs: Sequence[Rung]) -> list[str]:
    """The columns of ``outcomes.csv`` that are needed."""
    broken = ["breaches_by_target", "breaches_by_senders"]
    return [*PLAIN, *broken, *(rung.week for rung in rungs)]


def _numbers(outcomes: Columns, name: str) -> Floats:
    values: Floats = outcomes[name].to_numpy(dtype=np.float64, na_value=np.nan)
    return values
