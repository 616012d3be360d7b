"""Setting scenarios beside one another, world by world."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.api.making import Making
from simulator.api.run import Run
from simulator.engine.places import place_for
from simulator.randomness import TILE
from simulator.results.folder import making
from simulator.scenario import Scenario

if TYPE_CHECKING:
    from simulator.analysis.comparison.entries import Entry
    from simulator.report.comparison.comparison import Comparison


def compare(
    *sides: str | Path | Scenario | Run,
    worlds: int | None = None,
    seed: int | None = None,
    changes: Sequence[str] = (),
    labels: Sequence[str] = (),
) -> Comparison:
    """Compare scenarios world by world, each with the first.

    A side is a run, a scenario, the name or file of one, or the folder of a run; behind a question
    mark stand changes of it (``"belarus-2025?target.slip=0&prisoners.restock=0"``). ``changes``
    hold for all sides, ``worlds`` and ``seed`` too where they are given.

    >>> found = compare("minimal", "minimal?senders.washington.rungs.contact.ask=9", worlds=200)
    >>> round(found.compared.of("ask=9", "released").mean, 2)
    3.98
    """
    from simulator.analysis.comparison.compared import compare_sides
    from simulator.analysis.comparison.entries import Wish, entries_of, run_here, same_length
    from simulator.report.comparison.comparison import Comparison

    given = [side.result if isinstance(side, Run) else side for side in sides]
    entries = entries_of(given, labels=labels, wish=Wish(changes, worlds, seed))
    run = run_here(same_length(entries))
    horizons = [entry.scenario.horizon_weeks for entry in entries]
    return Comparison(compare_sides(run, horizons=horizons))


def compare_to(
    folder: str | Path, entries: Sequence[Entry], *, how: Making | None = None
) -> Comparison:
    """Compare sides of any size straight into a folder, as ``simulate_to`` does with a run.

    ``analysis.comparison.entries.entries_of`` makes the entries.
    """
    from simulator.analysis.comparison.compared import compare_sides
    from simulator.analysis.comparison.entries import run_in_parts, same_length, worlds_to_run
    from simulator.report.comparison.comparison import Comparison

    how = how or Making()
    cut, began = same_length(entries), time.perf_counter()
    blocks = max(1, worlds_to_run(cut) // (how.tiles_a_block * TILE))
    with making(Path(folder), force=how.force, resume=how.resume) as parts:
        with place_for(how.where, blocks=blocks) as place:
            sides = run_in_parts(cut, parts, place=place, progress=how.progress)
        horizons = [entry.scenario.horizon_weeks for entry in entries]
        timing = {"seconds": time.perf_counter() - began}
        found = Comparison(compare_sides(sides, horizons=horizons), how.command, timing)
        found.finish(parts, force=how.force)
    return found
