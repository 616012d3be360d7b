"""Reservation numbers and the rounds between them (ODD, "Talks").

Both sides name numbers of people. The target's most (``hi``) is what the relief is worth to it, cut
by distrust and by the patron, over what it holds a person to be worth; the sender's fewest (``lo``)
is what the relief costs it over what it expects to get. A zone of possible agreement (ZOPA) exists
where ``lo <= hi``.
"""

from __future__ import annotations

import numpy as np

from simulator.model.delivery import Side
from simulator.model.price import WEEKS_A_YEAR
from simulator.model.rounding import Floats, Ints, add_up, ceil_people, floor_people


def yearly_rate(discount_rate: Floats, belief: Floats) -> Floats:
    """Rate at which the target discounts relief: impatience plus the fear that it is withdrawn.

    >>> yearly_rate(np.array([0.3]), np.array([0.5])).round(3).tolist()
    [0.993]
    """
    return discount_rate - np.log(belief)


def present_value(gain_per_week: Floats, rate: Floats, slowest_weeks: Floats) -> Floats:
    """USD million that a lasting gain is worth now, less for the time until it is felt.

    >>> present_value(np.array([0.35]), np.array([0.9931472]), np.array([1.0])).round(2).tolist()
    [17.98]
    """
    return WEEKS_A_YEAR * gain_per_week / rate / (1.0 + rate * slowest_weeks / WEEKS_A_YEAR)


def exposure(first: Ints, side: int, tranches: Ints) -> Floats:
    """Share of a deal that ``side`` hands over unpaid: 1/k if it moves first, half that together.

    ``side``, and who moves ``first`` in each world, are numbers of ``Side``.

    >>> first = np.array([Side.TARGET, Side.BOTH, Side.SENDER])
    >>> exposure(first, Side.TARGET, np.array([4])).tolist()
    [0.25, 0.125, 0.0]
    """
    part = np.where(first == side, 1.0, np.where(first == Side.BOTH, 0.5, 0.0))
    return part / tranches


def scarce_hold_values(values: Floats, start: Ints, held: Ints, scarcity: Floats) -> Floats:
    """Hold value by class now: the fewer are left of those at the start, the dearer.

    >>> one = np.array([[1.0]])
    >>> scarce_hold_values(one, np.array([[400]]), np.array([[100]]), np.array([0.5]))[0].tolist()
    [2.0]
    """
    ratio = np.maximum(start, 1) / np.maximum(held, 1)
    return values * np.power(ratio, scarcity)


def average_hold_value(values: Floats, mix: Floats, held: Ints) -> Floats:
    """Mean hold value over the part of the mix that can be filled (USD million a person).

    Where nobody of the mix is held it is the mean over the mix; nobody is on offer then.
    """
    fillable = mix * (held > 0)
    weight = add_up(fillable)
    weights = np.where(weight > 0, fillable, mix)
    return add_up(weights * values) / np.where(weight > 0, weight, add_up(mix))


def on_offer(held: Ints, mix: Floats, promised: Ints) -> Ints:
    """People who can still be promised: those of the classes asked for, less the promised.

    >>> on_offer(np.array([[5], [7]]), np.array([[1.0], [0.0]]), np.array([2])).tolist()
    [3]
    """
    free = -promised
    for row, share in zip(held, mix, strict=True):
        free = free + row * (share > 0)
    return np.maximum(free, 0)


def targets_most(worth: Floats, hold_value: Floats, free: Ints) -> Ints:
    """The most people the target would part with: ``min(free, floor(max(0, worth) / h))``.

    >>> targets_most(np.array([8.99]), np.array([0.36]), np.array([1000])).tolist()
    [24]
    """
    most = floor_people(np.minimum(np.maximum(0.0, worth) / hold_value, 1e15))
    return np.minimum(free, most)


def net_cost(cost: Floats, *, hawk: Floats, growth: Floats, gain: Floats) -> Floats:
    """What relief costs the sender at home, dearer as more are held, less what it gains by it.

    ``gain`` is what the patron's loss is worth to it. All in prisoner-equivalents.

    >>> ten = np.array([10.0])
    >>> net_cost(ten, hawk=ten / 10, growth=ten / 100, gain=ten / 5).round(9).tolist()
    [9.0]
    """
    return cost * (1.0 + hawk * growth) - gain


