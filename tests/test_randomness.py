"""Streams are named: what draws from one changes nothing in another, and luck is shared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.blocks import run_worlds
from simulator.randomness import TILE, Occasional, Stream, Streams, normals, uniforms
from simulator.scenario import Scenario, with_overrides
from tests.oracles.scenarios import scenarios
from tests.oracles.worlds import film, sketch

SHORT = ("horizon_weeks=60", "senders.brussels.behaviour.contact_gap_weeks=5")
THIRD = (
    "senders.ottawa={instruments: {visas: {kind: flow, value_usd_m_per_week: 1, cost: 3}}, "
    "prisoner_values: {foreign: 1, prominent: 1, rank_and_file: 1}, order: [], "
    "rungs: {visas: {relief: {visas: 1}, mix: {rank_and_file: 1}}}}"
)
UNUSED = "senders.washington.instruments.visas={kind: flow, value_usd_m_per_week: 1, cost: 3}"
CERTAIN = "target.discount_rate_per_year={uniform: [0.3, 0.3]}"
OUTSIDE = ["held_without_talks", "price_usd_per_t"]


def stream(name: str = "slip", *, seed: int = 7, first_tile: int = 0, tiles: int = 1) -> Stream:
    return Stream(seed, name, first_tile=first_tile, tiles=tiles)


def same_films(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios give the same weekly numbers, bit by bit, where both have them."""
    a, b = film(one), film(other)
    both = [variable for variable in a.variables if variable in b.variables]
    return all(a[variable].tobytes() == b[variable].tobytes() for variable in both)


@pytest.mark.parametrize(
    "addition", [THIRD, UNUSED, CERTAIN], ids=["sender", "instrument", "prior"]
)
def test_an_addition_that_does_nothing_shifts_no_draw(addition: str) -> None:
    assert same_films(sketch(*SHORT), sketch(*SHORT, addition))


def test_a_sender_that_acts_leaves_the_draws_of_the_world_alone() -> None:
    quiet, busy = (
        film(sketch(*SHORT, *more)) for more in ((THIRD,), (THIRD, "senders.ottawa.order=[visas]"))
    )
    assert busy["held"].tobytes() != quiet["held"].tobytes()
    for variable in OUTSIDE:
        assert busy[variable].tobytes() == quiet[variable].tobytes()


def test_a_parameter_has_the_same_draw_in_every_scenario_with_the_seed() -> None:
    wide = "senders.washington.instruments.contact.cost={uniform: [2, 10]}"
    one = run_worlds(sketch("horizon_weeks=5", wide), worlds=300).outcomes
    other = run_worlds(sketch("horizon_weeks=9", wide, "prisoners.restock={uniform: [0, 5]}"),
                       worlds=300).outcomes  # fmt: skip
    column = "param_senders.washington.instruments.contact.cost"
    np.testing.assert_array_equal(one[column], other[column])


def test_two_parameters_are_drawn_apart() -> None:
    drawn = run_worlds(
        sketch("horizon_weeks=2", "prisoners.restock={uniform: [0, 1]}",
               "prisoners.calm={uniform: [0, 1]}"), worlds=2000,
    ).outcomes  # fmt: skip
    pair = np.corrcoef(drawn["param_prisoners.restock"], drawn["param_prisoners.calm"])
    assert abs(pair[0, 1]) < 4 / np.sqrt(2000)


def without_talks(scenario: Scenario) -> Scenario:
    return with_overrides(scenario, [f"senders.{name}.order=[]" for name in scenario.senders])


def test_the_paired_world_without_talks_is_the_scenario_without_talks() -> None:
    base = run_worlds(sketch(*SHORT), worlds=500).outcomes
    alone = run_worlds(without_talks(sketch(*SHORT)), worlds=500).outcomes
    assert (base["held_end"] != alone["held_end"]).any()
    np.testing.assert_array_equal(base["held_end_without_talks"], alone["held_end"])
    assert (alone["net_effect"] == 0).all()


@settings(max_examples=12)
@given(scenarios(weeks=30))
def test_the_paired_world_without_talks_is_that_of_any_scenario(scenario: Scenario) -> None:
    assert np.array_equal(
        film(scenario)["held_without_talks"], film(without_talks(scenario))["held"]
    )


@given(st.integers(0, 40), st.integers(0, 3))
def test_a_row_of_a_tile_does_not_depend_on_who_asks(row: int, tile: int) -> None:
    alone, among = stream(first_tile=tile), stream(tiles=4)
    among.row(0)
    here = slice(tile * TILE, (tile + 1) * TILE)
    np.testing.assert_array_equal(alone.row(row), among.row(row)[here])


def test_rows_names_and_seeds_give_different_draws() -> None:
    rows = [stream().row(0), stream().row(1), stream("slips").row(0), stream(seed=8).row(0),
            stream(first_tile=1).row(0)]  # fmt: skip
    assert len({row.tobytes() for row in rows}) == len(rows)


def test_rows_may_be_asked_for_in_any_order() -> None:
    back, forth = stream(), stream()
    late, early = back.row(40).copy(), back.row(3).copy()
    np.testing.assert_array_equal(early, forth.row(3))
    np.testing.assert_array_equal(late, forth.row(40))


@given(st.lists(st.sets(st.integers(0, 255), min_size=1), min_size=1, max_size=8))
def test_each_world_goes_through_an_occasional_stream_at_its_own_pace(uses: list[set[int]]) -> None:
    occasional, plain = Occasional(stream()), stream()
    used = np.zeros(TILE, dtype=int)
    for worlds in (np.array(sorted(one)) for one in uses):
        drawn = occasional.uniform(worlds)
        expected = [uniforms(plain.row(used[world]))[world] for world in worlds]
        np.testing.assert_array_equal(drawn, expected)
        used[worlds] += 1


def test_uniforms_never_reach_their_ends() -> None:
    ends = uniforms(np.array([0, 2**32 - 1], dtype=np.uint32))
    assert 0 < ends[0] < ends[1] < 1


def test_uniform_draws_fill_the_interval_evenly() -> None:
    u = np.concatenate([uniforms(stream(tiles=4).row(row)) for row in range(50)])
    counts = np.bincount((u * 20).astype(int), minlength=20)
    expected = len(u) / 20
    assert ((counts - expected) ** 2 / expected).sum() < 43.8  # chi-squared, 19 degrees, 0.1%


def test_normals_have_mean_nought_and_variance_one_exactly() -> None:
    every = normals(np.arange(65_536, dtype=np.uint32) << np.uint32(16))
    assert every.mean() == pytest.approx(0, abs=1e-12)
    assert every.var() == pytest.approx(1, abs=1e-12)


def test_parameter_draws_are_strictly_between_nought_and_one() -> None:
    u = Streams(1, first_tile=0, tiles=8).parameter("target.slip")
    assert 0 < u.min() < 0.01
    assert 0.99 < u.max() < 1
