"""The scenario on which the engines are set side by side, and how each is asked to run it.

All run ``tests/fixtures/sketch.yaml``: Belarus 2025 with two senders, six instruments, six rungs
and 156 weeks, every parameter known. It has no dated events, which the Mesa and the compiled model
leave out. All give each world's outcomes and deals and neither weekly series nor files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simulator import load_scenario
from simulator.engine.blocks import TILES_A_BLOCK, Block, Plan, live_block
from simulator.randomness import TILE
from simulator.results.block import deals, outcomes
from simulator.scenario import Scenario
from tests.reference.engine import Reference

SKETCH = Path(__file__).parents[1] / "tests" / "fixtures" / "sketch.yaml"
SEED = 1
FULL_BLOCK = TILES_A_BLOCK * TILE


class NoWeeks:
    """A recorder's sink that keeps nothing: no engine here is asked for weekly series."""

    def take(self, week: int, variable: str, look: Any) -> None:
        """Nothing is kept."""

    note = take


def sketch(*, weeks: int = 156) -> Scenario:
    """The scenario, perhaps of another length."""
    return load_scenario(str(SKETCH), overrides=(f"horizon_weeks={weeks}",))


def by_blocks(scenario: Scenario, worlds: int, *, seed: int = SEED) -> dict[str, Any]:
    """Outcomes of ``worlds`` worlds in one block of the simulator, and the number of deals."""
    cast = live_block(Block(0, worlds), Plan(scenario, seed), sink=NoWeeks())
    table = outcomes(cast, first_world=0, worlds=worlds)
    return table | {"deal rows": len(deals(cast, first_world=0, worlds=worlds)["world"])}


def by_reference(scenario: Scenario, worlds: int, *, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Outcomes of the first worlds by the reference engine, plain SimPy, one after another."""
    return (history.outcomes for history in Reference(scenario, seed=seed).worlds(worlds))
