"""Reservation numbers by the model's own rules, for a scenario whose numbers are plain.

The rules are those of ``simulator.model.bargaining`` (ODD, "Talks"); nothing is computed here that
they do not compute. They hold at the start: nobody has been freed and nothing eased yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.errors import ExerciseError
from simulator.exercise.case import Truth
from simulator.exercise.quantities import quantity
from simulator.exercise.quantities.one_world import one, whole
from simulator.exercise.quantities.runs import answered, usual_number
from simulator.model import bargaining
from simulator.model.belief import Trust
from simulator.model.delivery import Side
from simulator.model.price import WEEKS_A_YEAR

if TYPE_CHECKING:
    from simulator.exercise.case import Case

_ROUNDED = 0.006
_FIRST = {"target": Side.TARGET, "sender": Side.SENDER, "simultaneous": Side.BOTH}


@dataclass(frozen=True)
class Table:
    """The numbers of one rung of the only sender, as they stand in the scenario."""

    target_belief: float
    sender_belief: float
    discount_rate: float
    gain_usd_m_per_week: float
    slowest_weeks: float
    hold_value_usd_m: float
    value: float
    cost: float
    held: int
    tranches: int
    first: int


def _plain(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ExerciseError(f"{where} has to be a plain number for a sum by hand")
    return float(value)


def _table(case: Case, rung: str | None) -> Table:
    """Read the first sender's rung; only steady flows of money can be summed by hand."""
    scenario = case.given()
    sender = next(iter(scenario.senders.values()))
    step = sender.rungs[rung or next(iter(sender.rungs))]
    classes = scenario.prisoners.classes
    mix = {name: _plain(share, f"mix.{name}") for name, share in step.mix.items()}
    whole = sum(mix.values())
    relief = {name: _plain(level, name) for name, level in step.relief.items()}
    tools = {name: sender.instruments[name] for name in relief}
    hold = sum(
        mix[name] * _plain(classes[name].hold_value_usd_m, f"{name}.hold_value_usd_m")
        for name in mix
    )
    value = sum(mix[name] * _plain(sender.prisoner_values[name], name) for name in mix)
    trust, target_trust = sender.trust, sender.target_trust
    belief = _belief(target_trust)
    return Table(
        target_belief=belief,
        sender_belief=_belief(trust),
        discount_rate=_plain(
            scenario.target.discount_rate_per_year, "target.discount_rate_per_year"
        ),
        gain_usd_m_per_week=sum(
            _plain(tools[name].value_usd_m_per_week, name) * level for name, level in relief.items()
        ),
        slowest_weeks=max(
            _plain(tool.time_constant_weeks, "time constant") for tool in tools.values()
        ),
        hold_value_usd_m=hold / whole,
        value=value / whole,
        cost=sum(_plain(tools[name].cost, name) * level for name, level in relief.items()),
        held=sum(int(_plain(classes[name].held, name)) for name in mix if mix[name] > 0),
        tranches=int(_plain(sender.behaviour.tranches, "tranches")),
        first=_FIRST[str(sender.behaviour.first)],
    )


def _belief(trust: Any) -> float:
    kept, broken = _plain(trust.kept, "kept"), _plain(trust.broken, "broken")
    return float(Trust(one(kept), one(broken), breach_weight=one(1)).everywhere()[0])


def _as_believed(case: Case, table: Table, belief: str | None) -> Table:
    """The numbers with the student's own answer to the task ``belief``, if it can be a belief.

    One that is right but for rounding leaves them as they are.
    """
    own = table.target_belief if belief is None else answered(case, belief)
    rounded = abs(own / table.target_belief - 1) < _ROUNDED
    return table if rounded or not 0 < own < 1 else replace(table, target_belief=own)


def _worth(table: Table, *, exposed: bool = True, lasting: bool = True) -> float:
    """USD million: what the relief is worth to the target once distrust has cut it."""
    belief = table.target_belief if lasting else 1.0
    rate = bargaining.yearly_rate(one(table.discount_rate), one(belief))
    value = bargaining.present_value(one(table.gain_usd_m_per_week), rate, one(table.slowest_weeks))
    share = bargaining.exposure(np.array([table.first]), Side.TARGET, whole(table.tranches))
    worth = bargaining.worth_to_target(
        value,
        exposed=share if exposed else share * 0,
        belief=one(table.target_belief),
        patron_cost=one(0.0),
    )
    return float(worth[0])


