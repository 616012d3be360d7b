"""An optimisation in the terminal and in ``summary.txt``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulator.analysis.optimize.goals import REGRET
from simulator.randomness import TILE
from simulator.report import words
from simulator.report.optimum import telling
from simulator.report.optimum.course import late
from simulator.report.sensitivity import names
from simulator.report.sweep.telling import amount, value

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.optimize.goals import Goal
    from simulator.analysis.optimize.study import Optimum

_WIDTH: Final = 80
_MOST: Final = 12
_OTHERS: Final = (
    "; the others were on the front by the luck of the worlds searched, or lie within its error"
)


def setting(found: Optimum) -> str:
    """What was searched, in how many worlds."""
    effort, tried = found.asked.effort, len(found.tried.generation)
    free = words.count(len(found.levers), "lever")
    futures = len(found.asked.futures)
    each = f" in each of {futures} futures" if futures > 1 else ""
    return (
        f"{free} free. {tried:,} candidates tried, each in the same {effort.tiles * TILE:,} "
        f"worlds{each}; the front is judged in {effort.fresh_tiles * TILE:,} other worlds{each}. "
        f"{found.worlds:,} worlds in all, seed {found.asked.seed}."
    )


def aims(found: Optimum) -> Iterator[str]:
    """What is wanted, a sentence a goal, and how futures count."""
    for goal in found.asked.goals:
        yield f"{words.capital(telling.measured(found, goal))}: {telling.wanted(found, goal)}."
    measure = found.asked.measure
    if measure.name == REGRET:
        yield (
            "Regret: how far the mean falls short of the best candidate's in the same future; the "
            "greatest over the futures counts."
        )
    if len(found.asked.futures) > 1:
        yield f"Futures: {words.listed(list(found.asked.futures))}. None is given a weight."


def how_sure(found: Optimum) -> Iterator[str]:
    """What choosing did to the numbers, and what they leave open."""
    points, better = found.points, _better(found)
    stay = int(points["stays"].sum())
    others = "" if stay == len(points) else _OTHERS
    yield (
        f"In fresh worlds {stay} of {words.count(len(points), 'point')} "
        f"{'is' if stay == 1 else 'are'} unbeaten by another{others}."
    )
    yield (
        "Whoever chooses by some worlds flatters the choice, so all numbers here are of fresh "
        "worlds. Against the scenario as it stands, which nobody chose, the points looked on "
        f"average {_flattered(found)} in the worlds searched."
    )
    yield (
        f"In the worlds searched, {late(found)}; other ranges, more generations or another seed "
        "may find more."
    )
    yield (
        f"{words.capital(words.count(better, 'point'))} {'is' if better == 1 else 'are'} better "
        "than the scenario as it stands in every goal."
    )
    yield (
        "± is Monte Carlo error (one standard error, worlds drawn again with replacement). How far "
        "worlds differ within a point is in outcomes.csv."
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
        side = "better" if gap >= 0 else "worse"
        told.append(f"{amount(abs(gap))} {side} in {names.outcome(goal.outcome)}")
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


def point_cells(found: Optimum, row: pd.Series[Any]) -> list[str]:
    """A point of the front as cells: its name, the outcomes, the levers, whether it stays."""
    unchanged = row["point"] == 0
    return [
        "as it stands" if unchanged else str(row["point"]),
        *(telling.said(found, row, goal) for goal in found.asked.goals),
        *(words.NONE if unchanged else value(row[axis.path]) for axis in found.levers),
        "" if unchanged else "yes" if row["stays"] else "no",
    ]
