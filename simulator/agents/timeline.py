"""The timeline: what the scenario dates, it does to the other agents in that week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from simulator.agents.clock import Clock, Process
from simulator.agents.dossier import Behaviour, Stage
from simulator.agents.parameters import Draws
from simulator.agents.sender import Sender
from simulator.model.rounding import Floats
from simulator.scenario import Scenario
from simulator.scenario.schema.timeline import Event


@dataclass
class Dial:
    """A number that events set or scale, for some weeks or for good, in the order they begin.

    >>> dial = Dial(np.array([2.0]), lambda x: print(x.tolist()))
    >>> dial.changes["war"] = lambda x: x * 3; dial.turn()
    [6.0]
    >>> del dial.changes["war"]; dial.turn()
    [2.0]
    """

    base: Floats
    apply: Callable[[Floats], None]

    def __post_init__(self) -> None:
        self.changes: dict[str, Callable[[Floats], Floats]] = {}

    def turn(self) -> None:
        """Bring the number up to date with the changes in force."""
        value = self.base
        for change in self.changes.values():
            value = change(value)
        self.apply(value)


class Timeline:
    """Knows the dates; sleeps until the next one."""

    def __init__(
        self, scenario: Scenario, draws: Draws, *, stage: Stage, senders: Mapping[str, Sender]
    ) -> None:
        self._scenario = scenario
        self._draws = draws
        self._stage = stage
        self._senders = senders
        self._dials: dict[str, Dial] = {}
        self._behaviours: dict[str, tuple[Behaviour, dict[str, dict[str, Any]]]] = {}
        self._agenda: dict[int, list[Callable[[int], None]]] = {}
        self._everywhere = np.arange(draws.worlds)
        for name, event in scenario.timeline.items():
            self._plan(name, event)

    def live(self, clock: Clock) -> Process:
        """Sleep until the next dated event."""
        for week in sorted(self._agenda):
            yield clock.at(week, self)
            for act in self._agenda[week]:
                act(week)

    def _plan(self, name: str, event: Event) -> None:
        """Put an event, and its end if it has one, on the agenda."""
        week = self._scenario.week_of(event)
        begin, end = self._acts(name, event)
        self._agenda.setdefault(week, []).append(self._noted(name, event, begin))
        if event.for_weeks is not None:
            self._agenda.setdefault(week + event.for_weeks, []).append(end)

    def _noted(self, name: str, event: Event, act: Callable[[int], None]) -> Callable[[int], None]:
        def noted(week: int) -> None:
            self._stage.journal.note(
                week, self._everywhere, "timeline", "event", name=name, note=event.note
            )
            act(week)

        return noted

    def _acts(self, name: str, event: Event) -> tuple[Callable[[int], None], Callable[[int], None]]:
        """What an event does when it begins, and when it ends."""
        kind = event.action
        path, action = f"timeline.{name}.{kind}", getattr(event, kind)
        if kind == "freeze":
            weeks = self._draws.number(action.weeks, f"{path}.weeks")
            who = list(self._senders) if action.sender == "all" else [action.sender]
            return lambda week: self._freeze(week, who, weeks), _nothing
        if kind == "government":
            changes = self._draws.fields(Behaviour, action.behaviour.given(), f"{path}.behaviour")
            reversal = self._draws.number(
                action.reversal_probability, f"{path}.reversal_probability"
            )
            return (
                lambda week: self._change_government(week, action.sender, changes, reversal),
                _nothing,
            )
        if kind == "behaviour":
            changes = self._draws.fields(Behaviour, action.given(), path)
            return (
                lambda week: self._behave(week, action.sender, name, changes),
                lambda week: self._behave(week, action.sender, name, None),
            )
        dial = self._dial(kind, action)
        change = self._change(action, path)
        return lambda _: _turn(dial, name, change), lambda _: _turn(dial, name, None)

    def _change(self, action: Any, path: str) -> Callable[[Floats], Floats]:
        if action.set is not None:
            fixed = self._draws.number(action.set, f"{path}.set")
            return lambda _: fixed
        factor = self._draws.number(action.scale, f"{path}.scale")
        return lambda value: value * factor

    def _dial(self, kind: str, action: Any) -> Dial:
        """The dial an event turns, made at first use so that all its events share it."""
        thing = getattr(action, "route", None) or getattr(action, "instrument", None) or ""
        key = f"{kind}/{thing}"
        if key not in self._dials:
            self._dials[key] = self._make_dial(kind, thing)
        return self._dials[key]

    def _make_dial(self, kind: str, thing: str) -> Dial:
        stage = self._stage
        if kind == "repression":
            return Dial(stage.target.repression, stage.target.set_repression)
        if kind == "long_run_price":
            return Dial(stage.market.long_run_price, stage.market.set_long_run_price)
        if kind == "subsidy":
            return Dial(stage.patron.ordinary_subsidy, stage.patron.set_ordinary_subsidy)
        if kind == "instrument_cost":
            k = stage.relief.instruments.index(thing)
            return Dial(stage.relief.cost[k].copy(), lambda cost: stage.relief.set_cost(k, cost))
        assert self._scenario.commodity is not None
        route = list(self._scenario.commodity.routes).index(thing)
        capacity = stage.relief.route_capacity(route)
        return Dial(capacity, lambda new: stage.relief.set_route_capacity(route, new))

    def _freeze(self, week: int, senders: list[str], weeks: Floats) -> None:
        for name in senders:
            self._senders[name].dossier.freeze(week, self._everywhere, weeks)

    def _change_government(
        self, week: int, sender: str, changes: dict[str, Any], reversal_probability: Floats
    ) -> None:
        """Change the standing behaviour for good, and perhaps take all relief back."""
        before, temporary = self._behaviour_of(sender)
        self._behaviours[sender] = (replace(before, **changes), temporary)
        self._update_behaviour(week, sender)
        self._senders[sender].change_government(week, reversal_probability)

    def _behave(self, week: int, sender: str, name: str, changes: dict[str, Any] | None) -> None:
        """Begin a dated change of behaviour, or end it (``changes`` is None)."""
        before, temporary = self._behaviour_of(sender)
        temporary.pop(name, None)
        if changes is not None:
            temporary[name] = changes
        self._behaviours[sender] = (before, temporary)
        self._update_behaviour(week, sender)

    def _behaviour_of(self, sender: str) -> tuple[Behaviour, dict[str, dict[str, Any]]]:
        return self._behaviours.get(sender, (self._senders[sender].dossier.behaviour, {}))

    def _update_behaviour(self, week: int, sender: str) -> None:
        behaviour, temporary = self._behaviours[sender]
        for changes in temporary.values():
            behaviour = replace(behaviour, **changes)
        self._senders[sender].change_behaviour(week, behaviour)


def _nothing(_week: int) -> None:
    """What an event without an end does at its end."""


def _turn(dial: Dial, name: str, change: Callable[[Floats], Floats] | None) -> None:
    dial.changes.pop(name, None)
    if change is not None:
        dial.changes[name] = change
    dial.turn()
