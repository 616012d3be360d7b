"""Where two scenarios part: in which worlds, when first, and on which event.

World w has the same luck in both, so that until they part it is one history. What parts them is the
first thing that can be seen to differ: an event of one that is not in the other, or is there with
other numbers of people; or how many were arrested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from simulator.engine.blocks import Plan
from simulator.engine.chronicle import Chronicle, chronicle

if TYPE_CHECKING:
    from simulator.agents.journal import Event
    from simulator.analysis.comparison.sides import Side

DIVERGENCE_WORLDS: Final = 2048
"""Worlds are followed event by event over so many at most."""

ARRESTS: Final = "arrests"
NEVER: Final = -1


@dataclass(frozen=True)
class Parting:
    """Where one world parts: the week (``NEVER`` if not), and what each side does there.

    ``kind`` is that of the event that comes first, or ``arrests``; a side that has nothing to set
    against it has no event.
    """

    world: int
    week: int
    kind: str
    base: Event | None
    other: Event | None


@dataclass(frozen=True)
class Divergence:
    """Where the worlds of a scenario part from those of the first, world by world."""

    label: str
    partings: tuple[Parting, ...]

    @property
    def worlds(self) -> int:
        """How many worlds were followed."""
        return len(self.partings)

    @property
    def parted(self) -> tuple[Parting, ...]:
        """Those that part."""
        return tuple(one for one in self.partings if one.week != NEVER)

    def kinds(self) -> dict[str, int]:
        """How many worlds part on which kind of event, the commonest first."""
        found: dict[str, int] = {}
        for one in self.parted:
            found[one.kind] = found.get(one.kind, 0) + 1
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def example(self, gaps: npt.NDArray[np.float64]) -> Parting | None:
        """A world that parts as most do and ends clearly apart, nearest the median parting of such.

        ``gaps`` is by world how far an outcome of the two lies apart. Of the worlds that part on
        the commonest kind of event, those count whose gap lies on the side of the mean gap and is
        at least the median of such.
        """
        kinds = self.kinds()
        if not kinds:
            return None
        alike = [one for one in self.parted if one.kind == next(iter(kinds))]
        side = np.sign(sum(gaps[one.world] for one in alike))
        ahead = [one for one in alike if gaps[one.world] * side > 0] or alike
        least = float(np.median([abs(gaps[one.world]) for one in ahead]))
        clear = [one for one in ahead if abs(gaps[one.world]) >= least]
        middle = float(np.median([one.week for one in clear]))
        return min(clear, key=lambda one: (abs(one.week - middle), one.world))


def divergences(base: Side, others: tuple[Side, ...], *, worlds: int) -> tuple[Divergence, ...]:
    """Where the first worlds of each of some scenarios part from those of the first."""
    count = min(worlds, DIVERGENCE_WORLDS)
    first = chronicle(Plan(base.scenario, base.seed), worlds=count)
    found = []
    for other in others:
        second = chronicle(Plan(other.scenario, other.seed), worlds=count)
        found.append(Divergence(other.label, tuple(partings(first, second, worlds=count))))
    return tuple(found)


def partings(first: Chronicle, second: Chronicle, *, worlds: int) -> Iterator[Parting]:
    """Where each world of two chronicles parts."""
    starts = _starts(first, worlds), _starts(second, worlds)
    arrests = _first_difference(first.arrested, second.arrested)
    for world in range(worlds):
        (a, a_end), (b, b_end) = ((int(s[world]), int(s[world + 1])) for s in starts)
        length = min(a_end - a, b_end - b)
        apart = np.flatnonzero(first.seen[a : a + length] != second.seen[b : b + length])
        step = int(apart[0]) if len(apart) else length
        base = first.event(a + step) if a + step < a_end else None
        other = second.event(b + step) if b + step < b_end else None
        yield _parting(world, base, other, arrested=int(arrests[world]))


def _parting(world: int, base: Event | None, other: Event | None, *, arrested: int) -> Parting:
    """What parts a world; within a week arrests come before what senders do."""
    there = [event for event in (base, other) if event is not None]
    if not there and arrested == NEVER:
        return Parting(world, NEVER, "", None, None)
    week = min((event.week for event in there), default=arrested)
    if arrested != NEVER and arrested <= week:
        return Parting(world, arrested, ARRESTS, None, None)
    base, other = (event if event and event.week == week else None for event in (base, other))
    earliest = base or other
    assert earliest is not None, "one of the two comes in that week"
    return Parting(world, week, earliest.kind, base, other)


def _starts(told: Chronicle, worlds: int) -> npt.NDArray[np.intp]:
    """Where the events of each world begin, and where the last ones end."""
    return np.searchsorted(told.world, np.arange(worlds + 1))


def _first_difference(
    first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """The first week (rows) in which each world (columns) differs; ``NEVER`` where none does."""
    apart = first != second
    return np.where(apart.any(axis=0), apart.argmax(axis=0), NEVER)
