"""Shares of worlds as words, and what bands and intervals are called."""

from __future__ import annotations

import math
from typing import Final

from simulator.report.language import tr
from simulator.report.words.numbers import percent

MIDDLE: Final = 0.8
"""The share of worlds that a stated spread holds: from the lowest tenth to the highest."""

CONFIDENCE: Final = 0.95
"""The confidence of every Monte Carlo interval that is stated."""

_FEW_WORLDS: Final = 20


def worlds_share(hits: int, worlds: int) -> str:
    """Say in how many of the worlds something happens, to follow "in".

    >>> worlds_share(1402, 2000), worlds_share(0, 2000), worlds_share(3, 8), worlds_share(1, 1)
    ('about 7 of 10 worlds', 'no world', '3 of 8 worlds', 'the one world run')
    >>> worlds_share(1998, 2000), worlds_share(12, 2000), worlds_share(5, 2000)
    ('nearly all worlds', 'about 1 of 100 worlds', 'fewer than 1 of 100 worlds')
    """
    if worlds <= 0 or hits == 0:
        return tr("no world")
    if worlds == 1:
        return tr("the one world run")
    if hits == worlds:
        return tr("all worlds") if worlds > _FEW_WORLDS else tr("all {n} worlds", n=worlds)
    if worlds <= _FEW_WORLDS:
        return tr("{hits} of {n} worlds", hits=hits, n=worlds)
    return _about(hits / worlds)


def _about(share: float) -> str:
    if share < 0.005:
        return tr("fewer than {hits} of {n} worlds", hits=1, n=100)
    if share >= 0.985:
        return tr("nearly all worlds")
    if not 0.095 <= share <= 0.905:
        return tr("about {hits} of {n} worlds", hits=math.floor(100 * share + 0.5), n=100)
    tenths = max(1, min(9, math.floor(10 * share + 0.5)))
    if tenths == 5:
        return tr("about half of the worlds")
    return tr("about {hits} of {n} worlds", hits=tenths, n=10)


def middle(share: float = MIDDLE) -> str:
    """What the stated spread is called.

    >>> middle(), middle(0.5)
    ('middle 80%', 'middle 50%')
    """
    return tr("middle {share}", share=percent(share))


def middle_of_worlds(share: float = MIDDLE) -> str:
    """The same, of what.

    >>> middle_of_worlds()
    'middle 80% of worlds'
    """
    return tr("middle {share} of worlds", share=percent(share))


def confidence() -> str:
    """What the stated Monte Carlo interval is called.

    >>> confidence()
    '95% interval'
    """
    return tr("{share} interval", share=percent(CONFIDENCE))
