"""Slips over tranches, erratic sides, talks that are walked out of, changes of government.

Everybody signs at once (a gap of 0.1 weeks) and only once: after a breach or a breakdown they cool
off beyond the horizon. The target slips in a fifth of its deals, whatever their tranches.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from simulator.scenario import Scenario
from tests.oracles.closed_forms.case import Case, Measure, Setting, Values
from tests.oracles.closed_forms.contacts import party
from tests.oracles.worlds import Seen, scenario_of

PEOPLE: Final = 10
TARGET_SLIP, SENDER_SLIP, KEEPS = 0.2, 0.1, 0.85
TRANCHES: Final = 5
WALKS_OUT: Final = 0.1
OUSTED, OUSTED_AGAIN = 0.35, 0.2


def once(name: str, ask: int | None = PEOPLE, **behaviour: Any) -> dict[str, Any]:
    """A sender with one rung that it offers once."""
    relief = {f"relief_{name}": {"kind": "flow", "value_usd_m_per_week": 5, "cost": 1}}
    return party(
        relief, ask, contact_gap_weeks=0.1, cooling_weeks=1000, snapback="none",
        release_lag_weeks=1, relief_lag_weeks=1, **behaviour,
    )  # fmt: skip


def haggler() -> dict[str, Any]:
    """Both linear: 40 to 70 people asked, 5 to 51 offered, in 8 rounds."""
    sender = once("fickle", None, rounds=8, round_weeks=1, opening=3.5, concession="linear",
                  walk_out_per_round=WALKS_OUT)  # fmt: skip
    sender["instruments"] = {
        "relief_fickle": {"kind": "flow", "value_usd_m_per_week": 1, "cost": 20}
    }
    return sender


def scenario() -> Scenario:
    """Four senders; order and tranches are drawn in each world."""
    first = {"choice": {"target": 0.4, "sender": 0.3, "simultaneous": 0.3}}
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": 45,
        "prisoners": {
            "scarcity": 0,
            "classes": {"all_held": {"held": 1000, "arrest_share": 1, "hold_value_usd_m": 0.5}},
        },
        "target": {"slip": TARGET_SLIP},
        "senders": {
            "pair": once("pair", first=first, slip=SENDER_SLIP,
                         tranches={"choice": {1: 0.4, TRANCHES: 0.6}}),
            "erratic": once("erratic", delivery="erratic", keeps_probability=KEEPS,
                            tranches={"choice": {1: 0.5, 4: 0.5}}),
            "fickle": haggler(),
            "ousted": once("ousted"),
        },
        "timeline": {
            f"change_{week}": {
                "week": week,
                "government": {
                    "sender": "ousted", "reversal_probability": chance,
                    "behaviour": {"release_lag_weeks": 100},
                },
            }
            for week, chance in ((20, OUSTED), (25, OUSTED_AGAIN))
        },
    })  # fmt: skip


# -- what is seen ---------------------------------------------------------------------------------


def first_deal(seen: Seen, sender: str, column: str) -> Values:
    """A column of the sender's first deal in each world; empty where there is none."""
    mine = seen.deals[seen.deals["sender"] == sender].drop_duplicates("world")
    column_of: Values = mine.set_index("world")[column].reindex(range(seen.worlds)).to_numpy()
    return column_of


def ended(sender: str, outcome: str, **drawn: Any) -> Measure:
    """Whether the sender's deal ended so, in the worlds with the drawn order and tranches."""
    return among(lambda seen: first_deal(seen, sender, "outcome") == outcome, sender, **drawn)


def among(measure: Measure, sender: str, **drawn: Any) -> Measure:
    """A measure in the worlds where these fields of the sender's behaviour were drawn."""

    def chosen(seen: Seen) -> Values:
        here = np.ones(seen.worlds, dtype=bool)
        for field, value in drawn.items():
            here &= seen.drawn(f"senders.{sender}.behaviour.{field}") == value
        return np.asarray(measure(seen), dtype=float)[here]

    return chosen


def released(seen: Seen) -> Values:
    return first_deal(seen, "pair", "released").astype(float)


def relief_given(seen: Seen) -> Values:
    return seen.weekly("relief_relief_pair")[-1]


def belief(seen: Seen) -> Values:
    return seen.weekly("belief_pair")[-1]


# -- a deal in k tranches -------------------------------------------------------------------------

A: Final = (1 - TARGET_SLIP) ** (1 / TRANCHES)
B: Final = (1 - SENDER_SLIP) ** (1 / TRANCHES)
STEPS: Final = range(1, TRANCHES + 1)


def reached(by_target: int, by_sender: int) -> Callable[[int], float]:
    """Chance that tranche i is delivered, given who has to keep how often before it."""
    return lambda i: A ** (i - by_target) * B ** (i - by_sender)


TO_TARGETS_TURN: Final = {
    "target": reached(1, 1),
    "sender": reached(1, 0),
    "simultaneous": reached(1, 1),
}
"""Chance that the target's tranche i falls due."""

