"""The order of a week: each agent has its slot, and SimPy keeps the time.

Time is counted in whole ticks, so many a week as there are agents; the tick within a week is an
agent's place in the order of ODD, "Process overview and scheduling".
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, Protocol

import simpy

Process = Generator[simpy.Event, Any, None]


class Agent(Protocol):
    """Whoever acts in the course of a run."""

    def live(self, clock: Clock) -> Process:
        """The agent's life as a SimPy process."""
        ...


class Clock:
    """Weeks for agents that act one after another.

    >>> class Bell:
    ...     def live(self, clock):
    ...         yield from clock.every(2, self, print)
    >>> clock = Clock()
    >>> clock.run([Bell()], weeks=5)
    0
    2
    4
    """

    def __init__(self) -> None:
        self._env = simpy.Environment()
        self._slots: dict[int, int] = {}

    def run(self, agents: Sequence[Agent], *, weeks: int) -> None:
        """Let the agents live for ``weeks``, in each week in the order given."""
        self._slots = {id(agent): slot for slot, agent in enumerate(agents)}
        for agent in agents:
            self._env.process(agent.live(self))
        self._env.run(until=weeks * len(agents))

    def at(self, week: int, agent: Agent) -> simpy.Event:
        """An event in the agent's slot of a week that has not passed; its value is the week."""
        tick = week * len(self._slots) + self._slots[id(agent)]
        return self._env.timeout(tick - self._env.now, value=week)

    def every(self, weeks: int, agent: Agent, act: Callable[[int], None]) -> Process:
        """Call ``act(week)`` in the agent's slot of week 0 and every so many weeks after."""
        week = 0
        while True:
            yield self.at(week, agent)
            act(week)
            week += weeks
