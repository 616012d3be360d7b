"""Numbers and words of a scenario as arrays, and what the observer makes of the counts."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.agents.cast import Cast
from simulator.agents.parameters import Draws
from simulator.agents.target import normalised
from simulator.engine.blocks import run_worlds
from simulator.randomness import Streams
from simulator.scenario.design import Design
from simulator.scenario.distributions import NumberChoice, Uniform, WordChoice
from tests.oracles.worlds import by_hand, film, sketch


@pytest.fixture
def draws() -> Draws:
    return Draws(Streams(1, first_tile=0, tiles=4))


def test_a_plain_number_is_the_same_in_every_world_and_not_drawn(draws: Draws) -> None:
    assert (draws.number(0.3, "target.slip") == 0.3).all()
    assert draws.drawn == {}


def test_a_distribution_is_drawn_once_a_world_and_remembered(draws: Draws) -> None:
    drawn = draws.number(Uniform(2.0, 4.0), "target.shadow_usd_m")
    u = Streams(1, first_tile=0, tiles=4).parameter("target.shadow_usd_m")
    np.testing.assert_array_equal(drawn, 2 + 2 * u)
    np.testing.assert_array_equal(draws.drawn["target.shadow_usd_m"], drawn)


def test_a_drawn_whole_number_is_rounded_half_to_even(draws: Draws) -> None:
    halves = NumberChoice((0.5, 1.5, 2.5), (1 / 3, 1 / 3, 1 / 3))
    assert set(draws.integer(halves, "tranches")) == {0, 2}


def test_words_come_with_their_weights(draws: Draws) -> None:
    mixed = WordChoice(("linear", "boulware"), ("linear", "boulware"), (0.3, 0.7))
    words = draws.word(mixed, "target.concession")
    assert abs(words.are("linear").mean() - 0.3) < 4 * np.sqrt(0.21 / 1024)


def test_a_design_lays_down_words_by_their_labels_and_numbers_and_nothing_else() -> None:
    laid = {"target.delivery": np.array(["grim", "erratic"]), "target.slip": np.array([0.1, 0.2])}
    draws = Draws(Streams(1, first_tile=0, tiles=1), Design(laid, worlds_a_row=128))
    mixed = WordChoice(("erratic", "grim"), ("erratic", "grim"), (0.5, 0.5))
    assert draws.word(mixed, "target.delivery").are("grim").tolist() == [True] * 128 + [False] * 128
    assert draws.number(0.5, "target.slip").tolist() == [0.1] * 128 + [0.2] * 128
    assert len(set(draws.word(mixed, "senders.washington.behaviour.delivery").codes)) == 2


def test_drawn_shares_are_made_to_sum_to_one_and_given_ones_are_left() -> None:
    shares = normalised(np.array([[0.5, 0.5], [0.5 + 5e-7, 1.0]]))
    assert shares[:, 0].tolist() == [0.5, 0.5 + 5e-7]
    assert shares[:, 1].sum() == 1


def test_each_world_climbs_its_ladder_in_its_own_order() -> None:
    orders = "of: {low: [contact], high: [potash]}"
    two_orders = f"senders.washington.order={{choice: {{low: 0.5, high: 0.5}}, {orders}}}"
    run = run_worlds(sketch("horizon_weeks=80", two_orders), worlds=256)
    deals = run.deals[run.deals["sender"] == "washington"].merge(run.outcomes, on="world")
    pairs = set(zip(deals["param_senders.washington.order"], deals["rung"], strict=True))
    assert pairs == {("low", "contact"), ("high", "potash")}


def test_the_observer_publishes_every_few_weeks_what_is_old_enough() -> None:
    published: list[tuple[int, int, int]] = []

    def look(_week: int, cast: Cast) -> None:
        latest = cast.stage.observer.latest
        published.append((latest.week, int(latest.count[0]), int(latest.recognised[0])))

    people = {"arrests_per_week": 10, "publication_every_weeks": 5, "recognition_lag_weeks": 3}
    film(by_hand(prisoners=people, senders=None, horizon_weeks=12), look=look)
    assert published[4] == (0, 1010, 0)
    assert published[5] == published[9] == (5, 1060, 30)  # arrests of weeks 0, 1 and 2
    assert published[10] == (10, 1110, 80)


def test_each_world_has_its_own_recognition_lag() -> None:
    lags = {"arrests_per_week": 1, "recognition_lag_weeks": {"uniform": [0, 8]}}
    run = film(by_hand(prisoners=lags, senders=None, horizon_weeks=9))
    lag = run.cast.draws.drawn["prisoners.recognition_lag_weeks"]
    np.testing.assert_array_equal(run.cast.stage.observer.latest.recognised, 9 - lag)
