"""Weekly values of every world at chosen weeks: what calibration and hindcasts look at.

A run keeps weekly values as summaries over worlds; here each world's own value is kept, for a few
variables and weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from simulator.agents.recorder import Look
from simulator.engine.blocks import Block, Plan, blocks_of, live_block
from simulator.errors import RequestError
from simulator.model.rounding import Floats
from simulator.results.block import Column, deals, outcomes
from simulator.results.run import table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Observed:
    """What was seen of each world.

    ``weekly`` has by variable an array of worlds by weeks, in the order in which the weeks were
    asked for; ``outcomes`` and ``deals`` are tables as of a run.
    """

    weeks: tuple[int, ...]
    weekly: Mapping[str, Floats]
    outcomes: pd.DataFrame
    deals: pd.DataFrame

    def at(self, variable: str, week: int) -> Floats:
        """A variable at the end of a week, in each world."""
        values: Floats = self.weekly[variable][:, self.weeks.index(week)]
        return values


@dataclass(frozen=True)
class Looking:
    """Keeps some variables at some weeks (a recorder's sink)."""

    variables: frozenset[str]
    weeks: frozenset[int]
    seen: dict[tuple[str, int], Floats] = field(default_factory=dict)

    def take(self, week: int, variable: str, look: Look) -> None:
        """Keep a copy of what was asked for."""
        if week in self.weeks and variable in self.variables:
            self.seen[variable, week] = look().astype(np.float64)

    note = take


@dataclass(frozen=True)
class _Sight:
    """What was seen of a block."""

    outcomes: Mapping[str, Column]
    deals: Mapping[str, Column]
    weekly: Mapping[str, Floats]


def observe(
    plan: Plan,
    *,
    variables: Sequence[str],
    weeks: Sequence[int],
    worlds: int,
    executor: Executor | None = None,
) -> Observed:
    """Run ``worlds`` worlds of a plan and keep ``variables`` at the end of ``weeks``.

    The variables are those of ``series.csv``, and ``gestures``, ``term_ended`` and
    ``snapbacks_<sender>``, each counted from the start. The worlds are those of a run of the same
    scenario and seed.

    >>> from simulator.scenario import load_scenario
    >>> plan = Plan(load_scenario("minimal"), seed=1)
    >>> seen = observe(plan, variables=["held"], weeks=[0, 25], worlds=300)
    >>> seen.weekly["held"].shape
    (300, 2)
    """
    look = _looker(plan, variables=variables, weeks=weeks)
    sights = list(_each(look, worlds, executor))
    weekly = {name: np.concatenate([s.weekly[name] for s in sights]) for name in variables}
    return Observed(
        tuple(weeks),
        weekly,
        table([s.outcomes for s in sights]),
        table([s.deals for s in sights]),
    )


def observe_blocks(
    plan: Plan,
    *,
    variables: Sequence[str],
    weeks: Sequence[int],
    worlds: int,
    executor: Executor | None = None,
) -> Iterator[Observed]:
    """The same block by block, in the order of the worlds, so that no more need be held at once.

    >>> from simulator.scenario import load_scenario
    >>> plan = Plan(load_scenario("minimal"), seed=1)
    >>> blocks = observe_blocks(plan, variables=["held"], weeks=[25], worlds=300)
    >>> [len(seen.outcomes) for seen in blocks]
    [300]
    """
    look = _looker(plan, variables=variables, weeks=weeks)
    for sight in _each(look, worlds, executor):
        yield Observed(tuple(weeks), sight.weekly, table([sight.outcomes]), table([sight.deals]))


def _looker(
    plan: Plan, *, variables: Sequence[str], weeks: Sequence[int]
) -> Callable[[Block], _Sight]:
    _check(plan, weeks)
    return partial(_look, plan=plan, variables=tuple(variables), weeks=tuple(weeks))


def _each(
    look: Callable[[Block], _Sight], worlds: int, executor: Executor | None
) -> Iterator[_Sight]:
    cut = blocks_of(worlds)
    return map(look, cut) if executor is None else executor.map(look, cut)


def _check(plan: Plan, weeks: Sequence[int]) -> None:
    last = plan.scenario.horizon_weeks - 1
    beyond = [week for week in weeks if not 0 <= week <= last]
    if beyond:
        raise RequestError(
            f"{plan.scenario.name} has weeks 0 to {last}; asked for {', '.join(map(str, beyond))}"
        )


def _look(
    block: Block, *, plan: Plan, variables: tuple[str, ...], weeks: tuple[int, ...]
) -> _Sight:
    looking = Looking(frozenset(variables), frozenset(weeks))
    cast = live_block(block, plan, sink=looking)
    missing = [name for name in variables if weeks and (name, weeks[0]) not in looking.seen]
    if missing:
        raise RequestError(f"{plan.scenario.name} records no {', '.join(missing)}")
    kept = {
        name: np.stack([looking.seen[name, week][: block.worlds] for week in weeks], axis=1)
        for name in variables
    }
    return _Sight(
        outcomes(cast, first_world=block.first_world, worlds=block.worlds),
        deals(cast, first_world=block.first_world, worlds=block.worlds),
        kept,
    )
