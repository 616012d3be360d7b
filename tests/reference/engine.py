"""The reference engine: docs/ODD.md as an ordinary SimPy model, one world at a time.

It shares nothing with the simulator but the reading of scenario files, so that a rule misread in
one of the two shows as a difference between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from simulator.scenario import Scenario
from tests.reference.draws import TILE, Luck, Tile
from tests.reference.parameters import Parameters
from tests.reference.world import Event, World


@dataclass(frozen=True)
class History:
    """What happened in one world; events and weekly values only if asked for."""

    world: int
    parameters: dict[str, Any]
    outcomes: dict[str, Any]
    deals: list[dict[str, Any]]
    events: list[Event]
    values: dict[str, list[float]]


class Reference:
    """A scenario's worlds, one after another."""

    def __init__(self, scenario: Scenario, *, seed: int) -> None:
        self.seed = seed
        self._parameters = Parameters(scenario)
        self._tile = Tile(seed, 0)

    def world(self, number: int, *, told: bool = True) -> History:
        """World ``number``: its outcomes and deals and, if ``told``, events and weekly values."""
        if number // TILE != self._tile.tile:
            self._tile = Tile(self.seed, number // TILE)
        parameters = self._parameters.draw(self._tile, number)
        world = World(self._parameters.nest, Luck(self._tile, number), events=told, weekly=told)
        world.run()
        recorder = world.recorder
        return History(
            number, parameters, recorder.outcomes(), recorder.deals(), world.events, recorder.values
        )

    def worlds(self, number: int) -> Iterator[History]:
        """The outcomes and deals of the first worlds."""
        return (self.world(w, told=False) for w in range(number))
