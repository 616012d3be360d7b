"""An optimisation in sentences, for the terminal, ``summary.txt`` and its page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulator.analysis.optimize.goals import REGRET
from simulator.randomness import TILE
from simulator.report import words
from simulator.report.language import tr, trn
from simulator.report.optimum import telling
from simulator.report.optimum.course import late
from simulator.report.sensitivity import names
from simulator.report.sweep.telling import amount

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.optimize.goals import Goal
    from simulator.analysis.optimize.study import Optimum

_WIDTH: Final = 80
_MOST: Final = 12


def setting(found: Optimum) -> str:
    """What was searched, in how many worlds."""
    effort, tried = found.asked.effort, len(found.tried.generation)
    return tr(
        "{levers} free. {tried} candidates tried, each in the same {searched} worlds{each}; the "
        "front is judged in {fresh} other worlds{each}. {all} worlds in all, seed {seed}.",
        levers=words.count(len(found.levers), "lever", "levers"),
        tried=words.whole(tried),
        searched=words.whole(effort.tiles * TILE),
        fresh=words.whole(effort.fresh_tiles * TILE),
        each=telling.in_each_future(found),
        all=words.whole(found.worlds),
        seed=found.asked.seed,
    )


def aims(found: Optimum) -> Iterator[str]:
    """What is wanted, a sentence a goal, and how futures count."""
    for goal in found.asked.goals:
        yield f"{words.capital(telling.measured(found, goal))}: {telling.wanted(found, goal)}."
    measure = found.asked.measure
    if measure.name == REGRET:
        yield tr(
            "Regret: how far the mean falls short of the best candidate's in the same future; the "
            "greatest over the futures counts."
        )
    if len(found.asked.futures) > 1:
        yield tr(
            "Futures: {futures}. None is given a weight.",
            futures=words.listed(list(found.asked.futures)),
        )


def how_sure(found: Optimum) -> Iterator[str]:
    """What choosing did to the numbers, and what they leave open."""
    yield _unbeaten(found)
    yield tr(
        "Whoever chooses by some worlds flatters the choice, so all numbers here are of fresh "
        "worlds. Against the scenario as it stands, which nobody chose, the points looked on "
        "average {flattered} in the worlds searched.",
        flattered=_flattered(found),
    )
    yield tr(
        "In the worlds searched, {late}; other ranges, more generations or another seed may find "
        "more.",
        late=late(found),
    )
    better = _better(found)
    points = words.count(better, "point", "points")
    yield trn(
        "{points} is better than the scenario as it stands in every goal.",
        "{points} are better than the scenario as it stands in every goal.",
        better,
        points=words.capital(points),
    )
    yield tr(
        "± is Monte Carlo error ({confidence}, worlds drawn again with replacement). How far "
        "worlds differ within a point is in outcomes.csv.",
        confidence=words.confidence(),
    )


def _unbeaten(found: Optimum) -> str:
    stay, count = int(found.points["stays"].sum()), len(found.points)
    told = trn(
        "In fresh worlds {stay} of {points} is unbeaten by another",
        "In fresh worlds {stay} of {points} are unbeaten by another",
        stay,
        stay=words.whole(stay),
        points=words.count(count, "point", "points"),
    )
    if stay == count:
        return f"{told}."
    return tr(
        "{told}; the others were on the front by the luck of the worlds searched, or lie within "
        "its error.",
        told=told,
    )


def _gain(found: Optimum, goal: Goal, column: str) -> pd.Series[float]:
    """How much better each point is than the scenario as it stands, by a column of the front."""
    way = 1 if telling.is_raised(found, goal) else -1
    gain: pd.Series[float] = way * (found.points[column] - found.front[column].iloc[0])
    return gain


def _flattered(found: Optimum) -> str:
    """By how much points looked better in the worlds searched than in fresh ones, on average."""
    told = []
    for goal in found.asked.goals:
        name = telling.column(found, goal)
        gap = float((_gain(found, goal, f"{name}_search") - _gain(found, goal, name)).mean())
        by, outcome = amount(abs(gap)), names.outcome(goal.outcome)
        told.append(
            tr("{by} better in {outcome}", by=by, outcome=outcome)
            if gap >= 0
            else tr("{by} worse in {outcome}", by=by, outcome=outcome)
        )
    return words.listed(told)


def _better(found: Optimum) -> int:
    """How many points beat the scenario as it stands in every goal."""
    gains = [_gain(found, goal, telling.column(found, goal)) > 0 for goal in found.asked.goals]
    return int(np.logical_and.reduce(gains).sum())


def summary(found: Optimum) -> str:
    """What the optimisation found; ends with a newline."""
    head = found.scenario.title or found.scenario.name
    lines = [*_wrapped(f"{head}: what the levers allow"), *_wrapped(f"{telling.title(found)}."), ""]
    lines += [*_wrapped(setting(found)), ""]
    lines += ["WHAT IS WANTED", *(line for one in aims(found) for line in _listed(one))]
    lines += ["", "THE FRONT"]
    few = found.front.iloc[chosen(len(found.front))]
    for _, row in few.iterrows():
        lines += _point(found, row)
    if len(few) < len(found.front):
        lines += _listed(f"{len(found.front) - len(few)} more points are in front.csv")
    lines += ["", "HOW SURE", *(line for one in how_sure(found) for line in _listed(one))]
    return "\n".join(lines) + "\n"


def chosen(count: int) -> list[int]:
    """Which rows a reader is shown: all of few, else the ends and some evenly between.

    >>> chosen(4), len(chosen(40)), chosen(40)[-1]
    ([0, 1, 2, 3], 13, 39)
    """
    if count <= _MOST + 1:
        return list(range(count))
    return [0, *(1 + round(place * (count - 2) / (_MOST - 1)) for place in range(_MOST))]


def _point(found: Optimum, row: pd.Series[Any]) -> Iterator[str]:
    told = "; ".join(
        f"{names.outcome(goal.outcome)} {telling.said(found, row, goal)}"
        for goal in found.asked.goals
    )
    if row["point"] == 0:
        yield from _wrapped(f"As it stands: {told}", "  ", "      ")
        return
    beaten = "" if row["stays"] else " (beaten by another in fresh worlds)"
    yield from _wrapped(f"{row['point']}. {told}{beaten}", "  ", "      ")
    yield from _wrapped(telling.levers(found, row), "      ", "      ")


def _listed(text: str) -> list[str]:
    return _wrapped(text, "  - ", "    ")


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=rest)
