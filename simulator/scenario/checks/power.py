"""Checks of escalation and of the patron's punishment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.scenario.checks.look import extremes, instruments, possible, table, tables
from simulator.scenario.faults import Path, did_you_mean, one_of, quoted
from simulator.scenario.findings import Finding


def escalation_possible(data: Any) -> Iterator[Finding]:
    """A sender that may escalate names an instrument of its own, no route, to escalate with."""
    for sender, body in tables(data, "senders"):
        behaviour = table(body, "behaviour")
        yield from _escalation(data, sender, behaviour, ("senders", sender, "behaviour"))
    for event, body in tables(data, "timeline"):
        change = table(body, "behaviour")
        path: Path = ("timeline", event, "behaviour")
        yield from _changed_escalation(data, change.get("sender"), change, path)
        government = table(body, "government")
        path = ("timeline", event, "government", "behaviour")
        new = table(government, "behaviour")
        yield from _changed_escalation(data, government.get("sender"), new, path)


def _changed_escalation(
    data: Any, sender: Any, change: dict[Any, Any], path: Path
) -> Iterator[Finding]:
    """What a change leaves out stays as the sender has it."""
    if not isinstance(sender, str) or not change:
        return
    kept = table(data, "senders", sender, "behaviour").get("escalate_instrument")
    if kept is not None and change.get("escalate_instrument") is None:
        return
    yield from _escalation(data, sender, change, path)


def _escalation(data: Any, sender: str, behaviour: dict[Any, Any], path: Path) -> Iterator[Finding]:
    named = behaviour.get("escalate_instrument")
    kinds = {n: one.get("kind") for owner, n, one in instruments(data) if owner == sender}
    own = [name for name, kind in kinds.items() if kind != "commodity_route"]
    if named is None:
        if "escalate" in possible(behaviour.get("on_breakdown")):
            message = "escalate needs an instrument to tighten"
            listed = one_of(own) if own else f"{sender} has none that can be tightened"
            expected = f"escalate_instrument beside it ({listed})"
            yield Finding((*path, "on_breakdown"), message, expected=expected)
    elif isinstance(named, str) and named not in own:
        route = kinds.get(named) == "commodity_route"
        what = (
            f"{quoted(named)} is a route"
            if route
            else f"{sender} has no instrument {quoted(named)}"
        )
        hint = did_you_mean(named, own)
        yield Finding((*path, "escalate_instrument"), what, expected=one_of(own), hint=hint)


def patron_feedback(data: Any) -> Iterator[Finding]:
    """The patron's punishment does not feed itself."""
    parts = [
        table(data, "patron").get("grip", 0),
        table(data, "reliance").get("start", 0),
        table(data, "reliance").get("subsidy_pull", 0),
    ]
    found = [extremes(part) for part in parts]
    most = 1.0
    for ends in found:
        if ends is None or ends[0] < 0:
            return
        most *= ends[1]
    if most >= 1:
        message = (
            f"grip x reliance.start x reliance.subsidy_pull can reach {most:.3g}: "
            "punishment would raise reliance, which raises punishment, without end"
        )
        yield Finding(("patron", "grip"), message, expected="a product below 1")
