"""Which parameters of a design the worlds of a scenario look at."""

from __future__ import annotations

from simulator.agents.cast import Cast
from simulator.agents.journal import Journal
from simulator.engine.blocks import Plan
from simulator.engine.observe import Looking
from simulator.scenario import Scenario
from simulator.scenario.design import Design


def laid_down(scenario: Scenario, design: Design) -> frozenset[str]:
    """The paths that agents draw when they are set up, a design's among them.

    >>> import numpy as np
    >>> from simulator.scenario import load_scenario
    >>> "target.slip" in laid_down(load_scenario("minimal"), Design({"target.slip": np.ones(1)}))
    True
    """
    draws = Plan(scenario, 0, design).draws(first_tile=0, tiles=1)
    sink = Looking(frozenset(), frozenset())
    return frozenset(Cast.of(scenario, draws, journal=Journal(), sink=sink).draws.drawn)
