"""Runs of many worlds in blocks, and one world told again with its reasons."""

from __future__ import annotations

import math
from typing import Any

import pytest

from simulator.api import simulate
from simulator.engine.blocks import Block, blocks_of, run_worlds
from simulator.engine.replay import replay
from simulator.errors import RequestError
from tests.oracles.worlds import by_hand, events, sketch, told

KINDS = {
    "talks open", "round", "agreement", "release", "relief", "deal complete", "breakdown",
    "breach by target", "breach by sender", "alarm", "snapback", "attention lost", "gesture",
    "subsidy", "veto", "event", "escalation", "change of government",
}  # fmt: skip


def test_worlds_are_cut_into_blocks_of_whole_tiles() -> None:
    assert blocks_of(513, tiles=1) == [Block(0, 256), Block(1, 256), Block(2, 1)]
    assert sum(block.worlds for block in blocks_of(100_000)) == 100_000


@pytest.mark.parametrize("worlds", [0, -5])
def test_a_run_without_worlds_is_refused_with_the_number(worlds: int) -> None:
    with pytest.raises(RequestError, match=f"at least one world; asked for {worlds}"):
        run_worlds(by_hand(), worlds=worlds)


def test_progress_is_told_after_each_block() -> None:
    done: list[int] = []
    run_worlds(by_hand(horizon_weeks=2), worlds=600, tiles_a_block=1, progress=done.append)
    assert done == [256, 512, 600]


def test_worlds_and_seed_default_to_the_scenarios() -> None:
    run = run_worlds(by_hand(worlds=9, seed=77, horizon_weeks=2))
    assert (run.worlds, run.seed, len(run.outcomes)) == (9, 77, 9)


@pytest.mark.parametrize("world", [-1, 5])
def test_a_world_that_was_not_run_cannot_be_told(world: int) -> None:
    with pytest.raises(RequestError, match="worlds 0 to 4"):
        simulate(by_hand(horizon_weeks=2), worlds=5).replay(world)


def test_everything_that_happens_is_told() -> None:
    washington = "senders.washington"
    eventful = sketch(
        f"{washington}.behaviour.slip=0.4", f"{washington}.behaviour.alarm_people=2",
        f"{washington}.behaviour.tolerance=0", f"{washington}.behaviour.cooling_weeks=1",
        f"{washington}.behaviour.attention_lost_per_week=0.05",
        f"{washington}.behaviour.attention_weeks=2", "target.slip=0.1",
        f"{washington}.behaviour.walk_out_per_round=0.1",
        f"{washington}.behaviour.on_breakdown=escalate",
        f"{washington}.behaviour.escalate_instrument=us_banks",
        f"{washington}.rungs.contact.distancing=0.3", "reliance.half_life_weeks=4",
        "patron.policy=[punish, veto]", "patron.veto_slope=90", "patron.grip=0.01",
        "timeline.vote={week: 70, government: {sender: washington, reversal_probability: 1}}",
    )  # fmt: skip
    kinds = {
        event.kind for world in range(6) for event in replay(eventful, seed=1, world=world).events
    }
    assert kinds >= KINDS


def test_events_are_told_in_the_order_of_weeks() -> None:
    weeks = [event.week for event in told(sketch("horizon_weeks=80")).events]
    assert weeks == sorted(weeks)


def test_a_round_is_told_with_the_numbers_that_caused_it() -> None:
    (first, *_) = events(told(sketch("horizon_weeks=80")), "round")
    n: dict[str, Any] = dict(first.numbers)
    rate = 0.30 - math.log(n["belief_target"])
    value = 52 * 0.35 / rate / (1 + rate / 52)
    assert n["value"] == pytest.approx(value)
    exposed = 1 - (1 - n["belief_target"])
    assert n["hi"] == math.floor((value * exposed - n["patron_cost"]) / n["hold_value"])


def test_a_story_names_the_parameters_of_its_world() -> None:
    drawn = by_hand(prisoners={"restock": {"uniform": [0, 5]}}, horizon_weeks=5)
    story = told(drawn, world=3)
    column = run_worlds(drawn, worlds=4).outcomes["param_prisoners.restock"]
    assert story.parameters == {"prisoners.restock": column[3]}


def test_the_same_replay_twice_is_the_same() -> None:
    one, other = (told(sketch("horizon_weeks=50"), world=9) for _ in range(2))
    assert one.events == other.events
    assert one.values == other.values
