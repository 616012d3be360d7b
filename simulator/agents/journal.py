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

    @property
    def open(self) -> bool:
        """Whether anybody is watched; lets agents skip what only the journal would read."""
        return self._watched is not None

    def note(
        self,
        week: int,
        worlds: npt.NDArray[np.intp],
        actor: str,
        kind: str,
        **numbers: Noted,
    ) -> None:
        """Write down an event that happened in ``worlds``; arrays are aligned with them."""
        if self._watched is None:
            return
        for position in np.flatnonzero(worlds == self._watched).tolist():
            told = {name: _plain(value, position) for name, value in numbers.items()}
            self.events.append(Event(week, actor, kind, told))


def _plain(value: Noted, position: int) -> Value:
    if isinstance(value, np.ndarray):
        plain: Value = value[[position]].tolist()[0]
        return plain
    return value
