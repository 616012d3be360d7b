"""The factors of a scenario: numbers and words that worlds draw, and fixed numbers with a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.randomness import TILE, Stream
from simulator.scenario import Scenario
from simulator.scenario.design import Column, Design
from simulator.scenario.distributions import Distribution, WordChoice, is_drawn
from simulator.scenario.grounds import Ground, grounds
from simulator.scenario.posterior import Posterior
from simulator.scenario.rules import NumberRule
from simulator.scenario.schema.walk import slot_at

Floats = npt.NDArray[np.float64]

POSTERIOR: Final = "posterior"
"""The factor of all that a posterior lays down together."""


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

    ``drawn`` is whether ordinary runs draw it; what is fixed and has a range is only screened. All
    that a posterior lays down is one factor, which picks a row of it.
    """

    path: str
    values: Distribution | WordChoice[object] | Span | Posterior
    drawn: bool = True

    def at(self, u: Floats) -> dict[str, Column]:
        """Values by path at ``u`` between 0 and 1; of words, the labels."""
        values = self.values
        if isinstance(values, Posterior):
            rows = values.row_of(u)
            cells = {path: np.array(values.cells(path), dtype=object) for path in values.paths}
            return {path: column[rows] for path, column in cells.items()}
        if isinstance(values, WordChoice):
            return {self.path: np.array(values.labels, dtype=object)[values.pick(u)]}
        return {self.path: values.quantile(u)}


def factors(scenario: Scenario) -> tuple[Factor, ...]:
    """What is uncertain in a scenario, each independent of the others, in the order of its file.

    >>> from simulator.scenario import load_scenario
    >>> factors(load_scenario("minimal"))
    ()
    """
    laid = scenario.posterior
    found = (_factor(ground) for ground in grounds(scenario) if not _in(laid, ground))
    joint = [Factor(POSTERIOR, laid)] if laid else []
    return (*joint, *(factor for factor in found if factor))


def drawn_paths(scenario: Scenario) -> tuple[str, ...]:
    """The paths of all that worlds draw, one by one."""
    return tuple(ground.path for ground in grounds(scenario) if is_drawn(ground.value))


def _in(posterior: Posterior | None, ground: Ground) -> bool:
    return posterior is not None and ground.path in posterior and is_drawn(ground.value)


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
    columns: dict[str, Column] = {}
    for place, factor in enumerate(among):
        columns |= factor.at(points[:, place])
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
