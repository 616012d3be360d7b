"""The same rules as a Mesa model: one model a world, stepped once a week.

The agents' rules are those of the reference engine (``tests/reference``), plain Python on one
world; Mesa takes SimPy's place as the scheduler. Scenarios with dated events are refused: nothing
here acts on dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import mesa

from simulator.scenario import Scenario
from tests.reference.draws import TILE, Luck, Tile
from tests.reference.parameters import Parameters
from tests.reference.recorder import Closing
from tests.reference.world import World


class Actor(mesa.Agent):
    """One of those who act: on the weeks of its rhythm."""

    def __init__(self, model: Bargain, part: Any) -> None:
        super().__init__(model)
        self.part = part

    def step(self) -> None:
        """Act, if this is one of its weeks."""
        if self.model.week % self.part.rhythm == 0:
            self.part.act(self.model.week)


class Bargain(mesa.Model):
    """One world; its agents act in the order in which they were made."""

    def __init__(self, values: Any, luck: Luck) -> None:
        super().__init__(rng=0)  # Mesa's own generator is not used: luck is the world's
        self.week = 0
        self.world = World(values, luck, events=False, weekly=False)
        self.world.env = SimpleNamespace(now=0)  # nothing asks SimPy for the time
        world = self.world
        in_order = [world.market, world.target, world.observer, world.patron, *world.senders]
        for part in [*(one for one in in_order if one), Closing(world), world.recorder]:
            Actor(self, part)

    def step(self) -> None:
        """One week."""
        self.agents.do("step")
        self.week += 1


def by_mesa(scenario: Scenario, worlds: int, *, seed: int) -> Iterator[dict[str, Any]]:
    """Outcomes of the first worlds, one model after another."""
    if scenario.timeline:
        raise ValueError(f"{scenario.name} has dated events, on which this model does not act")
    parameters = Parameters(scenario)
    tile = Tile(seed, 0)
    for number in range(worlds):
        if number // TILE != tile.tile:
            tile = Tile(seed, number // TILE)
        parameters.draw(tile, number)
        model = Bargain(parameters.nest, Luck(tile, number))
        for _ in range(scenario.horizon_weeks):
            model.step()
        yield model.world.recorder.outcomes()
