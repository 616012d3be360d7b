"""The factors of a scenario: numbers and words that worlds draw, and fixed numbers with a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.randomness import TILE, Stream
from simulator.scenario import Scenario
from simulator.scenario.design import Column, Design
from simulator.scenario.distributions import Distribution, WordChoice, is_drawn
from simulator.scenario.grounds import Ground, grounds
from simulator.scenario.rules import NumberRule
from simulator.scenario.schema.walk import slot_at

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Span:
    """The range of a fixed number, all values alike; whole numbers only if ``whole``.

    >>> Span(1, 3, whole=True).quantile(np.array([0.1, 0.5, 0.99])).tolist()
    [1.0, 2.0, 3.0]
    """

    low: float
    high: float
    whole: bool = False

    def quantile(self, u: Floats) -> Floats:
        """The values at shares of the range."""
        if self.whole:
            values: Floats = np.minimum(
                np.floor(self.low + u * (self.high - self.low + 1)), self.high
            )
            return values
        return self.low + u * (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Factor:
    """Something uncertain: its path in the scenario, and the values it takes.

    ``drawn`` is whether ordinary runs draw it; what is fixed and has a range is only screened.
    """

    path: str
    values: Distribution | WordChoice[object] | Span
    drawn: bool = True

    def at(self, u: Floats) -> Column:
        """The values at ``u`` between 0 and 1; of words, the labels."""
        if isinstance(self.values, WordChoice):
            return np.array(self.values.labels, dtype=object)[self.values.pick(u)]
        return self.values.quantile(u)


def factors(scenario: Scenario) -> tuple[Factor, ...]:
    """What is uncertain in a scenario, in the order of its file.

    >>> from simulator.scenario import load_scenario
    >>> factors(load_scenario("minimal"))
    ()
    """
    found = (_factor(ground) for ground in grounds(scenario))
    return tuple(factor for factor in found if factor)


def _factor(ground: Ground) -> Factor | None:
    if is_drawn(ground.value):
        return Factor(ground.path, ground.value)  # type: ignore[arg-type] # drawn: one of the two
    if ground.basis.range is None:
        return None
    slot = slot_at(ground.path.split("."))
    whole = bool(slot and isinstance(slot.rule, NumberRule) and slot.rule.whole)
    return Factor(ground.path, Span(*ground.basis.range, whole=whole), drawn=False)


def design_of(points: Floats, among: Sequence[Factor], *, tiles: int) -> Design:
    """A design that lays down every factor; all rows share ``tiles`` of 256 worlds of luck."""
    columns = {factor.path: factor.at(points[:, place]) for place, factor in enumerate(among)}
    return Design(columns, worlds_a_row=tiles * TILE, luck_tiles=tiles)


def points(rows: int, names: Sequence[str], *, seed: int) -> Floats:
    """Numbers between 0 and 1, a row a point, a column a name; each name has a stream of its own.

    >>> points(2, ["a", "b"], seed=1).shape
    (2, 2)
    """
    tiles = -(-rows // TILE)
    columns = [
        Stream(seed, f"sensitivity/{name}", first_tile=0, tiles=tiles).uniform53() for name in names
    ]
    return np.column_stack(columns)[:rows]
