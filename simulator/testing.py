"""A test kit for strategies of one's own: does it answer as the simulator will ask it to?

Made-up situations of many worlds are put to a strategy, both as a sender and as the target. An
``Unfit`` says what is wrong, what was asked, and what to do.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.agents.plugins.answers import (
    KINDS,
    Answer,
    Ask,
    Kind,
    Misbehaved,
    adapted,
    answers,
)
from simulator.agents.plugins.known import Known, Round, Tranche
from simulator.agents.plugins.sources import check_strategy_form
from simulator.errors import RequestError
from simulator.randomness import TILE, Stream

__all__ = ["Unfit", "check_strategy"]

_PEEKS: Final = ("sys._getframe", "gc.", "open", "socket.", "subprocess.", "os.system", "ctypes.")
_watched: list[set[str]] = []


class Unfit(AssertionError):
    """A strategy does not answer as the simulator needs it to."""


def check_strategy(strategy: Any, *, kind: str) -> None:
    """Check a class or a function; return quietly if it can be used, raise ``Unfit`` if not.

    ``kind`` is ``concession`` or ``delivery``. Checked are its form, the shape and range of its
    answers, that it answers the same again, the same in a world alone as among others, and that it
    looks at nothing but what it is told.

    >>> def wary(fraction, belief):
    ...     return fraction * belief
    >>> check_strategy(wary, kind="concession")
    """
    if kind not in KINDS:
        raise Unfit(f"kind is {kind!r}; expected one of: {', '.join(KINDS)}")
    wanted, name = KINDS[kind], str(getattr(strategy, "__name__", strategy))
    try:
        check_strategy_form(wanted, "strategy", strategy, where=name)
    except RequestError as error:
        raise Unfit(str(error)) from error
    ask = adapted(wanted, strategy)
    for side in ("sender", "target"):
        known = _made_up(wanted, side)
        first = _asked(name, wanted, ask, known)
        _check_again(name, wanted, ask, known, first)
        _check_alone(name, wanted, ask, known, first)
        _check_peeking(name, wanted, ask, known)


def _asked(name: str, kind: Kind, ask: Ask, known: Known) -> Answer:
    """The answers in all worlds at once; their shape and range are checked."""
    try:
        return answers(name, kind, ask, known)
    except Misbehaved as fault:
        told = fault.told(world=fault.world).replace("failed in world", "failed in made-up world")
        read_only = "read-only" in fault.what
        hint = "; what it is told cannot be changed: work on a copy" if read_only else ""
        raise Unfit(told + hint) from fault


def _check_again(name: str, kind: Kind, ask: Ask, known: Known, first: Answer) -> None:
    """The same question has the same answer, whatever was asked in between."""
    _asked(name, kind, ask, known.at(slice(None, 0, -1)))
    again = _asked(name, kind, ask, known)
    if (place := _differs(first, again)) is not None:
        raise Unfit(
            f"{name} answered {first[place]} and then {again[place]} to the same question. Runs "
            "must come out the same again: use no random numbers of your own (a delivery policy is "
            f"told a chance), no clock, and nothing kept from earlier calls.\n{_put(known, place)}"
        )


def _check_alone(name: str, kind: Kind, ask: Ask, known: Known, first: Answer) -> None:
    """A world has the same answer by itself, and in another order, as among others."""
    backwards = _asked(name, kind, ask, known.at(slice(None, None, -1)))[::-1]
    alone = [_asked(name, kind, ask, known.at(slice(p, p + 1)))[0] for p in range(len(known))]
    for how, found in (("in another order", backwards), ("alone", np.array(alone))):
        if (place := _differs(first, found)) is not None:
            raise Unfit(
                f"{name} answered {first[place]} for a world among others, and {found[place]} for "
                f"the same world {how}. A world must not depend on its neighbours: use no sums, "
                f"means, sorting or places over the arrays.\n{_put(known, place)}"
            )


def _check_peeking(name: str, kind: Kind, ask: Ask, known: Known) -> None:
    """It looks at no file, no network, and not into the simulator that called it."""
    with _watching() as seen:
        _asked(name, kind, ask, known)
    if seen:
        raise Unfit(
            f"{name} looked beyond what it is told ({', '.join(sorted(seen))}). A side knows only "
            f"its own numbers: {', '.join(known.names())}. Read files when the plug-in is loaded, "
            "not when a strategy is asked."
        )


def _differs(first: Answer, other: Answer) -> int | None:
    """The first place where two rows of answers differ in any bit."""
    places = np.flatnonzero(first != other)
    return int(places[0]) if len(places) else None


def _put(known: Known, place: int) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in known.one(place).items())
    return f"  It was asked with {values}"


@contextmanager
def _watching() -> Iterator[set[str]]:
    """Note what the interpreter reports of files, network and frames while a strategy answers."""
    _hook()
    seen: set[str] = set()
    _watched.append(seen)
    try:
        yield seen
    finally:
        _watched.remove(seen)


def _hook() -> None:
    """Have the interpreter report, once a process: such hooks cannot be taken away again."""
    if not getattr(_heard, "installed", False):
        sys.addaudithook(_heard)
        _heard.installed = True  # type: ignore[attr-defined] # kept with the function


def _heard(event: str, _told: tuple[Any, ...]) -> None:
    if _watched and event.startswith(_PEEKS):
        for seen in _watched:
            seen.add(event)


def _made_up(kind: Kind, side: str) -> Known:
    """Situations as they may arise, the extremes among them."""
    return (_round if kind.subject == "concession" else _tranche)(side, _draws)


_Draw = Callable[[str], npt.NDArray[np.float64]]


def _draws(name: str) -> npt.NDArray[np.float64]:
    """A number between 0 and 1 for each world; 0 and 1 themselves in the first two."""
    drawn = Stream(1, f"testing/{name}", first_tile=0, tiles=1).uniform53()[:TILE]
    drawn[:2] = 0.0, 1.0
    return drawn


def _whole(draw: _Draw, name: str, most: int) -> npt.NDArray[np.int64]:
    """Whole numbers from 1 to ``most``."""
    upto: npt.NDArray[np.int64] = np.minimum(np.floor(draw(name) * most) + 1, most).astype(np.int64)
    return upto


def _round(side: str, draw: _Draw) -> Round:
    rounds = _whole(draw, "rounds", 12)
    number = np.minimum(_whole(draw, "round", 12), rounds)
    later = number > 1
    reservation = np.floor(draw("reservation") * 1500).astype(np.int64) + (side == "sender")
    width = draw("opening")
    opening = reservation * (1 + 9 * width) if side == "sender" else reservation * width
    return Round(
        side,
        int(draw("week")[2] * 150),
        round=number,
        rounds=rounds,
        fraction=number / rounds,
        own_conceded=draw("own") * later,
        other_conceded=draw("other") * later,
        reservation=reservation,
        opening=np.asarray(opening, dtype=np.float64),
        belief=0.01 + 0.98 * draw("belief"),
    )


def _tranche(side: str, draw: _Draw) -> Tranche:
    tranches = _whole(draw, "tranches", 6)
    broke = draw("broke") < 0.5
    return Tranche(
        side,
        int(draw("week")[2] * 150),
        tranche=np.minimum(_whole(draw, "tranche", 6), tranches),
        tranches=tranches,
        people=np.floor(draw("people") * 300).astype(np.int64),
        belief=0.01 + 0.98 * draw("belief"),
        other_kept_last=~broke | (draw("kept") < 0.5),
        other_ever_broke=broke,
        worth_keeping=draw("worth") < 0.5,
        keeps_probability=draw("keeps"),
        forgives_probability=draw("forgives"),
        chance=draw("chance") * (1 - 2**-53),
    )
