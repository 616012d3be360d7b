"""One lever moved in the reference engine just before a decision, and how the decision then goes.

The reference shares no rule and no array with the simulator; a flip that both engines show follows
from the model's description.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.analysis.whatif.decisions import (
    JUDGED,
    OPENING,
    RELEASE,
    RELIEF,
    ROUND,
    VETO,
    WALK_OUT,
    Decision,
)
from simulator.scenario import Scenario
from tests.reference.draws import TILE, Luck, Tile
from tests.reference.parameters import Parameters
from tests.reference.world import Event, World

Move = Callable[[World, Any, float], None]


def _behaviour(name: str) -> Move:
    def move(_world: World, sender: Any, value: float) -> None:
        old = getattr(sender.behaviour, name)
        setattr(sender.behaviour, name, round(value) if isinstance(old, int) else value)

    return move


def _target(name: str) -> Move:
    return lambda world, _, value: setattr(world.target.values, name, value)


def _patron(name: str) -> Move:
    return lambda world, _, value: setattr(world.patron.values, name, value)


def _belief(name: str) -> Move:
    def move(_world: World, sender: Any, value: float) -> None:
        belief = getattr(sender, name)
        seen = belief.kept + belief.broken
        belief.kept, belief.broken = value * seen, (1.0 - value) * seen

    return move


def _price(world: World, _sender: Any, value: float) -> None:
    assert world.market is not None
    world.market.price = value


def _relief_size(world: World, sender: Any, value: float) -> None:
    own = {instrument.place for instrument in sender.instruments.values()}
    for sizes in world.economy._sizes.values():
        sizes[:] = [(place, size * value if place in own else size) for place, size in sizes]


def _hold_value(world: World, _sender: Any, value: float) -> None:
    target = world.target
    target.hold_values_at_start = [one * value for one in target.hold_values_at_start]


def _cost(_world: World, sender: Any, value: float) -> None:
    for instrument in sender.instruments.values():
        instrument.cost.value *= value


def _recognised(world: World, _sender: Any, value: float) -> None:
    last = world.observer.last
    more = round(value)
    world.observer.last = last._replace(held=last.held + more, recognised=last.recognised + more)


def _ordinary(world: World, _sender: Any, value: float) -> None:
    world.target.prisoners.arrests_per_week = value


def _gap(world: World, sender: Any, value: float) -> None:
    if world.env.now < 1:
        sender.due *= value / sender.behaviour.contact_gap_weeks
    sender.behaviour.contact_gap_weeks = value


MOVES: dict[str, Move] = {
    "price": _price,
    "target_trust": _belief("target_trust"),
    "trust": _belief("trust"),
    "relief_size": _relief_size,
    "hold_value": _hold_value,
    "cost": _cost,
    "discount_rate": _target("discount_rate_per_year"),
    "target_opening": _target("opening"),
    "target_slip": _target("slip"),
    "target_keeps": _target("keeps_probability"),
    "target_forgives": _target("forgives_probability"),
    "target_shadow": _target("shadow_usd_m"),
    "takeback_credibility": _target("takeback_credibility"),
    "opening": _behaviour("opening"),
    "rounds": _behaviour("rounds"),
    "tranches": _behaviour("tranches"),
    "hawk": _behaviour("hawk"),
    "walk_out": _behaviour("walk_out_per_round"),
    "slip": _behaviour("slip"),
    "keeps": _behaviour("keeps_probability"),
    "forgives": _behaviour("forgives_probability"),
    "shadow": _behaviour("shadow_prisoners"),
    "alarm": _behaviour("alarm_people"),
    "tolerance": _behaviour("tolerance"),
    "cooling": _behaviour("cooling_weeks"),
    "contact_gap": _gap,
    "recognised": _recognised,
    "ordinary_arrests": _ordinary,
    "grip": _patron("grip"),
    "veto_slope": _patron("veto_slope"),
    "patron_tolerance": _patron("tolerance"),
}


def decided(
    scenario: Scenario, seed: int, decision: Decision, lever: str = "", value: float = 0.0
) -> int | None:
    """How the decision goes in the reference, a lever moved; None if it does not come up."""
    tile = Tile(seed, decision.world // TILE)
    parameters = Parameters(scenario)
    parameters.draw(tile, decision.world)
    world = World(parameters.nest, Luck(tile, decision.world), events=True, weekly=False)
    agent: Any = world.patron if decision.actor == "patron" else world.sender(decision.actor)
    act = agent.act

    def nudged(week: int) -> None:
        if week == decision.week and lever:
            MOVES[lever](world, agent, value)
        act(week)

    agent.act = nudged
    world.run()
    return _outcome(decision, world.events)


def _outcome(decision: Decision, events: list[Event]) -> int | None:
    mine = [event for event in events if event.actor == decision.actor]
    if decision.kind == OPENING:
        weeks = [event.week for event in mine if event.kind == "talks open"]
        return int(any(week >= decision.question.since for week in weeks))
    now = [event for event in mine if event.week == decision.week]
    if decision.kind == VETO:
        return int(any(event.kind == "veto" for event in now))
    here = [event for event in now if event.numbers.get("rung") == decision.rung]
    kinds = [event.kind for event in here]
    if decision.kind == ROUND:
        number = decision.numbers["number"]
        rounds = [one for one in here if one.kind == "round" and one.numbers["number"] == number]
        return int(rounds[0].numbers["agreed"]) if rounds else None
    if decision.kind == WALK_OUT:
        broken = [event for event in here if event.kind == "breakdown"]
        return int(broken[0].numbers["walked_out"]) if broken else 0 if "round" in kinds else None
    kept, broke, otherwise = {
        JUDGED: ("alarm", "", 0),
        RELEASE: ("release", "breach by target", None),
        RELIEF: ("relief", "breach by sender", None),
    }[decision.kind]
    return 0 if broke in kinds else 1 if kept in kinds else otherwise
