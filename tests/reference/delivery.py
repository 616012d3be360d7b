"""Deliveries, tranche by tranche, and what they do to belief (ODD 7.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference import talks
from tests.reference.deal import Deal
from tests.reference.rounding import at_most

if TYPE_CHECKING:
    from tests.reference.sender import Sender


class Belief:
    """How far one side believes in the other: a count of promises kept and broken."""

    def __init__(self, values: Any) -> None:
        self.kept: float = values.kept
        self.broken: float = values.broken
        self.breach_weight: float = values.breach_weight

    @property
    def belief(self) -> float:
        """The mean of the beta distribution."""
        return self.kept / (self.kept + self.broken)


class Record:
    """How a side behaved towards the other."""

    def __init__(self) -> None:
        self.kept_last = True
        self.ever_broke = False

    def note(self, *, kept: bool) -> None:
        """After a delivery."""
        self.kept_last = kept
        self.ever_broke = self.ever_broke or not kept


class Deliveries:
    """How a sender and the target carry out the deal under way."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.world = sender.world

    def lag(self, deal: Deal) -> int:
        """Weeks until the mover whose turn it is delivers."""
        if deal.turn == "simultaneous":
            return max(deal.release_lag, deal.relief_lag)
        return deal.release_lag if deal.turn == "target" else deal.relief_lag

    def tranche(self, week: int) -> None:
        """Carry out what is due."""
        deal = self.sender.deal
        assert deal is not None
        target_acts = deal.turn != "sender"
        sender_acts = deal.turn != "target"
        target_keeps = not target_acts or self._target_keeps(deal)
        sender_keeps = not sender_acts or self._sender_keeps(deal)
        if target_acts:
            self.sender.target_record.note(kept=target_keeps)
        if sender_acts:
            self.sender.record.note(kept=sender_keeps)
        if target_acts and target_keeps:
            self._release(week, deal)
        if sender_acts and sender_keeps:
            self._relieve(deal)
        if not sender_keeps:
            self._breach_by_sender(deal)
        if not target_keeps:
            self._breach_by_target(deal)
        if target_keeps and sender_keeps:
            self._go_on(week, deal)
        else:
            self._end(week, deal)

    # does the mover keep its word?

    def _target_keeps(self, deal: Deal) -> bool:
        target, sender = self.world.target.values, self.sender
        slips = self._slips("target", target.slip, deal)
        keeps = self._policy_keeps("target", target, sender.record)
        if keeps is None:
            keeps = self._pays_target(deal)
        return deal.parts[deal.released_parts] == 0 or (keeps and not slips)

    def _sender_keeps(self, deal: Deal) -> bool:
        behaviour = self.sender.behaviour
        slips = self._slips("sender", behaviour.slip, deal)
        keeps = self._policy_keeps("sender", behaviour, self.sender.target_record)
        if keeps is None:
            keeps = self._pays_sender(deal)
        return keeps and not slips

    def _slips(self, side: str, slip: float, deal: Deal) -> bool:
        chance: float = 1.0 - (1.0 - slip) ** (1.0 / deal.tranches)
        return self.world.luck.uniform(f"{self.sender.name}/{side}'s slip") < chance

    def _policy_keeps(self, side: str, values: Any, other: Record) -> bool | None:
        """What a policy that does not calculate does; None for the opportunist."""
        stream = f"{self.sender.name}/{side}'s reneging"
        if values.delivery == "erratic":
            return bool(self.world.luck.uniform(stream) < values.keeps_probability)
        if values.delivery == "generous_tit_for_tat":
            forgives = self.world.luck.uniform(stream) < values.forgives_probability
            return bool(other.kept_last or forgives)
        if values.delivery == "tit_for_tat":
            return other.kept_last
        if values.delivery == "grim":
            return not other.ever_broke
        return True if values.delivery == "reliable" else None

    def _pays_target(self, deal: Deal) -> bool:
        world, sender = self.world, self.sender
        target = world.target
        without = world.economy.legal()
        for one in deal.raised:
            without[one.place] = deal.start[one]
        reached = list(without)
        for one in deal.raised:
            reached[one.place] = deal.goal[one]
        gain = world.income(reached) - world.income(without)
        belief = sender.target_trust.belief
        value = target.present_value(gain, belief, deal.offer.slowest)
        policy, credible = sender.behaviour.snapback, target.values.takeback_credibility
        feared = {"full": credible, "grim": credible, "partial": credible / 2}.get(policy, 0.0)
        given = deal.given()
        gains = belief * value * (1.0 - given) + feared * value * given + target.values.shadow_usd_m
        people = deal.parts[deal.released_parts]
        return at_most(target.hold_value(deal.offer.first.mix) * people, gains)

    def _pays_sender(self, deal: Deal) -> bool:
        sender = self.sender
        tranche = deal.relieved_parts + 1
        cost = sum(
            one.cost.value * (deal.level(one, tranche) - one.legal) for one in deal.offer.levels
        )
        worth = talks.average(sender.prisoner_values, deal.offer.first.mix)
        hoped = sender.trust.belief * worth * deal.still_promised()
        return at_most(cost, hoped + sender.behaviour.shadow_prisoners)

    # it keeps its word

    def _release(self, week: int, deal: Deal) -> None:
        target = self.world.target
        due = deal.parts[deal.released_parts]
        hold_values = target.hold_values()
        freed = target.ledger.release(due, deal.offer.first.mix)
        self.world.recorder.freed_people(week, freed, hold_values)
        deal.released = [a + b for a, b in zip(deal.released, freed, strict=True)]
        deal.releases.append((week, sum(freed)))
        deal.released_parts += 1
        target.promised -= due
        self.sender.trust.kept += 1.0 / deal.tranches
        self.sender.tell(
            "release",
            rung=deal.offer.first.name,
            people=sum(freed),
            due=due,
            tranche=deal.released_parts,
            tranches=deal.tranches,
            belief_sender=self.sender.trust.belief,
        )

    def _relieve(self, deal: Deal) -> None:
        deal.relieved_parts += 1
        for one in deal.offer.levels:
            one.legal = deal.level(one, deal.relieved_parts)
        self.sender.target_trust.kept += 1.0 / deal.tranches
        self.sender.tell(
            "relief",
            rung=deal.offer.first.name,
            tranche=deal.relieved_parts,
            tranches=deal.tranches,
            belief_target=self.sender.target_trust.belief,
        )

    def _go_on(self, week: int, deal: Deal) -> None:
        if deal.is_complete():
            self._complete(week, deal)
            return
        if deal.turn != "simultaneous":
            deal.turn = "sender" if deal.turn == "target" else "target"
        self.sender.due = week + self.lag(deal)

    def _complete(self, week: int, deal: Deal) -> None:
        sender = self.sender
        deal.complete(week, sender.behaviour.watch_weeks, self.world.observer.last)
        for rung in deal.offer.rungs:
            rung.tabled = False
            rung.owed = 0
            rung.distanced = rung.distancing > 0
            if rung.completed_in is None:
                rung.completed_in = week
        sender.deal, sender.phase = None, "idle"
        sender.tell("deal complete", rung=deal.offer.first.name, people=sum(deal.released))
        sender.due = week + sender.contact_gap()

    # it breaks its word

    def _breach_by_sender(self, deal: Deal) -> None:
        sender = self.sender
        sender.breaches += 1
        sender.target_trust.broken += sender.target_trust.breach_weight
        deal.offer.first.owed += sum(deal.released)
        deal.outcome = "breach_by_sender"
        sender.tell("breach by sender", rung=deal.offer.first.name)

    def _breach_by_target(self, deal: Deal) -> None:
        sender = self.sender
        sender.breaches_by_target += 1
        sender.trust.broken += sender.trust.breach_weight
        deal.outcome = "breach_by_target"
        sender.tell("breach by target", rung=deal.offer.first.name)
        policy = sender.behaviour.snapback
        if policy in ("partial", "full"):
            deal.take_back(policy, deal.given())
        elif policy == "grim":
            sender.withdraw_all()
            sender.leave()

    def _end(self, week: int, deal: Deal) -> None:
        self.world.target.promised -= deal.still_promised()
        self.sender.deal = None
        self.sender.pause(week)

    def cancel(self) -> None:
        """The sender walks out of the deal under way, if there is one."""
        deal = self.sender.deal
        if deal is not None:
            deal.outcome = "snapped_back"
            self.world.target.promised -= deal.still_promised()
            self.sender.deal = None
            self.sender.tell("deal cancelled", rung=deal.offer.first.name)
