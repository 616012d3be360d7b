"""The chronicle of many worlds: what was done in each, in order, to set runs beside one another.

Only what could be seen from outside counts: who did what, about which rung, with how many people.
Beliefs, prices and reservation numbers are not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from simulator.agents.journal import Event, Noting, OpenJournal, Value
from simulator.agents.plugins.registry import ensure
from simulator.agents.recorder import Look, Weekly
from simulator.engine.blocks import TILES_A_BLOCK, Plan, blocks_of, live_through
from simulator.model.rounding import Index, Ints

SEEN: Final = (
    "rung", "extra", "number", "asked", "offered", "agreed", "people", "to_release", "tranche",
    "walked_out", "instrument", "policy", "name",
)  # fmt: skip
"""The numbers and words of events that can be seen from outside."""

_MIX: Final = np.uint64(1_000_003)


class Scribe(OpenJournal):
    """A journal of all worlds of a block: every event as it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Noting] = []

    def hear(self, noting: Noting) -> None:
        """Keep the entry."""
        if len(noting.worlds):
            self.entries.append(replace(noting, worlds=noting.worlds.copy()))

    def hear_why(self, noting: Noting) -> None:
        """Pass over what cannot be seen."""


@dataclass
class _Arrests:
    """People arrested so far, by week and world (a recorder's sink)."""

    weeks: list[Weekly] = field(default_factory=list)

    def take(self, _week: int, variable: str, look: Look) -> None:
        """Keep the arrests."""
        if variable == "arrested":
            self.weeks.append(look().copy())

    def note(self, week: int, variable: str, look: Look) -> None:
        """Pass over what is not reported."""


@dataclass(frozen=True)
class Chronicle:
    """What was done in some neighbouring worlds, world by world in the order of events.

    ``world``, ``week`` and ``seen`` (a hash of all that can be seen of the event) are a row an
    event; ``entry`` and ``place`` say where in ``entries`` it stands. ``arrested`` is (weeks,
    worlds), people arrested so far.
    """

    world: Index
    week: Ints
    seen: npt.NDArray[np.int64]
    entry: Index
    place: Index
    entries: Sequence[Noting]
    arrested: Ints

    def event(self, row: int) -> Event:
        """The event of a row, with its numbers."""
        noting, place = self.entries[self.entry[row]], int(self.place[row])
        numbers: dict[str, Value] = {
            name: one[[place]].tolist()[0] if isinstance(one, np.ndarray) else one
            for name, one in noting.numbers.items()
        }
        return Event(noting.week, noting.actor, noting.kind, numbers)


def chronicle(plan: Plan, *, worlds: int) -> Chronicle:
    """Live through the first ``worlds`` worlds of a plan and keep what was done in each.

    At most one block of worlds (25,600).

    >>> from simulator.scenario import load_scenario
    >>> found = chronicle(Plan(load_scenario("minimal"), seed=1), worlds=3)
    >>> [event.kind for event in map(found.event, range(3))]
    ['talks open', 'round', 'agreement']
    """
    (block,) = blocks_of(min(worlds, TILES_A_BLOCK * 256))
    ensure(plan.plugins)
    scribe, arrests = Scribe(), _Arrests()
    draws = plan.draws(first_tile=0, tiles=block.tiles)
    live_through(plan.scenario, draws, journal=scribe, sink=arrests)
    lengths = [len(entry.worlds) for entry in scribe.entries]
    world = _joined([entry.worlds for entry in scribe.entries])
    order = np.argsort(world, kind="stable")
    order = order[world[order] < block.worlds]
    weeks = np.repeat([entry.week for entry in scribe.entries], lengths).astype(np.int64)
    seen = _joined([_hash(entry) for entry in scribe.entries])
    entry = np.repeat(np.arange(len(lengths)), lengths)
    place = _joined([np.arange(length) for length in lengths])
    arrested = np.stack(arrests.weeks)[:, : block.worlds].astype(np.int64)
    return Chronicle(
        world[order],
        weeks[order],
        seen[order],
        entry[order],
        place[order],
        entries=scribe.entries,
        arrested=arrested,
    )


def _joined(parts: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _hash(entry: Noting) -> npt.NDArray[np.int64]:
    """One number for all that can be seen of an event, in each of its worlds."""
    head = crc32(f"{entry.week}/{entry.actor}/{entry.kind}".encode())
    found = np.full(len(entry.worlds), head, dtype=np.uint64)
    for name in SEEN:
        if name in entry.numbers:
            values = np.broadcast_to(np.asarray(entry.numbers[name]), found.shape)
            if values.dtype.kind in "OU":
                values = np.array([crc32(str(value).encode()) for value in values.tolist()])
            found = found * _MIX + values.astype(np.int64).astype(np.uint64)
    return found.view(np.int64)
