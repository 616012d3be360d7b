"""A scenario's numbers, words and orders as they are in one world."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

from simulator.scenario import Scenario
from simulator.scenario.distributions import Distribution, WordChoice
from simulator.scenario.schema.base import Part
from simulator.scenario.schema.behaviour import BehaviourChange
from tests.reference.draws import TILE, Tile

WHOLE = {
    "held",
    "gesture_people",
    "recognition_lag_weeks",
    "ask",
    "rounds",
    "tranches",
    "release_lag_weeks",
    "relief_lag_weeks",
    "watch_weeks",
}
"""The parameters of section 12 marked n that may be drawn."""


class Parameters:
    """The scenario as nested plain values.

    What each world draws is entered into the same nest before the world begins, so a nest serves
    one world at a time.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._drawn: list[tuple[dict[str, Any], str, str, Any]] = []
        self._values: dict[int, list[tuple[list[Any], list[Any]]]] = {}
        self._posterior = scenario.posterior
        self.nest: Any = self._plain(scenario, "")
        for event, given in zip(
            self.nest.timeline.values(), scenario.timeline.values(), strict=True
        ):
            event.week, event.action = scenario.week_of(given), given.action

    def draw(self, tile: Tile, world: int) -> dict[str, Any]:
        """Enter what this world draws; by path, what it drew, choices by their labels."""
        place, told = world % TILE, {}
        for (home, key, path, _), (values, labels) in zip(
            self._drawn, self._of_tile(tile), strict=True
        ):
            home[key] = values[place]
            told[path] = labels[place]
        return told

    def _of_tile(self, tile: Tile) -> list[tuple[list[Any], list[Any]]]:
        if tile.tile not in self._values:
            drawn = [
                _laid_down(key, self._posterior.cells(path), one, tile)
                if self._posterior and path in self._posterior.paths
                else _drawn_values(key, path, one, tile)
                for _, key, path, one in self._drawn
            ]
            self._values = {tile.tile: drawn}
        return self._values[tile.tile]

    def _plain(self, value: Any, path: str) -> Any:
        if isinstance(value, BehaviourChange):
            others = {n: getattr(value, n) for n in ("sender",) if hasattr(value, n)}
            return SimpleNamespace(**others, given=self._mapping(value.given(), path))
        if isinstance(value, Part):
            fields = {name: getattr(value, name) for name in type(value).model_fields}
            nest = SimpleNamespace()
            nest.__dict__.update(self._mapping(fields, path, nest.__dict__))
            return nest
        if hasattr(value, "items"):
            return self._mapping(value, path)
        return value

    def _mapping(self, fields: Any, path: str, home: dict[str, Any] | None = None) -> Any:
        home = {} if home is None else home
        for key, value in fields.items():
            here = f"{path}.{key}" if path else key
            if isinstance(value, Distribution | WordChoice):
                self._drawn.append((home, key, here, value))
            else:
                home[key] = self._whole(key, self._plain(value, here))
        return home

    @staticmethod
    def _whole(key: str, value: Any) -> Any:
        return round(value) if key in WHOLE and isinstance(value, float) else value


def _laid_down(key: str, cells: Any, one: Any, tile: Tile) -> tuple[list[Any], list[Any]]:
    """The same from a column of a posterior: one draw a world picks the row of all columns."""
    rows = [min(len(cells) - 1, math.floor(u * len(cells))) for u in tile.parameter("posterior")]
    if isinstance(one, WordChoice):
        labels = [cells[row] for row in rows]
        return [one.options[one.labels.index(label)] for label in labels], labels
    low, high = one.support()
    values = [min(max(float(cells[row]), low), high) for row in rows]
    values = [round(v) for v in values] if key in WHOLE else values
    return values, values


def _drawn_values(key: str, path: str, one: Any, tile: Tile) -> tuple[list[Any], list[Any]]:
    """For each world of a tile: the value, and how it is told."""
    u = tile.parameter(path)
    if isinstance(one, WordChoice):
        picked = one.pick(u).tolist()
        return [one.options[i] for i in picked], [one.labels[i] for i in picked]
    values = one.quantile(u).tolist()
    values = [round(v) for v in values] if key in WHOLE else values
    return values, values
