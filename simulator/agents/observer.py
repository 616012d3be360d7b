"""The observer: rights groups publish how many are held and how many were newly recognised."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from simulator.agents.clock import Clock, Process
from simulator.agents.parameters import Draws
from simulator.agents.target import Target
from simulator.model.rounding import Ints, count_up
from simulator.scenario import Scenario


@dataclass(frozen=True)
class Publication:
    """What was last published: the week, the count held, the number recognised since the start."""

    week: int
    count: Ints
    recognised: Ints


class Observer:
    """Counts the prisoners; arrests are recognised with a lag."""

    def __init__(self, scenario: Scenario, draws: Draws, *, target: Target) -> None:
        node = scenario.prisoners
        self._every = node.publication_every_weeks
        self._lag = draws.integer(node.recognition_lag_weeks, "prisoners.recognition_lag_weeks")
        self._target = target
        self._arrested: deque[Ints] = deque(maxlen=int(self._lag.max()) + 1)
        self.count_at_start = count_up(target.ledger.start)
        self.latest = Publication(0, self.count_at_start, np.zeros_like(self.count_at_start))

    def live(self, clock: Clock) -> Process:
        """Watch every week, publish every few."""
        yield from clock.every(1, self, self._act)

    @property
    def arrested(self) -> Ints:
        """People arrested so far, recognised or not."""
        return self._arrested[-1]

    def published_in(self, week: int) -> bool:
        """Whether the latest publication is of this week."""
        return self.latest.week == week

    def _act(self, week: int) -> None:
        self._arrested.append(count_up(self._target.ledger.arrested))
        if week % self._every == 0:
            count = count_up(self._target.ledger.held)
            self.latest = Publication(week, count, self._recognised(week))

    def _recognised(self, week: int) -> Ints:
        """Arrests so far that are at least a recognition lag old."""
        seen = np.zeros_like(self.count_at_start)
        for lag in np.unique(self._lag).tolist():
            if lag <= week:
                np.copyto(seen, self._arrested[-1 - lag], where=self._lag == lag)
        return seen
