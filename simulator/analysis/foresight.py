"""What a scenario, run freely from its start, foresees of what was observed later."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.observations import (
    COUNTS,
    Observation,
    observed_cases,
    read_observations,
)
from simulator.engine.blocks import Plan
from simulator.engine.observe import Observed, observe
from simulator.errors import RequestError
from simulator.scenario import Scenario, load_scenario
from simulator.scenario.design import Design
from simulator.scenario.faults import did_you_mean
from simulator.scenario.library import CASES

Floats = npt.NDArray[np.float64]

NEVER: Final = np.inf
"""The week of an event that does not come."""


@dataclass(frozen=True)
class Case:
    """A case with a known ending: the scenario, and what was observed of it."""

    name: str
    scenario: Scenario
    observations: tuple[Observation, ...]

    @property
    def scored(self) -> tuple[Observation, ...]:
        """The observations that lie after the start."""
        return tuple(each for each in self.observations if each.scored)

    @property
    def until(self) -> int:
        """The last week looked at."""
        return max(each.week for each in self.scored)

    def looked_until(self, each: Observation) -> int:
        """The last week in which it was looked for an event."""
        return self.until if each.value else each.week


def load_case(name: str) -> Case:
    """A packaged case by name, with or without its folder.

    >>> load_case("cases/cuba-2014").name
    'cuba-2014'
    """
    bare = PurePosixPath(name).name
    if bare not in observed_cases() or name not in {bare, f"{CASES}/{bare}"}:
        near = did_you_mean(bare, observed_cases())
        hint = near or f"there are {', '.join(observed_cases())}"
        raise RequestError(f"{name}: there is no such case; {hint}")
    scenario = load_scenario(f"{CASES}/{bare}")
    return Case(bare, scenario, read_observations(bare, start=scenario.start))


@dataclass(frozen=True)
class Foresight:
    """What was seen in each world of a case, week by week."""

    case: Case
    seen: Observed

    def count(self, quantity: str, week: int) -> Floats:
        """A count at the end of a week, in each world."""
        parts = np.stack([self.seen.at(name, week) for name in COUNTS[quantity]])
        return np.asarray(parts.sum(axis=0), dtype=np.float64)

    def event_week(self, each: Observation) -> Floats:
        """The week of an event in each world, infinite where it never comes."""
        if each.kind == "rung":
            name = f"week_{each.subject.replace('/', '_')}"
            weeks = self.seen.outcomes[name].astype("float64").fillna(NEVER)
            return np.asarray(weeks, dtype=np.float64)
        came = self.seen.weekly[f"snapbacks_{each.subject}"] > 0
        first = np.where(came.any(axis=1), came.argmax(axis=1), NEVER)
        return np.asarray(first, dtype=np.float64)

    def of(self, each: Observation) -> Floats:
        """People for a count, the week for an event: one sample a world."""
        return self.event_week(each) if each.is_event else self.count(each.quantity, each.week)

    def comparable(self, each: Observation) -> tuple[Floats, float]:
        """An observation's samples and what they are compared with (see ``censored``)."""
        return censored(self.case, each, self.of(each))


def censored(case: Case, each: Observation, samples: Floats) -> tuple[Floats, float]:
    """Samples of an observation and its value, on one scale.

    A count stays as it is. An event that has not come by the end of what is looked at counts as
    coming the week after, in the samples and in history.
    """
    if not each.is_event:
        return samples, each.value
    late = case.looked_until(each) + 1
    return np.minimum(samples, late), float(each.week if each.value else late)


def foresee(
    case: Case,
    *,
    worlds: int,
    seed: int,
    design: Design | None = None,
    executor: Executor | None = None,
) -> Foresight:
    """Run a case freely from its start; a ``design`` lays some of its parameters down."""
    plan = Plan(case.scenario, seed, design)
    weeks = range(case.scenario.horizon_weeks)
    names = variables_of(case.observations)
    seen = observe(plan, variables=names, weeks=weeks, worlds=worlds, executor=executor)
    return Foresight(case, seen)


def variables_of(observations: Sequence[Observation]) -> list[str]:
    """The weekly variables of a run that observations need."""
    counts = {n for each in observations if not each.is_event for n in COUNTS[each.quantity]}
    back = {f"snapbacks_{each.subject}" for each in observations if each.kind == "snapback"}
    return sorted(counts | back)
