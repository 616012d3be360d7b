"""Which rule of docs/ODD.md a number follows from, so that a difference names the rule it shows.

A name is a section number and the rule's own heading there, or the section's.
"""

from __future__ import annotations

PRICE = "7.1 Price"
LEDGER = "7.2 Repression"
GESTURE = "7.2 Gesture"
ARRESTS = "7.2 Arrests"
TWIN = "7.2 The twin without talks"
ECONOMY = "7.3 Economy"
DECREE = "7.4 From decree to economy"
RELIANCE = "7.4 Reliance"
LADDER = "7.5 The ladder"
MOST = "7.5 The target's most"
FEWEST = "7.5 The sender's fewest"
OWED = "7.5 Owed"
ROUNDS = "7.6 Talks: the rounds"
AGREEMENT = "7.6 Agreement"
BREAKDOWN = "7.6 Breakdown"
TURNS = "7.7 Turns"
RELEASES = "7.7 Releases"
RELIEF = "7.7 Relief"
BELIEF = "7.7 Belief"
BREACH = "7.7 Breach"
COMPLETION = "7.7 Completion"
WATCH = "7.8 Watching and snapback"
ATTENTION = "7.9 Attention"
GOVERNMENT = "7.9 Change of government"
WITHDRAWN = "7.9 All withdrawn"
PATRON = "7.10 Patron"
TIMELINE = "6 Input data"
DRAWS = "9 Draws"
OUTCOMES = "11 Outcomes and series"

EVENTS = {
    "event": TIMELINE,
    "gesture": GESTURE,
    "subsidy": PATRON,
    "veto": PATRON,
    "alarm": WATCH,
    "freeze": WATCH,
    "snapback": WATCH,
    "deal cancelled": WATCH,
    "all relief withdrawn": WITHDRAWN,
    "attention lost": ATTENTION,
    "talks open": LADDER,
    "round": ROUNDS,
    "agreement": AGREEMENT,
    "breakdown": BREAKDOWN,
    "escalation": BREAKDOWN,
    "walks away": BREAKDOWN,
    "release": RELEASES,
    "relief": RELIEF,
    "breach by sender": BREACH,
    "breach by target": BREACH,
    "deal complete": COMPLETION,
    "change of government": GOVERNMENT,
}
"""By kind of event (ODD section 11)."""

NUMBERS = {
    "lo": FEWEST,
    "hi": MOST,
    "free": MOST,
    "value": MOST,
    "hold_value": MOST,
    "patron_cost": PATRON,
    "belief_target": BELIEF,
    "belief_sender": BELIEF,
    "price": PRICE,
    "reliance": RELIANCE,
    "to_release": OWED,
}
"""Numbers of an event that follow from another rule than the event."""

WEEKLY = {
    "price_usd_per_t": PRICE,
    "arrested": ARRESTS,
    "released": RELEASES,
    "held": LEDGER,
    "held_without_talks": TWIN,
    "belief": BELIEF,
    "talks": ROUNDS,
    "relief": DECREE,
    "reliance": RELIANCE,
    "income_usd_m_per_week": ECONOMY,
}
"""By weekly variable, or by the first word of those that are there for each sender or instrument;
those that others follow from come first."""

ALL = {*EVENTS.values(), *NUMBERS.values(), *WEEKLY.values(), TURNS, DRAWS, OUTCOMES}


def of_event(kind: str, number: str | None = None) -> str:
    """The rule that an event, or one of its numbers, follows from."""
    return NUMBERS.get(number or "", EVENTS[kind])


def of_variable(name: str) -> str:
    """The rule that a weekly variable follows from."""
    return WEEKLY[_known(name)]


def depth(name: str) -> int:
    """How far down a weekly variable stands among those that follow from one another."""
    return list(WEEKLY).index(_known(name))


def _known(name: str) -> str:
    return name if name in WEEKLY else name.split("_", maxsplit=1)[0]
