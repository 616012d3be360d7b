"""Events of one world sorted by weight: what a reader must see first when there is little room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simulator.report.style import PATRON, QUIET, SENDERS, TARGET

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Kind:
    """A kind of event: its weight (0 is heaviest), its colour, and how it is called."""

    weight: int
    colour: str
    label: str


_OTHER: Final = Kind(5, QUIET, "other")
_KINDS: Final = (
    ("breach", Kind(0, SENDERS[1], "breach")),
    ("snapback", Kind(0, SENDERS[1], "snapback")),
    ("snapped", Kind(0, SENDERS[1], "snapback")),
    ("reversal", Kind(0, SENDERS[1], "reversal")),
    ("take", Kind(0, SENDERS[1], "relief taken back")),
    ("agree", Kind(1, SENDERS[0], "agreement")),
    ("deal", Kind(1, SENDERS[0], "agreement")),
    ("release", Kind(2, SENDERS[2], "delivery")),
    ("relief", Kind(2, SENDERS[2], "delivery")),
    ("deliver", Kind(2, SENDERS[2], "delivery")),
    ("breakdown", Kind(3, TARGET, "breakdown")),
    ("walk", Kind(3, TARGET, "breakdown")),
    ("escalat", Kind(3, TARGET, "escalation")),
    ("timeline", Kind(3, TARGET, "event")),
    ("government", Kind(3, TARGET, "event")),
    ("veto", Kind(3, PATRON, "patron")),
    ("freeze", Kind(4, TARGET, "freeze")),
    ("gesture", Kind(4, TARGET, "gesture")),
    ("subsidy", Kind(5, PATRON, "patron")),
    ("offer", Kind(6, QUIET, "offer")),
    ("round", Kind(6, QUIET, "offer")),
)
_OFFERS: Final = 6


def kind_of(name: str) -> Kind:
    """Give the kind of an event by the name the engine uses for it.

    >>> kind_of("agreement").label, kind_of("something new").label
    ('agreement', 'other')
    """
    lowered = name.lower()
    return next((kind for key, kind in _KINDS if key in lowered), _OTHER)


def main_events(story: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Give the weightiest events of a story, in the order in which they happened.

    Offers are left out: they are many, and the agreement or breakdown says how they ended.
    """
    weights = story["kind"].map(lambda name: kind_of(name).weight).astype(int)
    kept = weights[weights < _OFFERS].sort_values(kind="stable").index[:limit]
    return story.loc[sorted(kept)].sort_values("week", kind="stable")


def offers(story: pd.DataFrame) -> pd.DataFrame:
    """Give the offers of a story."""
    return story[story["kind"].map(lambda name: kind_of(name).weight == _OFFERS).astype(bool)]
