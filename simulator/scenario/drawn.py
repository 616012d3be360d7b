"""The parameters of a scenario by path: what stands there, and what each world draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.scenario.distributions import Distribution, WordChoice, is_drawn
from simulator.scenario.schema import Scenario
from simulator.scenario.schema.base import Part


def parameters(scenario: Scenario) -> dict[str, Any]:
    """Every value that the scenario states, by dotted path: numbers, words, distributions, choices.

    Paths are those of the random streams (``param/<path>``).

    >>> from simulator.scenario import load_scenario
    >>> parameters(load_scenario("minimal"))["prisoners.arrests_per_week"]
    8.0
    """
    return dict(_leaves(scenario, ()))


def drawn_parameters(scenario: Scenario) -> dict[str, Distribution | WordChoice[Any]]:
    """The parameters that each world draws, by path, in the order of the schema.

    >>> from simulator.scenario import load_scenario
    >>> drawn_parameters(load_scenario("belarus-2025"))["target.slip"]
    Triangular(a=0.01, mode=0.03, b=0.06)
    """
    return {path: value for path, value in parameters(scenario).items() if is_drawn(value)}


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Part):
        for name in value.stated():
            yield from _leaves(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _leaves(entry, (*path, name))
    elif value is not None:
        yield ".".join(path), value
