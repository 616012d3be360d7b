"""Watching what the target does after a deal, and taking relief back (ODD 7.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reference.deal import Deal
from tests.reference.rounding import at_most

if TYPE_CHECKING:
    from tests.reference.sender import Sender


class Watch:
    """How a sender watches its completed deals."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.world = sender.world

    def judge(self, week: int) -> None:
        """Judge each watched deal by what was published this week."""
        alarming = [deal for deal in self.sender.book if self._alarms(deal, week)]
        policy = self.sender.behaviour.snapback
        if not alarming or policy == "none":
            return
        if policy == "freeze":
            for _ in alarming:
                weeks = self.sender.behaviour.cooling_weeks
                self.sender.tell("freeze", weeks=weeks)
                self.sender.freeze_until(week + weeks)
        else:
            self._snap_back(alarming[0], policy, week)

    def _alarms(self, deal: Deal, week: int) -> bool:
        if not deal.watching or week >= deal.watch_ends:
            return False
        behaviour = self.sender.behaviour
        backsliding = self._backsliding(deal)
        limit = behaviour.alarm_people + behaviour.tolerance * sum(deal.released)
        if at_most(backsliding, limit):
            return False
        self.sender.tell(
            "alarm",
            rung=deal.offer.first.name,
            watch=behaviour.watch,
            newly=backsliding,
            limit=limit,
        )
        return True

    def _backsliding(self, deal: Deal) -> float:
        now, then = self.world.observer.last, deal.reference
        assert then is not None
        if self.sender.behaviour.watch == "count":
            return now.held - (then.held - deal.released_since(then.week))
        usual = self.world.values.prisoners.arrests_per_week * (now.week - then.week)
        newly: float = now.recognised - then.recognised - usual
        return newly

    def _snap_back(self, deal: Deal, policy: str, week: int) -> None:
        sender = self.sender
        sender.snapbacks += 1
        sender.trust.broken += sender.trust.breach_weight
        sender.target_trust.broken += 1.0
        sender.tell("snapback", rung=deal.offer.first.name, policy=policy)
        for later in sender.book[sender.book.index(deal) :]:
            later.watching = False
        deal.undo()
        if policy == "grim":
            sender.deliveries.cancel()
            sender.withdraw_all()
            sender.leave()
            return
        deal.take_back(policy, 1.0)
        if sender.phase != "delivering" and not sender.left:
            sender.pause(week)
