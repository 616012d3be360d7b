"""The words a scenario may use: strategies, policies, kinds of instrument, annotations.

Plug-ins add their own strategies with ``add_word`` before a scenario is loaded; those of installed
packages are found by their entry points.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
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

STRATEGIES: Final = ("concession", "delivery")
"""The subjects to which users can add words of their own."""

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


_OWN: Final = dict(_WORDS)


def words(subject: str) -> tuple[str, ...]:
    """The words allowed for a subject.

    >>> words("watch")
    ('arrivals', 'count')
    """
    known = _WORDS[subject]
    return (*known, *(name for name in installed(subject) if name not in known))


def add_word(subject: str, word: str) -> None:
    """Allow a further ``word``, for a plug-in's strategy (``concession`` or ``delivery``)."""
    if word not in _WORDS[subject]:
        _WORDS[subject] = (*_WORDS[subject], word)


def added(subject: str) -> tuple[str, ...]:
    """The words that plug-ins have added to a subject."""
    return tuple(word for word in words(subject) if word not in _OWN[subject])


@cache
def installed(subject: str) -> Mapping[str, EntryPoint]:
    """Strategies that installed packages offer (entry points ``sanctions_simulator.<subject>``).

    They are found by name, and loaded only when a scenario uses them.
    """
    if subject not in STRATEGIES:
        return {}
    group = entry_points(group=f"sanctions_simulator.{subject}")
    found = {entry.name: entry for entry in group if entry.name not in _OWN[subject]}
    return dict(sorted(found.items()))
