"""Tournaments: every pair in the same worlds, what is claimed of them, and what spreads."""

from __future__ import annotations

import numpy as np
import pytest

from simulator import load_scenario, simulate
from simulator.analysis.tournament.game import Game, Table
from simulator.analysis.tournament.replicator import evolve, replicate
from simulator.analysis.tournament.strengths import front, strengths
from simulator.analysis.tournament.study import Tournament, tournament
from simulator.errors import RequestError

HAWK_DOVE = np.array([[-1.5, 1.0], [0.0, 0.5]])
"""Worth of the prize 1, cost of a fight 4: hawk and dove by hawk and dove."""

COUNTS = ("released", "deals", "breakdowns", "breaches_by_senders", "breaches_by_target")


def game_of(sender: np.ndarray, target: np.ndarray, *, noise: float = 0.0) -> Game:
    """A game whose payoffs are known, in 256 worlds that differ by no more than noise."""
    rng = np.random.default_rng(1)
    shape = (*sender.shape, 256)
    values = {
        "score_sender": sender[..., None] + noise * rng.standard_normal(shape),
        "score_target": target[..., None] + noise * rng.standard_normal(shape),
    }
    ones = {name: np.ones(shape) for name in COUNTS}
    names = tuple("abcdefgh"[: len(sender)])
    return Game("concession", names, values | ones)


@pytest.fixture(scope="module")
def small() -> Tournament:
    return tournament(load_scenario("minimal"), worlds=200, generations=20)


def test_hawks_and_doves_come_to_the_share_known_on_paper() -> None:
    evolution = evolve(game_of(HAWK_DOVE, HAWK_DOVE.T), generations=200, seed=1)
    assert evolution.sender[-1] == pytest.approx([0.25, 0.75], abs=1e-9)
    assert evolution.target[-1] == pytest.approx([0.25, 0.75], abs=1e-9)


def test_populations_that_begin_apart_end_as_hawks_against_doves() -> None:
    start = np.array([0.4, 0.6]), np.array([0.2, 0.8])
    game = game_of(HAWK_DOVE, HAWK_DOVE.T)
    evolution = evolve(game, generations=400, seed=1, start=start)
    assert evolution.sender[-1] == pytest.approx([1, 0], abs=1e-6)
    assert evolution.target[-1] == pytest.approx([0, 1], abs=1e-6)


def test_a_dominant_strategy_grows_along_the_logistic_curve() -> None:
    sender = np.array([[3.0, 3.0], [1.0, 1.0]])
    evolution = evolve(game_of(sender, sender * 0), generations=12, seed=1)
    expected = 1 / (1 + np.exp(-np.arange(13.0)))
    assert evolution.sender[:, 0] == pytest.approx(expected, abs=1e-12)
    assert evolution.target[:, 0] == pytest.approx(np.full(13, 0.5))


def test_shares_do_not_depend_on_the_unit_of_the_scores() -> None:
    start = np.array([0.3, 0.7]), np.array([0.6, 0.4])
    plain = replicate((HAWK_DOVE, HAWK_DOVE.T), start, generations=9)
    other = replicate((1000 * HAWK_DOVE - 7, HAWK_DOVE.T / 3), start, generations=9)
    np.testing.assert_allclose(plain, other)


def test_the_band_covers_the_shares_and_narrows_without_luck() -> None:
    sure = evolve(game_of(HAWK_DOVE, HAWK_DOVE.T), generations=30, seed=1)
    unsure = evolve(game_of(HAWK_DOVE, HAWK_DOVE.T, noise=2.0), generations=30, seed=1)
    assert np.ptp([sure.sender_low, sure.sender_high], axis=0).max() < 1e-9
    assert (unsure.sender_high - unsure.sender_low)[-1].max() > 0.02
    assert (unsure.sender_low - 1e-9 <= unsure.sender).all()


def test_each_pair_lives_through_the_worlds_of_an_ordinary_run() -> None:
    minimal = load_scenario("minimal")
    sender = next(iter(minimal.senders))
    game = Table(minimal, sender, seed=3, tiles=1).play("concession")
    place = game.strategies.index
    changes = [f"senders.{sender}.behaviour.concession=boulware", "target.concession=conceder"]
    alone = simulate(load_scenario("minimal", overrides=changes), worlds=256, seed=3).outcomes
    for measure, column in (("score_target", "utility_target_usd_m"), ("deals", "deals")):
        pair = game.of(measure)[place("boulware"), place("conceder")]
        np.testing.assert_array_equal(pair, alone[column])


def test_nothing_is_claimed_where_only_luck_differs() -> None:
    flat = np.zeros((4, 4))
    game = game_of(flat, flat, noise=1.0)
    assert list(strengths(game)) == []


def test_wrong_claims_are_as_rare_as_they_are_said_to_be() -> None:
    rng = np.random.default_rng(7)
    claims = [len(front(rng.standard_normal((2, 300)), z=1.96)) < 2 for _ in range(400)]
    assert np.mean(claims) == pytest.approx(0.05, abs=3 * np.sqrt(0.05 * 0.95 / 400))


def test_a_planted_strength_is_claimed_against_its_opponent_alone() -> None:
    sender = np.zeros((4, 4))
    sender[2, 1] = 1.0
    claimed = list(strengths(game_of(sender, np.zeros((4, 4)), noise=1.0)))
    assert [(c.strategy, c.measure, c.against) for c in claimed] == [("c", "score_sender", "b")]


def test_fewest_breakdowns_count_as_good() -> None:
    game = game_of(np.zeros((4, 4)), np.zeros((4, 4)))
    game.values["breakdowns"][1, 3] = 0.0  # type: ignore[index]
    (claim,) = [c for c in strengths(game) if c.side == "sender"]
    assert (claim.strategy, claim.measure, claim.against) == ("b", "breakdowns", "d")


def test_people_per_deal_are_a_ratio_of_means_with_its_error() -> None:
    game = game_of(np.zeros((2, 2)), np.zeros((2, 2)))
    game.values["released"][:] = np.tile([10.0, 30.0], 128)
    game.values["deals"][:] = np.tile([1.0, 3.0], 128)
    assert game.mean("released_per_deal") == pytest.approx(np.full((2, 2), 10.0))
    assert game.half_width("released_per_deal") == pytest.approx(np.zeros((2, 2)))
    game.values["deals"][:] = 0.0
    assert np.isnan(game.mean("released_per_deal")).all()


def test_the_same_tournament_comes_out_again(small: Tournament) -> None:
    again = tournament(load_scenario("minimal"), worlds=200, generations=20)
    for name in ("scores", "strengths", "generations"):
        assert getattr(small, name).equals(getattr(again, name)), name


def test_tables_have_a_row_for_every_pair_and_share(small: Tournament) -> None:
    assert small.worlds_a_pair == 256
    assert len(small.scores) == (64 + 36) * 8
    assert len(small.generations) == 2 * 21 * (8 + 6)
    sums = small.generations.groupby(["game", "side", "generation"])["share"].sum()
    assert sums.to_numpy() == pytest.approx(np.ones(len(sums)))


@pytest.mark.parametrize("worlds", [0, 16_385])
def test_too_few_or_too_many_worlds_are_refused(worlds: int) -> None:
    with pytest.raises(RequestError, match=r"expected 1 to 16,384 worlds"):
        tournament(load_scenario("minimal"), worlds=worlds)


def test_an_unknown_sender_names_those_there_are() -> None:
    with pytest.raises(RequestError, match=r"has no sender wasington.*did you mean"):
        tournament(load_scenario("belarus-2025"), sender="wasington", worlds=1)
