"""Arrests, gestures, ended terms and the revolving door, worked out by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tests.oracles.worlds import BY_HAND, by_hand, film, merged, scenario_of

RATE = 0.30 + math.log(2)
WORTH = 52 / RATE / (1 + RATE / 52)


def weekly(scenario: Any, flow: str = "arrested") -> np.ndarray:
    """People a week by (week, class, world)."""
    totals: list[np.ndarray] = []
    film(
        scenario, look=lambda _, cast: totals.append(getattr(cast.stage.target.ledger, flow).copy())
    )
    return np.diff(np.stack(totals), axis=0, prepend=0)


def test_arrests_have_the_mean_and_the_variation_that_the_scenario_says() -> None:
    people = {"arrests_per_week": 200, "arrests_variation": 0.4}
    arrests = weekly(by_hand(prisoners=people, horizon_weeks=30)).ravel()
    assert abs(arrests.mean() - 200) < 4 * arrests.std() / np.sqrt(len(arrests))
    assert arrests.std() / 200 == pytest.approx(0.4, rel=0.03)


def test_a_fraction_of_a_person_is_made_whole_by_chance_without_bias() -> None:
    arrests = weekly(by_hand(prisoners={"arrests_per_week": 0.3}, horizon_weeks=40)).ravel()
    assert set(arrests) == {0, 1}
    assert abs(arrests.mean() - 0.3) < 4 * np.sqrt(0.3 * 0.7 / len(arrests))


def door(restock: float, cap: float, weeks: int) -> float:
    """Factor on arrests so many weeks after the deal of week 1, at 1,000 arrests a week."""
    incentive = (WORTH / 0.5 - 12) / 3000 * math.exp(-(weeks - 1) / 26)
    return 1 + cap * (1 - math.exp(-restock * incentive / cap))


@pytest.mark.parametrize(("restock", "cap"), [(2.5, 0.5), (20, 0.5), (20, 0.2)])
def test_a_deal_brings_arrests_that_fade(restock: float, cap: float) -> None:
    people = {"arrests_per_week": 1000, "restock": restock, "restock_cap": cap}
    arrests = weekly(by_hand(prisoners=people))[:, 0, 0]
    assert (arrests[:2] == 1000).all()
    for week in (2, 3, 10):
        assert arrests[week] == pytest.approx(1000 * door(restock, cap, week - 1), abs=1)


@pytest.mark.parametrize("setting", [{"restock": 0}, {"restock": 8, "restock_cap": 0}])
def test_without_restock_or_without_a_cap_above_nought_the_door_does_not_turn(
    setting: dict[str, Any],
) -> None:
    arrests = weekly(by_hand(prisoners={"arrests_per_week": 1000, **setting}))
    assert (arrests == 1000).all()


def test_small_classes_fill_in_time() -> None:
    classes = {"few": {"held": 0, "arrest_share": 0.04, "hold_value_usd_m": 1},
               "some": {"held": 0, "arrest_share": 0.16, "hold_value_usd_m": 1},
               "most": {"held": 0, "arrest_share": 0.80, "hold_value_usd_m": 1}}  # fmt: skip
    data = merged(BY_HAND, {"prisoners": {"classes": {"all_held": None, **classes},
                                          "arrests_per_week": 5}, "senders": None})  # fmt: skip
    so_far = weekly(scenario_of(data)).cumsum(axis=0)[:, :, 0]
    total = so_far.sum(axis=1)
    np.testing.assert_array_equal(so_far[:, 0], np.floor(0.04 * total + 1e-9))
    np.testing.assert_array_equal(so_far[:, 1], np.floor(0.16 * total + 1e-9))


def test_terms_end_then_a_gesture_comes_then_people_are_arrested() -> None:
    people = {
        "classes": {"all_held": {"held": 100, "term_ends_per_week": 0.4}},
        "gesture_chance_per_week": 1,
        "gesture_people": 50,
        "arrests_per_week": 30,
    }
    scenario = by_hand(prisoners=people, senders=None)
    held = film(scenario)["held"]
    assert (weekly(scenario, "gestures")[0] == 50).all()
    assert (held[0] == 100 - 40 - 50 + 30).all()
    assert (weekly(scenario, "gestures")[1] <= 24).all()  # of 40, after 16 terms ended


def test_a_gesture_frees_the_class_it_names() -> None:
    classes = {"one": {"held": 30, "arrest_share": 0.5, "hold_value_usd_m": 1},
               "two": {"held": 30, "arrest_share": 0.5, "hold_value_usd_m": 1}}  # fmt: skip
    people = {"classes": {"all_held": None, **classes}, "gesture_chance_per_week": 1,
              "gesture_people": 4, "gesture_class": "one"}  # fmt: skip
    freed = weekly(scenario_of(merged(BY_HAND, {"prisoners": people, "senders": None})), "gestures")
    assert freed[:, 0, 0].sum() == 30
    assert freed[:, 1].sum() == 0


def test_gestures_come_with_their_chance() -> None:
    people = {"gesture_chance_per_week": 0.2, "gesture_people": 1}
    freed = weekly(by_hand(prisoners=people, senders=None), "gestures")
    assert abs(freed.mean() - 0.2) < 4 * np.sqrt(0.2 * 0.8 / freed.size)


def test_gestures_go_on_without_talks() -> None:
    people = {"gesture_chance_per_week": 0.2, "gesture_people": 3}
    run = film(by_hand(prisoners=people))
    target = run.cast.stage.target
    np.testing.assert_array_equal(target.ledger.gestures, target.untouched.gestures)
