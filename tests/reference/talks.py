"""What each side would settle for, and how it gives way (ODD 7.5 and 7.6)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.reference.ladder import Offer
from tests.reference.rounding import ceil, floor

if TYPE_CHECKING:
    from tests.reference.sender import Sender

SOLUTIONS = ("nash", "rubinstein")


class Zone(NamedTuple):
    """Reservation numbers, and what they rest on."""

    lo: int
    hi: int
    op: int
    free: int
    value: float
    patron_cost: float
    hold_value: float


def zone(sender: Sender, offer: Offer) -> Zone:
    """The numbers of a round about an offer."""
    free = _free(sender, offer)
    value, patron_cost = _worth(sender, offer)
    hold_value = sender.world.target.hold_value(offer.first.mix)
    exposed_sender, exposed_target = exposure(sender.behaviour)
    believed = 1.0 - exposed_target * (1.0 - sender.target_trust.belief)
    most = max(0.0, value * believed - patron_cost) / hold_value
    hi = min(free, floor(most))
    ask = offer.first.ask
    if ask is not None:
        return Zone(ask, hi, ask, free, value, patron_cost, hold_value)
    lo = _fewest(sender, offer, exposed_sender)
    worth = average(sender.prisoner_values, offer.first.mix)
    op = max(lo, min(free, ceil(sender.behaviour.opening * offer.cost() / worth)))
    return Zone(lo, hi, op, free, value, patron_cost, hold_value)


def average(values: list[float], mix: list[float]) -> float:
    """The sum of a mix of values."""
    return sum(m * value for m, value in zip(mix, values, strict=True))


def exposure(behaviour: Any) -> tuple[float, float]:
    """What the sender and the target hand over unpaid."""
    part = 1.0 / behaviour.tranches
    return {
        "target": (0.0, part),
        "sender": (part, 0.0),
        "simultaneous": (part / 2, part / 2),
    }[behaviour.first]


def _free(sender: Sender, offer: Offer) -> int:
    target = sender.world.target
    held = (n for n, share in zip(target.ledger.held, offer.first.mix, strict=True) if share > 0)
    return max(0, sum(held) - target.promised)


def _worth(sender: Sender, offer: Offer) -> tuple[float, float]:
    """Present value of the offer to the target, and what the patron would take for it."""
    world = sender.world
    now = world.economy.legal()
    then = list(now)
    for instrument, goal in offer.goals().items():
        then[instrument.place] = goal
    belief = sender.target_trust.belief
    gain = world.income(then) - world.income(now)
    value = world.target.present_value(gain, belief, offer.slowest)
    if world.patron is None:
        return value, 0.0
    return value, world.patron.cost_to_target(offer.step(), world.target.rate(belief))


def _fewest(sender: Sender, offer: Offer, exposed: float) -> int:
    observer = sender.world.observer
    growth = max(0.0, observer.last.held / max(1, observer.count_at_start) - 1.0)
    cost = offer.cost() * (1.0 + sender.behaviour.hawk * growth)
    belief = sender.trust.belief
    worth = average(sender.prisoner_values, offer.first.mix)
    believed = worth * belief * (1.0 - exposed * (1.0 - belief))
    return max(1, ceil((cost - sender.strategic_value * offer.step()) / believed))


def concession(strategy: str, f: float, heard: float) -> float:
    """How far a side has gone from its opening to its reservation number."""
    if strategy == "boulware":
        return f**4
    if strategy == "linear":
        return f
    if strategy == "conceder":
        return math.pow(f, 0.25)
    if strategy == "tit_for_tat":
        return heard
    return 0.0 if strategy == "hardliner" else 1.0


def demand(sender: Sender, of: Zone, c: float) -> int:
    """What the sender asks for."""
    strategy = sender.behaviour.concession
    if strategy in SOLUTIONS:
        return _solution(sender, of, strategy)
    return ceil(of.op - (of.op - of.lo) * c)


def offered(sender: Sender, of: Zone, c: float) -> int:
    """What the target offers."""
    target = sender.world.target.values
    if target.concession in SOLUTIONS:
        return _solution(sender, of, target.concession)
    return floor(of.hi * (target.opening + (1.0 - target.opening) * c))


def _solution(sender: Sender, of: Zone, strategy: str) -> int:
    share = sender.behaviour.bargaining_weight
    if strategy == "rubinstein":
        rho = sender.world.target.values.discount_rate_per_year
        patience = sender.behaviour.patience
        target_patience = math.exp(-rho * sender.behaviour.round_weeks / 52)
        share = (1.0 - target_patience) / (1.0 - patience * target_patience)
    return floor(of.lo + share * (of.hi - of.lo))