TO_SENDERS_TURN: Final = {
    "target": reached(0, 1),
    "sender": reached(1, 1),
    "simultaneous": reached(1, 1),
}
IN_WORDS: Final = {
    "target": "target first",
    "sender": "sender first",
    "simultaneous": "both at once",
}


def mean_belief(first: str) -> float:
    """The posterior mean of a sender with prior 2:2, over all ways the deal can end."""
    total = 0.0
    for i in STEPS:
        due, next_due = TO_TARGETS_TURN[first](i), TO_TARGETS_TURN[first](i + 1)
        kept, ends = due * A, due * A - (next_due if i < TRANCHES else 0.0)
        total += due * (1 - A) * (2 + (i - 1) / TRANCHES) / (4 + (i - 1) / TRANCHES + 2)
        assert kept >= ends >= 0
        total += ends * (2 + i / TRANCHES) / (4 + i / TRANCHES)
    never = 1 - TO_TARGETS_TURN[first](1)
    return total + never * 0.5


def orders() -> list[Case]:
    found = []
    for first, words in IN_WORDS.items():
        drawn = {"first": first, "tranches": TRANCHES}
        due = [TO_TARGETS_TURN[first](i) for i in STEPS]
        named = [TO_SENDERS_TURN[first](i) for i in STEPS]
        if first == "simultaneous":
            named = [one * A for one in named]  # if both fail the outcome names the target
        found += [
            Case(
                f"deal broken by the target, {words}, 5 tranches",
                ended("pair", "breach_by_target", **drawn),
                sum(due) * (1 - A),
                "Σ P(its tranche i falls due)·(1 − a), a = 0.8^(1/5), b = 0.9^(1/5)",
                "7.7",
            ),
            Case(
                f"deal broken by the sender, {words}, 5 tranches",
                ended("pair", "breach_by_sender", **drawn),
                sum(named) * (1 - B),
                "Σ P(its tranche i falls due)·(1 − b)",
                "7.7",
            ),
            Case(
                f"people released of 10, mean, {words}, 5 tranches",
                among(released, "pair", **drawn),
                2 * A * sum(due),
                "2·Σ P(tranche i is released)",
                "7.7",
            ),
            Case(
                f"relief given, mean, {words}, 5 tranches",
                among(relief_given, "pair", **drawn),
                B * sum(TO_SENDERS_TURN[first](i) for i in STEPS) / TRANCHES,
                "⅕·Σ P(tranche i is given)",
                "7.4, 7.7",
            ),
            Case(
                f"sender's belief after the deal, mean, {words}, 5 tranches",
                among(belief, "pair", **drawn),
                mean_belief(first),
                "Beta(2, 2): (2 + i/5)/(4 + i/5), with the weight 2 on a breach, over all ends",
                "7.7",
            ),
        ]
    return found


def whole_deals() -> list[Case]:
    both = (1 - TARGET_SLIP) * (1 - SENDER_SLIP)
    erratic = [
        Case(
            f"deal with an erratic sender kept, {words}",
            ended("erratic", "kept", tranches=k),
            (1 - TARGET_SLIP) * KEEPS**k,
            "(1 − slip)·pᵏ: it is drawn for each tranche",
            "7.7",
        )
        for k, words in ((1, "one tranche"), (4, "4 tranches"))
    ]
    return [
        Case(
            "deal kept in one tranche",
            ended("pair", "kept", tranches=1),
            both,
            "(1 − 0.2)(1 − 0.1)",
            "7.7",
        ),
        Case(
            "deal kept in 5 tranches",
            ended("pair", "kept", tranches=TRANCHES),
            both,
            "(1 − 0.2)(1 − 0.1): a deal slips as often whatever its tranches",
            "7.7",
        ),
        *erratic,
    ]


def signed_in(sender: str) -> Measure:
    return lambda seen: first_deal(seen, sender, "agreed_week").astype(float)


def other_cases() -> list[Case]:
    return [
        Case(
            "first talks end in a deal, both linear, struck in round 7",
            lambda seen: np.isin(first_deal(seen, "fickle", "prisoners").astype(float), [44]),
            (1 - WALKS_OUT) ** 6,
            "⌊51(0.1 + 0.9m/8)⌋ ≥ ⌈70 − 30m/8⌉ first at m = 7 (45 ≥ 44); (1 − q)⁶",
            "7.6",
        ),
        Case(
            "relief stands after two changes of government",
            lambda seen: seen.weekly("relief_relief_ousted")[-1] > 0.5,
            (1 - TARGET_SLIP) * (1 - OUSTED) * (1 - OUSTED_AGAIN),
            "0.8 delivered, 0.65 and 0.8 not reversed",
            "7.9",
        ),
    ]


SETTING: Final = Setting(
    "deliveries", scenario, (*orders(), *whole_deals(), *other_cases()), tiles=8
)
