"""The power the target depends on (ODD 7.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.reference.agent import Agent
from tests.reference.economy import Dial
from tests.reference.rounding import at_most

if TYPE_CHECKING:
    from tests.reference.world import World


class Patron(Agent):
    """It pays a subsidy, and may punish, outbid or veto a turn to the West."""

    def __init__(self, world: World, values: Any) -> None:
        self.world = world
        self.values = values
        self.rhythm = values.every_weeks
        self.policies = values.policy
        self.ordinary = Dial(values.subsidy_usd_m_per_week)
        self.subsidy = self.ordinary.value

    def grip(self) -> float:
        """USD million a week at stake for a unit of drift."""
        grip: float = self.values.grip * self.world.economy.reliance * self.ordinary.value
        return grip

    def ordinary_moved(self, before: float) -> None:
        """The timeline changed the ordinary subsidy: what is paid moves with it."""
        self.subsidy = max(0.0, self.subsidy + self.ordinary.value - before)

    def act(self, week: int) -> None:
        """Set the subsidy; perhaps freeze the talks."""
        drift = self.world.economy.drift()
        cut = bid = 0.0
        if "punish" in self.policies:
            cut = self.grip() * max(0.0, drift - self.values.tolerance)
        if "compensate" in self.policies:
            bid = self.grip() * self._largest_step()
        before, self.subsidy = self.subsidy, max(0.0, self.ordinary.value - cut + bid)
        if abs(self.subsidy - before) > 0.005:
            self.world.tell("patron", "subsidy", drift=drift, before=before, subsidy=self.subsidy)
        if "veto" in self.policies and not at_most(drift, self.values.tolerance):
            self._veto(week, drift)

    def _largest_step(self) -> float:
        steps = [s.step([rung]) for s in self.world.senders for rung in s.tabled()]
        return max(steps, default=0.0)

    def _veto(self, week: int, drift: float) -> None:
        chance = min(1.0, self.values.veto_slope * (drift - self.values.tolerance))
        if self.world.luck.uniform("patron/freeze") < chance:
            weeks = self.values.freeze_weeks
            self.world.tell("patron", "veto", drift=drift, weeks=weeks)
            for sender in self.world.senders:
                sender.freeze_until(week + weeks)

    def cost_to_target(self, step: float, rate: float) -> float:
        """What the target expects to lose, or be offered, by a step away: USD million."""
        drift, tolerance = self.world.economy.drift(), self.values.tolerance
        a_week = 0.0
        if "punish" in self.policies:
            a_week += max(0.0, drift + step - tolerance) - max(0.0, drift - tolerance)
        if "compensate" in self.policies:
            a_week += step
        return 52.0 * self.grip() * a_week / rate
