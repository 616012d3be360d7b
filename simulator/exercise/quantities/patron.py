"""What a patron's threat costs the target, by hand: the rules of docs/ODD.md, "Patron"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.exercise.case import Truth
from simulator.exercise.quantities import quantity
from simulator.exercise.quantities.one_world import one
from simulator.exercise.quantities.runs import answered
from simulator.model import patron
from simulator.model.price import WEEKS_A_YEAR

if TYPE_CHECKING:
    from simulator.exercise.case import Case


@quantity
def patrons_cut(
    case: Case,
    *,
    grip: float,
    reliance: float,
    subsidy: float,
    drop: float,
    tolerance: float,
    tolerant: bool = True,
    relying: bool = True,
    per: int = 1,
) -> Truth:
    """USD million a week that a punishing patron takes off its subsidy for a fall in reliance.

    Left out by mistake: what it tolerates (``tolerant``), that its grip grows with reliance
    (``relying``), that the subsidy is a weekly one (``per`` weeks).
    """
    held = patron.grip(one(grip), one(reliance if relying else 1.0), one(subsidy))
    untolerated = patron.punished_drift(one(drop), one(tolerance if tolerant else 0.0))
    return Truth(float((held * untolerated)[0]) * per)


@quantity
def people_fewer(
    case: Case,
    *,
    cut: str,
    rate: float,
    hold: float,
    weeks: float = WEEKS_A_YEAR,
    discounted: bool = True,
    priced: bool = True,
) -> Truth:
    """By how many people the target's most falls for the weekly cut in the answer to task ``cut``.

    Left out by mistake: the rate (``discounted``), the hold value (``priced``), or that the cut
    comes every week of a year (``weeks`` = 1).
    """
    cost = weeks * answered(case, cut) / (rate if discounted else 1.0)
    return Truth(cost / (hold if priced else 1.0))
