"""Paths without chance, in closed form: relief, reliance, money, a crackdown's answer, a patron.

Every parameter is drawn anew in each world, so that 256 worlds are 256 checks. Each sender deals
once, in its first week of contact; what happened when is read from the outcomes.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from simulator.scenario import Scenario
from tests.oracles.closed_forms.case import Exact, Setting, Values
from tests.oracles.closed_forms.contacts import never, party
from tests.oracles.worlds import Seen, scenario_of

WEEKS: Final = 120
OUSTED: Final = 60
ASK, HOLD = 5, 0.2
FINANCE: Final = {"total_trade_usd_m_per_year": 50_000, "friction": 0.02, "joint": 0.25}
SHARES: Final = {"banks_a": 0.1, "banks_b": 0.3}
ARRESTS, REPRESSED, ALARM = 10, 20, 35
STEP, FLOOR = 0.25, -0.4
Pair = tuple[Values, Values]


def once(relief: dict[str, Any], ask: int = ASK, **behaviour: Any) -> dict[str, Any]:
    """A sender that deals at its first contact, and has cooled off for good after a snapback."""
    return party(
        relief, ask, contact_gap_weeks=0.1, cooling_weeks=1000, release_lag_weeks=0,
        relief_lag_weeks=0, **behaviour,
    )  # fmt: skip


def finance(name: str) -> dict[str, Any]:
    slow = {"uniform": [1, 30]}
    return {"kind": "finance", "share": SHARES[name], "cost": 1, "time_constant_weeks": slow}


def scenario() -> Scenario:
    """A flow that a new government withdraws, two banks, a watched deal, an escalation."""
    flow = {
        "kind": "flow", "value_usd_m_per_week": {"uniform": [2, 9]}, "cost": {"uniform": [1, 9]},
        "time_constant_weeks": {"uniform": [1, 30]}, "reliance_effect": {"uniform": [0, 0.3]},
    }  # fmt: skip
    watched = {"watched": {"kind": "flow", "value_usd_m_per_week": 9, "cost": 1}}
    tough = never("tough", contact_gap_weeks=3, cooling_weeks=1000, on_breakdown="escalate",
                  escalate_instrument="relief_tough", escalate_step=STEP)  # fmt: skip
    tough["instruments"]["relief_tough"]["floor"] = FLOOR
    ousted = {
        "sender": "west", "reversal_probability": 1, "behaviour": {"release_lag_weeks": 500},
    }  # fmt: skip
    return scenario_of({
        "start": "2025-01-01",
        "horizon_weeks": WEEKS,
        "prisoners": {
            "scarcity": 0, "arrests_per_week": ARRESTS, "recognition_lag_weeks": 4,
            "publication_every_weeks": 4,
            "classes": {"all_held": {"held": 1000, "arrest_share": 1, "hold_value_usd_m": HOLD}},
        },
        "target": {"discount_rate_per_year": {"uniform": [0.05, 0.8]}},
        "reliance": {"start": 0.7, "half_life_weeks": {"uniform": [4, 100]}},
        "finance": FINANCE,
        "senders": {
            "west": {**once({"flow": flow}, watch_weeks=0), "strategic_value": 100},
            "banker_a": once({"banks_a": finance("banks_a")}, watch_weeks=0),
            "banker_b": once({"banks_b": finance("banks_b")}, watch_weeks=0),
            "guard": once({"watched": watched["watched"]}, watch_weeks=100, tolerance=1,
                          alarm_people=ALARM),
            "tough": tough,
        },
        "timeline": {
            "election": {"week": OUSTED, "government": ousted},
            "crackdown": {"week": REPRESSED, "repression": {"scale": 2}},
        },
    })  # fmt: skip


# -- relief as felt -------------------------------------------------------------------------------

WEEK: Final = np.arange(WEEKS)[:, None]


def since_deal(seen: Seen, sender: str, rung: str) -> Values:
    """Weeks that relief has been in force, this one included: (weeks, worlds), 0 before."""
    done = seen.outcomes[f"week_{sender}_step_{rung}"].to_numpy()
    assert (done >= 1).all()
    return np.maximum(0, WEEK - done + 1)


def slowness(seen: Seen, sender: str, name: str) -> Values:
    return 1 - 1 / seen.drawn(f"senders.{sender}.instruments.{name}.time_constant_weeks")


def felt(seen: Seen) -> Values:
    """The flow's effective level: up to the reversal slowly, then by half a week."""
    left = slowness(seen, "west", "flow")
    risen = 1 - left ** since_deal(seen, "west", "flow")
    fallen = risen[OUSTED - 1] * 0.5 ** np.maximum(0, WEEK - OUSTED + 1)
    return np.where(WEEK < OUSTED, risen, fallen)


