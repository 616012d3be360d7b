"""Nash's point from a numerical optimiser, Rubinstein's shares from backward induction."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

from simulator.engine.blocks import run_worlds
from simulator.model import bargaining
from simulator.scenario import Scenario
from tests.oracles.closed_forms import document
from tests.oracles.worlds import by_hand

WORLDS = 256
PERIODS = 2_000
HOLD_VALUE = 0.05


def bargain(word: str) -> Scenario:
    """One rung that both want; what it is worth, costs and whom each side fears is drawn."""
    return by_hand(
        {
            "concession": word,
            "bargaining_weight": {"uniform": [0.1, 0.9]},
            "patience": {"uniform": [0.3, 0.99]},
            "round_weeks": {"uniform": [4, 40]},
            "first": {"choice": {"target": 0.4, "sender": 0.3, "simultaneous": 0.3}},
            "tranches": {"uniform": [1, 4]},
        },
        sender={
            "rungs": {"visit": {"ask": None}},
            "instruments": {
                "visit": {
                    "cost": {"uniform": [5, 60]},
                    "value_usd_m_per_week": {"uniform": [1, 4]},
                    "time_constant_weeks": {"uniform": [1, 20]},
                }
            },
            "trust": {"kept": {"uniform": [2, 5]}},
            "target_trust": {"kept": {"uniform": [2, 5]}},
            "prisoner_values": {"all_held": {"uniform": [1, 2]}},
        },
        target={"concession": word, "discount_rate_per_year": {"uniform": [0.1, 0.6]}},
        prisoners={"classes": {"all_held": {"held": 100_000, "hold_value_usd_m": HOLD_VALUE}}},
    )


def first_deals(scenario: Scenario) -> pd.DataFrame:
    """Each world's first deal, with the parameters drawn there by their last names."""
    run = run_worlds(scenario, worlds=WORLDS)
    drawn = run.outcomes.filter(regex="^(param_|world$)")
    short = drawn.rename(columns=lambda path: path.replace("param_senders.west.", ""))
    return run.deals.drop_duplicates("world").merge(short, on="world")


def exposures(deal: pd.Series) -> tuple[float, float]:
    """What the target and the sender hand over unpaid, as shares of the deal."""
    tranches = deal["behaviour.tranches"]
    first = {"target": (1, 0), "sender": (0, 1), "simultaneous": (0.5, 0.5)}
    target, sender = first[deal["behaviour.first"]]
    return target / tranches, sender / tranches


def utilities(deal: pd.Series) -> tuple[float, float, float, float]:
    """Each side's expected gain is linear in people n: ``a·n − b`` and ``c − d·n``.

    The sender weighs people it may not get against cost, the target relief it may not keep, by
    direct integration of the relief felt, against the people it parts with.
    """
    target_exposed, sender_exposed = exposures(deal)
    trust = deal["trust.kept"] / (deal["trust.kept"] + 2)
    a = deal["prisoner_values.all_held"] * trust * (1 - sender_exposed * (1 - trust))
    belief = deal["target_trust.kept"] / (deal["target_trust.kept"] + 2)
    slowness = deal["instruments.visit.time_constant_weeks"] / 52
    impatience = deal["param_target.discount_rate_per_year"]

    def worth_in(year: float) -> float:
        felt = 1 - math.exp(-year / slowness)
        return float(felt * math.exp(-impatience * year) * belief**year)

    yearly = 52 * deal["instruments.visit.value_usd_m_per_week"]
    worth = yearly * quad(worth_in, 0, math.inf)[0]
    kept = 1 - target_exposed * (1 - belief)
    return a, deal["instruments.visit.cost"], worth * kept, HOLD_VALUE


def nash_point(deal: pd.Series) -> float:
    """The number of people that maximises the weighted product of both sides' gains."""
    a, b, c, d = utilities(deal)
    weight = deal["behaviour.bargaining_weight"]
    best = minimize_scalar(
        lambda n: -weight * math.log(a * n - b) - (1 - weight) * math.log(c - d * n),
        bounds=(b / a * (1 + 1e-9), c / d * (1 - 1e-9)),
        method="bounded",
        options={"xatol": 1e-7},
    )
    return float(best.x)


def outside(deals: pd.DataFrame) -> int:
    """Deals that are not the Nash point of whole people.

    lo is rounded up, hi and the division down: the number lies in (n − w − 1, n + 1 − w].
    """
    wrong = 0
    for _, deal in deals.iterrows():
        point, weight = nash_point(deal), deal["behaviour.bargaining_weight"]
        wrong += not point - weight - 1 < deal["prisoners"] <= point + 1 - weight + 1e-3
    return wrong


def test_nash_is_the_maximum_of_the_product_of_gains_that_an_optimiser_finds() -> None:
    deals = first_deals(bargain("nash"))
    assert len(deals) > 0.95 * WORLDS
    assert (deals["zopa_high"] - deals["zopa_low"]).median() > 200
    assert outside(deals) == 0
    assert f"{WORLDS} worlds: the product of both sides' gains" in document.section()


def test_a_rule_that_is_two_percent_off_is_no_nash_point(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = bargaining.division
    monkeypatch.setattr(bargaining, "division", lambda lo, hi, w: rule(lo, hi, w * 1.02))
    assert outside(first_deals(bargain("nash"))) > 0.5 * WORLDS


def backward_induction(sender_patience: float, target_patience: float) -> float:
    """The sender's share if it proposes first in alternating offers over many periods.

    In the last period the proposer takes all; before, the responder gets what it would have by
    waiting a period, and the proposer the rest.
    """
    sender_waits, target_waits = 0.0, 0.0  # what each has if it proposes in the period after
    for _ in range(PERIODS):
        sender_proposes = 1 - target_patience * target_waits
        target_proposes = 1 - sender_patience * sender_waits
        sender_waits, target_waits = sender_proposes, target_proposes
    return sender_waits


def test_rubinstein_is_where_backward_induction_on_a_long_finite_game_ends() -> None:
    deals = first_deals(bargain("rubinstein"))
    assert len(deals) > 0.95 * WORLDS
    for _, deal in deals.iterrows():
        yearly = deal["param_target.discount_rate_per_year"]
        patience = math.exp(-yearly * deal["behaviour.round_weeks"] / 52)
        share = backward_induction(deal["behaviour.patience"], patience)
        low, high = deal["zopa_low"], deal["zopa_high"]
        assert deal["prisoners"] == math.floor(low + share * (high - low) + 1e-9)


def test_backward_induction_itself_ends_at_the_known_shares() -> None:
    assert backward_induction(0.9, 0.9) == pytest.approx(0.1 / 0.19, rel=1e-12)
    assert backward_induction(0.0, 0.5) == pytest.approx(0.5)
    assert f"backward induction over {PERIODS:,} periods" in document.section()
