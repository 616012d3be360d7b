"""What a side demands as it gives way: the rule of docs/ODD.md, "Talks: the rounds", by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.exercise.case import Truth
from simulator.exercise.quantities import quantity
from simulator.exercise.quantities.one_world import one, whole
from simulator.model import bargaining

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
    conceded = bargaining.time_dependent(one(round / rounds), 1 / power)
    if fraction:
        return Truth(float((opening - (opening - fewest) * conceded)[0]) % 1)
    first, last = (fewest, opening) if upwards else (opening, fewest)
    return Truth(int(bargaining.demand(whole(first), whole(last), conceded)[0]))
