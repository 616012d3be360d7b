"""Carrying out a deal: tranches, slips, and what an opportunist does (ODD, "Delivery")."""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.model.rounding import Bools, Floats, Ints, at_most


class Side:
    """Who moves: the target, the sender, or both at once.

    Plain numbers, as an array is compared with members of an enumeration four times as slowly.
    """

    TARGET: Final = 0
    BOTH: Final = 1
    SENDER: Final = 2


def lag(side: Ints, release_lag: Ints, relief_lag: Ints) -> Ints:
    """Weeks that a side takes to deliver; both at once, the longer lag.

    >>> two, five = np.array([2, 2, 2]), np.array([5, 5, 5])
    >>> lag(np.array([Side.TARGET, Side.BOTH, Side.SENDER]), two, five).tolist()
    [2, 5, 5]
    """
    longer = np.maximum(release_lag, relief_lag)
    of_one = np.where(side == Side.TARGET, release_lag, relief_lag)
    return np.where(side == Side.BOTH, longer, of_one)


def slip_chance(slip: Floats, tranches: Ints) -> Floats:
    """Chance that one tranche slips, so that a deal slips with ``slip`` whatever its tranches.

    >>> slip_chance(np.array([0.19]), np.array([2])).round(9).tolist()
    [0.1]
    """
    return 1.0 - np.power(1.0 - slip, 1.0 / tranches)


def tranche_people(people: Ints, tranche: Ints, tranches: Ints) -> Ints:
    """People due in tranche i of k: ``floor(i n / k) - floor((i - 1) n / k)``.

    >>> [int(tranche_people(np.array([10]), np.array([i]), np.array([4]))[0]) for i in (1, 2, 3, 4)]
    [2, 3, 2, 3]
    """
    return tranche * people // tranches - (tranche - 1) * people // tranches


def tranche_level(start: Floats, goal: Floats, done: Floats) -> Floats:
    """Legal level that is owed once the share ``done`` of the deal's relief is given.

    >>> tranche_level(np.array([0.5]), np.array([1.0]), np.array([0.5])).tolist()
    [0.75]
    """
    return start + done * (goal - start)


def level_taken_back(level: Floats, start: Floats, given: Floats, *, half: bool) -> Floats:
    """Legal level once a deal's relief is taken back: by half of what it gave, or to its start.

    A level to which the deal gave nothing stays; one that something else has lowered already is
    not lowered again beyond the deal's start.

    >>> one = np.array([1.0])
    >>> [float(level_taken_back(one, one * 0.2, one * 0.8, half=half)[0]) for half in (True, False)]
    [0.6, 0.2]
    """
    down_to = np.minimum(level, start)
    back = np.maximum(down_to, level - 0.5 * given) if half else down_to
    return np.where(given > 0, back, level)


def target_gains_by_keeping(
    cost: Floats, belief: Floats, *, to_come: Floats, to_lose: Floats, shadow: Floats
) -> Bools:
    """Does an opportunist target release? Cost against relief to come, relief to lose, good name.

    All USD million: ``to_come`` is the present value of relief not yet given, ``to_lose`` that of
    relief given, times the credibility of its being taken back.
    """
    return at_most(cost, belief * to_come + to_lose + shadow)


def sender_gains_by_keeping(
    cost: Floats, belief: Floats, *, to_come: Floats, shadow: Floats
) -> Bools:
    """Does an opportunist sender give relief? All in prisoner-equivalents; ``to_come`` in value."""
    return at_most(cost, belief * to_come + shadow)
