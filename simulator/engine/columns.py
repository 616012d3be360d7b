"""Columns of the outcomes alone, for experiments of many worlds that keep no other tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from simulator.engine.blocks import TILES_A_BLOCK, Block, Plan, Progress, blocks_of, live_block
from simulator.engine.identity import identity, same_or_refused
from simulator.engine.observe import Looking
from simulator.engine.stream import KILLED
from simulator.errors import RequestError, RunError
from simulator.model.rounding import Floats
from simulator.results.block import Column, outcomes
from simulator.results.kept import packed_columns, unpacked_columns
from simulator.results.parts import Parts, Span
from simulator.results.run import is_week
from simulator.scenario.faults import did_you_mean


def run_columns(
    plan: Plan,
    *,
    columns: Sequence[str],
    worlds: int,
    executor: Executor | None = None,
    progress: Progress | None = None,
    kept: Parts | None = None,
) -> dict[str, Column]:
    """Some columns of ``outcomes.csv`` for so many worlds of a plan.

    Weeks never reached and ratios without a divisor are not numbers (NaN). What is done goes into
    ``kept``, and what is there already of the same plan, columns and versions is not run again;
    the result is the same. ``progress`` first hears how many worlds were there.

    >>> from simulator.scenario import load_scenario
    >>> plan = Plan(load_scenario("minimal"), seed=1)
    >>> run_columns(plan, columns=["released"], worlds=300)["released"].shape
    (300,)
    """
    names = list(dict.fromkeys(columns))
    # It reads all of the code, so it is worked out only where somebody asks for it.
    key = identity(plan) if kept or executor is not None else ""
    shelf = _Shelf(kept, _key(key, names), names) if kept else None
    cut = blocks_of(worlds, tiles=TILES_A_BLOCK)
    there = {block: found for block in cut if shelf and (found := shelf.at(block)) is not None}
    done = sum(block.worlds for block in there)
    if progress is not None:
        progress(done)
    left = [block for block in cut if block not in there]
    work = partial(_columns, plan=plan, columns=tuple(names))
    if executor is not None:
        work = partial(_elsewhere, work=work, plan=plan, key=key)
    for block, found in _each(left, work, executor):
        there[block] = found
        if shelf:
            shelf.put(block, found)
        done += block.worlds
        if progress is not None:
            progress(done)
    return {name: np.concatenate([there[block][name] for block in cut]) for name in names}


def _each(
    blocks: Sequence[Block], work: Callable[[Block], dict[str, Column]], executor: Executor | None
) -> Iterator[tuple[Block, dict[str, Column]]]:
    results = map(work, blocks) if executor is None else executor.map(work, blocks)
    try:
        yield from zip(blocks, results, strict=True)
    except BrokenExecutor as error:
        raise RunError(KILLED) from error


def _elsewhere(
    block: Block, *, work: Callable[[Block], dict[str, Column]], plan: Plan, key: str
) -> dict[str, Column]:
    """In a worker, which may be of another version, run a block."""
    same_or_refused(plan, key)
    return work(block)


def _key(key: str, columns: Sequence[str]) -> str:
    """What the bytes of a part depend on: the plan's key, and what is kept of its worlds."""
    return hashlib.sha256(json.dumps([key, list(columns)]).encode()).hexdigest()


@dataclass(frozen=True)
class _Shelf:
    """The parts of some columns of a plan."""

    parts: Parts
    key: str
    columns: list[str]

    def at(self, block: Block) -> dict[str, Column] | None:
        """What is there of a block."""
        content = self.parts.one(_span(block), key=self.key)
        return None if content is None else unpacked_columns(content, self.columns)

    def put(self, block: Block, found: dict[str, Column]) -> None:
        """Keep what came of a block."""
        self.parts.keep(_span(block), packed_columns(found), key=self.key)


def _span(block: Block) -> Span:
    return Span(block.first_world, block.worlds)


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
