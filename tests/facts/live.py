"""Letting an arm live: a draw from the priors is a row of a design, with many worlds of luck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulator import Scenario, load_scenario
from simulator.agents.cast import Cast
from simulator.agents.journal import Journal, Noting, OpenJournal
from simulator.agents.parameters import Draws
from simulator.agents.recorder import Look
from simulator.engine.blocks import Block, Plan, blocks_of, live_through
from simulator.randomness import TILE, Streams
from simulator.results.block import deals, outcomes
from simulator.results.run import table
from simulator.scenario.design import Design
from tests.facts.arm import Arm

PRIOR_SEED: Final = 2025
"""The draws from the priors: the first worlds of a run with this seed."""
LUCK_SEED: Final = 1
WEEKS_LOOKED_AT: Final = (13, 52, 104, 155)
Column = npt.NDArray[Any]


@dataclass(frozen=True)
class Size:
    """How many draws from the priors, and how many worlds of luck for each."""

    draws: int
    worlds_a_draw: int

    @property
    def worlds(self) -> int:
        """All worlds of an arm."""
        return self.draws * self.worlds_a_draw


@dataclass(frozen=True)
class Lived:
    """What came out of an arm, in all its worlds; tables are in order of week."""

    outcomes: pd.DataFrame
    deals: pd.DataFrame
    first_rounds: pd.DataFrame
    breakdowns: pd.DataFrame
    income: list[Column]  # USD million a week in each world, at the weeks looked at


class Ear(OpenJournal):
    """Hears of all worlds: the first round of each talk, and breakdowns."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: dict[str, list[dict[str, Any]]] = {"round": [], "breakdown": []}

    def hear(self, noting: Noting) -> None:
        if noting.kind not in self.heard or not len(noting.worlds):
            return
        told = {"world": noting.worlds, "week": noting.week, "sender": noting.actor}
        wanted = ("rung", "number", "lo", "hi", "asked") if noting.kind == "round" else ("rung",)
        self.heard[noting.kind].append(told | {name: noting.numbers[name] for name in wanted})

    def table(self, kind: str, block: Block) -> pd.DataFrame:
        """What was heard of a kind, of the worlds that count."""
        frames = [pd.DataFrame(told) for told in self.heard[kind]]
        frame = pd.concat(frames) if frames else _EMPTY
        frame = frame[frame["world"] < block.worlds]
        if "number" in frame:
            frame = frame[frame["number"] == 1]
        return frame.assign(world=frame["world"] + block.first_world)


_COLUMNS: Final = ("world", "sender", "rung", "week", "number", "lo", "hi", "asked")
_EMPTY: Final = pd.DataFrame({name: [] for name in _COLUMNS})


@dataclass(frozen=True)
class Purse:
    """Keeps the target's income at some weeks (a recorder's sink)."""

    seen: dict[int, Column] = field(default_factory=dict)

    def take(self, week: int, variable: str, look: Look) -> None:
        """Keep a copy of what was asked for."""
        if variable == "income_usd_m_per_week" and week in WEEKS_LOOKED_AT:
            self.seen[week] = look().copy()

    def note(self, week: int, variable: str, look: Look) -> None:
        """Pass over what is not reported."""


def prior_draws(scenario: Scenario, size: Size) -> Mapping[str, Column]:
    """Draws from all the distributions of a scenario: by path, one value a draw.

    The same path has the same draws in every scenario, so that arms differ only in what they set.
    """
    tiles = -(-size.draws // TILE)
    draws = Draws(Streams(PRIOR_SEED, first_tile=0, tiles=tiles))
    Cast.of(scenario, draws, journal=Journal(), sink=Purse())
    return {path: values[: size.draws] for path, values in draws.drawn.items()}


def live(arm: Arm, size: Size) -> Lived:
    """Let an arm live in all its worlds."""
    scenario = load_scenario(arm.scenario, overrides=[f"horizon_weeks={arm.weeks}", *arm.overrides])
    design = Design(prior_draws(scenario, size), worlds_a_row=size.worlds_a_draw)
    plan = Plan(scenario, LUCK_SEED, design)
    parts = [_live_block(block, plan) for block in blocks_of(size.worlds)]
    return Lived(
        _joined(parts, "outcomes"),
        _joined(parts, "deals"),
        _joined(parts, "first_rounds"),
        _joined(parts, "breakdowns"),
        [np.concatenate(values) for values in zip(*(p.income for p in parts), strict=True)],
    )


def _joined(parts: list[Lived], name: str) -> pd.DataFrame:
    frames: list[pd.DataFrame] = [getattr(part, name) for part in parts]
    return pd.concat(frames, ignore_index=True)


def _live_block(block: Block, plan: Plan) -> Lived:
    ear, purse = Ear(), Purse()
    draws = plan.draws(first_tile=block.first_tile, tiles=block.tiles)
    cast = live_through(plan.scenario, draws, journal=ear, sink=purse)
    where = {"first_world": block.first_world, "worlds": block.worlds}
    measured = {
        name: values
        for name, values in outcomes(cast, **where).items()
        if not name.startswith("param_")
    }
    return Lived(
        table([measured]),
        table([deals(cast, **where)]),
        ear.table("round", block),
        ear.table("breakdown", block),
        [purse.seen[week][: block.worlds] for week in WEEKS_LOOKED_AT if week in purse.seen],
    )
