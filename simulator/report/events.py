"""Events of one world sorted by weight: what a reader must see first when there is little room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simulator.report.style import PATRON, QUIET, SENDERS, TARGET

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Kind:
    """A kind of event: its weight (0 is heaviest) and its colour."""

    weight: int
    colour: str


_OTHER: Final = Kind(5, QUIET)
_KINDS: Final = {
    "breach by target": Kind(0, SENDERS[1]),
    "breach by sender": Kind(0, SENDERS[1]),
    "snapback": Kind(0, SENDERS[1]),
    "all relief withdrawn": Kind(0, SENDERS[1]),
    "deal cancelled": Kind(0, SENDERS[1]),
    "agreement": Kind(1, SENDERS[0]),
    "change of government": Kind(1, TARGET),
    "walks away": Kind(1, TARGET),
    "release": Kind(2, SENDERS[2]),
    "relief": Kind(2, SENDERS[2]),
    "escalation": Kind(2, SENDERS[1]),
    "event": Kind(3, TARGET),
    "veto": Kind(3, PATRON),
    "breakdown": Kind(3, TARGET),
    "attention lost": Kind(4, TARGET),
    "freeze": Kind(4, TARGET),
    "alarm": Kind(4, TARGET),
    "gesture": Kind(5, TARGET),
    "deal complete": Kind(5, SENDERS[2]),
    "subsidy": Kind(5, PATRON),
    "talks open": Kind(6, QUIET),
    "round": Kind(6, QUIET),
}
_OFFERS: Final = 6


def kind_of(name: str) -> Kind:
    """Give the kind of an event by its name in the journal; a new one is treated as minor.

    >>> kind_of("agreement").weight, kind_of("something new").weight
    (1, 5)
    """
    return _KINDS.get(name, _OTHER)


def headline(text: str) -> str:
    """Give the first sentence of what is told of an event, without its full stop.

    >>> headline("Minsk releases 9 people for “Contact”. Washington trusts delivery at 0.60.")
    'Minsk releases 9 people for “Contact”'
    """
    return text.partition(". ")[0].rstrip(".")


def main_events(story: pd.DataFrame, limit: int, *, whole: bool = False) -> pd.DataFrame:
    """Give the weightiest events of a story, in the order in which they happened.

    With ``whole`` the events of a weight are given together or not at all, but for the heaviest.
    Offers are left out: they are many, and the agreement or breakdown says how they ended.
    """
    weights = story["kind"].map(lambda name: kind_of(name).weight).astype(int)
    ordered = weights[weights < _OFFERS].sort_values(kind="stable")
    if whole and len(ordered) > limit:
        cut = ordered[ordered < ordered.iloc[limit]]
        ordered = cut if len(cut) else ordered
    kept = ordered.index[:limit]
    return story.loc[sorted(kept)].sort_values("week", kind="stable")


def offers(story: pd.DataFrame) -> pd.DataFrame:
    """Give the offers of a story."""
    return story[story["kind"].map(lambda name: kind_of(name).weight == _OFFERS).astype(bool)]
