"""Deliveries as an iterated prisoner's dilemma, played by the engine itself, one turn a week.

Every week a deal on the same rung is agreed and both sides deliver at once, each or not. A change
of government each week withdraws what was given, so that the rung can be sold again: a reversal is
no delivery, so no policy sees it. People released for relief that never came are owed; the price in
people rises every week, so that somebody is always due and each side really has to choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.engine.blocks import run_worlds
from simulator.randomness import TILE, Streams
from simulator.scenario import Scenario
from tests.oracles.worlds import Seen, by_hand, see

SPARE_WEEKS: Final = 6
"""A contact gap of 0.1 weeks is longer than a week in 1 of 22,000: that week has no turn."""

Moves = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Played:
    """Who delivered in each turn of each world: (turns, worlds)."""

    target: Moves
    sender: Moves
    seen: Seen


def arena(turns: int, *, sender: Any, target: Any, slip: float = 0.0, **numbers: float) -> Scenario:
    """A scenario of so many turns between two delivery policies (words, or a choice of words).

    ``numbers`` are ``keeps_probability`` and ``forgives_probability``, of both sides.
    """
    weeks = turns + SPARE_WEEKS
    timeline: dict[str, Any] = {}
    for week in range(1, weeks):
        price = {"instrument_cost": {"instrument": "visit", "set": 2 * week}, "for_weeks": 1}
        timeline[f"price_{week}"] = {"week": week, **price}
        ousted = {"government": {"sender": "west", "reversal_probability": 1}}
        timeline[f"ousted_{week}"] = {"week": week, **ousted}
    people = {"held": 1_000_000, "arrest_share": 1, "hold_value_usd_m": 0.5}
    side = {"slip": slip, **numbers}
    return by_hand(
        {
            "first": "simultaneous", "release_lag_weeks": 0, "relief_lag_weeks": 0,
            "cooling_weeks": 0, "delivery": sender, **side,
        },
        sender={
            "instruments": {"visit": {"value_usd_m_per_week": 1000}},
            "rungs": {"visit": {"ask": None}},
            "trust": {"kept": 10_000, "broken": 1, "breach_weight": 0},
            "target_trust": {"breach_weight": 0},
        },
        target={"delivery": target, **side},
        prisoners={"classes": {"all_held": people}},
        horizon_weeks=weeks,
        timeline=timeline,
    )  # fmt: skip


def play(scenario: Scenario, turns: int, *, seed: int = 1, tiles: int = 1) -> Played:
    """Let the engine play, and read each side's moves from the other's belief.

    A breach weighs nothing here, so that a belief rises exactly when a promise to it is kept.
    """
    seen = see(scenario, seed=seed, tiles=tiles)
    weeks = turn_weeks(seen, turns)
    return Played(
        target=kept(seen, "belief_west", weeks),
        sender=kept(seen, "belief_target_west", weeks),
        seen=seen,
    )


def turn_weeks(seen: Seen, turns: int) -> npt.NDArray[np.int64]:
    """The week of each turn in each world (turns, worlds)."""
    agreed = seen.deals.groupby("world")["agreed_week"].apply(np.array)
    assert len(agreed) == seen.worlds
    return np.stack([weeks[:turns] for weeks in agreed], axis=1)


def kept(seen: Seen, belief: str, weeks: npt.NDArray[np.int64]) -> Moves:
    """Whether a promise was kept, by the rise of the belief, in those weeks."""
    rises = np.diff(seen.weekly(belief), axis=0, prepend=np.nan) > 0
    moves: Moves = np.take_along_axis(rises, weeks, axis=0)
    return moves


def policies(scenario: Scenario, *, tiles: int) -> tuple[list[str], list[str]]:
    """The policies drawn in each world: the sender's and the target's."""
    first_week = scenario.model_copy(update={"horizon_weeks": 1, "timeline": {}})
    drawn = run_worlds(first_week, worlds=tiles * TILE).outcomes
    return (
        drawn["param_senders.west.behaviour.delivery"].tolist(),
        drawn["param_target.delivery"].tolist(),
    )


def draws(purpose: str, turns: int, *, seed: int = 1, tiles: int = 1) -> npt.NDArray[np.float64]:
    """The draws of an occasional stream of the sender's, one a turn: (turns, worlds)."""
    stream = Streams(seed, first_tile=0, tiles=tiles).occasional(f"west/{purpose}")
    everywhere = np.arange(tiles * TILE)
    return np.stack([stream.uniform(everywhere) for _ in range(turns)])
