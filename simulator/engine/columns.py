"""Columns of the outcomes alone, for experiments of many worlds that keep no other tables."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from functools import partial

import numpy as np

from simulator.engine.blocks import Block, Plan, Progress, blocks_of, live_block
from simulator.engine.observe import Looking
from simulator.errors import RequestError
from simulator.model.rounding import Floats
from simulator.results.block import Column, outcomes
from simulator.results.run import is_week
from simulator.scenario.faults import did_you_mean


def run_columns(
    plan: Plan,
    *,
    columns: Sequence[str],
    worlds: int,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> dict[str, Column]:
    """Some columns of ``outcomes.csv`` for so many worlds of a plan.

    Weeks never reached and ratios without a divisor are not numbers (NaN).

    >>> from simulator.scenario import load_scenario
    >>> plan = Plan(load_scenario("minimal"), seed=1)
    >>> run_columns(plan, columns=["released"], worlds=300)["released"].shape
    (300,)
    """
    work = partial(_columns, plan=plan, columns=tuple(columns))
    cut = blocks_of(worlds)
    parts: list[dict[str, Column]] = []
    for block, part in zip(
        cut, map(work, cut) if executor is None else executor.map(work, cut), strict=True
    ):
        parts.append(part)
        if progress is not None:
            progress(min(block.first_world + block.worlds, worlds))
    return {name: np.concatenate([part[name] for part in parts]) for name in columns}


def _columns(block: Block, *, plan: Plan, columns: tuple[str, ...]) -> dict[str, Column]:
    cast = live_block(block, plan, sink=Looking(frozenset(), frozenset()))
    found = outcomes(cast, first_world=block.first_world, worlds=block.worlds)
    for name in columns:
        if name not in found:
            hint = did_you_mean(name, found)
            raise RequestError(
                f"{plan.scenario.name} has no outcome {name}" + (f"; {hint}" if hint else "")
            )
    return {name: _with_gaps(name, found[name]) for name in columns}


def _with_gaps(name: str, values: Column) -> Column:
    if not is_week(name):
        return values
    weeks: Floats = np.where(values < 0, np.nan, values)
    return weeks
