"""People in prison: who is arrested, who leaves, who is handed over (ODD, "Repression")."""

from __future__ import annotations

import numpy as np

from simulator.model.rounding import Bools, Floats, Ints, floor_people, largest_remainder


def term_ends(stock: Ints, rate_per_week: Floats, u: Floats) -> Ints:
    """People whose term ends this week: ``floor(rate · stock + u)``, at most the stock.

    >>> term_ends(np.array([100, 0]), np.array([0.005, 0.5]), np.array([0.6, 0.9])).tolist()
    [1, 0]
    """
    return np.minimum(rounded(rate_per_week * stock, u), stock)


def gesture(stock: Ints, people: Ints, *, happens: Bools) -> Ints:
    """People pardoned outside any deal this week, at most the stock of their class.

    >>> gesture(np.array([50, 5]), np.array([20, 20]), happens=np.array([True, True])).tolist()
    [20, 5]
    """
    return np.minimum(people * happens, stock)


def revolving_door(incentive: Floats, restock: Floats, cap: Floats) -> Floats:
    """Arrests that the trade in people brings: ``1 + cap (1 - exp(-restock I/cap))`` times.

    Without a cap above nought there is no effect.

    >>> revolving_door(np.array([0.0, 9e9]), np.array([2.5, 2.5]), np.array([0.5, 0.5])).tolist()
    [1.0, 1.5]
    """
    bound = cap + (cap <= 0)  # nothing is divided by nought
    return 1.0 + cap * -np.expm1(-restock * incentive / bound)


def log_variance(variation: Floats) -> Floats:
    """Variance of the logarithm of a lognormal factor, from its coefficient of variation.

    >>> log_variance(np.array([0.0, 1.0])).round(4).tolist()
    [0.0, 0.6931]
    """
    return np.log1p(variation * variation)


def arrest_factor(z: Floats, log_variance: Floats) -> Floats:
    """Lognormal factor with mean 1 for a standard normal ``z``.

    >>> arrest_factor(np.array([1.0]), np.array([0.0])).tolist()
    [1.0]
    """
    return np.exp(np.sqrt(log_variance) * z - 0.5 * log_variance)


def arrests(usual: Floats, luck: Floats, *, calmed: Floats, door: Floats) -> Floats:
    """Arrests in a week before rounding: the usual, eased by calm, raised by the revolving door.

    >>> ten = np.array([10.0])
    >>> arrests(ten, ten / 10, calmed=ten / 50, door=ten / 8).round(9).tolist()
    [10.0]
    """
    return usual * (1.0 - calmed) * door * luck


def rounded(x: Floats, u: Floats) -> Ints:
    """A whole number with mean ``x``: ``floor(x + u)``, without slack.

    >>> rounded(np.array([2.4, 2.4]), np.array([0.5, 0.7])).tolist()
    [2, 3]
    """
    total = x + u
    return np.floor(total, out=total).astype(np.int64)


def split_arrests(arrested: Ints, before: Ints, shares: Floats) -> Ints:
    """This week's arrests by class, so that small classes fill in time.

    ``before`` (classes, worlds) are the arrests of earlier weeks. With A arrested so far, this week
    included, class c gets ``min(left, floor(share · A) - had)``, the last class what is left.

    >>> before, shares = np.array([[0], [45]]), np.array([[0.02], [0.98]])
    >>> split_arrests(np.array([10]), before, shares)[:, 0].tolist()
    [1, 9]
    """
    so_far = arrested
    for row in before:
        so_far = so_far + row
    split = np.empty_like(before)
    left = arrested
    for c in range(len(before) - 1):
        split[c] = np.minimum(left, floor_people(shares[c] * so_far) - before[c])
        left = left - split[c]
    split[-1] = left
    return split


def hand_over(people: Ints, mix: Floats, held: Ints) -> Ints:
    """Who is released when ``people`` are due: the mix, and where a class runs short, the others.

    ``mix`` and ``held`` are (classes, worlds). Classes listed last fill in first; if fewer are held
    than are due, all are freed.

    >>> hand_over(np.array([10]), np.array([[0.2], [0.8]]), np.array([[1], [50]]))[:, 0].tolist()
    [1, 9]
    """
    freed = np.minimum(largest_remainder(people, mix), held)
    short = people.copy()
    for row in freed:
        short = short - row
    for c in range(len(held) - 1, -1, -1):
        extra = np.minimum(short, held[c] - freed[c])
        freed[c] += extra
        short = short - extra
    return freed


def incentive_growth(present_value: Floats, hold_value: Floats, people: Ints, held: Ints) -> Floats:
    """What an agreement adds to the incentive to arrest: ``max(0, PV / h - n) / held``.

    >>> people, held = np.array([20]), np.array([1000])
    >>> incentive_growth(np.array([18.0]), np.array([0.36]), people, held).tolist()
    [0.03]
    """
    return np.maximum(0.0, present_value / hold_value - people) / np.maximum(held, 1)
