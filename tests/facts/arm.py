"""One side of a paired experiment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CASE: Final = "belarus-2025"


@dataclass(frozen=True)
class Arm:
    """One side of a pair: a scenario with some of its numbers and words set."""

    overrides: tuple[str, ...] = ()
    scenario: str = CASE
    weeks: int = 156

    def but(self, *overrides: str) -> Arm:
        """The same with more set."""
        return Arm((*self.overrides, *overrides), self.scenario, self.weeks)
