"""Running worlds: in blocks of whole tiles, each independent of the others.

A world is the same whatever its block and whoever runs it, so blocks may be of any size and run
anywhere: ``executor`` is any ``concurrent.futures.Executor``; without one, blocks run one after
another in this process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np

from simulator.agents.cast import Cast
from simulator.agents.journal import Journal
from simulator.agents.parameters import Draws
from simulator.agents.plugins.answers import Misbehaved
from simulator.agents.plugins.registry import ensure, sources_of, used_by
from simulator.agents.plugins.sources import Source
from simulator.agents.recorder import Sink
from simulator.errors import RequestError, RunError
from simulator.randomness import TILE, Streams
from simulator.results.block import BlockResult, deals, outcomes
from simulator.results.run import RunResult, assemble
from simulator.results.weekly import WeeklySummary
from simulator.scenario import Scenario
from simulator.scenario.design import Design

TILES_A_BLOCK: Final = 100
"""25,600 worlds: so wide that the fixed cost of a block hardly counts, in about 0.4 GB."""

_UNEVEN: Final = 2
"""Up to so many blocks stand as they are: more would only add fixed costs."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Block:
    """Some neighbouring worlds: from ``first_tile`` on, ``worlds`` of them."""

    first_tile: int
    worlds: int

    @property
    def first_world(self) -> int:
        """The number of its first world."""
        return self.first_tile * TILE

    @property
    def tiles(self) -> int:
        """Tiles that have to be run."""
        return -(-self.worlds // TILE)


def blocks_of(worlds: int, *, tiles: int = TILES_A_BLOCK) -> list[Block]:
    """Cut a number of worlds into blocks of at most so many tiles, all but the last equally wide.

    Beyond two their number is a multiple of four where that can be, so that two or four processes
    end together.

    >>> blocks_of(600, tiles=2)
    [Block(first_tile=0, worlds=512), Block(first_tile=2, worlds=88)]
    >>> [block.worlds for block in blocks_of(100_000)]
    [25088, 25088, 25088, 24736]
    """
    needed = -(-worlds // TILE)
    count = -(-needed // tiles)
    if count > _UNEVEN:
        count = -(-count // 4) * 4
    size = -(-needed // count) * TILE
    return [Block(first // TILE, min(size, worlds - first)) for first in range(0, worlds, size)]


@dataclass(frozen=True)
class Plan:
    """What is run: a scenario, where its luck begins, and what a design lays down.

    The users' strategies that the scenario names go along, so that other processes have them.
    """

    scenario: Scenario
    seed: int
    design: Design | None = None
    plugins: tuple[Source, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plugins", sources_of(used_by(self.scenario)))

    @classmethod
    def of(cls, scenario: Scenario, *, seed: int | None, design: Design | None = None) -> Plan:
        """A plan with the scenario's own seed, unless another is given."""
        return cls(scenario, scenario.seed if seed is None else seed, design)

    def draws(self, *, first_tile: int, tiles: int) -> Draws:
        """The draws of some tiles of worlds."""
        design = self.design or Design({})
        streams = Streams(
            self.seed,
            first_tile=first_tile,
            tiles=tiles,
            repeat=design.luck_tiles,
            luck_of=design.luck_of,
        )
        return Draws(streams, self.design, posterior=self.scenario.posterior)


def live_through(scenario: Scenario, draws: Draws, *, journal: Journal, sink: Sink) -> Cast:
    """Let the cast of a scenario live through its horizon, and return it at the end."""
    with faults_told(scenario, draws):
        cast = Cast.of(scenario, draws, journal=journal, sink=sink)
        cast.live(scenario.horizon_weeks)
    return cast


@contextmanager
def faults_told(scenario: Scenario, draws: Draws) -> Iterator[None]:
    """Tell what goes wrong while the worlds of ``draws`` live as a ``RunError``."""
    try:
        with np.errstate(all="raise", under="ignore"):
            yield
    except FloatingPointError as error:
        raise RunError(
            f"{scenario.name}: a number grew out of all bounds ({error}); look for a very large "
            "volatility, value or variation in the scenario"
        ) from error
    except Misbehaved as fault:
        here, same = draws.streams.first_tile * TILE + fault.world, draws.streams.luck_of
        world = here if same is None else same  # trials are all of one world
        raise RunError(f"{scenario.name}: {fault.told(world=world)}") from fault


def live_block(block: Block, plan: Plan, *, sink: Sink) -> Cast:
    """Let the worlds of one block live, their weekly values handed to ``sink``."""
    ensure(plan.plugins)
    draws = plan.draws(first_tile=block.first_tile, tiles=block.tiles)
    cast = live_through(plan.scenario, draws, journal=Journal(), sink=sink)
    if not cast.stage.target.ledger.balances():
        raise RunError(
            f"{plan.scenario.name}: people were lost or gained in worlds from "
            f"{block.first_world} on; this is a fault of the program, please report it"
        )
    return cast


def run_block(block: Block, *, plan: Plan) -> BlockResult:
    """Run the worlds of one block and keep its tables."""
    weekly = WeeklySummary(block.worlds)
    cast = live_block(block, plan, sink=weekly)
    return BlockResult(
        outcomes(cast, first_world=block.first_world, worlds=block.worlds),
        deals(cast, first_world=block.first_world, worlds=block.worlds),
        weekly,
    )


def worlds_wanted(scenario: Scenario, worlds: int | None) -> int:
    """How many worlds to run: the scenario's own number, unless another is given."""
    count = scenario.worlds if worlds is None else worlds
    if count < 1:
        raise RequestError(f"a run needs at least one world; asked for {count}")
    return count


def run_worlds(  # noqa: PLR0913 - separate wishes, each with a default
    scenario: Scenario,
    *,
    worlds: int | None = None,
    seed: int | None = None,
    design: Design | None = None,
    executor: Executor | None = None,
    tiles_a_block: int = TILES_A_BLOCK,
    progress: Progress | None = None,
) -> RunResult:
    """Run a scenario's worlds and put their tables together.

    ``worlds`` and ``seed`` default to the scenario's own; a ``design`` lays down parameters world
    by world; ``progress`` is told after each block how many worlds are done. The result does not
    depend on ``executor`` or ``tiles_a_block``.
    """
    plan = Plan.of(scenario, seed=seed, design=design)
    cut = blocks_of(worlds_wanted(scenario, worlds), tiles=tiles_a_block)
    work = partial(run_block, plan=plan)
    results = map(work, cut) if executor is None else executor.map(work, cut)
    return assemble(scenario, plan.seed, blocks=_told(results, cut, progress))


def _told(
    results: Iterator[BlockResult], blocks: list[Block], progress: Progress | None
) -> Iterator[BlockResult]:
    done = 0
    for block, result in zip(blocks, results, strict=True):
        done += block.worlds
        if progress is not None:
            progress(done)
        yield result
