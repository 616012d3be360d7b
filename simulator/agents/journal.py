"""What happened in one world, with the numbers that caused it.

A run of thousands of worlds keeps deals and counters only. Asked for one world, the engine runs the
tile of that world again with a journal that is open for it; it is the same world, since draws
depend on the world alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Value = float | int | str
Noted = npt.NDArray[Any] | Value


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, who did it, what kind of thing, and with which numbers."""

    week: int
    actor: str
    kind: str
    numbers: Mapping[str, Value]


@dataclass(frozen=True)
class Noting:
    """The same thing happening in some worlds; the numbers are aligned with them, or for all."""

    week: int
    worlds: npt.NDArray[np.intp]
    actor: str
    kind: str
    numbers: Mapping[str, Noted]


class Journal:
    """Collects the events of the world at one position of a block; closed if there is none.

    >>> journal = Journal(watched=5)
    >>> journal.note(3, np.array([2, 5]), "minsk", "gesture", people=np.array([20, 30]))
    >>> journal.events
    [Event(week=3, actor='minsk', kind='gesture', numbers={'people': 30})]
    """

    def __init__(self, watched: int | None = None) -> None:
        self._watched = watched
        self.events: list[Event] = []
        self.details: list[Event] = []

    def listens(self, _actor: str, _week: int) -> bool:
        """Whether anything ``actor`` says in ``week`` is kept; else nobody need say it."""
        return self._watched is not None

    def asked(self, worlds: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The places among ``worlds`` of those whose reasons are kept."""
        return np.flatnonzero(worlds == self._watched)

    def note(
        self,
        week: int,
        worlds: npt.NDArray[np.intp],
        actor: str,
        kind: str,
        **numbers: Noted,
    ) -> None:
        """Write down an event that happened in ``worlds``; arrays are aligned with them."""
        self.hear(Noting(week, worlds, actor, kind, numbers))

    def detail(
        self,
        week: int,
        worlds: npt.NDArray[np.intp],
        actor: str,
        kind: str,
        **numbers: Noted,
    ) -> None:
        """Write down what a decision in ``worlds`` rested on: no event, but the reason for one."""
        self.hear_why(Noting(week, worlds, actor, kind, numbers))

    def hear(self, noting: Noting) -> None:
        """Keep an event; other journals keep other things."""
        self._enter(self.events, noting)

    def hear_why(self, noting: Noting) -> None:
        """Keep what a decision rested on."""
        self._enter(self.details, noting)

    def _enter(self, among: list[Event], noting: Noting) -> None:
        if self._watched is None:
            return
        for position in self.asked(noting.worlds).tolist():
            told = {name: _plain(value, position) for name, value in noting.numbers.items()}
            among.append(Event(noting.week, noting.actor, noting.kind, told))


class OpenJournal(Journal):
    """A journal of all worlds of a block."""

    def listens(self, _actor: str, _week: int) -> bool:
        """Whether anything is kept: all is."""
        return True

    def asked(self, worlds: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The places among ``worlds`` of those whose reasons are kept: all."""
        return np.arange(len(worlds))


def _plain(value: Noted, position: int) -> Value:
    if isinstance(value, np.ndarray):
        plain: Value = value[[position]].tolist()[0]
        return plain
    return value
