"""Trust as counting: the beta-binomial belief that the other side delivers (ODD, "Belief")."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.model.rounding import Floats


@dataclass
class Trust:
    """Counts of promises kept and broken, one pair a world; the only mutable thing of the model.

    >>> trust = Trust(np.array([2.0]), np.array([2.0]), np.array([2.0]))
    >>> trust.kept_a_part(np.array([0]), np.array([1.0])); trust.broken_once(np.array([0]))
    >>> trust.mean(np.array([0])).round(4).tolist()
    [0.4286]
    """

    kept: Floats
    broken: Floats
    breach_weight: Floats

    def __post_init__(self) -> None:
        self.kept, self.broken = self.kept.copy(), self.broken.copy()

    def mean(self, worlds: npt.NDArray[np.intp]) -> Floats:
        """The belief, ``kept / (kept + broken)``, in ``worlds``."""
        kept = self.kept[worlds]
        return kept / (kept + self.broken[worlds])

    def everywhere(self) -> Floats:
        """The belief in every world."""
        return self.kept / (self.kept + self.broken)

    def kept_a_part(self, worlds: npt.NDArray[np.intp], part: Floats) -> None:
        """A tranche was delivered: one of k counts 1/k, so slicing earns no more trust."""
        self.kept[worlds] += part

    def broken_once(self, worlds: npt.NDArray[np.intp]) -> None:
        """A promise was broken: it counts ``breach_weight``, whatever the tranche."""
        self.broken[worlds] += self.breach_weight[worlds]

    def doubted(self, worlds: npt.NDArray[np.intp]) -> None:
        """The other's snapback: one count against it."""
        self.broken[worlds] += 1.0
