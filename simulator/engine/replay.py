"""One world again, with everything that happened in it and why.

The tile of that world is run once more with an open journal. Draws depend on the world alone, so it
is the same world as in the run.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from simulator.agents.journal import Event, Value
from simulator.agents.recorder import Look
from simulator.engine.blocks import Plan, live_through
from simulator.engine.closely import Closely, EveryWorld, Transcript
from simulator.randomness import TILE
from simulator.scenario import Scenario

_REASONS: Final[dict[str, tuple[str, dict[str, Value]]]] = {
    "round": ("reasons", {}),
    "breach by target": ("delivery by target", {"kept": 0}),
    "breach by sender": ("delivery by sender", {"kept": 0}),
}
"""By kind of event the kind of detail that says why, and numbers which that must have."""


@dataclass
class OneWorld:
    """The weekly values of the world at one position of a block (a recorder's sink).

    Of the other worlds of the block it keeps what a closer look needs.
    """

    position: int
    values: dict[str, list[float]] = field(default_factory=dict)
    others: EveryWorld = field(default_factory=EveryWorld)

    def take(self, week: int, variable: str, look: Look) -> None:
        """Keep this world's value of a variable."""
        self.values.setdefault(variable, []).append(float(look()[self.position]))
        self.others.take(week, variable, look)

    def note(self, week: int, variable: str, look: Look) -> None:
        """Of what no series shows, keep what a closer look needs."""
        self.others.note(week, variable, look)


@dataclass(frozen=True)
class Replay:
    """What happened in one world: events with their numbers, weekly values, drawn parameters.

    ``details`` say what decisions rested on, in the order in which they were taken.
    ``tile`` are the worlds that were run along with it, the world itself among them.
    """

    scenario: Scenario
    seed: int
    world: int
    events: tuple[Event, ...]
    details: tuple[Event, ...]
    values: dict[str, list[float]]
    parameters: dict[str, float | str]
    tile: Closely

    @property
    def reasoned(self) -> tuple[Event, ...]:
        """The events; those that a decision came to also have the numbers it rested on."""
        return tuple(self._with_reasons(event) for event in self.events)

    def _with_reasons(self, event: Event) -> Event:
        kind, same = _REASONS.get(event.kind, ("", {}))
        for detail in self.details:
            if (detail.week, detail.actor, detail.kind) != (event.week, event.actor, kind):
                continue
            known = {**same, "rung": event.numbers["rung"], "number": event.numbers.get("number")}
            if all(detail.numbers[key] == known[key] for key in known if key in detail.numbers):
                return replace(event, numbers={**detail.numbers, **event.numbers})
        return event

    @property
    def released(self) -> float:
        """People released by deal in all."""
        return self.values["released"][-1]


def replay(scenario: Scenario, *, seed: int, world: int) -> Replay:
    """Run world ``world`` of a scenario again and tell all that happened in it."""
    tile, position = divmod(world, TILE)
    journal, sink = Transcript(position), OneWorld(position)
    draws = Plan(scenario, seed).draws(first_tile=tile, tiles=1)
    cast = live_through(scenario, draws, journal=journal, sink=sink)
    drawn = cast.draws.drawn.items()
    parameters = {path: values[[position]].tolist()[0] for path, values in drawn}
    first = tile * TILE
    rounds = journal.rounds(first_world=first)
    around = Closely(first, TILE, sink.others.weekly(), rounds)
    events, details = tuple(journal.events), tuple(journal.details)
    return Replay(scenario, seed, world, events, details, sink.values, parameters, around)
