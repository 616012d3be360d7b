"""Oracle 11: a world is the same alone and among others, in any block and any process."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.blocks import run_worlds
from simulator.engine.replay import replay
from simulator.randomness import TILE
from simulator.results.run import RunResult
from simulator.scenario import Scenario
from tests.oracles.scenarios import scenarios
from tests.oracles.worlds import film, sketch

WORLDS = 700
TABLES = ("outcomes", "series", "deals")


def texts(run: RunResult) -> dict[str, str]:
    """The tables as exact text."""
    return {name: getattr(run, name).to_csv(float_format="%.17g") for name in TABLES}


def assert_same_worlds(scenario: Scenario, tile: int, tiles: int = 3) -> None:
    """Every weekly number of the worlds of one tile, alone and among those of others."""
    alone = film(scenario, first_tile=tile)
    among = film(scenario, tiles=tiles)
    here = slice(tile * TILE, (tile + 1) * TILE)
    assert alone.variables == among.variables
    for variable in alone.variables:
        assert alone[variable].tobytes() == among[variable][:, here].tobytes(), variable


@settings(max_examples=12)
@given(scenarios(weeks=30), st.integers(0, 2))
def test_a_world_is_the_same_alone_and_among_others(scenario: Scenario, tile: int) -> None:
    assert_same_worlds(scenario, tile)


@settings(max_examples=4)
@given(scenarios(weeks=30, rich=True), st.integers(0, 2))
def test_a_world_with_nine_classes_and_twelve_instruments_is_the_same_alone(
    scenario: Scenario, tile: int
) -> None:
    assert_same_worlds(scenario, tile)


def test_a_world_of_the_sketch_is_the_same_alone_and_among_others() -> None:
    assert_same_worlds(sketch("horizon_weeks=120"), tile=2)


@pytest.fixture(scope="module")
def busy() -> Scenario:
    return sketch("horizon_weeks=80", "senders.brussels.behaviour.contact_gap_weeks=6")


@pytest.fixture(scope="module")
def whole(busy: Scenario) -> RunResult:
    return run_worlds(busy, worlds=WORLDS)


@pytest.mark.parametrize("tiles", [1, 2])
def test_blocks_of_any_size_give_equal_tables(busy: Scenario, whole: RunResult, tiles: int) -> None:
    assert texts(run_worlds(busy, worlds=WORLDS, tiles_a_block=tiles)) == texts(whole)


def test_two_processes_give_the_tables_of_one(busy: Scenario, whole: RunResult) -> None:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawned) as pool:
        run = run_worlds(busy, worlds=WORLDS, tiles_a_block=1, executor=pool)
    assert texts(run) == texts(whole)


def test_a_world_of_a_small_run_is_that_of_a_large_one(busy: Scenario, whole: RunResult) -> None:
    small = run_worlds(busy, worlds=100)
    pd.testing.assert_frame_equal(small.outcomes, whole.outcomes[:100], check_exact=True)
    few = whole.deals[whole.deals["world"] < 100].reset_index(drop=True)
    pd.testing.assert_frame_equal(small.deals, few, check_exact=True)


@pytest.mark.parametrize("world", [17, 300, 699])
def test_a_replay_is_the_world_of_the_run(busy: Scenario, whole: RunResult, world: int) -> None:
    story = replay(busy, seed=busy.seed, world=world)
    deals = whole.deals[whole.deals["world"] == world]
    agreed = [(e.week, e.numbers["people"]) for e in story.events if e.kind == "agreement"]
    assert agreed == list(zip(deals["agreed_week"], deals["prisoners"], strict=True))
    row = whole.outcomes.loc[world]
    assert story.values["held"][-1] == row["held_end"]
    assert story.values["reliance"][-1] == row["reliance_end"]


@settings(max_examples=8)
@given(scenarios(weeks=25), st.integers(1, 3))
def test_blocks_of_any_size_give_equal_tables_for_any_scenario(
    scenario: Scenario, tiles: int
) -> None:
    cut = run_worlds(scenario, worlds=520, tiles_a_block=tiles)
    assert texts(cut) == texts(run_worlds(scenario, worlds=520))


def test_other_seeds_give_other_worlds(busy: Scenario, whole: RunResult) -> None:
    other = run_worlds(busy, worlds=100, seed=busy.seed + 1)
    assert not np.array_equal(other.outcomes["arrested"], whole.outcomes["arrested"][:100])
