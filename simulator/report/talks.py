"""The talks of one world, one after another: what each was about, how it ended, and why so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from simulator.report import words
from simulator.report.language import tr
from simulator.report.story import Teller

if TYPE_CHECKING:
    from simulator.report.labels import Labels
    from simulator.report.story import Happening

DEAL, NO_DEAL, WALKED_OUT, STOPPED, OPEN = "deal", "no deal", "walked out", "stopped", "under way"


@dataclass
class Talk:
    """One talk: its sender, what it was about, its rounds by week, its end and what came after.

    ``last`` has the numbers of its last round. Weeks that never came are missing.
    """

    sender: str
    rung: str
    opened: int
    rounds: list[int] = field(default_factory=list)
    last: Mapping[str, Any] = field(default_factory=dict)
    how: str = OPEN
    ended: int | None = None
    people: int = 0
    completed: int | None = None
    broken: int | None = None
    taken_back: int | None = None


@dataclass(frozen=True)
class WorldTold:
    """One world with its reasons: its events, how many were released, what everybody is called.

    ``events`` are those of a replay with reasons; ``points`` what the story turned on: a date, what
    was decided, what would have changed it; ``otherwise``, by week and sender, under what condition
    the last round of a talk would have gone the other way.
    """

    world: int
    events: Sequence[Happening]
    released: int
    labels: Labels
    points: Sequence[tuple[str, str, str]] = ()
    otherwise: Mapping[tuple[int, str], str] = field(default_factory=dict)


def talks_of(events: Iterable[Happening], labels: Labels) -> list[Talk]:
    """The talks of a world in the order in which they opened, from its events with reasons."""
    teller, found = Teller(labels), list[Talk]()
    now: dict[str, Talk] = {}
    for event in events:
        if event.kind == "talks open":
            now[event.actor] = Talk(event.actor, teller.rung(event), event.week)
            found.append(now[event.actor])
        elif event.kind == "snapback":
            _take_back(found, event, teller.rung(event))
            _end(now.get(event.actor), event.week, STOPPED)
        elif event.actor in now:
            _go_on(now[event.actor], event)
    return found


def _go_on(talk: Talk, event: Happening) -> None:
    """What an event does to the talk of its sender."""
    n = event.numbers
    if event.kind == "round":
        talk.rounds.append(event.week)
        talk.last = n
    elif event.kind == "agreement":
        talk.people = int(n["people"])
        _end(talk, event.week, DEAL)
    elif event.kind == "breakdown":
        _end(talk, event.week, WALKED_OUT if n["walked_out"] else NO_DEAL)
    elif event.kind == "deal complete":
        talk.completed = event.week
    elif event.kind in ("breach by target", "breach by sender"):
        talk.broken = event.week


def _end(talk: Talk | None, week: int, how: str) -> None:
    if talk is not None and talk.how == OPEN:
        talk.how, talk.ended = how, week


def _take_back(found: Iterable[Talk], event: Happening, rung: str) -> None:
    """The latest completed deal on the rung is the one whose relief is taken back."""
    kept = [t for t in found if t.sender == event.actor and t.completed is not None]
    for talk in reversed([talk for talk in kept if talk.rung == rung and talk.taken_back is None]):
        talk.taken_back = event.week
        return


def because(talk: Talk, labels: Labels) -> str:
    """How a talk ended and what each side would have settled for, in a sentence or two."""
    sender, target, n = labels.senders[talk.sender], labels.target, talk.last
    if not n:
        return tr("No round is held.")
    said = {
        "sender": sender,
        "target": target,
        "lo": words.whole(n["lo"]),
        "hi": words.whole(n["hi"]),
        "asked": words.whole(n["asked"]),
        "offered": words.whole(n["offered"]),
        "ended": _ended(talk),
    }
    limits = tr("{sender} would have settled for {lo}, {target} have gone up to {hi}.",
                **said)  # fmt: skip
    if talk.how == DEAL:
        agreed = tr("{people} agreed.", people=words.people(talk.people))
        return " ".join([agreed, limits, *_after(talk)])
    if n["lo"] > n["hi"] and n["hi"]:
        return tr(
            "{ended}: no number suits both. {sender} would settle for no fewer than {lo}, {target} "
            "release {hi} at most.",
            **said,
        )
    if n["lo"] > n["hi"]:
        return tr(
            "{ended}: no number suits both. {sender} would settle for no fewer than {lo}, {target} "
            "part with nobody.",
            **said,
        )
    return tr("{ended}: {asked} asked for, {offered} offered.", **said) + f" {limits}"


def _after(talk: Talk) -> Iterator[str]:
    """What became of a deal that did not last."""
    if talk.broken is not None:
        yield tr("The deal is broken.")
    elif talk.taken_back is not None:
        yield tr("Later the relief is taken back.")


def _ended(talk: Talk) -> str:
    """How a talk without a deal ended."""
    if talk.how == WALKED_OUT:
        return tr("A side walks out")
    if talk.how == STOPPED:
        return tr("Stopped by a snapback")
    return tr("Not over at the end") if talk.how == OPEN else tr("No deal")
