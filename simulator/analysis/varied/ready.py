"""A scenario made ready to be varied: every path and value checked before anything runs."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from pydantic_core import PydanticCustomError

from simulator.analysis.varied.axis import Axis, Value
from simulator.engine.laid import laid_down
from simulator.errors import Problem, RequestError, ScenarioError
from simulator.randomness import TILE
from simulator.scenario import Scenario
from simulator.scenario.design import Column, Design
from simulator.scenario.distributions import WordChoice
from simulator.scenario.drawn import parameters
from simulator.scenario.faults import quoted
from simulator.scenario.loader import with_overrides
from simulator.scenario.rules import NumberRule, OrderRule, PolicyRule, Rule, WordRule
from simulator.scenario.schema.walk import slot_at


@dataclass(frozen=True)
class Ready:
    """A scenario whose axes can be laid down world by world.

    ``scenario`` is the ``base`` with each word that varies given as a choice of all its values, and
    each number that the base does not state as one of its ends.
    """

    base: Scenario
    scenario: Scenario
    axes: tuple[Axis, ...]

    def fixed(self, values: Mapping[str, Value]) -> Scenario:
        """The scenario with its axes fixed at ``values`` by path, as a file would give it."""
        changes = [_stated(axis.path, values[axis.path]) for axis in self.axes]
        return with_overrides(self.base, changes)

    def design(self, points: dict[str, Column], *, tiles: int) -> Design:
        """A design of so many points, all in the same ``tiles`` of 256 worlds."""
        return Design(points, worlds_a_row=tiles * TILE, luck_tiles=tiles)


def ready(scenario: Scenario, axes: Sequence[Axis], *, option: str = "--vary") -> Ready:
    """Check that the scenario has every path and takes every value, also together.

    ``option`` is where the user gave the axes, for what is refused.
    """
    paths = [axis.path for axis in axes]
    if not paths or len(set(paths)) < len(paths):
        raise RequestError(f"{option} needs at least one path, and each path once")
    known = parameters(scenario)
    checked = [_checked(axis, known) for axis in axes]
    problems = [replace(found, file=option) for found in checked if isinstance(found, Problem)]
    if problems:
        raise ScenarioError(problems)
    fit = tuple(axis for axis in checked if isinstance(axis, Axis))
    with_overrides(scenario, [_choice(axis, known) for axis in fit if _ends(axis, known)])
    told = [axis for axis in fit if axis.has_words or axis.path not in known]
    added = [_choice(axis, known) for axis in told if _ends(axis, known)]
    whole = Ready(scenario, with_overrides(scenario, added) if added else scenario, fit)
    _refuse_idle(whole)
    return whole


def _checked(axis: Axis, known: dict[str, Any]) -> Axis | Problem:
    slot = slot_at(axis.path.split("."))
    if axis.path not in known and not (slot and slot.rule and _has_parent(axis.path, known)):
        near = difflib.get_close_matches(axis.path, known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else "'sanctions schema' lists what there is"
        return Problem("--vary", axis.path, "the scenario has no such number or word", hint=hint)
    rule = slot.rule if slot else None
    number = isinstance(rule, NumberRule) and rule.drawn
    if rule is None or not (number or isinstance(rule, WordRule | PolicyRule | OrderRule)):
        hint = "run it with --set instead, once for each value"
        return Problem("--vary", axis.path, "is the same in every world of a run", hint=hint)
    axis = replace(axis, is_whole=isinstance(rule, NumberRule) and rule.whole)
    return next(_refused(axis, rule, known.get(axis.path)), axis)


def _has_parent(path: str, known: dict[str, Any]) -> bool:
    parent = path.rpartition(".")[0]
    return any(other.startswith(f"{parent}.") for other in known)


def _refused(axis: Axis, rule: Rule, given: Any) -> Iterator[Problem]:
    """What the rule of the path says against a value."""
    if axis.has_words and isinstance(given, WordChoice) and set(axis.values) <= set(given.labels):
        return
    for value in axis.values:
        try:
            rule.parse(_plain(value, rule))
        except PydanticCustomError as error:
            about = error.context or {}
            yield Problem(
                "--vary", axis.path, str(about.get("message", error)),
                expected=about.get("expected"), hint=about.get("hint"),
            )  # fmt: skip


def _plain(value: Value, rule: Rule) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value.split("+") if isinstance(rule, OrderRule) else value


def _ends(axis: Axis, known: dict[str, Any]) -> tuple[Value, ...]:
    """The values with which an axis has to be tried: none if the scenario draws them all anyway."""
    given = known.get(axis.path)
    if axis.has_words and isinstance(given, WordChoice) and set(axis.values) <= set(given.labels):
        return ()
    if axis.has_words:
        return axis.values
    numbers = [float(value) for value in axis.values]
    return min(numbers), max(numbers)


def _choice(axis: Axis, known: dict[str, Any]) -> str:
    """The override that makes the path a choice of the axis' values, or of its ends."""
    ends = list(dict.fromkeys(_ends(axis, known)))
    listed = {_key(end): 1 / len(ends) for end in ends}
    weights = ", ".join(f"{key}: {weight!r}" for key, weight in listed.items())
    slot = slot_at(axis.path.split("."))
    if slot and isinstance(slot.rule, OrderRule):
        orders = ", ".join(f"{_key(end)}: {json.dumps(str(end).split('+'))}" for end in ends)
        return f"{axis.path}={{choice: {{{weights}}}, of: {{{orders}}}}}"
    return f"{axis.path}={{choice: {{{weights}}}}}"


def _stated(path: str, value: Value) -> str:
    """The override that fixes a path at a value."""
    slot = slot_at(path.split("."))
    if not isinstance(value, str):
        return f"{path}={value:.12g}"
    if slot and isinstance(slot.rule, OrderRule):
        return f"{path}={json.dumps(value.split('+'))}"
    return f"{path}={json.dumps(value)}"


def _key(value: Value) -> str:
    return json.dumps(value) if isinstance(value, str) else f"{value:.12g}"


def _refuse_idle(whole: Ready) -> None:
    """Refuse a path that no world looks at, so that varying it could show nothing."""
    first = {axis.path: axis.at(np.array([0.5])) for axis in whole.axes}
    used = laid_down(whole.scenario, Design(first))
    idle = [axis.path for axis in whole.axes if axis.path not in used]
    if idle:
        raise RequestError(
            f"{quoted(idle[0])} makes no difference in {whole.base.name}: no world looks at it"
        )
