"""The simulator and the reference engine tell the same worlds.

Events in their order, weekly values, outcomes and deals: counts exactly, reals to 1e-9.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from simulator import load_scenario, scenario_from_text, simulate
from simulator.scenario import scenario_names
from tests.reference.compare import busiest, first_difference
from tests.reference.engine import Reference
from tests.reference.scenarios import scenarios
from tests.reference.trace import SCENARIO

SKETCH = Path(__file__).parents[1] / "fixtures" / "sketch.yaml"
EVERYTHING = Path(__file__).parent / "everything.yaml"

SHIPPED, EVERYWHERE = 24, 240
"""Worlds compared of each shipped scenario, and of the one in which every rule is at work."""
DRAWN, MANY = (12, 32), (400, 64)
"""Scenarios drawn, and worlds compared of each: always, and in the slow test."""

KINDS = {
    *("event", "gesture", "subsidy", "veto", "alarm", "freeze", "snapback", "deal cancelled"),
    *("all relief withdrawn", "attention lost", "talks open", "round", "agreement", "breakdown"),
    *("escalation", "walks away", "release", "relief", "breach by sender", "breach by target"),
    *("deal complete", "change of government"),
}
"""Everything that can happen (ODD section 11)."""


@pytest.mark.parametrize("name", [*scenario_names(), str(SKETCH)])
def test_both_engines_tell_the_same_worlds_of_a_shipped_scenario(name: str) -> None:
    run = simulate(load_scenario(name), worlds=SHIPPED, seed=1)
    found = first_difference(run, told=[busiest(run)])
    assert found is None, found


def test_both_engines_tell_the_same_worlds_where_every_rule_is_at_work() -> None:
    run = simulate(load_scenario(str(EVERYTHING)), worlds=EVERYWHERE, seed=1)
    found = first_difference(run, told=[0, 16, busiest(run)])
    assert found is None, found


def test_all_that_can_happen_happens_where_every_rule_is_at_work() -> None:
    reference = Reference(load_scenario(str(EVERYTHING)), seed=1)
    happened = {event.kind for world in range(100) for event in reference.world(world).events}
    assert happened == KINDS


@settings(max_examples=DRAWN[0])
@given(text=scenarios())
def test_both_engines_tell_the_same_worlds_of_any_scenario(text: str) -> None:
    run = simulate(scenario_from_text(text), worlds=DRAWN[1], seed=1)
    found = first_difference(run, told=[busiest(run)])
    assert found is None, found


@pytest.mark.slow
@settings(max_examples=MANY[0])
@given(text=scenarios())
def test_both_engines_tell_the_same_worlds_of_many_scenarios(text: str) -> None:
    run = simulate(scenario_from_text(text), worlds=MANY[1], seed=2)
    found = first_difference(run)
    assert found is None, found


def test_a_world_of_a_later_tile_is_the_same_too() -> None:
    run = simulate(load_scenario(str(SCENARIO)), worlds=300, seed=5)
    found = first_difference(run, told=[299])
    assert found is None, found
