"""One world printed week by week, alike from either engine.

``python -m tests.reference.trace > tests/reference/golden-trace.txt`` renews the golden trace.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from simulator import load_scenario
from tests.reference import rules
from tests.reference.engine import Reference

FOLDER = Path(__file__).parent
SCENARIO = FOLDER / "golden.yaml"
GOLDEN = FOLDER / "golden-trace.txt"
SEED, WORLD, WEEKS = 1, 7, 30


def trace(events: Iterable[Any], values: Mapping[str, Sequence[float]]) -> str:
    """The first thirty weeks: what happened in each, and its values at the end."""
    listed = [event for event in events if event.week < WEEKS]
    lines: list[str] = []
    for week in range(WEEKS):
        lines.append(f"week {week}")
        lines.extend(_told(event) for event in listed if event.week == week)
        told = " ".join(f"{name}={_number(values[name][week])}" for name in sorted(values))
        lines.append(f"  = {told}")
    return "\n".join(lines) + "\n"


def _told(event: Any) -> str:
    numbers = " ".join(f"{key}={_number(one)}" for key, one in sorted(event.numbers.items()))
    return f"  {event.actor}, {event.kind}: {numbers}".rstrip(": ")


def _number(value: Any) -> str:
    """Eight digits, so that the last bit of an exponential does not show."""
    return repr(value) if isinstance(value, str) else f"{float(value):.8g}"


def where_apart(told: str, golden: str) -> str | None:
    """The first line that differs, with its week and world; None if the two are the same."""
    week = "before the first week"
    for mine, kept in zip_longest(told.splitlines(), golden.splitlines()):
        week = mine if mine == kept and mine.startswith("week") else week
        if mine != kept:
            place = f"{SCENARIO.stem}, seed {SEED}, world {WORLD}, {week}, rule {_rule(mine, kept)}"
            return f"{place}:\n  golden trace {kept}\n  now          {mine}"
    return None


def _rule(mine: str | None, kept: str | None) -> str:
    """The rule of the event, or of the first weekly value, that two lines tell differently."""
    told = kept or mine or ""
    if not told.startswith("  ="):
        return rules.of_event(re.split(", |: ", told.strip())[1])
    now = (mine or "").split()
    differing = [one.partition("=")[0] for one in told.split()[1:] if one not in now]
    return rules.of_variable(min(differing, key=rules.depth))


def golden_history() -> str:
    """The trace as the reference tells it."""
    history = Reference(load_scenario(str(SCENARIO)), seed=SEED).world(WORLD)
    return trace(history.events, history.values)


if __name__ == "__main__":
    sys.stdout.write(golden_history())
