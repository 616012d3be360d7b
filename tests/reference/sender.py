"""A government that can ease sanctions: its week, talks, deliveries, watches."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tests.reference import talks
from tests.reference.agent import Agent
from tests.reference.deal import Deal
from tests.reference.delivery import Belief, Deliveries, Record
from tests.reference.economy import Instrument
from tests.reference.ladder import Offer, Rung
from tests.reference.rounding import at_least, at_most
from tests.reference.watch import Watch

if TYPE_CHECKING:
    from tests.reference.world import World

NEVER = math.inf


class Sender(Agent):
    """It offers its rungs in order, one talk or one deal under way at a time."""

    def __init__(self, world: World, name: str, values: Any) -> None:
        self.world = world
        self.name = name
        self.strategic_value = values.strategic_value
        classes = list(world.values.prisoners.classes)
        self.prisoner_values = [values.prisoner_values[c] for c in classes]
        mine = (i for i in world.economy.instruments if i.name in values.instruments)
        self.instruments: dict[str, Instrument] = {i.name: i for i in mine}
        self.rungs = {
            n: Rung(n, rung, classes, self.instruments) for n, rung in values.rungs.items()
        }
        self.order = [self.rungs[n] for n in values.order]
        self.trust = Belief(values.trust)
        self.target_trust = Belief(values.target_trust)
        self.record, self.target_record = Record(), Record()
        self.deliveries = Deliveries(self)
        self.watch = Watch(self)
        self._standing = dict(vars(values.behaviour))
        self._overlays: list[tuple[Any, dict[str, Any]]] = []
        self._behave()
        self._begin()

    def _begin(self) -> None:
        self.phase = "idle"
        self.offer: Offer | None = None
        self.sweeten: Rung | None = None
        self.round = 0
        self.conceded = self.target_conceded = 0.0
        self.left = False
        self.frozen_until = 0.0
        self.book: list[Deal] = []
        self.deal: Deal | None = None
        self.breakdowns = self.breaches = self.breaches_by_target = self.snapbacks = 0
        self.due = self.contact_gap()
        self._regained, self._hazard = 0.0, 0.0
        self._crisis = self.world.luck.exponential(f"{self.name}/attention gap")
        self._hazard_last_week = 0.0

    # behaviour in force

    def _behave(self) -> None:
        fields = dict(self._standing)
        for _, given in self._overlays:
            fields.update(given)
        self.behaviour = SimpleNamespace(**fields)

    def overlay(self, event: Any, given: dict[str, Any]) -> None:
        """It behaves differently from now on."""
        self._overlays.append((event, given))
        self._behave()

    def overlay_ends(self, event: Any) -> None:
        """It behaves as before."""
        self._overlays = [entry for entry in self._overlays if entry[0] is not event]
        self._behave()

    def change_government(self, week: int, given: dict[str, Any], reversal: float) -> None:
        """The standing behaviour changes, and all relief may be withdrawn."""
        self._standing.update(given)
        self._behave()
        self.tell("change of government")
        if self.world.luck.uniform(f"{self.name}/reversal") < reversal:
            self.withdraw_all()
            self.target_trust.broken += self.target_trust.breach_weight
            if self.phase == "idle" and not self.left and self.due == NEVER:
                self.due = week

    # what others ask of it

    def tell(self, kind: str, **numbers: Any) -> None:
        """Note an event."""
        self.world.tell(self.name, kind, **numbers)

    def freeze_until(self, week: float) -> None:
        """No talks before that week."""
        self.frozen_until = max(self.frozen_until, week)

    def watches(self, week: int) -> bool:
        """Whether it is watching a completed deal."""
        return any(deal.watching and week < deal.watch_ends for deal in self.book)

    def tabled(self) -> list[Rung]:
        """The rungs it has put on the table."""
        return [rung for rung in self.rungs.values() if rung.tabled]

    def step(self, rungs: list[Rung]) -> float:
        """What rungs would take off reliance."""
        return Offer(rungs).step()

    def distancing(self) -> float:
        """The commitments in force."""
        return sum((one.distancing for one in self.rungs.values() if one.distanced), 0.0)

    # its week

    def act(self, week: int) -> None:
        """Judge watched deals, perhaps lose attention, handle what is due."""
        if self.world.observer.last.week == week:
            self.watch.judge(week)
        self._attend(week)
        while at_most(self.due, week):
            if self.phase == "delivering":
                self.deliveries.tranche(week)
            elif not at_most(self.frozen_until, week):
                break
            else:
                if self.phase == "idle":
                    self._open_talks()
                if self.phase == "talking":
                    self._hold_round(week)

    def _attend(self, week: int) -> None:
        since = max(self._regained, week - 1)
        if since < week:
            self._hazard += self._hazard_last_week * (week - since)
        self._hazard_last_week = self.behaviour.attention_lost_per_week
        if at_least(self._hazard, self._crisis):
            weeks = self.behaviour.attention_weeks
            self.tell("attention lost", weeks=weeks)
            self.freeze_until(week + weeks)
            self._regained, self._hazard = week + weeks, 0.0
            self._crisis = self.world.luck.exponential(f"{self.name}/attention gap")

    def contact_gap(self) -> float:
        """Weeks until the next contact."""
        mean: float = self.behaviour.contact_gap_weeks
        return self.world.luck.exponential(f"{self.name}/contact gap") * mean

    def pause(self, week: int) -> None:
        """After a breakdown, a breach, a snapback: cooling, then a contact."""
        self.phase = "idle"
        self.offer = None
        if not self.left:
            self.due = week + self.behaviour.cooling_weeks + self.contact_gap()

    def leave(self) -> None:
        """It leaves the talks for good; it still watches."""
        self.left = True
        self.phase = "idle"
        self.due = NEVER
        for rung in self.rungs.values():
            rung.tabled = False

    def withdraw_all(self) -> None:
        """All its relief, distancing and watches end."""
        self.tell("all relief withdrawn")
        for instrument in self.instruments.values():
            instrument.legal = min(instrument.legal, 0.0)
        for rung in self.rungs.values():
            rung.distanced = False
        for deal in self.book:
            if deal.outcome == "kept":
                deal.undo()
            deal.watching = False

    # talks

    def _open_talks(self) -> None:
        rung = next((one for one in self.order if not one.in_force()), None)
        if rung is None:
            self.due = NEVER
            return
        rungs = [rung]
        if self.sweeten is rung:
            rungs.append(self.order[self.order.index(rung) + 1])
        self.sweeten = None
        self.offer = Offer(rungs)
        self.phase, self.round = "talking", 1
        self.conceded = self.target_conceded = 0.0
        for one in rungs:
            one.tabled = True
        self.tell("talks open", rung=rung.name, extra=rungs[1].name if rungs[1:] else "")

    def _hold_round(self, week: int) -> None:
        assert self.offer is not None
        zone = talks.zone(self, self.offer)
        f = min(1.0, self.round / self.behaviour.rounds)
        mine = talks.concession(self.behaviour.concession, f, self.target_conceded)
        theirs = talks.concession(self.world.target.values.concession, f, self.conceded)
        asked, offered = talks.demand(self, zone, mine), talks.offered(self, zone, theirs)
        agreed = self._agreed(zone, asked, offered, theirs)
        self._tell_round(zone, asked=asked, offered=offered, agreed=int(agreed is not None))
        self.conceded, self.target_conceded = mine, theirs
        if agreed is not None:
            self._agree(week, zone, agreed)
        elif self.round >= self.behaviour.rounds:
            self._break_down(week, walked_out=0)
        elif self.world.luck.uniform(f"{self.name}/walk-out") < self.behaviour.walk_out_per_round:
            self._break_down(week, walked_out=1)
        else:
            self.round += 1
            self.due = week + self.behaviour.round_weeks

    def _agreed(self, zone: talks.Zone, asked: int, offered: int, theirs: float) -> int | None:
        """The number on which the round ends, if it does in agreement."""
        assert self.offer is not None
        if zone.lo > zone.hi:
            return None
        if self.offer.first.ask is not None:
            return zone.lo
        if offered >= asked:
            return asked
        return offered if offered >= self._next_demand(zone, theirs) else None

    def _next_demand(self, zone: talks.Zone, theirs: float) -> int:
        rounds = self.behaviour.rounds
        f = min(1.0, (self.round + 1) / rounds)
        heard = theirs if self.round < rounds else self.target_conceded
        return talks.demand(self, zone, talks.concession(self.behaviour.concession, f, heard))

    def _tell_round(self, zone: talks.Zone, *, asked: int, offered: int, agreed: int) -> None:
        assert self.offer is not None
        self.tell(
            "round",
            rung=self.offer.first.name,
            number=self.round,
            rounds=self.behaviour.rounds,
            asked=asked,
            offered=offered,
            agreed=agreed,
            lo=zone.lo,
            hi=zone.hi,
            free=zone.free,
            value=zone.value,
            patron_cost=zone.patron_cost,
            hold_value=zone.hold_value,
            belief_target=self.target_trust.belief,
            belief_sender=self.trust.belief,
            price=self.world.price,
            reliance=self.world.economy.reliance,
        )

    def _agree(self, week: int, zone: talks.Zone, people: int) -> None:
        assert self.offer is not None
        target = self.world.target
        deal = Deal(week, self.round, self.offer, zone, self.behaviour)
        owed, classes = self.offer.first.owed, len(target.ledger.held)
        deal.count_people(people, owed, self.behaviour.tranches, classes)
        gain = max(0.0, zone.value / zone.hold_value - people)
        target.incentive += gain / max(1, sum(target.ledger.held))
        target.promised += deal.to_release
        self.book.append(deal)
        self.deal, self.phase, self.offer = deal, "delivering", None
        rung = deal.offer.first.name
        self.tell("agreement", rung=rung, people=people, to_release=deal.to_release)
        self.due = week + self.deliveries.lag(deal)

    def _break_down(self, week: int, *, walked_out: int) -> None:
        assert self.offer is not None
        offer = self.offer
        self.breakdowns += 1
        self.tell("breakdown", rung=offer.first.name, walked_out=walked_out)
        reaction = self.behaviour.on_breakdown
        if reaction == "sweeten":
            self._sweeten(offer.first)
        elif reaction == "escalate":
            self._escalate()
        elif reaction == "walk_away":
            self.tell("walks away")
            self.leave()
        self.pause(week)

    def _sweeten(self, rung: Rung) -> None:
        if not rung.sweetened and rung is not self.order[-1]:
            rung.sweetened = True
            self.sweeten = rung

    def _escalate(self) -> None:
        instrument = self.instruments[self.behaviour.escalate_instrument]
        if instrument.legal <= 0:
            lower = instrument.legal - self.behaviour.escalate_step
            instrument.legal = max(instrument.floor, lower)
            self.tell("escalation", instrument=instrument.name, level=instrument.legal)
