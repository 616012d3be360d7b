"""Oracle 2: without talks and gestures the mean number held follows the birth-death equation."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.scenario import Scenario
from tests.oracles.worlds import film, scenario_of

WEEKS = (0, 3, 12, 51, 103)
ARRESTS = 12.0
CLASSES = {
    "few": {"held": 20, "arrest_share": 0.05, "term_ends_per_week": 0.02},
    "some": {"held": 100, "arrest_share": 0.25, "term_ends_per_week": 0.05},
    "most": {"held": 900, "arrest_share": 0.70, "term_ends_per_week": 0.01},
}


def no_talks(classes: dict[str, dict[str, float]] = CLASSES) -> Scenario:
    each = {name: {**one, "hold_value_usd_m": 0.4} for name, one in classes.items()}
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": 104,
        "prisoners": {"classes": each, "arrests_per_week": ARRESTS, "arrests_variation": 0.6},
    })  # fmt: skip


@pytest.fixture(scope="module")
def held() -> np.ndarray:
    """People held by (week, class, world)."""
    weeks = []
    film(
        no_talks(), tiles=8, look=lambda _, cast: weeks.append(cast.stage.target.ledger.held.copy())
    )
    return np.stack(weeks)


def expected(name: str, week: int) -> float:
    """``eq + (start - eq)(1 - r)^n``, with equilibrium ``eq = arrests / r``."""
    one = CLASSES[name]
    balance = ARRESTS * one["arrest_share"] / one["term_ends_per_week"]
    return balance + (one["held"] - balance) * (1 - one["term_ends_per_week"]) ** (week + 1)


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize(("place", "name"), list(enumerate(CLASSES)))
def test_the_mean_number_held_follows_the_linear_equation(
    held: np.ndarray, place: int, name: str, week: int
) -> None:
    worlds = held[week, place]
    error = 4 * worlds.std() / np.sqrt(len(worlds))
    assert abs(worlds.mean() - expected(name, week)) < error + 1.0  # whole people come in steps


def test_in_the_long_run_arrests_over_the_rate_of_term_ends_are_held() -> None:
    one = {"all_held": {"held": 0, "arrest_share": 1, "term_ends_per_week": 0.1}}
    held = film(no_talks(one), tiles=4)["held"][-1]
    assert abs(held.mean() - ARRESTS / 0.1) < 4 * held.std() / np.sqrt(len(held))
