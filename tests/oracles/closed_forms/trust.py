"""Trust over many deals: posterior means, and deliveries that answer each other.

In the first setting there is one deal a week: a change of government each week withdraws what was
given, so that it can be sold again; that is no delivery, and weighs nothing here. The target keeps
with chance 0.7. In the second the engine plays the arena's dilemma (see ``arena``) with accidents.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from scipy import stats

from simulator.scenario import Scenario
from tests.oracles.arena import arena, kept, turn_weeks
from tests.oracles.closed_forms.case import Case, Measure, Setting, Values
from tests.oracles.closed_forms.contacts import party
from tests.oracles.worlds import Seen, scenario_of

# -- an erratic target ----------------------------------------------------------------------------

WEEKS: Final = 31
KEEPS: Final = 0.7
WEIGHTS: Final = {"mild": 1.0, "harsh": 2.0}


def judge(name: str, weight: float) -> dict[str, Any]:
    """A sender that gives relief first, every week, and weighs a breach so much."""
    relief = {f"relief_{name}": {"kind": "flow", "value_usd_m_per_week": 50, "cost": 1}}
    return {
        **party(relief, 1, contact_gap_weeks=0.1, first="sender", release_lag_weeks=0,
                relief_lag_weeks=0),
        "trust": {"breach_weight": weight},
        "target_trust": {"breach_weight": 0},
    }  # fmt: skip


def erratic_target() -> Scenario:
    """A target that keeps its word with a chance, before two senders."""
    ousted = {
        f"{name}_ousted_{week}": {
            "week": week,
            "government": {"sender": name, "reversal_probability": 1},
        }
        for name in WEIGHTS
        for week in range(1, WEEKS)
    }
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": WEEKS,
        "prisoners": {
            "scarcity": 0,
            "classes": {"all_held": {"held": 1000, "arrest_share": 1, "hold_value_usd_m": 0.5}},
        },
        "target": {"delivery": "erratic", "keeps_probability": KEEPS},
        "senders": {name: judge(name, weight) for name, weight in WEIGHTS.items()},
        "timeline": ousted,
    })  # fmt: skip


def posterior(name: str, deals: int) -> tuple[float, float]:
    """Mean and variance of (2 + K)/(4 + K + w(n − K)), K binomial."""
    keeps = np.arange(deals + 1)
    beliefs = (2 + keeps) / (4 + keeps + WEIGHTS[name] * (deals - keeps))
    chances = stats.binom.pmf(keeps, deals, KEEPS)
    mean = float(chances @ beliefs)
    return mean, float(chances @ (beliefs - mean) ** 2)


def belief(name: str, deals: int) -> Measure:
    return lambda seen: seen.weekly(f"belief_{name}")[deals]


def posteriors() -> list[Case]:
    means = [
        Case(
            f"belief after {n} deals kept with chance 0.7, mean, a breach weighs {weight:.0f}",
            belief(name, n),
            posterior(name, n)[0],
            "(2 + 0.7n)/(4 + n)" if weight == 1 else "Σ_K binomial·(2 + K)/(4 + K + 2(n − K))",
            "7.7",
        )
        for name, weight in WEIGHTS.items()
        for n in (5, 15, 30)
    ]
    spreads = [
        Case(
            f"belief after 30 deals, variance, a breach weighs {weight:.0f}",
            lambda seen, name=name: (belief(name, 30)(seen) - posterior(name, 30)[0]) ** 2,
            posterior(name, 30)[1],
            "n·p(1 − p)/(4 + n)²" if weight == 1 else "the same sum about its mean",
            "7.7",
        )
        for name, weight in WEIGHTS.items()
    ]
    freed = Case(
        "people released in 30 deals of one, mean",
        lambda seen: seen.outcomes["released_to_mild"].to_numpy(),
        30 * KEEPS,
        "n·p",
        "7.7",
    )
    return [*means, *spreads, freed]


BELIEFS: Final = Setting("beliefs", erratic_target, tuple(posteriors()), tiles=4)

# -- deliveries that answer each other ------------------------------------------------------------

TURNS: Final = 20
SLIP, FORGIVES = 0.08, 0.4
GENEROUS, GRIM = "generous_tit_for_tat", "grim"


def reciprocal() -> Scenario:
    """Generous imitators and grim sides, in each seat by chance."""
    some = {"choice": {GENEROUS: 0.6, GRIM: 0.4}}
    return arena(TURNS, sender=some, target=some, slip=SLIP, forgives_probability=FORGIVES)


def generous(turn: int) -> float:
    """Chance that a generous imitator delivers to another in a turn, counted from 1.

    It meant to if the other delivered before, or if it forgives: x ← (1 − ε)(g + (1 − g)x).
    """
    left = (1 - SLIP) * (1 - FORGIVES)
    still = (1 - SLIP) * FORGIVES / (1 - left)
    return still + (1 - SLIP - still) * left ** (turn - 1)


def target_delivers(turns: range, *, sender: str, target: str) -> Measure:
    """The share of these turns, counted from 1, in which the target delivers, for such a pair."""

    def share(seen: Seen) -> Values:
        here = seen.drawn("senders.west.behaviour.delivery") == sender
        here &= seen.drawn("target.delivery") == target
        moves = kept(seen, "belief_west", turn_weeks(seen, TURNS))
        return moves[turns.start - 1 : turns.stop - 1, here].mean(axis=0)

    return share


def answers() -> list[Case]:
    late = range(11, TURNS + 1)
    intact = (1 - SLIP) * (1 - SLIP + SLIP * FORGIVES)
    single: list[tuple[str, int, str, str, Callable[[int], float], str]] = [
        ("generous to a generous", 2, GENEROUS, GENEROUS, generous,
         "x ← (1 − ε)(g + (1 − g)x), from 1 − ε"),
        ("generous to a generous", 4, GENEROUS, GENEROUS, generous,
         "x ← (1 − ε)(g + (1 − g)x), from 1 − ε"),
        ("grim to a grim", 2, GRIM, GRIM, lambda n: (1 - SLIP) ** (2 * n - 2),
         "(1 − ε)^(2n − 2): nobody slipped, but perhaps itself last turn"),
        ("grim to a grim", 6, GRIM, GRIM, lambda n: (1 - SLIP) ** (2 * n - 2),
         "(1 − ε)^(2n − 2): nobody slipped, but perhaps itself last turn"),
        ("grim to a generous", 6, GENEROUS, GRIM, lambda n: (1 - SLIP) ** 2 * intact ** (n - 2),
         "(1 − ε)²·[(1 − ε)(1 − ε + εg)]^(n − 2): slips of its own were forgiven"),
    ]  # fmt: skip
    cases = [
        Case(
            f"{words}: target delivers in turn {turn}",
            target_delivers(range(turn, turn + 1), sender=sender, target=target),
            chance(turn),
            derivation,
            "7.7",
        )
        for words, turn, sender, target, chance, derivation in single
    ]
    return [
        *cases,
        Case(
            "generous to a generous: share of turns 11 to 20 delivered",
            target_delivers(late, sender=GENEROUS, target=GENEROUS),
            sum(map(generous, late)) / len(late),
            "(1 − ε)g/(1 − (1 − ε)(1 − g)), but for the last trace of the start",
            "7.7",
        ),
    ]


ANSWERS: Final = Setting("deliveries that answer each other", reciprocal, tuple(answers()), tiles=6)
