"""What each side would settle for today: reservation numbers and the opening demand (ODD, "Talks").

Nothing here changes anything: the numbers follow from where levels, prices, prisons and trust
stand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.agents.dossier import Dossier
from simulator.agents.ladder import Package
from simulator.agents.tables import in_worlds
from simulator.model import bargaining as rules
from simulator.model.price import WEEKS_A_YEAR
from simulator.model.rounding import Bools, Floats, Index, Ints, add_up


@dataclass(frozen=True)
class Terms:
    """What each side would settle for now in some worlds, and the numbers it follows from."""

    package: Package
    eased: Floats  # legal levels with the package in force (instruments, worlds)
    value: Floats  # present value of the relief to the target, USD million
    patron_cost: Floats  # what the patron would make it cost, USD million
    hold_value: Floats  # USD million a person
    free: Ints
    hi: Ints
    lo: Ints
    opening: Ints
    cost: Floats  # political cost of the relief to the sender, prisoner-equivalents
    step: Floats  # what the package takes off reliance on the patron

    @property
    def zone(self) -> Bools:
        """Where a zone of possible agreement exists."""
        return self.lo <= self.hi


class Reservations:
    """What one sender and the target would settle for, in all worlds of a block."""

    def __init__(self, dossier: Dossier) -> None:
        self._d = dossier

    def terms(self, worlds: Index) -> Terms:
        """Reservation numbers and the opening demand in ``worlds``, from today's numbers."""
        d, stage = self._d, self._d.stage
        relief, mine = stage.relief, d.ladder.mine
        package = d.ladder.package(d.rung[worlds], d.extra[worlds], worlds)
        legal = relief.legal.take(worlds, axis=1)
        eased = d.ladder.eased(package, legal)
        rise = eased[mine] - legal[mine]
        step = add_up(in_worlds(relief.reliance_effect[mine], worlds) * rise) + package.distancing
        cost = add_up(in_worlds(relief.cost[mine], worlds) * rise)
        held = stage.target.held_in(worlds)
        free = rules.on_offer(held, package.mix, stage.target.promised[worlds])
        rate = self.rate(worlds)
        gain = relief.gain(worlds, before=legal, after=eased)
        value = rules.present_value(gain, rate, package.slowest_weeks)
        patron_cost = WEEKS_A_YEAR * stage.patron.cost_to_target(worlds, step) / rate
        hold = stage.target.hold_value(worlds, package.mix, held)
        hi = self._targets_most(worlds, value, patron_cost, hold, free)
        lo, opening = self._senders_numbers(worlds, package, cost, step, free)
        return Terms(package, eased, value, patron_cost, hold, free, hi, lo, opening, cost, step)

    def rate(self, worlds: Index) -> Floats:
        """Rate a year at which the target discounts this sender's relief."""
        rho = self._d.stage.target.terms.discount_rate_per_year[worlds]
        return rules.yearly_rate(rho, self._d.targets_trust.mean(worlds))

    def _targets_most(
        self, worlds: Index, value: Floats, patron_cost: Floats, hold: Floats, free: Ints
    ) -> Ints:
        d = self._d
        exposed = d.behaviour.targets_exposure[worlds]
        belief = d.targets_trust.mean(worlds)
        worth = rules.worth_to_target(
            value, exposed=exposed, belief=belief, patron_cost=patron_cost
        )
        return rules.targets_most(worth, hold, free)

    def _senders_numbers(
        self, worlds: Index, package: Package, cost: Floats, step: Floats, free: Ints
    ) -> tuple[Ints, Ints]:
        """The sender's fewest and its opening demand; a fixed ask is both."""
        d, b = self._d, self._d.behaviour
        value = d.value_of(package.mix, worlds)
        observer = d.stage.observer
        growth = rules.growth(observer.latest.count[worlds], observer.count_at_start[worlds])
        gain = d.strategic_value[worlds] * step
        net = rules.net_cost(cost, hawk=b.hawk[worlds], growth=growth, gain=gain)
        lo = rules.senders_fewest(
            net,
            value,
            exposed=b.senders_exposure[worlds],
            belief=d.trust.mean(worlds),
        )
        opening = rules.opening_demand(b.opening[worlds], cost, value, lo=lo, free=free)
        fixed = package.ask > 0
        return np.where(fixed, package.ask, lo), np.where(fixed, package.ask, opening)
