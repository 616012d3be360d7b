"""A number that the engine must give, and why: one row of the table of known answers.

Every measurement is a mean of one value a world, so that its Monte Carlo standard error is the
spread of these values over the root of their number. A variance is measured as the mean square
distance from a mean that is itself known; a probability as the mean of yes and no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from simulator.scenario import Scenario
from tests.oracles.worlds import Seen, see

STANDARD_ERRORS: Final = 4.0
EXACTLY: Final = 1e-9
SEEDS: Final = range(1, 21)

Values = npt.NDArray[np.float64]
Measure = Callable[[Seen], npt.NDArray[np.generic]]


@dataclass(frozen=True)
class Case:
    """What is measured in each world, what its mean must be and why, and the rule in the ODD."""

    name: str
    measure: Measure
    expected: float
    derivation: str
    rule: str


@dataclass(frozen=True)
class Exact:
    """What must hold in every world to a billionth: the engine's numbers and the closed form's."""

    name: str
    measure: Callable[[Seen], tuple[Values, Values]]
    derivation: str
    rule: str

    def worst(self, seen: Seen) -> float:
        """The largest difference, relative to numbers above 1 (absolute to those below)."""
        engine, formula = self.measure(seen)
        assert engine.size > 0
        return float(np.max(np.abs(engine - formula) / np.maximum(1.0, np.abs(formula))))


@dataclass(frozen=True)
class Setting:
    """A scenario and the cases that are measured in it; one run serves them all."""

    name: str
    make: Callable[[], Scenario]
    cases: tuple[Case, ...] = ()
    exact: tuple[Exact, ...] = ()
    tiles: int = 1

    def measured(self, seeds: Iterable[int] = SEEDS, *, more: int = 1) -> dict[str, Measured]:
        """Every case, measured in the worlds of each seed, or in so many times more of them."""
        scenario = self.make()
        samples: dict[str, list[Values]] = {case.name: [] for case in self.cases}
        for seed in seeds:
            seen = see(scenario, seed=seed, tiles=more * self.tiles)
            for case in self.cases:
                samples[case.name].append(np.asarray(case.measure(seen), dtype=np.float64))
        return {case.name: Measured(case, tuple(samples[case.name])) for case in self.cases}


@dataclass(frozen=True)
class Measured:
    """The values of a case in each world, seed by seed."""

    case: Case
    by_seed: tuple[Values, ...]

    @cached_property
    def spread(self) -> float:
        """Standard deviation over the worlds of all seeds."""
        return float(np.concatenate(self.by_seed).std(ddof=1))

    @property
    def mean(self) -> float:
        return float(np.concatenate(self.by_seed).mean())

    @property
    def standard_error(self) -> float:
        return self.spread / float(np.sqrt(sum(map(len, self.by_seed))))

    @property
    def deviation(self) -> float:
        """Distance from the closed form in standard errors, over all seeds."""
        return (self.mean - self.case.expected) / self.standard_error

    def deviations(self) -> list[float]:
        """The same for each seed by itself."""
        expected = self.case.expected
        return [
            float((values.mean() - expected) / (self.spread / np.sqrt(len(values))))
            for values in self.by_seed
        ]

    @property
    def resolution(self) -> float:
        """The relative error of the engine that takes the mean four standard errors away."""
        scale = abs(self.case.expected) or self.spread
        return STANDARD_ERRORS * self.standard_error / scale
