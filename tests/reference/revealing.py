"""Where each planted change shows first: ``python -m tests.reference.revealing``.

Prints in how many of the first 256 worlds of ``everything.yaml`` the change shows in a weekly
value, and the world, week and rule to enter into ``planted.py``.
"""

from __future__ import annotations

import re
import sys

import numpy as np
import numpy.typing as npt

from simulator.agents.journal import Journal
from simulator.agents.recorder import Look
from simulator.engine.blocks import live_through
from simulator.engine.replay import replay
from simulator.randomness import TILE, Streams
from tests.reference.compare import told_differently
from tests.reference.planted import PLANTED
from tests.reference.planting import SEED, Change, shortened, truth

NEVER = 10_000
LOOKED_AT = 4


class AllWorlds:
    """The weekly values of every world (a recorder's sink)."""

    def __init__(self) -> None:
        self.values: dict[str, list[npt.NDArray[np.float64]]] = {}

    def take(self, _week: int, variable: str, look: Look) -> None:
        """Keep a variable's values of a week."""
        self.values.setdefault(variable, []).append(np.array(look(), dtype=np.float64))

    note = take


def weekly_values() -> dict[str, npt.NDArray[np.float64]]:
    """Every variable (weeks, worlds), as the simulator has it now."""
    sink, streams = AllWorlds(), Streams(SEED, first_tile=0, tiles=1)
    live_through(shortened(None), streams, journal=Journal(), sink=sink)
    return {name: np.stack(values) for name, values in sink.values.items()}


def first_weeks(
    right: dict[str, npt.NDArray[np.float64]], wrong: dict[str, npt.NDArray[np.float64]]
) -> npt.NDArray[np.int64]:
    """The first week in which each world differs."""
    first = np.full(TILE, NEVER)
    for name, values in right.items():
        differs = ~np.isclose(values, wrong[name], rtol=1e-7, atol=1e-7)
        first = np.minimum(first, np.where(differs.any(axis=0), differs.argmax(axis=0), NEVER))
    return first


def shown(change: Change, worlds: list[int]) -> tuple[int, int, str] | None:
    """The first world that shows the change as one of its own rule, else the first at all."""
    best = None
    for world in worlds:
        with change.planted():
            replayed = replay(shortened(None), seed=SEED, world=world)
        told = told_differently(truth(world, None), replayed) or ""
        found = re.search(r": week (\d+), rule (.*?), (?:event|at)", told)
        if found:
            here = (world, int(found[1]), found[2])
            best = best or here
            if here[2] == change.rule:
                return here
    return best


def main() -> None:
    """One line for each change."""
    right = weekly_values()
    for change in PLANTED:
        with change.planted():
            first = first_weeks(right, weekly_values())
        earliest = [int(w) for w in np.argsort(first, kind="stable") if first[w] < NEVER]
        worlds = int((first < NEVER).sum())
        found = shown(change, earliest[:LOOKED_AT])
        sys.stdout.write(f"{change.name}: {worlds} of {TILE} worlds, first {found}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
