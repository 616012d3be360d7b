"""Nudges: in one week, in some worlds, a lever stands elsewhere than it did.

They answer what would have changed a decision. Until the nudge the worlds are as they were; it
comes just before the one who decides acts, and everything else, the luck too, stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from simulator.agents.clock import Clock, Process
from simulator.agents.dossier import Dossier, Stage
from simulator.agents.levers import LEVERS, Turn
from simulator.model.rounding import Floats, Index


@dataclass(frozen=True)
class Nudge:
    """Before ``actor`` (a sender, or ``patron``) acts in ``week``, ``lever`` is moved.

    ``worlds`` are places in the block. ``values`` says where the lever is put in them, given what
    it stands at: numbers in its own unit, both aligned with the worlds. What it stood at goes into
    ``found``.
    """

    week: int
    actor: str
    lever: str
    worlds: Index
    values: Callable[[Floats], Floats]
    found: list[Floats] = field(default_factory=list)


class Nudging:
    """Moves the levers before one actor's turn."""

    def __init__(self, nudges: Sequence[Nudge], stage: Stage, dossier: Dossier | None) -> None:
        self._nudges = sorted(nudges, key=lambda nudge: nudge.week)
        self._stage = stage
        self._dossier = dossier

    def live(self, clock: Clock) -> Process:
        """Sleep until the next nudge."""
        weeks = sorted({nudge.week for nudge in self._nudges})
        for week in weeks:
            yield clock.at(week, self)
            turn = Turn(self._stage, self._dossier, week)
            for nudge in self._nudges:
                if nudge.week == week:
                    lever = LEVERS[nudge.lever]
                    found = lever.read(turn)[nudge.worlds]
                    nudge.found.append(found)
                    lever.put(turn, nudge.worlds, nudge.values(found))
