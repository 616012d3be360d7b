"""The language, key by key: what each may be and what it is when it is not given."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.scenario.schema.base import Part
from simulator.scenario.schema.walk import Entry, entries
from simulator.scenario.tables import Table

NEEDED = "needed"
ANY = "a number"
FROM_0 = "a number of at least 0"
ABOVE_0 = "a number above 0"
FROM_1 = "a number of at least 1"
SHARE = "a number between 0 and 1"
WHOLE_0 = "a whole number of at least 0"
WHOLE_1 = "a whole number of at least 1"
WEEKS = "a whole number between 1 and 5,200"
CONCESSION = (
    "one of: boulware, linear, conceder, tit_for_tat, hardliner, immediate, nash, rubinstein"
)
DELIVERY = "one of: reliable, erratic, tit_for_tat, grim, generous_tit_for_tat, opportunist"

FIELDS: dict[str, dict[str, tuple[str, Any]]] = {
    "": {
        "horizon_weeks": ("a whole number between 1 and 2,600", 156),
        "worlds": ("a whole number between 1 and 10,000,000", 2000),
        "seed": ("a whole number between 0 and 9,223,372,036,854,775,807", 1),
        "title": ("text", ""),
        "question": ("text", ""),
        "summary": ("text", ""),
        "posterior": ("the name of a CSV file with joint draws of parameters", None),
    },
    "prisoners": {
        "scarcity": (FROM_0, 0.5),
        "arrests_per_week": (FROM_0, 0),
        "arrests_variation": (FROM_0, 0),
        "restock": (FROM_0, 0),
        "restock_cap": (FROM_0, 0.5),
        "incentive_memory_weeks": (ABOVE_0, 26),
        "calm": (SHARE, 0),
        "gesture_chance_per_week": (SHARE, 0),
        "gesture_people": (WHOLE_0, 0),
        "publication_every_weeks": (WEEKS, 4),
        "recognition_lag_weeks": (WHOLE_0, 4),
    },
    "prisoners.classes.NAME": {
        "held": (WHOLE_0, NEEDED),
        "arrest_share": (SHARE, NEEDED),
        "term_ends_per_week": (SHARE, 0),
        "hold_value_usd_m": (ABOVE_0, NEEDED),
    },
    "commodity": {
        "name": ("text", "commodity"),
        "price_usd_per_t": (ABOVE_0, NEEDED),
        "long_run_price_usd_per_t": (ABOVE_0, NEEDED),
        "volatility_per_month": (SHARE, NEEDED),
        "half_life_weeks": (ABOVE_0, NEEDED),
        "capacity_mt_per_year": (FROM_0, NEEDED),
        "realisation": (ABOVE_0, 1),
        "discount": (SHARE, 0),
        "cash_cost_usd_per_t": (FROM_0, 0),
        "own_price_effect_per_mt": (FROM_0, 0),
    },
    "commodity.routes.NAME": {
        "capacity_mt_per_year": (FROM_0, NEEDED),
        "logistics_usd_per_t": (ANY, NEEDED),
        "keys": ("a list of names", ()),
    },
    "finance": {
        "total_trade_usd_m_per_year": (FROM_0, NEEDED),
        "friction": (SHARE, NEEDED),
        "joint": (FROM_0, 0),
    },
    "reliance": {
        "start": (SHARE, 0),
        "half_life_weeks": (ABOVE_0, 78),
        "subsidy_pull": (FROM_0, 0),
    },
    "target": {
        "discount_rate_per_year": (ABOVE_0, 0.3),
        "concession": (CONCESSION, "linear"),
        "opening": (SHARE, 0.1),
        "delivery": (DELIVERY, "reliable"),
        "keeps_probability": (SHARE, 0.8),
        "forgives_probability": (SHARE, 0.3),
        "shadow_usd_m": (FROM_0, 0),
        "takeback_credibility": (SHARE, 0.5),
        "slip": (SHARE, 0),
    },
    "senders.NAME": {"strategic_value": (FROM_0, 0), "prisoner_values": ("a mapping", NEEDED)},
    "senders.NAME.instruments.NAME": {
        "kind": ("one of: flow, commodity_discount, commodity_route, finance", NEEDED),
        "time_constant_weeks": (FROM_1, 1),
        "cost": (FROM_0, NEEDED),
        "reliance_effect": (FROM_0, 0),
        "floor": ("a number between -1 and 0", 0),
        "value_usd_m_per_week": (ANY, None),
        "discount_cut": (ANY, None),
        "share": (FROM_0, None),
    },
    "senders.NAME.rungs.NAME": {
        "mix": ("a mapping", NEEDED),
        "ask": (WHOLE_1, None),
        "distancing": (SHARE, 0),
    },
    "senders.NAME.trust": {
        "kept": (ABOVE_0, 2),
        "broken": (ABOVE_0, 2),
        "breach_weight": (FROM_0, 2),
    },
    "senders.NAME.target_trust": {
        "kept": (ABOVE_0, 2),
        "broken": (ABOVE_0, 2),
        "breach_weight": (FROM_0, 2),
    },
    "senders.NAME.behaviour": {
        "contact_gap_weeks": ("a number of at least 0.1", 9),
        "rounds": (WHOLE_1, 8),
        "round_weeks": (FROM_1, 3),
        "cooling_weeks": (FROM_0, 13),
        "concession": (CONCESSION, "linear"),
        "opening": (FROM_0, 3),
        "bargaining_weight": (SHARE, 0.5),
        "patience": (SHARE, 0.95),
        "hawk": (FROM_0, 1),
        "on_breakdown": ("one of: retry, sweeten, escalate, walk_away", "retry"),
        "escalate_instrument": ("a name", None),
        "escalate_step": (ABOVE_0, 0.25),
        "walk_out_per_round": (SHARE, 0),
        "delivery": (DELIVERY, "reliable"),
        "keeps_probability": (SHARE, 0.8),
        "forgives_probability": (SHARE, 0.3),
        "shadow_prisoners": (FROM_0, 0),
        "slip": (SHARE, 0),
        "first": ("one of: target, sender, simultaneous", "target"),
        "tranches": (WHOLE_1, 1),
        "release_lag_weeks": (WHOLE_0, 2),
        "relief_lag_weeks": (WHOLE_0, 3),
        "watch": ("one of: arrivals, count", "arrivals"),
        "watch_weeks": (WHOLE_0, 26),
        "alarm_people": (FROM_0, 60),
        "tolerance": (FROM_0, 1.5),
        "snapback": ("one of: none, freeze, partial, full, grim", "full"),
        "attention_lost_per_week": (FROM_0, 0),
        "attention_weeks": (FROM_0, 20),
    },
    "patron": {
        "every_weeks": (WEEKS, 13),
        "subsidy_usd_m_per_week": (FROM_0, 0),
        "grip": (FROM_0, 0),
        "tolerance": (FROM_0, 0),
        "policy": (
            "one of: indifferent, punish, compensate, veto, or a list of the last three",
            ("indifferent",),
        ),
        "veto_slope": (FROM_0, 0),
        "freeze_weeks": (FROM_0, 8),
    },
    "timeline.NAME": {
        "date": ("a date such as 2025-01-26, between 1900 and 2200", None),
        "week": ("a whole number between 0 and 5,200", None),
        "for_weeks": (WEEKS, None),
    },
    "timeline.NAME.repression": {"set": (FROM_0, None), "scale": (FROM_0, None)},
    "timeline.NAME.long_run_price": {"set": (ABOVE_0, None), "scale": (ABOVE_0, None)},
    "timeline.NAME.freeze": {"sender": ("a name", NEEDED), "weeks": (FROM_0, NEEDED)},
    "timeline.NAME.government": {
        "sender": ("a name", NEEDED),
        "reversal_probability": (SHARE, 0),
    },
}

ENTRIES: dict[str, Entry] = {".".join(entry.path): entry for entry in entries()}
CASES = [
    (f"{section}.{key}".lstrip("."), words, default)
    for section, fields in FIELDS.items()
    for key, (words, default) in fields.items()
]


@pytest.mark.parametrize(("path", "words", "default"), CASES, ids=[case[0] for case in CASES])
def test_a_key_is_as_the_language_says(path: str, words: str, default: Any) -> None:
    entry = ENTRIES[path]
    assert entry.slot.words == words
    assert (NEEDED if entry.required else entry.field.get_default()) == default


def test_every_number_and_word_is_listed_here() -> None:
    listed = {path for path, _, _ in CASES}
    missing = {
        path
        for path, entry in ENTRIES.items()
        if entry.slot.rule
        and not path.endswith((".label", ".order", ".note", ".gesture_class"))
        and not path.startswith("timeline")
        and path not in listed
    }
    assert missing == {"name", "start"}


def test_defaults_hold_no_state_that_could_change() -> None:
    for entry in ENTRIES.values():
        default = entry.field.get_default()
        kinds = (int, float, str, tuple, type(None), Part, Table)
        assert entry.required or isinstance(default, kinds), entry.path
