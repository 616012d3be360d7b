"""What a deal does to arrests, and what a veto does to contacts.

One deal in week 1 frees 10 people; the target then arrests less while it is watched, and more
because trading pays. The deal's distancing takes 0.2 off reliance for good, so that the patron may
freeze the talks each time it wakes up; a caller, who never gets a deal, counts the weeks.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.scenario import Scenario
from tests.oracles.closed_forms.case import Case, Measure, Setting, Values
from tests.oracles.closed_forms.contacts import never, party
from tests.oracles.worlds import Seen, scenario_of

WEEKS: Final = 157
HELD, ARRESTS, FREED = 1000, 20, 10
CALM, WATCH, RESTOCK, CAP, MEMORY = 0.25, 26, 3.0, 0.5, 26.0
VALUE, HOLD, IMPATIENCE = 0.4, 0.05, 0.3
DISTANCING, TOLERANCE, SLOPE, FREEZE = 0.2, 0.05, 3.0, 5


def scenario() -> Scenario:
    """Arrests do not vary, and are a whole number until the deal."""
    relief = {"visit": {"kind": "flow", "value_usd_m_per_week": VALUE, "cost": 1}}
    dealer = party(
        relief, FREED, contact_gap_weeks=0.1, release_lag_weeks=0, relief_lag_weeks=0,
        watch_weeks=WATCH, snapback="none",
    )  # fmt: skip
    dealer["rungs"]["step_visit"]["distancing"] = DISTANCING
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": WEEKS,
        "prisoners": {
            "scarcity": 0,
            "classes": {
                "all_held": {"held": HELD, "arrest_share": 1, "hold_value_usd_m": HOLD},
            },
            "arrests_per_week": ARRESTS, "calm": CALM,
            "restock": RESTOCK, "restock_cap": CAP, "incentive_memory_weeks": MEMORY,
        },
        "target": {"discount_rate_per_year": IMPATIENCE},
        "senders": {"dealer": dealer, "caller": never("caller", contact_gap_weeks=0.1)},
        "reliance": {"start": 0.6, "half_life_weeks": 0.1},
        "patron": {
            "every_weeks": 13, "subsidy_usd_m_per_week": 10, "policy": "veto",
            "tolerance": TOLERANCE, "veto_slope": SLOPE, "freeze_weeks": FREEZE,
        },
    })  # fmt: skip


def incentive() -> float:
    """What the deal adds: its present value in people beyond those freed, over those held."""
    rate = IMPATIENCE + np.log(2)
    worth = 52 * VALUE / rate / (1 + rate / 52)
    return float((worth / HOLD - FREED) / (HELD + 2 * ARRESTS))


def arrests_in(week: int) -> float:
    """Mean arrests of a week if the deal is done in week 1."""
    if week < 2:
        return ARRESTS
    left = incentive() * np.exp(-(week - 2) / MEMORY)
    door = 1 + CAP * (1 - np.exp(-RESTOCK * left / CAP))
    calm = CALM if week < 1 + WATCH else 0.0
    return float(ARRESTS * (1 - calm) * door)


def signed_in_week_1(seen: Seen) -> Values:
    """Nearly everywhere; elsewhere the dealer called a week later."""
    return seen.outcomes["week_dealer_step_visit"].to_numpy() == 1


def arrested(first: int, last: int) -> Measure:
    """Arrests from one week to another, both included."""

    def total(seen: Seen) -> Values:
        so_far = seen.weekly("arrested")
        return (so_far[last] - so_far[first - 1])[signed_in_week_1(seen)]

    return total


def mean_arrests(first: int, last: int) -> float:
    return sum(arrests_in(week) for week in range(first, last + 1))


def doors() -> list[Case]:
    rule = "Σ λ(1 − calm)(1 + cap(1 − exp(−restock·I/cap))), I = I₀·exp(−n/26)"
    spans = ((2, 2, "in the week after the deal"), (2, 26, "while the deal is watched"),
             (27, 52, "in the half-year after the watch"),
             (105, 156, "in the third year"))  # fmt: skip
    cases = [
        Case(
            f"arrests {words}, mean", arrested(first, last), mean_arrests(first, last), rule, "7.2"
        )
        for first, last, words in spans
    ]
    net = Case(
        "net effect of the talks on people held, mean",
        lambda seen: seen.outcomes["net_effect"].to_numpy()[signed_in_week_1(seen)],
        FREED - sum(arrests_in(week) - ARRESTS for week in range(2, WEEKS)),
        "10 freed less the arrests that the deal brought",
        "7.2, 11",
    )
    return [*cases, net]


def vetoes() -> list[Case]:
    chance = SLOPE * (DISTANCING - TOLERANCE)
    wake_ups = range(13, WEEKS, 13)
    frozen = sum(min(FREEZE, WEEKS - week) for week in wake_ups)
    reached = -np.expm1(-1 / 0.1)
    return [
        Case(
            "weeks with contact, mean, under a patron's vetoes",
            lambda seen: seen.film.cast.senders["caller"].dossier.breakdowns,
            float((WEEKS - 1 - chance * frozen) * reached),
            "every week but 5 after each wake-up that freezes: slope·(drift − tolerance)",
            "7.10",
        )
    ]


SETTING: Final = Setting("after a deal", scenario, (*doors(), *vetoes()), tiles=2)