@quantity
def belief_of_target(
    case: Case, *, rung: str | None = None, of: str = "target", odds: bool = False
) -> Truth:
    """The target's belief that relief lasts, 0 to 1; ``of: sender`` is the sender's in the target.

    ``odds`` is the mistake of dividing kept by broken promises.
    """
    table = _table(case, rung)
    belief = table.target_belief if of == "target" else table.sender_belief
    return Truth(belief / (1 - belief) if odds else belief)


@quantity
def present_worth(
    case: Case,
    *,
    rung: str | None = None,
    believed: str | None = None,
    lasting: bool = True,
    yearly: bool = True,
) -> Truth:
    """USD million that a rung's relief is worth now to the target, before it fears to go first.

    ``believed`` is the task in which the student said the target's belief. Without ``lasting``, as
    if relief, once given, were certain to stay; without ``yearly`` the weekly gain is taken for a
    year's.
    """
    table = _as_believed(case, _table(case, rung), believed)
    worth = _worth(table, exposed=False, lasting=lasting)
    return Truth(worth if yearly else worth / WEEKS_A_YEAR)


@quantity
def average_hold_value(case: Case, *, rung: str | None = None) -> Truth:
    """USD million for which the regime would part with one person of those asked for."""
    return Truth(_table(case, rung).hold_value_usd_m)


@quantity
def targets_most(
    case: Case,
    *,
    rung: str | None = None,
    believed: str | None = None,
    exposed: bool = True,
    lasting: bool = True,
    up: bool = False,
    fraction: bool = False,
) -> Truth:
    """The most people the target would part with; with ``fraction``, what rounding takes off.

    ``believed`` is the task in which the student said its belief.
    ``exposed=False`` forgets that it goes first, ``lasting=False`` that relief may be withdrawn;
    ``up`` rounds the wrong way.
    """
    table = _as_believed(case, _table(case, rung), believed)
    worth = _worth(table, exposed=exposed, lasting=lasting)
    each = table.hold_value_usd_m
    if fraction:
        return Truth(worth / each % 1)
    if up:
        return Truth(int(worth / each) + 1)
    most = bargaining.targets_most(one(worth), one(each), whole(table.held))
    return Truth(int(most[0]))


@quantity
def senders_fewest(
    case: Case,
    *,
    rung: str | None = None,
    believing: bool = True,
    down: bool = False,
    fraction: bool = False,
) -> Truth:
    """The fewest people the sender would settle for; with ``fraction``, how far it is rounded up.

    ``believing=False`` forgets that the target may not deliver; ``down`` rounds the wrong way.
    """
    table = _table(case, rung)
    belief = one(table.sender_belief if believing else 1.0)
    share = bargaining.exposure(np.array([table.first]), Side.SENDER, whole(table.tranches))
    exact = table.cost / (table.value * float(belief[0]))
    if fraction:
        return Truth(exact % 1)
    if down:
        return Truth(int(exact))
    fewest = bargaining.senders_fewest(
        one(table.cost), one(table.value), exposed=share, belief=belief
    )
    return Truth(int(fewest[0]))


@quantity
def width_of_answers(case: Case, *, most: str, fewest: str, ends: bool = True) -> Truth:
    """How many numbers lie from ``fewest`` to ``most``, two of the student's answers, by task.

    ``ends=False`` is the mistake of not counting both ends.
    """
    width = answered(case, most) - answered(case, fewest)
    return Truth(max(0.0, width + (1 if ends else 0)))


@quantity
def middle_of_zone(case: Case, *, rung: str | None = None) -> Truth:
    """The whole number in the middle of the zone of possible agreement."""
    most, fewest = targets_most(case, rung=rung).number, senders_fewest(case, rung=rung).number
    return Truth(int((most + fewest) / 2))


@quantity
def who_gains(case: Case, *, rung: str | None = None, worlds: int = 512, seed: int = 1) -> Truth:
    """``washington`` or ``minsk``: whose end the usual deal is farther from; ``equal`` between.

    The sender gains as far as the deal lies above its fewest, the target as far as it lies below
    its most; within a tenth of the zone it is the middle.
    """
    most, fewest = targets_most(case, rung=rung).number, senders_fewest(case, rung=rung).number
    deal = usual_number(case, of="released", worlds=worlds, seed=seed).number
    share = (deal - fewest) / (most - fewest)
    return Truth("equal" if 0.4 <= share <= 0.6 else "minsk" if share < 0.5 else "washington")
