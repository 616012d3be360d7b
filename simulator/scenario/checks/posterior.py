"""Whether joint draws fit the scenario they are for: paths that exist, values it allows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from simulator.errors import Problem
from simulator.scenario.distributions import Distribution, WordChoice
from simulator.scenario.drawn import parameters
from simulator.scenario.faults import did_you_mean, one_of, quoted
from simulator.scenario.posterior import Posterior, as_number
from simulator.scenario.rules import NumberRule, OrderRule, PolicyRule, WordRule
from simulator.scenario.schema import Scenario
from simulator.scenario.schema.walk import slot_at

_SLACK: Final = 1e-5
"""Relative: a value at the end of a range may have been rounded across it, to six digits."""


def unfit_draws(scenario: Scenario, posterior: Posterior) -> Iterator[Problem]:
    """What of a posterior the scenario cannot take: the first fault of each column.

    A parameter that the scenario fixes stays as it says; a column for it is passed over.
    """
    stated = parameters(scenario)
    for path in posterior.paths:
        if path not in stated or not _drawable(path):
            expected = "the path of a number or a choice that the scenario states"
            hint = did_you_mean(path, [known for known in stated if _drawable(known)])
            message = "the scenario states no such parameter"
            yield Problem(posterior.file, path, message, posterior.first_line, None, expected, hint)
        else:
            yield from _unfit(stated[path], path, posterior)


def _drawable(path: str) -> bool:
    slot = slot_at(path.split("."))
    rule = slot.rule if slot else None
    if isinstance(rule, NumberRule):
        return rule.drawn
    return isinstance(rule, WordRule | PolicyRule | OrderRule)


def _unfit(stated: Any, path: str, posterior: Posterior) -> Iterator[Problem]:
    expected = _expected(stated)
    if expected is None:
        return
    for row, cell in enumerate(posterior.cells(path)):
        if not _fits(cell, stated):
            line = posterior.first_line + 1 + row
            message = f"row {row + 1} is {quoted(cell)}"
            yield Problem(posterior.file, path, message, line, None, expected)
            return


def _expected(stated: Any) -> str | None:
    """What a cell must be; nothing if the scenario fixes the value."""
    if isinstance(stated, WordChoice):
        return one_of(stated.labels)
    if isinstance(stated, Distribution):
        low, high = stated.support()
        return f"a number that the scenario's distribution can give ({low:g} to {high:g})"
    return None


def _fits(cell: str, stated: Distribution | WordChoice[Any]) -> bool:
    if isinstance(stated, WordChoice):
        return cell in stated.labels
    number, (low, high) = as_number(cell), stated.support()
    if number is None:
        return False
    slack = _SLACK * max((abs(end) for end in (low, high) if math.isfinite(end)), default=0.0)
    return low - slack <= number <= high + slack
