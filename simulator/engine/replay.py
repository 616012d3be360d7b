"""One world again, with everything that happened in it and why.

The tile of that world is run once more with an open journal. Draws depend on the world alone, so it
is the same world as in the run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from simulator.agents.journal import Event, Journal
from simulator.engine.blocks import Plan, live_through
from simulator.randomness import TILE
from simulator.scenario import Scenario


@dataclass
class OneWorld:
    """The weekly values of the world at one position of a block (a recorder's sink)."""

    position: int
    values: dict[str, list[float]] = field(default_factory=dict)

    def take(self, _week: int, variable: str, values: npt.NDArray[Any]) -> None:
        """Keep this world's value of a variable."""
        self.values.setdefault(variable, []).append(float(values[self.position]))

    def note(self, week: int, variable: str, values: npt.NDArray[Any]) -> None:
        """Pass over what is not reported."""


@dataclass(frozen=True)
class Replay:
    """What happened in one world: events with their numbers, weekly values, drawn parameters.

    ``details`` say what decisions rested on, in the order in which they were taken.
    """

    scenario: Scenario
    seed: int
    world: int
    events: tuple[Event, ...]
    details: tuple[Event, ...]
    values: dict[str, list[float]]
    parameters: dict[str, float | str]

    @property
    def released(self) -> float:
        """People released by deal in all."""
        return self.values["released"][-1]


def replay(scenario: Scenario, *, seed: int, world: int) -> Replay:
    """Run world ``world`` of a scenario again and tell all that happened in it."""
    tile, position = divmod(world, TILE)
    journal, sink = Journal(position), OneWorld(position)
    draws = Plan(scenario, seed).draws(first_tile=tile, tiles=1)
    cast = live_through(scenario, draws, journal=journal, sink=sink)
    drawn = cast.draws.drawn.items()
    parameters = {path: values[[position]].tolist()[0] for path, values in drawn}
    events, details = tuple(journal.events), tuple(journal.details)
    return Replay(scenario, seed, world, events, details, sink.values, parameters)
