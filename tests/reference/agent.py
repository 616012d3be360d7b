"""What all agents share: a place in the week and a rhythm."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Generator

import simpy

STEP = 1 / 1024
"""Agents act within a week one after another, each this much later: exact in floating point."""


class Agent(ABC):
    """Somebody who acts every so many weeks, at its place in the week."""

    rhythm = 1

    @abstractmethod
    def act(self, week: int) -> None:
        """What it does in a week in which it acts."""

    def live(self, env: simpy.Environment, place: int) -> Generator[simpy.Event, None, None]:
        """The agent as a SimPy process: it acts in weeks 0, rhythm, 2 rhythm, …"""
        yield env.timeout(place * STEP)
        while True:
            self.act(int(env.now))
            yield env.timeout(self.rhythm)
