"""The book of deals: one row for each agreement of a sender, in all worlds of a block."""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from simulator.model import delivery as rules
from simulator.model.rounding import Bools, Floats, Index, Ints

OPEN: Final = 0
KEPT: Final = 1
BREACH_BY_TARGET: Final = 2
BREACH_BY_SENDER: Final = 3
SNAPPED_BACK: Final = 4
OUTCOMES: Final = ("open", "kept", "breach_by_target", "breach_by_sender", "snapped_back")
"""What becomes of a deal, in the words of ``deals.csv``; the constants are their places."""

T = TypeVar("T", bound=np.generic)

_WHOLE: Final = (
    "world rung extra agreed_week round lo hi prisoners to_release released outcome tranches "
    "tranche first watch_until completed_week reference_week reference_count reference_recognised "
    "released_since_week released_since release_lag relief_lag target_tranches sender_tranches"
).split()


class DealBook:
    """Columns that grow with the number of deals; rows are in order of agreement.

    Own instruments have their legal level before the deal and its goal in ``start_levels`` and
    ``goals`` (instruments, rows); ``named`` says which of them the deal is about. ``freed``
    (classes, rows) are the people released.
    """

    def __init__(self, *, instruments: int, classes: int) -> None:
        self.rows = 0
        self._whole = {name: np.zeros(256, dtype=np.int64) for name in _WHOLE}
        self.start_levels = np.zeros((instruments, 256))
        self.goals = np.zeros((instruments, 256))
        self.named = np.zeros((instruments, 256), dtype=bool)
        self.freed = np.zeros((classes, 256), dtype=np.int64)
        self.watching = np.zeros(256, dtype=bool)

    def __getitem__(self, column: str) -> Ints:
        """A column of whole numbers; written through."""
        return self._whole[column]

    def add(
        self,
        worlds: Index,
        *,
        start_levels: Floats,
        goals: Floats,
        named: Bools,
        **columns: Ints | int,
    ) -> Index:
        """Enter a deal in each of ``worlds``; returns their rows."""
        first, self.rows = self.rows, self.rows + len(worlds)
        self._make_room()
        new = slice(first, self.rows)
        self.start_levels[:, new] = start_levels
        self.goals[:, new] = goals
        self.named[:, new] = named
        self._whole["world"][new] = worlds
        self._whole["completed_week"][new] = -1
        self._whole["released_since_week"][new] = -1
        self._whole["tranche"][new] = 1
        for name, values in columns.items():
            self._whole[name][new] = values
        return np.arange(first, self.rows)

    def people_freed(self, worlds: int) -> Ints:
        """People freed by these deals in each of so many worlds, by class (classes, worlds)."""
        freed = np.zeros((len(self.freed), worlds), dtype=np.int64)
        world = self._whole["world"][: self.rows]
        for total, column in zip(freed, self.freed, strict=True):
            np.add.at(total, world, column[: self.rows])
        return freed

    def agreements(self, worlds: int) -> Ints:
        """Deals agreed in each of so many worlds."""
        return np.bincount(self._whole["world"][: self.rows], minlength=worlds)

    def first_week(self, worlds: int) -> Ints:
        """Week of the first agreement in each of so many worlds; a huge number where none."""
        first = np.full(worlds, np.iinfo(np.int64).max)
        world = self._whole["world"][: self.rows]
        np.minimum.at(first, world, self._whole["agreed_week"][: self.rows])
        return first

    def people_to_come(self, rows: Index) -> Ints:
        """People of the tranches that the target has not delivered yet."""
        due, tranches = self._whole["to_release"][rows], self._whole["tranches"][rows]
        return due - self._whole["target_tranches"][rows] * due // tranches

    def people_due(self, rows: Index) -> Ints:
        """People of the tranche that is due."""
        book = self._whole
        return rules.tranche_people(
            book["to_release"][rows], book["tranche"][rows], book["tranches"][rows]
        )

    def level_due(self, instrument: int, rows: Index, done: Floats) -> Floats:
        """Legal level to which an own instrument is owed once the share ``done`` is given.

        ``-inf``, below any level, where the deal is not about it.
        """
        start, goal = self.start_levels[instrument][rows], self.goals[instrument][rows]
        level = rules.tranche_level(start, goal, done)
        return np.where(self.named[instrument][rows], level, -np.inf)

    def watched(self, week: int) -> Index:
        """Rows of completed deals that are watched in ``week``, in order of completion."""
        rows = np.flatnonzero(self.watching[: self.rows])
        over = self._whole["watch_until"][rows] <= week
        self.watching[rows[over]] = False
        return rows[~over]

    def undo(self, worlds: Index) -> None:
        """Nothing that was completed in ``worlds`` stands any longer, or is watched."""
        rows = np.flatnonzero(np.isin(self._whole["world"][: self.rows], worlds))
        self.watching[rows] = False
        standing = rows[self._whole["outcome"][rows] == KEPT]
        self._whole["outcome"][standing] = SNAPPED_BACK

    def _make_room(self) -> None:
        if self.rows <= len(self.watching):
            return
        room = max(self.rows, 2 * len(self.watching))
        for name, column in self._whole.items():
            self._whole[name] = _longer(column, room)
        self.start_levels = _longer(self.start_levels, room)
        self.goals = _longer(self.goals, room)
        self.named = _longer(self.named, room)
        self.freed = _longer(self.freed, room)
        self.watching = _longer(self.watching, room)


def _longer(column: npt.NDArray[T], room: int) -> npt.NDArray[T]:
    grown: npt.NDArray[T] = np.zeros((*column.shape[:-1], room), dtype=column.dtype)
    grown[..., : column.shape[-1]] = column
    return grown
