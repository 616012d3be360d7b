"""Parameters on a scale on which a calibration can move them and stay within their range.

A number is drawn by putting a uniform u through its inverse distribution function; on the *normal
scale* it is the standard normal value at u. There every prior is standard normal, a regression can
shift it without leaving the prior's support, and what was learned is told by how far the mean has
moved from 0 and the spread has shrunk from 1. Words (weighted choices) are only weighed anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from simulator.errors import RequestError
from simulator.scenario import Scenario
from simulator.scenario.distributions import Distribution, NumberChoice, WordChoice
from simulator.scenario.drawn import drawn_parameters
from simulator.scenario.faults import did_you_mean

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Parameter:
    """A parameter that each world draws: its path and its prior."""

    path: str
    prior: Distribution | WordChoice[Any]

    @property
    def moves(self) -> bool:
        """Whether it is a number on a continuous scale."""
        return isinstance(self.prior, Distribution) and not isinstance(self.prior, NumberChoice)

    @property
    def options(self) -> tuple[Any, ...]:
        """What a choice chooses among; nothing for other numbers."""
        if isinstance(self.prior, WordChoice):
            return self.prior.labels
        return self.prior.values if isinstance(self.prior, NumberChoice) else ()

    @property
    def weights(self) -> tuple[float, ...]:
        """How likely the prior holds each option."""
        return self.prior.weights if isinstance(self.prior, WordChoice | NumberChoice) else ()

    def option(self, u: Floats) -> npt.NDArray[np.intp]:
        """Which option each uniform draw picks."""
        if isinstance(self.prior, WordChoice):
            return self.prior.pick(u)
        is_it = np.asarray(self.options)[None, :] == self.prior.quantile(u)[:, None]
        chosen: npt.NDArray[np.intp] = np.argmax(is_it, axis=1)
        return chosen

    def scores(self, u: Floats) -> Floats:
        """What there is to learn, draws by columns, each with mean 0 and variance 1 a priori.

        The value on the normal scale, or of a choice for each option whether it is that one.
        """
        if self.moves:
            return ndtri(u)[:, None]
        chosen = self.option(u)[:, None] == np.arange(len(self.options))
        p = np.asarray(self.weights)
        spread = np.sqrt(np.where((p > 0) & (p < 1), p * (1 - p), 1.0))
        return np.asarray((chosen - p) / spread)

    def values(self, z: Floats) -> Floats:
        """The numbers at values of the normal scale."""
        assert isinstance(self.prior, Distribution), "words have no scale"
        return self.prior.quantile(ndtr(z))


def free_parameters(scenario: Scenario, free: Sequence[str] = ()) -> tuple[Parameter, ...]:
    """The parameters that a calibration may learn: all that are drawn, or those at some paths.

    >>> from simulator.scenario import load_scenario
    >>> [one.path for one in free_parameters(load_scenario("belarus-2025"), ["target.slip"])]
    ['target.slip']
    """
    drawn = drawn_parameters(scenario)
    for path in free:
        if path not in drawn:
            near = did_you_mean(path, drawn)
            raise RequestError(
                f"{scenario.name}: draws no parameter {path!r}{f'; {near}' if near else ''}"
            )
    return tuple(Parameter(path, drawn[path]) for path in free or drawn)
