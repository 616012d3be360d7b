"""One world again, with everything that happened in it and why.

The tile of that world is run once more with an open journal. Draws depend on the world alone, so it
is the same world as in the run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from simulator.agents.journal import Event
from simulator.engine.blocks import Plan, live_through
from simulator.engine.closely import Closely, EveryWorld, Transcript
from simulator.randomness import TILE
from simulator.scenario import Scenario


@dataclass
class OneWorld:
    """The weekly values of the world at one position of a block (a recorder's sink).

    Of the other worlds of the block it keeps what a closer look needs.
    """

    position: int
    values: dict[str, list[float]] = field(default_factory=dict)
    others: EveryWorld = field(default_factory=EveryWorld)

    def take(self, week: int, variable: str, values: npt.NDArray[Any]) -> None:
        """Keep this world's value of a variable."""
        self.values.setdefault(variable, []).append(float(values[self.position]))
        self.others.take(week, variable, values)

    def note(self, week: int, variable: str, values: npt.NDArray[Any]) -> None:
        """Of what no series shows, keep what a closer look needs."""
        self.others.note(week, variable, values)


@dataclass(frozen=True)
class Replay:
    """What happened in one world: events with their numbers, weekly values, drawn parameters.

    ``tile`` are the worlds that were run along with it, the world itself among them.
    """

    scenario: Scenario
    seed: int
    world: int
    events: tuple[Event, ...]
    values: dict[str, list[float]]
    parameters: dict[str, float | str]
    tile: Closely

    @property
    def released(self) -> float:
        """People released by deal in all."""
        return self.values["released"][-1]


def replay(scenario: Scenario, *, seed: int, world: int) -> Replay:
    """Run world ``world`` of a scenario again and tell all that happened in it."""
    tile, position = divmod(world, TILE)
    journal, sink = Transcript(position), OneWorld(position)
    draws = Plan(scenario, seed).draws(first_tile=tile, tiles=1)
    cast = live_through(scenario, draws, journal=journal, sink=sink)
    drawn = cast.draws.drawn.items()
    parameters = {path: values[[position]].tolist()[0] for path, values in drawn}
    first = tile * TILE
    rounds = journal.rounds(first_world=first)
    around = Closely(first, TILE, sink.others.weekly(), rounds)
    return Replay(scenario, seed, world, tuple(journal.events), sink.values, parameters, around)
