"""A deal in slices, without chance, and what the next rung is worth once it is kept.

People, tranches, lags, what relief is worth and costs are drawn in each world; the target delivers
first. The first rung has a fixed ask; the second is left to the talks.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from simulator.scenario import Scenario
from tests.oracles.closed_forms.case import Exact, Setting, Values
from tests.oracles.closed_forms.contacts import party
from tests.oracles.worlds import Seen, scenario_of

WEEKS: Final = 80
HELD, HOLD, COST, PRIOR = 100, 2.0, 4.0, 2
WEEK: Final = np.arange(WEEKS)[:, None]
Pair = tuple[Values, Values]


def scenario() -> Scenario:
    """Two rungs, the second at the first contact after the first is done."""
    flow = {
        "kind": "flow", "value_usd_m_per_week": {"uniform": [2, 3]},
        "cost": {"uniform": [COST, 2 * COST]},
    }  # fmt: skip
    sender = party(
        {"first": {**flow, "value_usd_m_per_week": 9}, "second": flow}, 1,
        contact_gap_weeks=0.5, tranches={"uniform": [1, 9]}, concession="immediate",
        release_lag_weeks={"uniform": [0, 3]}, relief_lag_weeks={"uniform": [0, 3]},
        watch_weeks=0,
    )  # fmt: skip
    sender["rungs"]["step_first"]["ask"] = {"uniform": [1, 40]}
    del sender["rungs"]["step_second"]["ask"]
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": WEEKS,
        "prisoners": {
            "scarcity": 0.5,
            "classes": {"all_held": {"held": HELD, "arrest_share": 1, "hold_value_usd_m": HOLD}},
        },
        "target": {"discount_rate_per_year": {"uniform": [0.05, 0.8]}},
        "senders": {"west": sender},
    })  # fmt: skip


def behaviour(seen: Seen, field: str) -> Values:
    return seen.drawn(f"senders.west.behaviour.{field}")


def deal(seen: Seen, rung: str, column: str) -> Values:
    """A column of each world's deal on a rung; every world has one."""
    mine = seen.deals[seen.deals["rung"] == f"step_{rung}"].drop_duplicates("world")
    assert len(mine) == seen.worlds
    found: Values = mine.sort_values("world")[column].to_numpy()
    return found


def tranche(seen: Seen) -> Values:
    """The number of tranches of the first deal: no more than people."""
    return np.minimum(behaviour(seen, "tranches"), deal(seen, "first", "prisoners"))


def delivered(seen: Seen, *, by_target: bool) -> Values:
    """Tranches of the first deal that a side has delivered: (weeks, worlds)."""
    release, relief = (behaviour(seen, f"{what}_lag_weeks") for what in ("release", "relief"))
    first = deal(seen, "first", "agreed_week") + release + (0 if by_target else relief)
    every = release + relief
    one_by_one = (WEEK - first) // np.maximum(1, every) + 1
    all_at_once = np.where(first <= WEEK, tranche(seen), 0)
    return np.clip(np.where(every > 0, one_by_one, all_at_once), 0, tranche(seen))


def until_next(seen: Seen) -> Values:
    """Before the second deal delivers anything."""
    until: Values = deal(seen, "second", "agreed_week") > WEEK
    return until


def releases(seen: Seen) -> Pair:
    people = deal(seen, "first", "prisoners")
    expected = np.floor(delivered(seen, by_target=True) * people / tranche(seen) + 1e-9)
    here = until_next(seen)
    return seen.weekly("released")[here], expected[here]


def levels(seen: Seen) -> Pair:
    """With a time constant of 1 relief is felt as it is decreed."""
    here = until_next(seen)
    return seen.weekly("relief_first")[here], (delivered(seen, by_target=False) / tranche(seen))[
        here
    ]


def beliefs(seen: Seen) -> Pair:
    here = until_next(seen)
    share = delivered(seen, by_target=True) / tranche(seen)
    expected = (PRIOR + share) / (2 * PRIOR + share)
    return seen.weekly("belief_west")[here], expected[here]


TRUST: Final = (PRIOR + 1) / (2 * PRIOR + 1)


def most(seen: Seen) -> Pair:
    """The target's most: relief until it is withdrawn, over people who have become scarce."""
    rate = seen.drawn("target.discount_rate_per_year") - np.log(TRUST)
    weekly = seen.drawn("senders.west.instruments.second.value_usd_m_per_week")
    worth = 52 * weekly / rate / (1 + rate / 52)
    unpaid = 1 - (1 - TRUST) / behaviour(seen, "tranches")
    left = HELD - deal(seen, "first", "prisoners")
    scarce = HOLD * np.sqrt(HELD / left)
    expected = np.minimum(left, np.floor(worth * unpaid / scarce + 1e-9))
    return deal(seen, "second", "zopa_high"), expected


def fewest(seen: Seen) -> Pair:
    cost = seen.drawn("senders.west.instruments.second.cost")
    return deal(seen, "second", "zopa_low"), np.ceil(cost / TRUST - 1e-9)


SETTING: Final = Setting(
    "tranches, without chance",
    scenario,
    exact=(
        Exact("people released after i of k tranches", releases, "⌊i·n/k⌋, one each l₁ + l₂ weeks",
              "7.7"),
        Exact("relief after i of k tranches", levels, "i/k", "7.7"),
        Exact("sender's belief after i of k tranches", beliefs, "(2 + i/k)/(4 + i/k)", "7.7"),
        Exact("target's most after a kept deal of n", most,
              "⌊PV(1 − (1 − b)/k)/(h·√(start/(start − n)))⌋, b = 3/5, at most those left", "7.5"),
        Exact("sender's fewest after a kept deal", fewest, "⌈cost/(v·b)⌉, b = 3/5", "7.5"),
    ),
)  # fmt: skip
