"""The dated events (ODD section 6)."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from tests.reference.economy import Dial

if TYPE_CHECKING:
    from tests.reference.world import World


class Timeline:
    """What the scenario dates; it acts first in its weeks."""

    def __init__(self, world: World, events: dict[str, Any]) -> None:
        self.world = world
        dated = []
        for place, (name, event) in enumerate(events.items()):
            dated.append((event.week, place, name, event, True))
            if event.for_weeks is not None:
                dated.append((event.week + event.for_weeks, place, name, event, False))
        self._dated = sorted(dated, key=lambda entry: entry[:2])

    def live(self, env: simpy.Environment) -> Generator[simpy.Event, None, None]:
        """The timeline as a SimPy process."""
        for week, _, name, event, begins in self._dated:
            if week > env.now:
                yield env.timeout(week - env.now)
            if begins:
                self.world.tell("timeline", "event", name=name, note=event.note)
                self._begin(event, week)
            else:
                self._end(event)

    def _begin(self, event: Any, week: int) -> None:
        if event.action == "freeze":
            self._freeze(event.freeze, week)
        elif event.action == "behaviour":
            self.world.sender(event.behaviour.sender).overlay(event, event.behaviour.given)
        elif event.action == "government":
            change = event.government
            sender = self.world.sender(change.sender)
            sender.change_government(week, change.behaviour.given, change.reversal_probability)
        else:
            self._turn(event, begins=True)

    def _end(self, event: Any) -> None:
        if event.action == "behaviour":
            self.world.sender(event.behaviour.sender).overlay_ends(event)
        else:
            self._turn(event, begins=False)

    def _freeze(self, freeze: Any, week: int) -> None:
        for sender in self.world.senders:
            if freeze.sender in ("all", sender.name):
                sender.freeze_until(week + freeze.weeks)

    def _turn(self, event: Any, *, begins: bool) -> None:
        change = getattr(event, event.action)
        dial = self._dial(event.action, change)
        before = dial.value
        if begins:
            dial.begin(event, change)
        else:
            dial.end(event)
        patron = self.world.patron
        if patron is not None and dial is patron.ordinary:
            patron.ordinary_moved(before)

    def _dial(self, action: str, change: Any) -> Dial:
        world = self.world
        if action == "repression":
            return world.target.repression
        if action == "route_capacity":
            return world.economy.routes[change.route].capacity
        if action == "instrument_cost":
            named = (i for i in world.economy.instruments if i.name == change.instrument)
            return next(named).cost
        if action == "subsidy":
            assert world.patron is not None
            return world.patron.ordinary
        assert world.market is not None
        return world.market.long_run
