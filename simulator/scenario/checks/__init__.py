"""Checks across the parts of a scenario: names that must exist, shares that must sum to 1.

They look at plain data of any shape and pass over what is malformed, which the schema reports, so
that every problem of a file is found at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from simulator.scenario.checks.economy import (
    commodity_present,
    fields_by_kind,
    finance_present,
    names_unique,
    patron_feedback,
    route_keys,
)
from simulator.scenario.checks.names import columns_unique, few_enough
from simulator.scenario.checks.people import classes_shared, gesture_class
from simulator.scenario.checks.senders import escalation_possible, ladders
from simulator.scenario.checks.timeline import events
from simulator.scenario.findings import Finding

_CHECKS: Final[tuple[Callable[[Any], Iterator[Finding]], ...]] = (
    few_enough,
    classes_shared,
    gesture_class,
    commodity_present,
    finance_present,
    route_keys,
    names_unique,
    fields_by_kind,
    ladders,
    escalation_possible,
    patron_feedback,
    events,
    columns_unique,
)


def check(data: Any) -> Iterator[Finding]:
    """Everything that is wrong between the parts of a scenario."""
    for one in _CHECKS:
        yield from one(data)
