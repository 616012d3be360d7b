"""A scenario in which several aims have to be reached together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from simulator.exercise.kinds.base import Verdict
from simulator.exercise.kinds.edit import Edit, Goal

if TYPE_CHECKING:
    from simulator.exercise.case import Case


class Design(Edit):
    """An edit whose goals pull against one another, so that each alone is easily reached.

    All of them earn the marks, and each that is missed leaves half of what there was. A design that
    breaks one of the ``limits``, which lie far from the goals, buys one aim with another and earns
    nothing.
    """

    named: ClassVar[str] = "design"

    limits: list[Goal] = Field(min_length=1)

    def weighed(self, case: Case) -> Verdict:
        """Within the limits, half for each goal that is missed."""
        broken = next((limit for limit in self.limits if not limit.met(case)), None)
        if broken:
            return Verdict(0.0, case.said(broken.missed))
        return super().weighed(case)

    def share(self, missed: Sequence[Goal]) -> float:
        """Half, a quarter, an eighth and so on."""
        return float(0.5 ** len(missed))
