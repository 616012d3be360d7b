"""The patron by hand: what it cuts, bids and stops, and what the target expects of it.

A visit comes with distancing of 0.2, complete in week 6; reliance follows at once, from 0.7 to 0.5.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from simulator.agents.cast import Cast
from simulator.scenario import Scenario, with_overrides
from tests.oracles.worlds import by_hand, dates, events, film, told

RATE = 0.30 + math.log(2)
PATRON = {"subsidy_usd_m_per_week": 60, "grip": 0.1, "tolerance": 0.05, "every_weeks": 13}
DEAF = {"concession": "hardliner", "opening": 0}


def away(policy: Any, *, target: dict[str, Any] | None = None, ask: int | None = 12,
         worth: float = 1, **patron: Any) -> Scenario:  # fmt: skip
    return by_hand(
        {"rounds": 50},
        sender={
            "rungs": {"visit": {"distancing": 0.2, "ask": ask}},
            "instruments": {"visit": {"value_usd_m_per_week": worth}},
        },
        target=target or {},
        reliance={"start": 0.7, "half_life_weeks": 0.02},
        patron={**PATRON, "policy": policy, **patron},
    )


def subsidies(scenario: Scenario) -> list[float]:
    paid: list[float] = []

    def look(_week: int, cast: Cast) -> None:
        paid.append(float(cast.stage.patron.subsidy[0]))

    film(scenario, look=look)
    return paid


def patron_cost(scenario: Scenario) -> float:
    return float(events(told(scenario), "round")[0].numbers["patron_cost"])


def test_an_indifferent_patron_does_nothing() -> None:
    assert set(subsidies(away("indifferent"))) == {60}
    assert patron_cost(away("indifferent")) == 0


def test_a_punishing_patron_cuts_the_subsidy_at_its_wake_up() -> None:
    paid = subsidies(away("punish", grip=0.05))
    assert paid[12] == 60
    assert paid[13] == pytest.approx(60 - 0.05 * 0.5 * 60 * (0.2 - 0.05), abs=1e-6)


def test_the_target_expects_punishment_beyond_the_tolerance() -> None:
    expected = 52 * (0.1 * 0.7 * 60) * (0.2 - 0.05) / RATE
    assert patron_cost(away("punish")) == pytest.approx(expected)


def test_an_outbidding_patron_pays_while_the_rung_is_on_the_table() -> None:
    paid = subsidies(away("compensate", target=DEAF, ask=None))
    assert paid[12] == 60
    assert paid[13] == paid[30] == pytest.approx(60 + 0.1 * 0.7 * 60 * 0.2)


def test_an_outbidding_patron_stops_paying_once_the_rung_is_complete() -> None:
    late = away("compensate", grip=0.01, every_weeks=3)
    paid = subsidies(late)
    assert dates(told(late), "deal complete") == [(6, "deal complete")]
    assert paid[3] == pytest.approx(60 + 0.01 * 0.7 * 60 * 0.2)
    assert paid[9] == 60


def test_the_target_counts_the_bid_it_would_forgo() -> None:
    assert patron_cost(away("compensate")) == pytest.approx(52 * (0.1 * 0.7 * 60) * 0.2 / RATE)


def test_cuts_and_bids_add_up() -> None:
    both = patron_cost(away(["punish", "compensate"]))
    assert both == pytest.approx(patron_cost(away("punish")) + patron_cost(away("compensate")))


def test_the_subsidy_never_falls_below_nought() -> None:
    # a visit worth so much that the target accepts any punishment: 300 million a week of 60
    priceless = away("punish", grip=50, tolerance=0, worth=1e5)
    assert subsidies(priceless)[12:14] == [60, 0]


def test_a_veto_freezes_the_talks_from_the_wake_up_on() -> None:
    vetoed = away("veto", veto_slope=1000, freeze_weeks=5)
    story = told(vetoed)
    assert dates(story, "veto") == [(13, "veto"), (26, "veto"), (39, "veto")]
    frozen = film(vetoed).cast
    assert (frozen.senders["west"].dossier.frozen_until == 39 + 5).all()


def test_within_its_tolerance_the_patron_lets_things_pass() -> None:
    tolerant = away(["punish", "veto"], tolerance=0.3, veto_slope=1000)
    assert dates(told(tolerant), "veto") == []
    assert set(subsidies(tolerant)) == {60}


def test_a_veto_comes_with_the_chance_that_drift_gives_it() -> None:
    chances = film(with_overrides(away("veto", veto_slope=2), ["horizon_weeks=14"]), tiles=8)
    cast = chances.cast
    frozen = (cast.senders["west"].dossier.frozen_until > 0).mean()
    assert abs(frozen - 2 * 0.15) < 4 * np.sqrt(0.3 * 0.7 / 2048)


def test_a_fallen_subsidy_loosens_the_tie_in_turn() -> None:
    pulled = by_hand(
        timeline={"cut": {"week": 10, "subsidy": {"set": 30}}},
        reliance={"start": 0.7, "half_life_weeks": 0.02, "subsidy_pull": 0.4},
        patron={**PATRON, "policy": "indifferent"},
    )
    reliance = told(pulled).values["reliance"]
    assert reliance[12] == pytest.approx(0.7)  # the usual subsidy is 30 now, and is paid


def test_punishment_pulls_reliance_down_when_the_subsidy_matters() -> None:
    plain = away("punish", grip=0.05)
    pulled = by_hand(
        sender={"rungs": {"visit": {"distancing": 0.2}}},
        reliance={"start": 0.7, "half_life_weeks": 0.02, "subsidy_pull": 0.5},
        patron={**PATRON, "policy": "punish", "grip": 0.05},
    )
    ratio = 1 - 0.05 * 0.5 * (0.2 - 0.05)
    assert told(plain).values["reliance"][13] == pytest.approx(0.5)
    assert told(pulled).values["reliance"][13] == pytest.approx(0.5 + 0.5 * (ratio - 1), abs=1e-6)


def test_without_a_subsidy_nothing_pulls() -> None:
    poor = by_hand(
        sender={"rungs": {"visit": {"distancing": 0.2}}},
        reliance={"start": 0.7, "half_life_weeks": 0.02, "subsidy_pull": 0.5},
        patron={**PATRON, "policy": "punish", "subsidy_usd_m_per_week": 0},
    )
    assert told(poor).values["reliance"][-1] == pytest.approx(0.5, abs=1e-9)
