"""The end of the week: relief and reliance move, and what is reported is kept (ODD 11)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.reference.agent import Agent

if TYPE_CHECKING:
    from tests.reference.deal import Deal
    from tests.reference.sender import Sender
    from tests.reference.world import World


class Closing(Agent):
    """Step 7: effective levels move toward the legal ones, then reliance moves."""

    def __init__(self, world: World) -> None:
        self.world = world

    def act(self, week: int) -> None:
        """Relief, then reliance."""
        patron = self.world.patron
        self.world.economy.move(
            distancing=sum(sender.distancing() for sender in self.world.senders),
            subsidy=patron.subsidy if patron is not None else 0.0,
            ordinary_subsidy=patron.ordinary.value if patron is not None else 0.0,
        )


class Recorder(Agent):
    """Step 8: sums over the weeks and, if asked for, the value of every variable each week."""

    def __init__(self, world: World, *, weekly: bool) -> None:
        self.world = world
        self.weekly = weekly
        self.values: dict[str, list[float]] = {}
        self.relief_value = 0.0
        self.gain = 0.0
        self.freed = 0.0
        self._rho = world.values.target.discount_rate_per_year / 52

    def discount(self, week: int) -> float:
        """What the target gives today for 1 in that week."""
        return math.exp(-self._rho * week)

    def act(self, week: int) -> None:
        """Add up, and keep the week's values."""
        world = self.world
        relief = subsidy = 0.0
        felt = world.economy.felt()
        if any(felt):
            relief = world.income(felt) - world.income(world.economy.nothing)
        if world.patron is not None:
            subsidy = world.patron.subsidy - world.patron.ordinary.value
        self.relief_value += relief
        self.gain += self.discount(week) * (relief + subsidy)
        if self.weekly:
            for name, value in self._week().items():
                self.values.setdefault(name, []).append(value)

    def freed_people(self, week: int, freed: list[int], hold_values: list[float]) -> None:
        """People released by a deal, each worth what a person of the class was just before."""
        worth = sum(n * value for n, value in zip(freed, hold_values, strict=True))
        self.freed += self.discount(week) * worth

    def _week(self) -> dict[str, float]:
        world = self.world
        target, economy = world.target, world.economy
        values: dict[str, float] = {
            "held": sum(target.ledger.held),
            "held_without_talks": sum(target.twin.held),
            "released": sum(target.ledger.released),
            "arrested": sum(target.ledger.arrested),
            "price_usd_per_t": world.price,
            "income_usd_m_per_week": world.income(economy.felt()),
            "reliance": economy.reliance,
        }
        for instrument in economy.instruments:
            values[f"relief_{instrument.name}"] = instrument.felt
        for sender in world.senders:
            values[f"belief_target_{sender.name}"] = sender.target_trust.belief
            values[f"belief_{sender.name}"] = sender.trust.belief
            values[f"talks_{sender.name}"] = float(sender.phase == "talking")
        return values

    def outcomes(self) -> dict[str, Any]:
        """The columns of outcomes.csv for this world."""
        world = self.world
        return {
            **self._people(),
            **self._course(),
            "relief_value_usd_m": self.relief_value,
            "reliance_start": world.economy.reliance_at_start,
            "reliance_end": world.economy.reliance,
            "utility_target_usd_m": self.gain - self.freed,
            **{f"utility_{one.name}": self._utility(one) for one in world.senders},
        }

    def _people(self) -> dict[str, Any]:
        target = self.world.target
        ledger, twin = target.ledger, target.twin
        released, held, alone = sum(ledger.released), sum(ledger.held), sum(twin.held)
        classes = self.world.values.prisoners.classes
        price = self.relief_value / released if released else None
        return {
            "released": released,
            "gestures": ledger.pardoned,
            "arrested": sum(ledger.arrested),
            "term_ended": ledger.term_ended,
            "held_start": sum(ledger.start),
            "held_end": held,
            "held_end_without_talks": alone,
            "net_effect": alone - held,
            "price_per_prisoner_usd_m": price,
            **{f"released_{c}": n for c, n in zip(classes, ledger.released, strict=True)},
        }

    def _course(self) -> dict[str, Any]:
        senders = self.world.senders
        weeks = [deal.week for sender in senders for deal in sender.book]
        told: dict[str, Any] = {
            "deals": len(weeks),
            "breakdowns": sum(one.breakdowns for one in senders),
            "breaches_by_target": sum(one.breaches_by_target for one in senders),
            "breaches_by_senders": sum(one.breaches for one in senders),
            "snapbacks": sum(one.snapbacks for one in senders),
            "first_deal_week": min(weeks, default=None),
        }
        for one in senders:
            told[f"released_to_{one.name}"] = sum(sum(deal.released) for deal in one.book)
            for rung in one.rungs.values():
                told[f"week_{one.name}_{rung.name}"] = rung.completed_in
        return told

    def _utility(self, sender: Sender) -> float:
        economy = self.world.economy
        utility: float = sender.strategic_value * (economy.reliance_at_start - economy.reliance)
        for deal in sender.book:
            utility += sum(
                value * n for value, n in zip(sender.prisoner_values, deal.released, strict=True)
            )
        for instrument in sender.instruments.values():
            utility -= instrument.cost.value * max(0.0, instrument.legal)
        return utility

    def deals(self) -> list[dict[str, Any]]:
        """The rows of deals.csv for this world."""
        places = {sender.name: place for place, sender in enumerate(self.world.senders)}
        signed = [
            (deal.week, places[s.name], s, deal) for s in self.world.senders for deal in s.book
        ]
        return [self._deal(s, deal) for _, _, s, deal in sorted(signed, key=lambda row: row[:2])]

    def _deal(self, sender: Sender, deal: Deal) -> dict[str, Any]:
        classes = self.world.values.prisoners.classes
        return {
            "sender": sender.name,
            "rung": deal.offer.key,
            "agreed_week": deal.week,
            "round": deal.round,
            "zopa_low": deal.zone.lo,
            "zopa_high": deal.zone.hi,
            "prisoners": deal.people,
            "released": sum(deal.released),
            **{f"released_{c}": n for c, n in zip(classes, deal.released, strict=True)},
            "relief_week": deal.completed_in,
            "outcome": deal.outcome_at_end(),
        }
