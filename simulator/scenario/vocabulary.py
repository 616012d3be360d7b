"""The words a scenario may use: strategies, policies, kinds of instrument, annotations.

Plug-ins add their own strategies with ``add_word`` before a scenario is loaded.
"""

from __future__ import annotations

from typing import Final

ANNOTATIONS: Final = (
    "evidence",
    "assumption",
    "structural",
    "range",
    "times",
    "plus",
    "note",
)
"""Keys that say what numbers rest on; any mapping of a scenario may carry them."""

KINDS: Final = ("flow", "commodity_discount", "commodity_route", "finance")
PATRON_POLICIES: Final = ("indifferent", "punish", "compensate", "veto")

_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "concession": (
        "boulware",
        "linear",
        "conceder",
        "tit_for_tat",
        "hardliner",
        "immediate",
        "nash",
        "rubinstein",
    ),
    "delivery": (
        "reliable",
        "erratic",
        "tit_for_tat",
        "grim",
        "generous_tit_for_tat",
        "opportunist",
    ),
    "on_breakdown": ("retry", "sweeten", "escalate", "walk_away"),
    "first": ("target", "sender", "simultaneous"),
    "watch": ("arrivals", "count"),
    "snapback": ("none", "freeze", "partial", "full", "grim"),
}


def words(subject: str) -> tuple[str, ...]:
    """The words allowed for a subject.

    >>> words("watch")
    ('arrivals', 'count')
    """
    return _WORDS[subject]


def add_word(subject: str, word: str) -> None:
    """Allow a further ``word``, for a plug-in's strategy (``concession`` or ``delivery``)."""
    if word not in _WORDS[subject]:
        _WORDS[subject] = (*_WORDS[subject], word)
