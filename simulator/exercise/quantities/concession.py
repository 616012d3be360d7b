"""What a side demands as it gives way: the rule of docs/ODD.md, "Talks: the rounds", by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.exercise.case import Truth
from simulator.exercise.quantities import quantity

if TYPE_CHECKING:
    from simulator.exercise.case import Case


@quantity
def demand_in_round(
    case: Case,
    *,
    round: float,  # noqa: A002 - named as a student would
    rounds: float,
    power: float,
    opening: float,
    fewest: float,
    upwards: bool = False,
    fraction: bool = False,
) -> Truth:
    """The demand of one who gives way by a power of time, rounded up to whole people.

    ``upwards`` is the mistake of moving from the limit to the opening; ``fraction`` gives what
    rounding takes away, for bands that keep clear of it.
    """
    way = (opening - fewest) * (round / rounds) ** power
    demand = fewest + way if upwards else opening - way
    return Truth(demand - math.floor(demand) if fraction else math.ceil(demand - 1e-9))
