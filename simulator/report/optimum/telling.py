"""Goals, points and values of an optimisation in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.analysis.optimize.goals import REGRET, Goal
from simulator.randomness import TILE
from simulator.report import words
from simulator.report.language import tr
from simulator.report.measures import Z95
from simulator.report.sensitivity import names
from simulator.report.sweep.telling import amount, value
from simulator.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.optimize.study import Optimum


def column(found: Optimum, goal: Goal) -> str:
    """The column of the front that has a goal's measure."""
    return found.asked.measure.column(goal)


def kind(found: Optimum, goal: Goal) -> str:
    """How worlds are summed up: ``mean``, ``10% quantile``, ``greatest regret``."""
    measure = found.asked.measure
    if measure.share is None:
        return tr("greatest regret") if measure.name == REGRET else tr("mean")
    rank = words.percent(measure.share if goal.is_raised else 1 - measure.share)
    if len(found.asked.futures) > 1:
        return tr("worst {rank} quantile", rank=rank)
    return tr("{rank} quantile", rank=rank)


def measured(found: Optimum, goal: Goal) -> str:
    """What is measured of a goal's outcome, for an axis, such as ``mean of the net effect``."""
    return tr("{kind} of {outcome}", kind=kind(found, goal), outcome=names.with_unit(goal.outcome))


def is_raised(found: Optimum, goal: Goal) -> bool:
    """Whether more of a measure is better; of regret never."""
    return goal.is_raised and found.asked.measure.name != REGRET


def wanted(found: Optimum, goal: Goal) -> str:
    """Which way of a measure is better."""
    return tr("more is better") if is_raised(found, goal) else tr("less is better")


def figure(number: float, error: float) -> str:
    """A measure with its Monte Carlo error, to the decimals that the error allows.

    >>> figure(312.4, 8.21), figure(0.6123, 0.0012), figure(12.3, float("nan"))
    ('312 ± 8', '0.612 ± 0.001', '12')
    """
    if words.missing(error):
        return amount(number)
    places = 0 if error >= 1 else 1 if error >= 0.1 else 2 if error >= 0.01 else 3
    return f"{words.decimal(number, places)} ± {words.decimal(error, places)}"


def said(found: Optimum, row: pd.Series[Any], goal: Goal) -> str:
    """A point's measure of a goal with its Monte Carlo error (95%)."""
    name = column(found, goal)
    return figure(float(row[name]), Z95 * float(row[f"{name}_error"]))


def levers(found: Optimum, row: pd.Series[Any]) -> str:
    """Where a point's levers stand, such as ``Restock 0, Minsk: concession linear``."""
    return "; ".join(
        f"{names.parameter(axis.path, found.scenario)} {value(row[axis.path])}"
        for axis in found.levers
    )


def title(found: Optimum) -> str:
    """The finding: how far the front reaches from its first point to its last."""
    points, (first, *others) = found.points, found.asked.goals
    top, last = points.iloc[0], points.iloc[-1]
    name = {"kind": kind(found, first), "outcome": _named(first), "top": said(found, top, first)}
    if len(points) == 1:
        return tr("The {kind} of {outcome} is {top} at the one point that is best in all", **name)
    traded = [
        tr(
            "{outcome} from {first} to {last}",
            outcome=_named(goal),
            first=amount(float(top[column(found, goal)])),
            last=amount(float(last[column(found, goal)])),
        )
        for goal in others
    ]
    return tr(
        "The {kind} of {outcome} goes from {top} at the first point to {last} at the last; "
        "{traded}",
        **name,
        last=said(found, last, first),
        traded=words.listed(traded),
    )


def _named(goal: Goal) -> str:
    return f"{names.outcome(goal.outcome)}{names.unit(goal.outcome)}"


def facts(found: Optimum) -> dict[str, Any]:
    """What the foot of a figure says."""
    return {
        "name": found.scenario.name,
        "worlds": found.worlds,
        "seed": found.asked.seed,
        "version": __version__,
    }


def fresh(found: Optimum) -> str:
    """In how many fresh worlds points were judged, for notes."""
    return tr(
        "the same {count} fresh worlds{each} for every point",
        count=words.whole(found.asked.effort.fresh_tiles * TILE),
        each=in_each_future(found),
    )


def in_each_future(found: Optimum) -> str:
    """`` in each of 3 futures``, to follow a number of worlds; nothing where there is one."""
    futures = len(found.asked.futures)
    if futures == 1:
        return ""
    return " " + tr("in each of {n} futures", n=words.whole(futures))
