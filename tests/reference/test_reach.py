"""The drawn scenarios set everything to work that a scenario file can ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from simulator import scenario_from_text
from tests.reference.delivery import Deliveries
from tests.reference.engine import Reference
from tests.reference.patron import Patron
from tests.reference.scenarios import CONCESSIONS, DELIVERIES, POLICIES, SNAPBACKS, scenarios
from tests.reference.sender import Sender
from tests.reference.test_same_worlds import KINDS
from tests.reference.timeline import Timeline
from tests.reference.watch import Watch

Reached = set[tuple[str, ...]]
DIALS = ("repression", "long_run_price", "subsidy", "route_capacity", "instrument_cost")

WANTED: Reached = {
    *product(("sender bargains", "target bargains"), CONCESSIONS),
    *product(("sender's turn", "target's turn"), DELIVERIES),
    *product(("deal",), ("target", "simultaneous", "sender"), ("at once", "in tranches")),
    *product(("alarm",), ("arrivals", "count")),
    *product(("alarm, then", "target's breach, then"), SNAPBACKS),
    *product(("breakdown, then",), ("retry", "sweeten", "escalate", "walk_away")),
    *product(("patron wakes",), ("indifferent", *POLICIES)),
    *product(("begins",), DIALS, ("set", "scale")),
    *product(("begins",), ("freeze", "behaviour", "government")),
    *product(("ends",), (*DIALS, "behaviour")),
    *product(("event",), KINDS),
}
"""What is to be at work: where a choice acts, and the word it acts on."""


def listening(monkeypatch: pytest.MonkeyPatch, reached: Reached) -> None:
    """Have the reference engine say what it does."""

    def before(home: type, name: str, says: Callable[..., Iterator[tuple[str, ...]]]) -> None:
        original = getattr(home, name)

        def act(self: Any, *args: Any, **keywords: Any) -> Any:
            reached.update(says(self, *args))
            return original(self, *args, **keywords)

        monkeypatch.setattr(home, name, act)

    before(Sender, "_hold_round", _round)
    before(Sender, "_agree", _deal)
    before(
        Sender, "_break_down", lambda s, _: iter([("breakdown, then", _word(s, "on_breakdown"))])
    )
    before(
        Deliveries, "_policy_keeps", lambda _, side, v, __: iter([(f"{side}'s turn", v.delivery)])
    )
    before(
        Deliveries,
        "_breach_by_target",
        lambda one, _: iter([("target's breach, then", one.sender.behaviour.snapback)]),
    )
    before(Patron, "act", lambda one, _: (("patron wakes", word) for word in one.policies))
    before(Timeline, "_begin", lambda _, event, __: iter([("begins", *_change(event))]))
    before(Timeline, "_end", lambda _, event: iter([("ends", event.action)]))
    alarms = Watch._alarms

    def alarmed(self: Watch, *args: Any) -> bool:
        found = alarms(self, *args)
        if found:
            behaviour = self.sender.behaviour
            reached.update({("alarm", behaviour.watch), ("alarm, then", behaviour.snapback)})
        return found

    monkeypatch.setattr(Watch, "_alarms", alarmed)


def _word(sender: Any, field: str) -> str:
    return str(getattr(sender.behaviour, field))


def _round(sender: Any, _week: int) -> Iterator[tuple[str, ...]]:
    yield "sender bargains", _word(sender, "concession")
    yield "target bargains", sender.world.target.values.concession


def _deal(sender: Any, *_: Any) -> Iterator[tuple[str, ...]]:
    sliced = "in tranches" if sender.behaviour.tranches > 1 else "at once"
    yield "deal", _word(sender, "first"), sliced


def _change(event: Any) -> tuple[str, ...]:
    if event.action not in DIALS:
        return (event.action,)
    change = getattr(event, event.action)
    return event.action, "scale" if change.set is None else "set"


@pytest.mark.slow
def test_every_choice_of_a_scenario_is_at_work_in_some_drawn_scenario(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached: Reached = set()
    listening(monkeypatch, reached)

    @settings(max_examples=300)
    @given(text=scenarios())
    def draw(text: str) -> None:
        reference = Reference(scenario_from_text(text), seed=1)
        for world in range(8):
            reached.update(("event", one.kind) for one in reference.world(world).events)

    draw()
    assert not sorted(WANTED - reached)
