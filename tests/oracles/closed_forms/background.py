"""What goes on without any talks: the price, arrests, term ends, gestures."""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.scenario import Scenario
from tests.oracles.closed_forms.case import Case, Measure, Setting, Values
from tests.oracles.worlds import Seen, scenario_of

WEEKS: Final = 157
START, LONG_RUN, MONTHLY, HALF_LIFE = 300.0, 360.0, 0.06, 20.0
REPRESSED: Final = 104
"""From this week on the long-run price is 1.2 times, and for 20 weeks arrests are 1.5 times."""

HELD, ARRESTS, VARIATION = 400, 12.3, 0.5
GESTURE, PARDONED = 0.12, 7
RATES: Final = (0.01, 0.03, 0.1)


def scenario() -> Scenario:
    """No senders; the rate of term ends is one of three in each world."""
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": WEEKS,
        "prisoners": {
            "classes": {
                "all_held": {
                    "held": HELD, "arrest_share": 1, "hold_value_usd_m": 0.4,
                    "term_ends_per_week": {"choice": {0.01: 0.3, 0.03: 0.3, 0.1: 0.4}},
                },
            },
            "arrests_per_week": ARRESTS, "arrests_variation": VARIATION,
            "gesture_chance_per_week": GESTURE, "gesture_people": PARDONED,
        },
        "commodity": {
            "price_usd_per_t": START, "long_run_price_usd_per_t": LONG_RUN,
            "volatility_per_month": MONTHLY, "half_life_weeks": HALF_LIFE,
            "capacity_mt_per_year": 3, "realisation": 0.9, "discount": 0.1,
            "cash_cost_usd_per_t": 50,
            "routes": {"port": {"capacity_mt_per_year": 2, "logistics_usd_per_t": 20}},
        },
        "timeline": {
            "crackdown": {"week": REPRESSED, "repression": {"scale": 1.5}, "for_weeks": 20},
            "boom": {"week": REPRESSED, "long_run_price": {"scale": 1.2}},
        },
    })  # fmt: skip


# -- the price ------------------------------------------------------------------------------------

KEPT: Final = 2 ** (-1 / HALF_LIFE)
SHOCK: Final = MONTHLY**2 * 12 / 52


def log_mean(week: int) -> float:
    if week >= REPRESSED:
        higher, before = np.log(1.2 * LONG_RUN), log_mean(REPRESSED - 1)
        return float(higher + (before - higher) * KEPT ** (week - REPRESSED + 1))
    return float(np.log(LONG_RUN) + np.log(START / LONG_RUN) * KEPT ** (week + 1))


def log_variance(week: int) -> float:
    return float(SHOCK * (1 - KEPT ** (2 * (week + 1))) / (1 - KEPT**2))


def price_mean(week: int) -> float:
    return float(np.exp(log_mean(week) + log_variance(week) / 2))


def weeks(last: int) -> str:
    return f"{last + 1} weeks" if last else "a week"


def log_price(seen: Seen, week: int) -> Values:
    return np.log(seen.weekly("price_usd_per_t")[week])


def beside(week: int) -> Measure:
    """Distance of the log price from its known mean."""
    return lambda seen: log_price(seen, week) - log_mean(week)


def square(measure: Measure) -> Measure:
    return lambda seen: measure(seen) ** 2


def prices() -> list[Case]:
    means = [
        Case(
            f"log price, mean gap to its long-run level after {weeks(week)}",
            lambda seen, week=week: log_price(seen, week) - np.log(LONG_RUN),
            log_mean(week) - np.log(LONG_RUN),
            "ln(P0/P̄)·2^(−n/20): it halves in a half-life",
            "7.1",
        )
        for week in (0, 19, 51)
    ]
    spreads = [
        Case(
            f"log price, variance after {weeks(week)}",
            square(beside(week)),
            log_variance(week),
            "σ²(1 − φ²ⁿ)/(1 − φ²), an AR(1) from a known start",
            "7.1",
        )
        for week in (0, 19, 103)
    ]
    stationary = Case(
        "log price, variance in the long run",
        lambda seen: np.mean([beside(week)(seen) ** 2 for week in range(90, WEEKS)], axis=0),
        SHOCK / (1 - KEPT**2),
        "σ²/(1 − φ²), stationary",
        "7.1",
    )
    memory = Case(
        "log price, covariance 26 weeks apart",
        lambda seen: np.mean(
            [beside(w)(seen) * beside(w + 26)(seen) for w in range(90, WEEKS - 26)], axis=0
        ),
        SHOCK / (1 - KEPT**2) * KEPT**26,
        "φ²⁶ times the stationary variance",
        "7.1",
    )
    after_boom = Case(
        "log price, mean rise in the 14 weeks after its long-run level rose",
        lambda seen: log_price(seen, REPRESSED + 13) - log_price(seen, REPRESSED - 1),
        log_mean(REPRESSED + 13) - log_mean(REPRESSED - 1),
        "of the gap to the new level 1 − 2^(−14/20) is made good",
        "6, 7.1",
    )
    level = Case(
        "price, mean after a year",
        lambda seen: seen.weekly("price_usd_per_t")[51],
        price_mean(51),
        "lognormal: exp(mean + variance/2)",
        "7.1",
    )
    income = Case(
        "income from sales, mean after a year",
        lambda seen: seen.weekly("income_usd_m_per_week")[51],
        2 * (price_mean(51) * 0.9 * 0.9 - 70) / 52,
        "linear in the price while it pays to ship: tonnes·(E[P]·kept − costs)/52",
        "7.3",
    )
    return [*means, *spreads, stationary, memory, after_boom, level, income]


