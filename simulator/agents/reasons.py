"""What the journal is told of a round of talks: the moves, and what stood behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.agents.dossier import Dossier
from simulator.model.bargaining import growth, present_value
from simulator.model.price import WEEKS_A_YEAR
from simulator.model.rounding import Bools, Floats, Index, Ints

if TYPE_CHECKING:
    from simulator.agents.reservations import Terms


@dataclass(frozen=True)
class Moves:
    """A round in some worlds: what is asked, offered, would be asked next, and what comes of it."""

    asked: Ints
    offered: Ints
    next_asked: Ints
    agreed: Bools
    by_target: Bools  # agreed because the target takes the demand


def tell_round(d: Dossier, week: int, worlds: Index, terms: Terms, moves: Moves) -> None:
    """The event: what was asked and offered, and the numbers that reservations follow from."""
    stage = d.stage
    d.note(
        week,
        worlds,
        "round",
        rung=d.rung[worlds],
        number=d.round[worlds],
        rounds=d.behaviour.rounds[worlds],
        asked=moves.asked,
        offered=moves.offered,
        agreed=moves.agreed * 1,
        lo=terms.lo,
        hi=terms.hi,
        free=terms.free,
        value=terms.value,
        patron_cost=terms.patron_cost,
        hold_value=terms.hold_value,
        belief_target=d.targets_trust.mean(worlds),
        belief_sender=d.trust.mean(worlds),
        price=stage.market.price[worlds],
        reliance=stage.relief.reliance[worlds],
    )


def tell_reasons(
    d: Dossier,
    week: int,
    worlds: Index,
    terms: Terms,
    moves: Moves,
    rate: Floats,
) -> None:
    """What the reservation numbers of a round were made of; ``rate`` discounts the relief.

    ``certain_value`` is what the relief would be worth were the target sure that it lasts.
    """
    b, observer = d.behaviour, d.stage.observer
    slow = terms.package.slowest_weeks
    gain_per_week = terms.value * rate * (1.0 + rate * slow / WEEKS_A_YEAR) / WEEKS_A_YEAR
    patience = d.stage.target.terms.discount_rate_per_year[worlds]
    d.detail(
        week,
        worlds,
        "reasons",
        rung=d.rung[worlds],
        number=d.round[worlds],
        agreed_by_target=moves.by_target * 1,
        next_asked=moves.next_asked,
        opening=terms.opening,
        certain_value=present_value(gain_per_week, patience, slow),
        exposed_target=b.targets_exposure[worlds],
        exposed_sender=b.senders_exposure[worlds],
        cost=terms.cost,
        growth=growth(observer.latest.count[worlds], observer.count_at_start[worlds]),
        hawk=b.hawk[worlds],
        gain=d.strategic_value[worlds] * terms.step,
        person_value=d.value_of(terms.package.mix, worlds),
        fixed=(terms.package.ask > 0) * 1,
    )
