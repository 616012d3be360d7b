"""Where two accounts of one world first differ."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import pandas as pd

from simulator.api import Run
from simulator.engine.replay import Replay
from tests.reference import rules
from tests.reference.engine import History, Reference

TOLERANCE = 1e-9


def same(a: Any, b: Any) -> bool:
    """Whether two values agree: words and whole numbers exactly, reals to 1e-9."""
    if _missing(a) or _missing(b):
        return _missing(a) and _missing(b)
    if isinstance(a, str) or isinstance(b, str):
        return bool(a == b)
    if float(a).is_integer() and float(b).is_integer():
        return float(a) == float(b)
    return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def differing_keys(mine: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The keys of whose values the two do not agree, or that one of them lacks."""
    keys = [*mine, *(key for key in other if key not in mine)]
    return [k for k in keys if k not in mine or k not in other or not same(mine[k], other[k])]


def difference(run: Run, reference: Reference, world: int) -> str | None:
    """The first difference of a world between the two engines, in words; None if there is none."""
    mine = reference.world(world)
    found = _of_tables(run, mine)
    return told_differently(mine, run.replay(world)) or (
        found and f"{run.scenario.name}, seed {run.seed}, world {world}: {found}"
    )


def told_differently(mine: History, replay: Replay) -> str | None:
    """The first difference in what is told of a world, with the rule and the week it shows in."""
    found = _of_parameters(mine.parameters, replay.parameters) or _earlier(
        _of_events(mine.events, replay.events), _of_weeks(mine.values, replay.values)
    )
    return found and f"{replay.scenario.name}, seed {replay.seed}, world {replay.world}: {found}"


def first_difference(run: Run, *, told: Iterable[int] = ()) -> str | None:
    """The first difference in the tables of all worlds, or in what is told of some of them."""
    reference = Reference(run.scenario, seed=run.seed)
    for mine in reference.worlds(run.worlds):
        found = _of_tables(run, mine)
        if found:
            return difference(run, reference, mine.world) or f"told alike, but {found}"
    differing = (difference(run, reference, world) for world in told)
    return next((found for found in differing if found), None)


def busiest(run: Run) -> int:
    """The world with the most deals, breakdowns, breaches and snapbacks."""
    counted = ["deals", "breakdowns", "breaches_by_target", "breaches_by_senders", "snapbacks"]
    return int(run.outcomes[counted].sum(axis=1).to_numpy().argmax())


def _earlier(*found: tuple[int, str] | None) -> str | None:
    """Of differences that each have a week, the earliest; of one week, the first named."""
    there = [one for one in found if one]
    return min(there, key=lambda one: one[0])[1] if there else None


def _of_tables(run: Run, mine: History) -> str | None:
    """The first difference of a world's rows in the tables of outcomes and deals."""
    row = {str(key): one for key, one in run.outcomes.iloc[mine.world].items()}
    told = {**mine.outcomes, **{f"param_{k}": v for k, v in mine.parameters.items()}}
    told["world"] = mine.world
    key = next(iter(differing_keys(told, row)), None)
    if key is not None:
        return f"rule {rules.OUTCOMES}, outcome {_told_apart(key, told, row)}"
    return _of_deals(mine, run.deals)


def _of_parameters(mine: Mapping[str, Any], other: Mapping[str, Any]) -> str | None:
    for key in differing_keys(mine, other):
        return f"rule {rules.DRAWS}, parameter {_told_apart(key, mine, other)}"
    return None


def _told_apart(key: str, mine: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    left, right = mine.get(key, "absent"), other.get(key, "absent")
    return f"{key}: reference {left!r}, simulator {right!r}"


def _of_events(mine: Sequence[Any], other: Sequence[Any]) -> tuple[int, str] | None:
    for place, (left, right) in enumerate(zip_longest(mine, other)):
        if left is None or right is None or not _same_event(left, right):
            week = min(one.week for one in (left, right) if one is not None)
            rule = _rule_of_events(left, right)
            told = f"week {week}, rule {rule}, event {place}:"
            return week, f"{told}\n  reference {left}\n  simulator {right}"
    return None


def _same_event(a: Any, b: Any) -> bool:
    return _same_kind(a, b) and not differing_keys(a.numbers, b.numbers)


def _same_kind(a: Any, b: Any) -> bool:
    return bool((a.week, a.actor, a.kind) == (b.week, b.actor, b.kind))


def _rule_of_events(left: Any, right: Any) -> str:
    """The rule of the first number that differs, else of the event that comes too early."""
    if left is not None and right is not None and _same_kind(left, right):
        return rules.of_event(left.kind, differing_keys(left.numbers, right.numbers)[0])
    there = [one for one in (left, right) if one is not None]
    return rules.of_event(min(there, key=lambda event: event.week).kind)


def _of_weeks(mine: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[int, str] | None:
    if set(mine) != set(other):
        return 0, f"weekly variables: reference {sorted(mine)}, simulator {sorted(other)}"
    for week in range(len(mine["held"])):
        here = {name: values[week] for name, values in mine.items()}
        there = {name: values[week] for name, values in other.items()}
        differing = differing_keys(here, there)
        if differing:
            name = min(differing, key=rules.depth)
            told = f"week {week}, rule {rules.of_variable(name)}, at its end"
            return week, f"{told} {_told_apart(name, here, there)}"
    return None


def _of_deals(mine: History, deals: pd.DataFrame) -> str | None:
    rows = deals[deals["world"] == mine.world].to_dict("records")
    if len(rows) != len(mine.deals):
        return f"rule {rules.AGREEMENT}, deals: reference {len(mine.deals)}, simulator {len(rows)}"
    for place, (left, right) in enumerate(zip(mine.deals, rows, strict=True)):
        told = {key: value for key, value in right.items() if key in left}
        for key in differing_keys(left, told):
            return f"rule {rules.OUTCOMES}, deal {place}, {_told_apart(key, left, told)}"
    return None