# -- people ---------------------------------------------------------------------------------------


def held_mean(rate: float, week: int) -> float:
    """From ``h ← (1 − r)·h − chance·people + arrests``."""
    balance = (ARRESTS - GESTURE * PARDONED) / rate
    return balance + (HELD - balance) * (1 - rate) ** (week + 1)


def at_rate(rate: float, seen: Seen) -> Values:
    drawn = seen.drawn("prisoners.classes.all_held.term_ends_per_week")
    return np.isclose(drawn, rate)


def weekly_arrests(seen: Seen) -> Values:
    return np.diff(seen.weekly("arrested"), axis=0, prepend=0.0)


QUICK: Final = RATES[-1]
HELD_VARIANCE: Final = (
    ARRESTS**2 * VARIATION**2 + 1 / 6 + 1 / 6 + PARDONED**2 * GESTURE * (1 - GESTURE)
) / (1 - (1 - QUICK) ** 2)


def ended_by(rate: float) -> float:
    """Term ends until the crackdown, from the flows: all that came less all that is left."""
    weeks = REPRESSED
    return HELD + weeks * (ARRESTS - GESTURE * PARDONED) - held_mean(rate, weeks - 1)


def stocks() -> list[Case]:
    means = [
        Case(
            f"held, mean after {week + 1} weeks at {rate:.0%} term ends a week",
            lambda seen, rate=rate, week=week: seen.weekly("held")[week][at_rate(rate, seen)],
            held_mean(rate, week),
            "h* + (h0 − h*)(1 − r)ⁿ, h* = (arrests − gestures)/r",
            "7.2",
        )
        for rate in RATES
        for week in (9, 51, 103)
    ]
    spread = Case(
        "held, variance in equilibrium",
        lambda seen: np.mean(
            [
                (seen.weekly("held")[w] - held_mean(QUICK, w))[at_rate(QUICK, seen)] ** 2
                for w in range(70, REPRESSED)
            ],
            axis=0,
        ),
        HELD_VARIANCE,
        "(λ²v² + n²p(1 − p) + 1/6 + 1/6)/(1 − (1 − r)²); each stochastic rounding adds 1/6",
        "7.2",
    )
    twin = Case(
        "held without talks, mean at the end of the crackdown",
        lambda seen: seen.weekly("held_without_talks")[123][at_rate(QUICK, seen)],
        held_mean(QUICK, 103) * (1 - QUICK) ** 20
        + (1.5 * ARRESTS - GESTURE * PARDONED) * (1 - (1 - QUICK) ** 20) / QUICK,
        "the same equation with 1.5 times the arrests for 20 weeks",
        "6, 7.2",
    )
    return [*means, spread, twin]


def flows() -> list[Case]:
    usual = slice(0, REPRESSED)
    chances = GESTURE * (1 - GESTURE)
    return [
        Case(
            "arrests a week, mean",
            lambda seen: weekly_arrests(seen)[usual].mean(axis=0),
            ARRESTS,
            "λ: factor and rounding are unbiased",
            "7.2",
        ),
        Case(
            "arrests a week, variance",
            lambda seen: ((weekly_arrests(seen)[usual] - ARRESTS) ** 2).mean(axis=0),
            ARRESTS**2 * VARIATION**2 + 1 / 6,
            "λ²v² of the lognormal factor, 1/6 of the rounding",
            "7.2",
        ),
        Case(
            "arrests in 20 weeks of crackdown, mean",
            lambda seen: weekly_arrests(seen)[REPRESSED : REPRESSED + 20].sum(axis=0),
            20 * 1.5 * ARRESTS,
            "20·1.5·λ",
            "6, 7.2",
        ),
        Case(
            "pardoned in all, mean",
            lambda seen: seen.outcomes["gestures"].to_numpy(),
            WEEKS * GESTURE * PARDONED,
            "binomial: weeks·p batches of n",
            "7.2",
        ),
        Case(
            "pardoned in all, variance",
            lambda seen: (seen.outcomes["gestures"].to_numpy() - WEEKS * GESTURE * PARDONED) ** 2,
            WEEKS * chances * PARDONED**2,
            "weeks·p(1 − p)·n²",
            "7.2",
        ),
    ]


SETTING: Final = Setting("no talks", scenario, (*prices(), *flows(), *stocks()), tiles=6)
