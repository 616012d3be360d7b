"""Levers: the numbers that a decision rests on, each of which can be read and moved in a world.

What would have changed a decision is asked of them (``agents.nudges``). A lever whose unit is a
multiple stands at 1 wherever it has not been moved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.agents.dossier import Dossier, Stage
from simulator.model.belief import Trust
from simulator.model.rounding import Floats, Index


@dataclass(frozen=True)
class Turn:
    """Whose turn it is: the stage, the sender's file (none if it is the patron), the week."""

    stage: Stage
    dossier: Dossier | None
    week: int

    @property
    def talks(self) -> Dossier:
        """The file of the sender whose turn it is."""
        assert self.dossier is not None, "a lever of talks is moved before a sender's turn"
        return self.dossier


@dataclass(frozen=True)
class Lever:
    """A number that can be read in every world, and put elsewhere in some."""

    read: Callable[[Turn], Floats]
    put: Callable[[Turn, Index, Floats], None]


def moved(values: npt.NDArray[Any], worlds: Index, to: Floats) -> npt.NDArray[Any]:
    """A copy of ``values`` (…, worlds) that stands at ``to`` in some of the worlds.

    >>> moved(np.broadcast_to(1, 3), np.array([1]), np.array([4.2])).tolist()
    [1, 4, 1]
    """
    copy = values.copy()
    copy[..., worlds] = np.rint(to) if copy.dtype.kind == "i" else to
    return copy


def _field(holder: Callable[[Turn], Any], attribute: str, name: str) -> Lever:
    """A number of a record: of ``holder(turn).attribute``, the field ``name``."""

    def read(turn: Turn) -> Floats:
        values: Floats = getattr(getattr(holder(turn), attribute), name).astype(np.float64)
        return values

    def put(turn: Turn, worlds: Index, to: Floats) -> None:
        record = getattr(holder(turn), attribute)
        changed = moved(getattr(record, name), worlds, to)
        setattr(holder(turn), attribute, replace(record, **{name: changed}))

    return Lever(read, put)


def _behaviour(name: str) -> Lever:
    return _field(lambda turn: turn.talks, "behaviour", name)


def _target(name: str) -> Lever:
    return _field(lambda turn: turn.stage.target, "terms", name)


def _patron(name: str) -> Lever:
    return _field(lambda turn: turn.stage.patron, "terms", name)


def _belief(of: Callable[[Dossier], Trust]) -> Lever:
    """A belief: the counts behind it are divided otherwise, their sum stays."""

    def put(turn: Turn, worlds: Index, to: Floats) -> None:
        trust = of(turn.talks)
        seen = trust.kept[worlds] + trust.broken[worlds]
        trust.kept[worlds], trust.broken[worlds] = to * seen, (1.0 - to) * seen

    return Lever(lambda turn: of(turn.talks).everywhere(), put)


def _multiple(scale: Callable[[Turn, Floats], None]) -> Lever:
    """Something that is multiplied: ``scale(turn, factors)`` with a factor for each world."""

    def unmoved(turn: Turn) -> Floats:
        return np.ones(len(turn.stage.target.incentive))

    return Lever(unmoved, lambda turn, worlds, to: scale(turn, moved(unmoved(turn), worlds, to)))


def _scale_hold_values(turn: Turn, factors: Floats) -> None:
    turn.stage.target.hold_values = turn.stage.target.hold_values * factors


def _scale_cost(turn: Turn, factors: Floats) -> None:
    relief = turn.stage.relief
    for k in turn.talks.ladder.own:
        relief.set_cost(k, relief.cost[k] * factors)


def _scale_relief(turn: Turn, factors: Floats) -> None:
    """What the sender's instruments bring: flows, cuts of the discount, shares of the friction."""
    relief, own = turn.stage.relief, turn.talks.ladder.own

    def scaled(sizes: tuple[tuple[int, Floats], ...]) -> tuple[tuple[int, Floats], ...]:
        return tuple((k, size * factors if k in own else size) for k, size in sizes)

    economy = relief.economy
    economy = replace(economy, flows=scaled(economy.flows))
    if economy.sales is not None:
        economy = replace(economy, sales=replace(economy.sales, cuts=scaled(economy.sales.cuts)))
    if economy.finance is not None:
        finance = replace(economy.finance, shares=scaled(economy.finance.shares))
        economy = replace(economy, finance=finance)
    relief.economy = economy


def _put_price(turn: Turn, worlds: Index, to: Floats) -> None:
    turn.stage.market.set_price(moved(turn.stage.market.price, worlds, to))


def _put_recognised(turn: Turn, worlds: Index, more: Floats) -> None:
    """As many more (or fewer) newly recognised, and held, in what was last published."""
    observer = turn.stage.observer
    last = observer.latest
    observer.latest = replace(
        last,
        recognised=moved(last.recognised, worlds, last.recognised[worlds] + more),
        count=moved(last.count, worlds, last.count[worlds] + more),
    )


def _put_contact_gap(turn: Turn, worlds: Index, to: Floats) -> None:
    """The mean gap from now on; at the start also that until the first contact, drawn already."""
    d, before = turn.talks, turn.talks.behaviour.contact_gap_weeks
    if turn.week == 0:
        d.due[worlds] = d.due[worlds] * (to / before[worlds])
    d.behaviour = replace(d.behaviour, contact_gap_weeks=moved(before, worlds, to))


LEVERS = {
    "price": Lever(lambda turn: turn.stage.market.price, _put_price),
    "target_trust": _belief(lambda d: d.targets_trust),
    "trust": _belief(lambda d: d.trust),
    "relief_size": _multiple(_scale_relief),
    "hold_value": _multiple(_scale_hold_values),
    "cost": _multiple(_scale_cost),
    "discount_rate": _target("discount_rate_per_year"),
    "target_opening": _target("opening"),
    "target_slip": _target("slip"),
    "target_keeps": _target("keeps_probability"),
    "target_forgives": _target("forgives_probability"),
    "target_shadow": _target("shadow_usd_m"),
    "takeback_credibility": _target("takeback_credibility"),
    "opening": _behaviour("opening"),
    "rounds": _behaviour("rounds"),
    "tranches": _behaviour("tranches"),
    "hawk": _behaviour("hawk"),
    "walk_out": _behaviour("walk_out_per_round"),
    "slip": _behaviour("slip"),
    "keeps": _behaviour("keeps_probability"),
    "forgives": _behaviour("forgives_probability"),
    "shadow": _behaviour("shadow_prisoners"),
    "alarm": _behaviour("alarm_people"),
    "tolerance": _behaviour("tolerance"),
    "cooling": _behaviour("cooling_weeks"),
    "contact_gap": Lever(
        lambda turn: turn.talks.behaviour.contact_gap_weeks.astype(np.float64), _put_contact_gap
    ),
    "recognised": Lever(lambda turn: np.zeros(len(turn.stage.target.incentive)), _put_recognised),
    "ordinary_arrests": _field(
        lambda turn: turn.stage.target, "repression_terms", "arrests_per_week"
    ),
    "grip": _patron("grip"),
    "veto_slope": _patron("veto_slope"),
    "patron_tolerance": _patron("tolerance"),
}
"""Every lever by name."""
