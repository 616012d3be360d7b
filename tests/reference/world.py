"""One world: everybody in it, and the week they share (ODD section 3)."""

from __future__ import annotations

from typing import Any, NamedTuple

import simpy

from tests.reference.draws import Luck
from tests.reference.economy import Economy
from tests.reference.market import Market
from tests.reference.patron import Patron
from tests.reference.prisoners import Observer, Target
from tests.reference.recorder import Closing, Recorder
from tests.reference.sender import Sender
from tests.reference.timeline import Timeline


class Event(NamedTuple):
    """Something that happened."""

    week: int
    actor: str
    kind: str
    numbers: dict[str, Any]


class World:
    """One possible history."""

    def __init__(self, values: Any, luck: Luck, *, events: bool, weekly: bool) -> None:
        self.values = values
        self.luck = luck
        self.env = simpy.Environment()
        self.events: list[Event] = []
        self._listening = events
        self.economy = Economy(values)
        self.target = Target(self, values)
        self.observer = Observer(self, values.prisoners)
        self.market = None
        if values.commodity is not None:
            self.market = Market(self, values.commodity, values.horizon_weeks)
        self.patron = Patron(self, values.patron) if values.patron is not None else None
        self.senders = [Sender(self, name, one) for name, one in values.senders.items()]
        self.recorder = Recorder(self, weekly=weekly)

    def run(self) -> None:
        """Let everybody act, week after week, in the order of the week."""
        self.env.process(Timeline(self, self.values.timeline).live(self.env))
        in_order = [self.market, self.target, self.observer, self.patron, *self.senders]
        agents = [one for one in in_order if one is not None]
        for place, agent in enumerate([*agents, Closing(self), self.recorder], start=1):
            self.env.process(agent.live(self.env, place))
        self.env.run(until=self.values.horizon_weeks)

    def tell(self, actor: str, kind: str, **numbers: Any) -> None:
        """Note an event, if anybody listens."""
        if self._listening:
            self.events.append(Event(int(self.env.now), actor, kind, numbers))

    def sender(self, name: str) -> Sender:
        """The sender of this name."""
        return next(sender for sender in self.senders if sender.name == name)

    def is_watched(self, week: int) -> bool:
        """Whether some deal, completed before, is being watched."""
        return any(sender.watches(week) for sender in self.senders)

    @property
    def price(self) -> float:
        """The price of the commodity; 0 without one."""
        return self.market.price if self.market is not None else 0.0

    def income(self, levels: list[float]) -> float:
        """The target's income now, at some levels of relief."""
        return self.economy.income(self.price, levels, self.economy.reliance)
