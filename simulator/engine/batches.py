"""Running worlds batch by batch until somebody who looks at them says that they are enough."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simulator.engine.blocks import TILES_A_BLOCK, Block, Plan, Progress
from simulator.engine.places import Place
from simulator.engine.stream import Kept, run_into
from simulator.errors import RequestError
from simulator.randomness import TILE
from simulator.results.part import column_in
from simulator.results.parts import Parts, content_of

Floats = npt.NDArray[np.float64]
Look = Callable[[Floats], bool]


@dataclass(frozen=True)
class Watch:
    """What is looked at (a column of the outcomes), after how many worlds, and by whom.

    ``enough`` is given the column in all worlds so far, and says whether to stop.
    """

    outcome: str
    sizes: Sequence[int]
    enough: Look


def batched(sizes: Sequence[int]) -> list[Block]:
    """Cut worlds into blocks that end wherever somebody looks.

    All ``sizes`` but the last are whole tiles.

    >>> batched([512, 600])
    [Block(first_tile=0, worlds=512), Block(first_tile=2, worlds=88)]
    """
    blocks, first, width = [], 0, TILES_A_BLOCK * TILE
    for size in sizes:
        while first < size:
            worlds = min(width, size - first)
            blocks.append(Block(first // TILE, worlds))
            first += worlds
    return blocks


def run_until(
    parts: Parts, plan: Plan, *, watch: Watch, place: Place, progress: Progress | None = None
) -> Kept:
    """Run batches into parts until they are enough, or all sizes are through."""
    values: list[Floats] = []
    for number in range(len(watch.sizes)):
        blocks = batched(watch.sizes[: number + 1])
        kept = run_into(parts, plan, blocks=blocks, place=place, progress=progress)
        for span, path in kept.paths[len(values) :]:
            content = content_of(path, span=span, key=kept.key)
            values.append(_column(content, watch.outcome))
        if watch.enough(np.concatenate(values)):
            break
    return kept


def _column(content: bytes, outcome: str) -> Floats:
    try:
        return column_in(content, outcome)
    except KeyError as unknown:
        names: list[str] = unknown.args[0]
        near = difflib.get_close_matches(outcome, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
        raise RequestError(f"--until: no outcome is called {outcome}; {hint}") from None
