"""Plain names of those numbers of a scenario whose keys say little by themselves."""

from __future__ import annotations

from simulator.report.language import tr


def plain_names() -> dict[str, str]:
    """What a number is called, by its key; other keys are read as they are.

    >>> plain_names()["restock"]
    'revolving door'
    """
    return {
        "calm": tr("calm after a deal"),
        "restock": tr("revolving door"),
        "restock_cap": tr("cap of the revolving door"),
        "incentive_memory_weeks": tr("memory of a good price"),
        "recognition_lag_weeks": tr("time until recognised"),
        "gesture_chance_per_week": tr("chance of pardons"),
        "gesture_people": tr("size of a batch of pardons"),
        "hold_value_usd_m": tr("what holding is worth"),
        "term_ends_per_week": tr("share whose term ends"),
        "shadow_usd_m": tr("worth of a good name"),
        "slip": tr("chance of a mishap"),
        "takeback_credibility": tr("belief in a take-back"),
        "concession": tr("concession strategy"),
        "delivery": tr("delivery policy"),
        "first": tr("who delivers first"),
        "on_breakdown": tr("what a breakdown leads to"),
        "walk_out_per_round": tr("chance of a walk-out"),
        "round_weeks": tr("time between rounds"),
        "contact_gap_weeks": tr("time between contacts"),
        "cooling_weeks": tr("pause before new talks"),
        "watch_weeks": tr("time watched"),
        "alarm_people": tr("alarm level"),
        "hawk": tr("hawkishness"),
        "attention_lost_per_week": tr("how often distracted"),
        "attention_weeks": tr("time distracted"),
        "kept": tr("promises kept"),
        "broken": tr("promises broken"),
        "friction": tr("payment friction"),
        "joint": tr("joint part of the friction"),
        "half_life_weeks": tr("half-life"),
    }


def units() -> dict[str, str]:
    """What a number is counted in, by the end of its key."""
    return {
        "_usd_m_per_week": tr("USD million a week"),
        "_usd_m_per_year": tr("USD million a year"),
        "_mt_per_year": tr("million tonnes a year"),
        "_usd_per_t": tr("USD a tonne"),
        "_per_year": tr("a year"),
        "_per_week": tr("a week"),
        "_per_month": tr("a month"),
        "_per_round": tr("a round"),
        "_per_mt": tr("a million tonnes"),
        "_usd_m": tr("USD million"),
        "_weeks": tr("weeks"),
        "_people": tr("people"),
    }
