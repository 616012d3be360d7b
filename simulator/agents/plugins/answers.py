"""Asking a user's strategy: its answers are checked, and what is wrong is said with its cause."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.agents.plugins.known import Known, Round, Tranche
from simulator.model.rounding import Index

Answer = npt.NDArray[Any]
Ask = Callable[[Known], Any]


@dataclass(frozen=True)
class Kind:
    """A kind of strategy: what it is told, the method that answers, and what an answer is."""

    subject: str
    method: str
    known: type[Known]
    wanted: str

    def fault(self, value: Any) -> str | None:
        """What is wrong with one world's answer, if anything."""
        if self.subject == "delivery":
            right = isinstance(value, bool | np.bool_)
        else:
            right = _is_number(value) and 0.0 <= float(value) <= 1.0
        return None if right else f"answered {_shown(value)}; expected {self.wanted}"

    @property
    def dtype(self) -> type[np.generic]:
        """What the answers of many worlds are kept as."""
        return np.bool_ if self.subject == "delivery" else np.float64


KINDS: Final[Mapping[str, Kind]] = {
    "concession": Kind("concession", "concede", Round, "a number from 0 to 1"),
    "delivery": Kind("delivery", "keep", Tranche, "True or False"),
}
"""The kinds of strategies that users can add, by the key under which scenarios name them."""


class Misbehaved(Exception):
    """A user's strategy raised, or answered nonsense, at one place of an array of worlds.

    ``world`` counts from the first world of the block once it is known, from the first that was
    asked about before.
    """

    def __init__(self, name: str, what: str, known: Mapping[str, Any], world: int) -> None:
        super().__init__(name, what, known, world)
        self.name, self.what, self.known, self.world = name, what, known, world

    def among(self, worlds: Index) -> Misbehaved:
        """The same, its place told as one of ``worlds``."""
        return Misbehaved(self.name, self.what, self.known, int(worlds[self.world]))

    def told(self, *, world: int) -> str:
        """Which strategy, world and week; what it did; and the values that it was given."""
        values = ", ".join(f"{name}={_shown(value)}" for name, value in self.known.items())
        return (
            f"the strategy {self.name} failed in world {world}, "
            f"week {self.known['week']}: {self.what}\n  It was asked with {values}"
        )


def adapted(kind: Kind, strategy: Any) -> Ask:
    """How to ask a class for the answers of many worlds, or a function world by world.

    An object of the class is made anew each time, so that it cannot remember other worlds.
    """
    if inspect.isclass(strategy):

        def anew(known: Known) -> Any:
            return getattr(strategy(), kind.method)(known)

        return anew
    takes = inspect.signature(strategy).parameters.values()
    names = [p.name for p in takes if p.kind is not inspect.Parameter.VAR_KEYWORD]

    def each(known: Known) -> list[Any]:
        rows = (known.one(place) for place in range(len(known)))
        return [strategy(**{name: row[name] for name in names}) for row in rows]

    return each


def answers(name: str, kind: Kind, ask: Ask, known: Known) -> Answer:
    """What a strategy answers, checked; ``Misbehaved`` says in which world it went wrong, and how.

    >>> def half(fraction):
    ...     return fraction / 2
    >>> none = np.zeros(2)
    >>> told = Round("sender", 3, none, none, none + 1, none, none, none, none, none)
    >>> answers("half", KINDS["concession"], adapted(KINDS["concession"], half), told).tolist()
    [0.5, 0.5]
    """
    sealed = known.sealed()
    try:
        given = ask(sealed)
    except (Exception, SystemExit) as error:
        raise _raised(name, ask, sealed, error) from error
    found = _checked(name, kind, given, sealed)
    return found.astype(kind.dtype)


def _checked(name: str, kind: Kind, given: Any, known: Known) -> Answer:
    """The answers as an array, one a world."""
    found = np.array(given, dtype=object) if isinstance(given, list) else np.asarray(given)
    if found.shape != (len(known),):
        shape = f"answered {_shown(given)}, of shape {found.shape}"
        what = f"{shape}; expected one answer a world: an array of shape ({len(known)},)"
        raise Misbehaved(name, what, known.one(0), 0)
    for place in _suspects(kind, found):
        fault = kind.fault(found[place])
        if fault:
            raise Misbehaved(name, fault, known.one(place), place)
    return found


def _suspects(kind: Kind, found: Answer) -> list[int]:
    """Places of answers that may be wrong: none of an array of the right kind and range."""
    if found.dtype == np.bool_ and kind.subject == "delivery":
        return []
    if found.dtype.kind == "f" and kind.subject == "concession":
        return [int(place) for place in np.flatnonzero(~((found >= 0.0) & (found <= 1.0)))]
    return list(range(len(found)))


def _raised(name: str, ask: Ask, known: Known, error: BaseException) -> Misbehaved:
    """Find the world that made a strategy raise, by asking about one after the other."""
    for place in range(len(known)):
        try:
            ask(known.at(slice(place, place + 1)))
        except (Exception, SystemExit) as alone:  # noqa: BLE001 - whatever a user's code raises
            return Misbehaved(name, _what_was_raised(alone), known.one(place), place)
    what = f"{_what_was_raised(error)}; it does so for {len(known)} worlds at once, for none alone"
    return Misbehaved(name, what, known.one(0), 0)


def _what_was_raised(error: BaseException) -> str:
    """The error with the line of the user's file, the innermost that is not the simulator's."""
    trace, line = error.__traceback__, ""
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file != __file__:
            line = f" (line {trace.tb_lineno} of {file})"
            break
        trace = trace.tb_next
    return f"raised {type(error).__name__}: {error}{line}"


def _is_number(value: Any) -> bool:
    plain = isinstance(value, int | float | np.integer | np.floating)
    return plain and not isinstance(value, bool)


def _shown(value: Any) -> str:
    value = value.item() if isinstance(value, np.generic) else value
    return f"{value:.6g}" if isinstance(value, float) else " ".join(repr(value).split())[:80]
