"""A patron that answers, without chance: where subsidy and reliance come to rest, and what is paid.

Reliance follows its goal at once (a half-life of a tenth of a week) and pulls on the subsidy, so
that each is a function of the other; where they rest is the root of a quadratic equation under
punishment, of a linear one under outbidding. Numbers and the policy are drawn in each world.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from simulator.scenario import Scenario
from tests.oracles.closed_forms.case import Exact, Setting, Values
from tests.oracles.closed_forms.contacts import party
from tests.oracles.closed_forms.relief import ASK, HOLD, once
from tests.oracles.worlds import Seen, scenario_of

WEEKS: Final = 400
EVERY: Final = 13
START, VALUE, SUBSIDY = 0.7, 40.0, 20.0
Pair = tuple[Values, Values]


def scenario() -> Scenario:
    """One sender whose relief is in force from week 1 on, another whose offer is never taken."""
    relief = {
        "kind": "flow", "cost": 1, "value_usd_m_per_week": VALUE,
        "reliance_effect": {"uniform": [0.05, 0.3]},
    }  # fmt: skip
    tabled: dict[str, Any] = {"kind": "flow", "cost": 1_000_000, "value_usd_m_per_week": 1,
                              "reliance_effect": {"uniform": [0.05, 0.3]}}  # fmt: skip
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": WEEKS,
        "prisoners": {
            "scarcity": 0,
            "classes": {"all_held": {"held": 1000, "arrest_share": 1, "hold_value_usd_m": HOLD}},
        },
        "target": {"discount_rate_per_year": {"uniform": [0.05, 0.8]}},
        "reliance": {
            "start": START, "half_life_weeks": 0.1, "subsidy_pull": {"uniform": [0.1, 0.6]},
        },
        "patron": {
            "every_weeks": EVERY, "subsidy_usd_m_per_week": SUBSIDY,
            "grip": {"uniform": [0.1, 0.6]}, "tolerance": {"uniform": [0, 0.04]},
            "policy": {"choice": {"indifferent": 0.2, "punish": 0.4, "compensate": 0.4}},
        },
        "senders": {
            "west": once({"relief": relief}, watch_weeks=0),
            "east": party({"tabled": tabled}, contact_gap_weeks=0.1, cooling_weeks=5000),
        },
    })  # fmt: skip


def worlds_of(seen: Seen, policy: str) -> Values:
    here: Values = seen.drawn("patron.policy") == policy
    return here


def effect(seen: Seen, sender: str, name: str) -> Values:
    return seen.drawn(f"senders.{sender}.instruments.{name}.reliance_effect")


def answer(seen: Seen) -> Values:
    """Reliance gained for each unit that the patron's grip pulls: pull·k."""
    return seen.drawn("reliance.subsidy_pull") * seen.drawn("patron.grip")


def punished(seen: Seen) -> Pair:
    """Drift d with ``d = ω + pull·k·(D0 − d)·(d − tolerance)``."""
    a, limit = answer(seen), seen.drawn("patron.tolerance")
    b, c = 1 - a * (START + limit), a * START * limit - effect(seen, "west", "relief")
    drift = (-b + np.sqrt(b * b - 4 * a * c)) / (2 * a)
    here = worlds_of(seen, "punish")
    return seen.weekly("reliance")[-1][here], (START - drift)[here]


def outbid(seen: Seen) -> Pair:
    """``D = D0 − ω + pull·k·D·Δ``."""
    freed = START - effect(seen, "west", "relief")
    reliance = freed / (1 - answer(seen) * effect(seen, "east", "tabled"))
    here = worlds_of(seen, "compensate")
    return seen.weekly("reliance")[-1][here], reliance[here]


def annuity(seen: Seen) -> Pair:
    """A flow from the week after the deal's first on, discounted week by week, less who went free.

    With a time constant of 1 relief is felt whole in the week of the deal.
    """
    weekly = np.exp(-seen.drawn("target.discount_rate_per_year") / 52)
    done = seen.outcomes["week_west_step_relief"].to_numpy()
    worth = VALUE * (weekly**done - weekly**WEEKS) / (1 - weekly) - ASK * HOLD * weekly**done
    here = worlds_of(seen, "indifferent")
    return seen.outcomes["utility_target_usd_m"].to_numpy()[here], worth[here]


def undiscounted(seen: Seen) -> Pair:
    done = seen.outcomes["week_west_step_relief"].to_numpy()
    return seen.outcomes["relief_value_usd_m"].to_numpy(), VALUE * (WEEKS - done)


SETTING: Final = Setting(
    "a patron, without chance",
    scenario,
    exact=(
        Exact("reliance under a punishing patron, in the end", punished,
              "d = ω + pull·k(D0 − d)(d − tolerance), the root of a quadratic", "7.4, 7.10"),
        Exact("reliance under an outbidding patron, in the end", outbid,
              "D = (D0 − ω)/(1 − pull·k·Δ)", "7.4, 7.10"),
        Exact("target's utility from a lasting flow", annuity,
              "v(wᶜ − wᵀ)/(1 − w) − n·h·wᶜ, w = exp(−ρ/52): an annuity", "11"),
        Exact("relief value of a lasting flow", undiscounted, "v(T − c)", "11"),
    ),
)  # fmt: skip
