"""The decisions of one world: what could have gone the other way, when, and by whose hand.

ODD section 7 says by which rule each is taken. What is chance alone (when a capital loses its
attention, who is arrested) is no decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simulator.engine.trials import Question, Reading

if TYPE_CHECKING:
    from simulator.agents.journal import Event, Value
    from simulator.engine.replay import Replay

ROUND: Final = "round"
WALK_OUT: Final = "walk-out"
RELEASE: Final = "delivery by target"
RELIEF: Final = "delivery by sender"
JUDGED: Final = "judged"
OPENING: Final = "opening"
VETO: Final = "veto"
KINDS: Final = (ROUND, WALK_OUT, RELEASE, RELIEF, JUDGED, OPENING, VETO)
"""The kinds of decisions.

Is there a deal in a round; does a side walk out after it; does the target, does the sender deliver
a tranche; is a publication taken for an alarm while a deal is watched; do talks open (again) before
the end; does the patron stop all talks.
"""

_RESTS: Final = (
    "deal complete",
    "breakdown",
    "breach by target",
    "breach by sender",
    "snapback",
)
"""Events after which a sender waits for its next contact."""


@dataclass(frozen=True)
class Decision:
    """One decision: ``number`` counts those of the world from 0; ``outcome`` is 1 for yes.

    Yes is: a deal, a walk-out, a delivery, an alarm, talks that open, a veto. ``numbers`` are those
    of the events at that moment; ``rung`` is empty where the decision is about none.
    """

    world: int
    number: int
    week: int
    actor: str
    kind: str
    rung: str
    outcome: int
    numbers: Mapping[str, Value]
    question: Question


def decisions_of(told: Replay) -> tuple[Decision, ...]:
    """The decisions of a world in the order in which they were taken.

    >>> from simulator.engine.replay import replay
    >>> from simulator.scenario import load_scenario
    >>> found = decisions_of(replay(load_scenario("minimal"), seed=1, world=0))
    >>> [(one.week, one.kind, one.outcome) for one in found][:3]
    [(0, 'opening', 1), (9, 'round', 1), (11, 'delivery by target', 1)]
    """
    found = [*_of_talks(told), *_of_details(told), *_openings(told), *_vetoes(told)]
    found.sort(key=lambda one: (one[0], KINDS.index(one[2])))
    return tuple(
        Decision(told.world, number, week, actor, kind, rung, outcome, numbers, question)
        for number, (week, actor, kind, rung, outcome, numbers, question) in enumerate(found)
    )


_Found = tuple[int, str, str, str, int, "Mapping[str, Value]", Question]


def _now(week: int, actor: str, *readings: Reading, otherwise: int = -1) -> Question:
    return Question(week, actor, readings, since=week, until=week, otherwise=otherwise)


def _of_talks(told: Replay) -> Iterator[_Found]:
    """Whether there is a deal in a round, and whether a side walks out after it."""
    rounds = [event for event in told.events if event.kind == "round"]
    reasons = [event for event in told.details if event.kind == "reasons"]
    left = {
        (event.week, event.actor)
        for event in told.events
        if event.kind == "breakdown" and event.numbers["walked_out"]
    }
    for event, reason in zip(rounds, reasons, strict=True):
        n, rung = {**reason.numbers, **event.numbers}, str(event.numbers["rung"])
        where: dict[str, float | str] = {"rung": rung, "number": float(n["number"])}
        asked = _now(
            event.week,
            event.actor,
            Reading("round", "agreed", where),
            Reading("reasons", None, where),
        )
        yield event.week, event.actor, ROUND, rung, int(n["agreed"]), n, asked
        if (event.week, event.actor) in left:
            asked = _now(
                event.week,
                event.actor,
                Reading("round", 0, where),
                Reading("breakdown", "walked_out", {"rung": rung}),
            )
            yield event.week, event.actor, WALK_OUT, rung, 1, n, asked


def _of_details(told: Replay) -> Iterator[_Found]:
    """Whether a tranche is delivered, and whether a watched deal alarms the sender."""
    keys = {
        RELEASE: ("kept", "tranche"),
        RELIEF: ("kept", "tranche"),
        JUDGED: ("alarmed", "completed"),
    }
    for event in told.details:
        if event.kind in keys:
            outcome, key = keys[event.kind]
            n, rung = event.numbers, str(event.numbers["rung"])
            where: dict[str, float | str] = {"rung": rung, key: float(n[key])}
            asked = _now(event.week, event.actor, Reading(event.kind, outcome, where))
            yield event.week, event.actor, event.kind, rung, int(n[outcome]), n, asked


def _openings(told: Replay) -> Iterator[_Found]:
    """Whether talks open before the end: from the start, and whenever a sender rests."""
    last = told.scenario.horizon_weeks - 1
    for sender, node in told.scenario.senders.items():
        mine = [event for event in told.events if event.actor == sender]
        opened = [event.week for event in mine if event.kind == "talks open"]
        rests = [(event.week, event.kind) for event in mine if event.kind in _RESTS]
        for week, after in [(0, "start"), *rests]:
            since = 0 if after == "start" else week + 1
            if week >= last or (after != "start" and _opens_at_once(mine, week)):
                continue
            if all(set(order) <= _given(mine, week) for order in node.orders):
                continue  # nothing is left to offer
            first = next((one for one in opened if one >= since), -1)
            n: dict[str, Value] = {"after": after, "opened": first}
            reading = Reading("talks open", 1)
            asked = Question(week, sender, (reading,), since=since, until=last, otherwise=0)
            yield week, sender, OPENING, "", int(first >= 0), n, asked


def _given(mine: Sequence[Event], week: int) -> set[str]:
    """The rungs of a sender that have been given, and not taken back, by the end of a week."""
    given: set[str] = set()
    tabled: set[str] = set()
    for event in mine:
        if event.week > week:
            break
        if event.kind == "talks open":
            tabled = {str(event.numbers["rung"]), str(event.numbers["extra"])}
        elif event.kind == "deal complete":
            given |= tabled
        elif event.kind == "snapback":
            given.discard(str(event.numbers["rung"]))
        elif event.kind == "all relief withdrawn":
            given.clear()
    return given


def _opens_at_once(mine: Sequence[Event], week: int) -> bool:
    """Whether talks open again in the very week in which a sender came to rest."""
    kinds = [event.kind for event in mine if event.week == week]
    rested = max(place for place, kind in enumerate(kinds) if kind in _RESTS)
    return "talks open" in kinds[rested:]


def _vetoes(told: Replay) -> Iterator[_Found]:
    for event in told.events:
        if event.kind == "veto":
            asked = _now(event.week, "patron", Reading("veto", 1), otherwise=0)
            yield event.week, "patron", VETO, "", 1, event.numbers, asked