def relief_path(seen: Seen) -> Pair:
    return seen.weekly("relief_flow"), felt(seen)


def recognised(week: int) -> int:
    """Arrests up to 4 weeks ago, twice as many a week from the crackdown on."""
    until = week - 4 + 1
    return ARRESTS * (max(0, until) + max(0, until - REPRESSED))


def snapback_path(seen: Seen) -> Pair:
    """The alarm goes at the first publication that tells of more than 35 + 5 beyond the usual."""
    first = next(t for t in range(0, WEEKS, 4) if recognised(t) - ARRESTS * t > ALARM + ASK)
    expected = 0.5 ** np.maximum(0, WEEK - first + 1) * (since_deal(seen, "guard", "watched") > 0)
    return seen.weekly("relief_watched"), expected


def escalation_path(seen: Seen) -> Pair:
    """From the week of the first breakdown on, a step down is felt by half a week."""
    path = seen.weekly("relief_relief_tough")
    began = np.argmax(path < 0, axis=0)
    some = path[-1] < 0
    weeks = np.maximum(0, WEEK - began + 1)
    return path[:, some], (-STEP * (1 - 0.5**weeks))[:, some]


# -- reliance and money ---------------------------------------------------------------------------


def reliance_path(seen: Seen) -> Pair:
    """``Σ aⁿ⁻ⁱ(1 − a)ω(1 − qⁱ)`` summed: two geometric series, until the reversal."""
    left = slowness(seen, "west", "flow")
    stays = 2 ** (-1 / seen.drawn("reliance.half_life_weeks"))
    effect = seen.drawn("senders.west.instruments.flow.reliance_effect")
    n = since_deal(seen, "west", "flow")
    mixed = (1 - stays) * left * (stays**n - left**n) / (stays - left)
    expected = 0.7 - effect * (1 - stays**n - mixed)
    return seen.weekly("reliance")[:OUSTED], expected[:OUSTED]


def banks_income(seen: Seen) -> Pair:
    """What both banks earn beyond what each earns alone is joint, and a product of their levels."""
    eased = {
        name: 1 - slowness(seen, f"banker_{name[-1]}", name)
        ** since_deal(seen, f"banker_{name[-1]}", name)
        for name in SHARES
    }  # fmt: skip
    flow = seen.drawn("senders.west.instruments.flow.value_usd_m_per_week") * felt(seen)
    steady = flow + 9 * seen.weekly("relief_watched") + seen.weekly("relief_relief_tough")
    apart = sum(SHARES[name] * level for name, level in eased.items())
    together = FINANCE["joint"] * eased["banks_a"] * eased["banks_b"]
    trade = FINANCE["total_trade_usd_m_per_year"] * FINANCE["friction"] / 52
    expected = trade * (1 - seen.weekly("reliance")) * (apart + together)
    return seen.weekly("income_usd_m_per_week") - steady, expected


def senders_utility(seen: Seen) -> Pair:
    """Relief withdrawn costs nothing at the end; people freed and reliance lost count."""
    fall = 0.7 - seen.weekly("reliance")[-1]
    return seen.outcomes["utility_west"].to_numpy(), ASK + 100 * fall


SETTING: Final = Setting(
    "paths without chance",
    scenario,
    exact=(
        Exact("relief felt after n weeks, and n weeks after its withdrawal", relief_path,
              "1 − (1 − 1/τ)ⁿ; then 2⁻ⁿ of what was felt", "7.4, 7.9"),
        Exact("relief of a watched deal around the alarm", snapback_path,
              "10(t − 3) + 10(t − 23) − 10t > 35 + 5 first at the publication of week 32; then 2⁻ⁿ",
              "7.2, 7.8"),
        Exact("level of an instrument tightened once", escalation_path,
              "−¼(1 − 2⁻ⁿ)", "7.4, 7.6"),
        Exact("reliance n weeks after relief", reliance_path,
              "D0 − ω[1 − aⁿ − (1 − a)q(aⁿ − qⁿ)/(a − q)], a = 2^(−1/h), q = 1 − 1/τ", "7.4"),
        Exact("income from two banks eased one after the other", banks_income,
              "trade·(1 − D)·friction·(0.1e₁ + 0.3e₂ + 0.25·e₁e₂)/52, eₖ = 1 − (1 − 1/τₖ)ⁿ", "7.3"),
        Exact("sender's utility once its relief is withdrawn", senders_utility,
              "people freed + 100·(D0 − D)", "11"),
    ),
)  # fmt: skip
