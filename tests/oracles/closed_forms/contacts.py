"""When sides meet: contact gaps, walk-outs, lost attention, freezes, rungs one after another.

Nine senders who do not get into each other's way. But for the climber none has a zone of possible
agreement, so that each of their contacts ends in a breakdown, which counts it. A contact comes in
the first week that is not before its due date, so an exponential gap is geometric in weeks.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from scipy import stats

from simulator.scenario import Scenario
from tests.oracles.closed_forms.case import Case, Measure, Setting, Values
from tests.oracles.worlds import Seen, scenario_of

WEEKS: Final = 79
LAST: Final = WEEKS - 1
SOON: Final = 0.1


def party(relief: dict[str, Any], ask: int | None = None, **behaviour: Any) -> dict[str, Any]:
    """A sender with one rung for each of its instruments."""
    rung = {"mix": {"all_held": 1}} | ({} if ask is None else {"ask": ask})
    return {
        "instruments": relief,
        "prisoner_values": {"all_held": 1},
        "rungs": {f"step_{name}": {"relief": {name: 1}, **rung} for name in relief},
        "behaviour": {"cooling_weeks": 0, "rounds": 1, **behaviour},
    }


def never(name: str, **behaviour: Any) -> dict[str, Any]:
    """A sender that asks for far more than the target would ever give."""
    relief = {f"relief_{name}": {"kind": "flow", "value_usd_m_per_week": 1, "cost": 1_000_000}}
    return party(relief, **behaviour)


def scenario() -> Scenario:
    """All nine at one table."""
    steps = {f"e{n}": {"kind": "flow", "value_usd_m_per_week": 20, "cost": 1} for n in range(1, 6)}
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": WEEKS,
        "prisoners": {
            "scarcity": 0,
            "classes": {"all_held": {"held": 1000, "arrest_share": 1, "hold_value_usd_m": 0.5}},
        },
        "senders": {
            "steady": never("steady", contact_gap_weeks=6),
            "rare": never("rare", contact_gap_weeks=120),
            "cooling": never("cooling", contact_gap_weeks=6, cooling_weeks=9),
            "haggler": never("haggler", contact_gap_weeks=5, rounds=4, round_weeks=2,
                             cooling_weeks=3),
            "walker": never("walker", contact_gap_weeks=SOON, rounds=9, round_weeks=1,
                            walk_out_per_round=0.15, cooling_weeks=1000),
            "distracted": never("distracted", contact_gap_weeks=4, attention_lost_per_week=0.03,
                                attention_weeks=15),
            "alert": never("alert", contact_gap_weeks=SOON, attention_lost_per_week=0.01,
                           attention_weeks=1000),
            "frozen": never("frozen", contact_gap_weeks=5),
            "climber": party(steps, ask=1, contact_gap_weeks=4, release_lag_weeks=1,
                             relief_lag_weeks=2),
        },
        "timeline": {
            "scandal": {"week": 60, "behaviour": {"sender": "alert",
                                                  "attention_lost_per_week": 0.05}},
            "embargo": {"week": 60, "freeze": {"sender": "frozen", "weeks": 12}},
        },
    })  # fmt: skip


def met(sender: str) -> Measure:
    """Contacts of a sender, each of which has broken down."""
    return lambda seen: seen.film.cast.senders[sender].dossier.breakdowns


def weekly_chance(gap: float, weeks: int = 1) -> float:
    """That a contact comes within so many weeks of the last."""
    return float(-np.expm1(-weeks / gap))


# -- gaps and cooling -----------------------------------------------------------------------------


def renewals(gap: float, *, between: int, last: int) -> float:
    """Mean number ended by week ``last``: the k-th ends k geometric gaps and pauses on."""
    chance = weekly_chance(gap)
    return float(
        sum(
            stats.nbinom.cdf(last - (k - 1) * between - k, k, chance)
            for k in range(1, last // (1 + between) + 2)
        )
    )


def gaps() -> list[Case]:
    chance = weekly_chance(6)
    return [
        Case(
            "contacts in a year and a half, mean, gap 6 weeks",
            met("steady"),
            LAST * chance,
            "binomial: each week with chance 1 − exp(−1/6), an exponential gap has no memory",
            "3, 7.6",
        ),
        Case(
            "contacts in a year and a half, variance, gap 6 weeks",
            lambda seen: (met("steady")(seen) - LAST * chance) ** 2,
            LAST * chance * (1 - chance),
            "binomial: n·p(1 − p)",
            "3, 7.6",
        ),
        Case(
            "no contact in a year and a half, gap 120 weeks",
            lambda seen: met("rare")(seen) == 0,
            float(np.exp(-LAST / 120)),
            "exp(−78/120): none in a Poisson stream",
            "3",
        ),
        Case(
            "contacts, mean, cooling 9 weeks between them",
            met("cooling"),
            renewals(6, between=9, last=LAST),
            "renewals: Σ_k P(k geometric gaps + (k − 1)·9 ≤ 78), negative binomial",
            "3, 7.6",
        ),
        Case(
            "breakdowns, mean, talks of 4 rounds 2 weeks apart, cooling 3",
            met("haggler"),
            renewals(5, between=9, last=LAST - 6),
            "renewals: each takes a geometric gap, 6 weeks of talks, 3 of cooling",
            "3, 7.6",
        ),
        Case(
            "contacts, mean, talks frozen for 12 weeks",
            met("frozen"),
            (LAST - 13) * weekly_chance(5) + weekly_chance(5, 13),
            "65 weeks as usual, none in 12, and what fell due meanwhile in the first free one",
            "3, 6",
        ),
    ]


# -- attention ------------------------------------------------------------------------------------


def interrupted(gap: float, *, hazard: float, absent: int) -> float:
    """Mean contacts if attention is lost now and then, by the renewal equation of the losses."""
    first = [0.0, *(np.exp(-hazard * (k - 1)) - np.exp(-hazard * k) for k in range(1, WEEKS))]
    lost = np.zeros(WEEKS)
    for week in range(1, WEEKS):
        lost[week] = first[week] + sum(
            lost[s] * first[week - s - absent] for s in range(1, week - absent)
        )
    total = 0.0
    for week in range(1, WEEKS):
        free = 1 - lost[max(0, week - absent + 1) : week + 1].sum()
        back = lost[week - absent] if week >= absent else 0.0
        total += (free - back) * weekly_chance(gap) + back * weekly_chance(gap, absent + 1)
    return float(total)


def hazard_until(week: int) -> float:
    return 0.01 * min(week, 60) + 0.05 * max(0, week - 60)


def attention() -> list[Case]:
    kept = sum(np.exp(-hazard_until(week)) for week in range(1, WEEKS))
    return [
        Case(
            "contacts, mean, attention lost at 0.03 a week for 15 weeks",
            met("distracted"),
            interrupted(4, hazard=0.03, absent=15),
            "renewal equation of the losses; after an absence 1 − exp(−16/4) at once",
            "7.9",
        ),
        Case(
            "weeks until attention is lost, cut at 78, mean, hazard raised in week 60",
            met("alert"),
            kept * weekly_chance(SOON),
            "Σ_t exp(−0.01·min(t, 60) − 0.05·max(0, t − 60)): the summed hazard",
            "7.9",
        ),
        Case(
            "attention still there after a year",
            lambda seen: met("alert")(seen) > 51,
            float(np.exp(-0.01 * 52)),
            "exp(−0.52)",
            "7.9",
        ),
    ]


# -- rounds ---------------------------------------------------------------------------------------

STAYS: Final = 0.85


def rounds_survived(seen: Seen) -> Values:
    """Rounds of the only talks that went on to another: weeks that ended with talks under way."""
    return seen.weekly("talks_walker").sum(axis=0)


def walk_outs() -> list[Case]:
    mean = sum(STAYS**k for k in range(1, 9))
    second = sum((2 * k - 1) * STAYS**k for k in range(1, 9))
    return [
        Case(
            "talks end in their first round",
            lambda seen: rounds_survived(seen) == 0,
            1 - STAYS,
            "q = 0.15",
            "7.6",
        ),
        Case(
            "talks reach the last of 9 rounds",
            lambda seen: rounds_survived(seen) == 8,
            STAYS**8,
            "(1 − q)⁸: no draw in the last round",
            "7.6",
        ),
        Case(
            "rounds before the talks end, mean",
            rounds_survived,
            mean,
            "geometric, cut at 8: Σ (1 − q)ᵏ",
            "7.6",
        ),
        Case(
            "rounds before the talks end, variance",
            lambda seen: (rounds_survived(seen) - mean) ** 2,
            second - mean**2,
            "Σ (2k − 1)(1 − q)ᵏ less the square of the mean",
            "7.6",
        ),
    ]


# -- the ladder -----------------------------------------------------------------------------------


def rung_week(step: int) -> Measure:
    return lambda seen: seen.outcomes[f"week_climber_step_e{step}"].to_numpy()


def climbs() -> list[Case]:
    chance = weekly_chance(4)
    waits = [
        Case(
            f"week in which rung {step} is completed, mean",
            rung_week(step),
            step / chance + 3 * step,
            "each rung waits a geometric gap, 1/p, and 1 + 2 weeks of delivery",
            "3, 7.7",
        )
        for step in (1, 3, 5)
    ]
    spread = Case(
        "week in which rung 5 is completed, variance",
        lambda seen: (rung_week(5)(seen) - 5 / chance - 15) ** 2,
        5 * (1 - chance) / chance**2,
        "negative binomial: 5(1 − p)/p²",
        "3, 7.7",
    )
    return [*waits, spread]


SETTING: Final = Setting(
    "contacts", scenario, (*gaps(), *attention(), *walk_outs(), *climbs()), tiles=4
)