def growth(published: Ints, at_start: Ints) -> Floats:
    """By which share more people are held than at the start, not below 0.

    >>> growth(np.array([1100, 900]), np.array([1000, 1000])).round(9).tolist()
    [0.1, 0.0]
    """
    return np.maximum(0.0, published / np.maximum(at_start, 1) - 1.0)


def tightened(level: Floats, step: Floats, floor: Floats) -> Floats:
    """Legal level after an escalation by a step, not below its floor.

    >>> tightened(np.array([-0.4]), np.array([0.25]), np.array([-0.5])).tolist()
    [-0.5]
    """
    return np.maximum(floor, level - step)


def worth_to_target(
    value: Floats, *, exposed: Floats, belief: Floats, patron_cost: Floats
) -> Floats:
    """What relief is worth once distrust and the patron have cut it, USD million."""
    return value * (1.0 - exposed * (1.0 - belief)) - patron_cost


def senders_fewest(net_cost: Floats, value: Floats, *, exposed: Floats, belief: Floats) -> Ints:
    """The fewest people the sender would settle for, at least one.

    ``net_cost`` is the political cost less the worth of the patron's loss, ``value`` what a person
    of the mix is worth to it, both in prisoner-equivalents.

    >>> half = np.array([0.5])
    >>> senders_fewest(np.array([4.0]), np.array([2.8]), exposed=half * 0, belief=half).tolist()
    [3]
    """
    expected = value * belief * (1.0 - exposed * (1.0 - belief))
    return np.maximum(1, ceil_people(np.minimum(net_cost / expected, 1e15)))


def opening_demand(multiple: Floats, cost: Floats, value: Floats, *, lo: Ints, free: Ints) -> Ints:
    """The sender's first demand: a multiple of the cost, so that distrust cannot lower it.

    >>> three, lo, free = np.array([3.0]), np.array([3]), np.array([99])
    >>> opening_demand(three, np.array([4.0]), np.array([2.8]), lo=lo, free=free).tolist()
    [5]
    """
    wanted = ceil_people(np.minimum(multiple * cost / value, 1e15))
    return np.maximum(lo, np.minimum(free, wanted))


def demand(opening: Ints, lo: Ints, concession: Floats) -> Ints:
    """What the sender asks for: ``ceil(op - (op - lo) c)``.

    >>> demand(np.array([5]), np.array([3]), np.array([0.125])).tolist()
    [5]
    """
    return ceil_people(opening - (opening - lo) * concession)


def offer(hi: Ints, opening_share: Floats, concession: Floats) -> Ints:
    """What the target offers: ``floor(hi (o + (1 - o) c))``.

    >>> offer(np.array([24]), np.array([0.1]), np.array([0.125])).tolist()
    [5]
    """
    return floor_people(hi * (opening_share + (1.0 - opening_share) * concession))


def division(lo: Ints, hi: Ints, senders_share: Floats) -> Ints:
    """The number that gives the sender its share of the ZOPA: ``floor(lo + w (hi - lo))``.

    >>> division(np.array([3]), np.array([24]), np.array([0.5])).tolist()
    [13]
    """
    return floor_people(senders_share * (hi - lo) + lo)


def rubinstein_share(sender_patience: Floats, target_patience: Floats) -> Floats:
    """The proposer's share of the pie in alternating offers, ``(1 - dT) / (1 - dS dT)``.

    Rubinstein 1982; with both patiences near 1 it nears one half.

    >>> rubinstein_share(np.array([0.5]), np.array([0.5])).round(4).tolist()
    [0.6667]
    """
    return (1.0 - target_patience) / (1.0 - sender_patience * target_patience)


def time_dependent(fraction: Floats, beta: float) -> Floats:
    """Concession by time alone, ``f ** (1 / beta)`` (Faratin, Sierra and Jennings 1998).

    >>> half = np.array([0.5])
    >>> time_dependent(half, 0.25).tolist(), time_dependent(half, 4.0).round(3).tolist()
    ([0.0625], [0.841])
    """
    return np.power(fraction, np.full_like(fraction, 1.0 / beta))
