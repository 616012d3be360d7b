"""Every lever of a scenario file does something, in the direction one would expect.

Worlds are paired (the same luck before and after), so a few hundred are enough. A row is: what is
set beforehand, what is pulled, the measure, and whether it rises or falls.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd
import pytest
from pydantic import BaseModel

from simulator.engine.blocks import run_worlds
from simulator.results.run import RunResult
from simulator.scenario import Scenario
from simulator.scenario.schema.behaviour import Behaviour
from simulator.scenario.schema.economy import Commodity, Finance, Reliance, Route
from simulator.scenario.schema.patron import Patron
from simulator.scenario.schema.prisoners import PrisonerClass, Prisoners
from simulator.scenario.schema.sender import Instrument, Rung, Sender, Trust
from simulator.scenario.schema.target import Target
from tests.oracles.worlds import sketch

W = "senders.washington"
B = f"{W}.behaviour"
RANK = "prisoners.classes.rank_and_file"
EU = "senders.brussels"
BRUSSELS = (f"{EU}.behaviour.contact_gap_weeks=4", f"{EU}.behaviour.concession=linear",
            f"{EU}.behaviour.walk_out_per_round=0", f"{EU}.behaviour.slip=0",
            f"{EU}.instruments.transit.cost=60", f"{EU}.instruments.eu_banks.cost=60",
            f"{EU}.trust.kept=20", f"{EU}.target_trust.kept=20",
            "commodity.own_price_effect_per_mt=0.01")  # fmt: skip
WATCHFUL = (f"{B}.alarm_people=5", f"{B}.tolerance=0")
PUNISH = ("patron.policy=punish", "reliance.half_life_weeks=20", *BRUSSELS)
SLIPS = ("target.slip=0.5",)
OPPORTUNIST = ("target.delivery=opportunist", f"{B}.first=sender")
STUCK = ("target.concession=hardliner", "target.opening=0")
TIGHT = (*STUCK, f"{B}.on_breakdown=escalate", f"{B}.escalate_instrument=us_banks")
VETO = ("patron.policy=veto", "patron.veto_slope=20", "patron.tolerance=0", f"{B}.rounds=12")

Row = tuple[tuple[str, ...], str, str, str]
PRISONERS: list[Row] = [
    ((), f"{RANK}.held=300", "held_end", "falls"),
    ((), f"{RANK}.hold_value_usd_m=0.8", "zopa_high", "falls"),
    (
        (),
        f"prisoners.classes.foreign.arrest_share=0.22; {RANK}.arrest_share=0.75",
        "term_ended",
        "falls",
    ),
    ((), f"{RANK}.term_ends_per_week=0.015", "term_ended", "rises"),
    (("prisoners.arrests_per_week=2",), "prisoners.scarcity=2", "released", "falls"),
    ((), "prisoners.arrests_per_week=14", "arrested", "rises"),
    ((), "prisoners.arrests_variation=1.5", "spread of arrested", "rises"),
    ((), "prisoners.restock=8", "arrested", "rises"),
    ((), "prisoners.restock_cap=1", "arrested", "rises"),
    ((), "prisoners.incentive_memory_weeks=104", "arrested", "rises"),
    ((), "prisoners.calm=0.6", "arrested", "falls"),
    ((), "prisoners.gesture_chance_per_week=0.2", "gestures", "rises"),
    ((), "prisoners.gesture_people=40", "gestures", "rises"),
    ((), "prisoners.gesture_class=foreign", "gestures", "falls"),
    (WATCHFUL, "prisoners.publication_every_weeks=26", "snapbacks", "falls"),
    (WATCHFUL, "prisoners.recognition_lag_weeks=40", "snapbacks", "falls"),
]
ECONOMY: list[Row] = [
    ((), "commodity.price_usd_per_t=450", "relief_value_usd_m", "rises"),
    ((), "commodity.long_run_price_usd_per_t=500", "relief_value_usd_m", "rises"),
    ((), "commodity.volatility_per_month=0.12", "spread of relief_value_usd_m", "rises"),
    (
        ("commodity.price_usd_per_t=250",),
        "commodity.half_life_weeks=8",
        "relief_value_usd_m",
        "rises",
    ),
    ((), "commodity.capacity_mt_per_year=5", "relief_value_usd_m", "falls"),
    ((), "commodity.realisation=1", "relief_value_usd_m", "rises"),
    (BRUSSELS, "commodity.discount=0.25", "relief_value_usd_m", "falls"),
    (BRUSSELS, "commodity.cash_cost_usd_per_t=180", "relief_value_usd_m", "falls"),
    (BRUSSELS, "commodity.own_price_effect_per_mt=0.03", "relief_value_usd_m", "falls"),
    (BRUSSELS, "commodity.routes.klaipeda.capacity_mt_per_year=1", "relief_value_usd_m", "falls"),
    (BRUSSELS, "commodity.routes.klaipeda.logistics_usd_per_t=100", "relief_value_usd_m", "falls"),
    (BRUSSELS, "commodity.routes.klaipeda.keys=[]", "relief_value_usd_m", "falls"),
    ((), "finance.total_trade_usd_m_per_year=180000", "relief_value_usd_m", "rises"),
    ((), "finance.friction=0.04", "relief_value_usd_m", "rises"),
    (BRUSSELS, "finance.joint=1", "relief_value_usd_m", "rises"),
    ((), "reliance.start=0.3", "relief_value_usd_m", "rises"),
    ((), "reliance.half_life_weeks=10", "reliance_end", "falls"),
    (PUNISH, "reliance.subsidy_pull=0.9", "reliance_end", "falls"),
]
TARGET: list[Row] = [
    ((), "target.discount_rate_per_year=0.1", "zopa_high", "rises"),
    ((), "target.concession=conceder", "week_washington_aviation", "falls"),
    ((), "target.concession=hardliner", "deals", "falls"),
    ((), "target.opening=0.8", "week_washington_aviation", "falls"),
    ((), "target.delivery=erratic", "breaches_by_target", "rises"),
    (("target.delivery=erratic",), "target.keeps_probability=0.3", "breaches_by_target", "rises"),
    (
        (f"{B}.slip=0.5", f"{B}.tranches=2", "target.delivery=generous_tit_for_tat"),
        "target.forgives_probability=1",
        "breaches_by_target",
        "falls",
    ),
    (
        (f"{B}.slip=0.5", f"{B}.tranches=2"),
        "target.delivery=tit_for_tat",
        "breaches_by_target",
        "rises",
    ),
    ((f"{B}.slip=0.5",), "target.delivery=grim", "released", "falls"),
    (
        (f"{B}.first=sender", f"{B}.snapback=none"),
        "target.delivery=opportunist",
        "breaches_by_target",
        "rises",
    ),
    (
        (*OPPORTUNIST, f"{B}.snapback=none"),
        "target.shadow_usd_m=1000",
        "breaches_by_target",
        "falls",
    ),
    (OPPORTUNIST, "target.takeback_credibility=0", "breaches_by_target", "rises"),
    ((), "target.slip=0.3", "breaches_by_target", "rises"),
]
SENDER: list[Row] = [
    ((), f"{W}.instruments.contact.value_usd_m_per_week=0.7", "zopa_high", "rises"),
    ((), f"{W}.instruments.contact.cost=12", "zopa_low", "rises"),
    ((), f"{W}.instruments.potash.time_constant_weeks=60", "relief_value_usd_m", "falls"),
    ((), f"{W}.instruments.potash.reliance_effect=0.3", "reliance_end", "falls"),
    (TIGHT, f"{W}.instruments.us_banks.floor=0", "relief_value_usd_m", "rises"),
    ((), f"{W}.instruments.potash.discount_cut=0.08", "relief_value_usd_m", "rises"),
    ((), f"{W}.instruments.us_banks.share=0.3", "released", "rises"),
    ((), f"{W}.prisoner_values.rank_and_file=5", "zopa_low", "falls"),
    ((), f"{W}.strategic_value=1500", "week_washington_potash", "falls"),
    ((), f"{W}.rungs.contact.relief.contact=0.5", "zopa_high", "falls"),
    (
        (),
        f"{W}.rungs.contact.mix.foreign=0.8; {W}.rungs.contact.mix.rank_and_file=0.2",
        "released_foreign",
        "rises",
    ),
    ((), f"{W}.rungs.contact.ask=20", "released", "rises"),
    ((), f"{W}.rungs.contact.distancing=0.2", "reliance_end", "falls"),
    ((), f"{W}.order=[]", "released_to_washington", "falls"),
    ((), f"{W}.order=[banks, potash, aviation, contact]", "week_washington_contact", "rises"),
    ((), f"{W}.trust.kept=0.5", "zopa_low", "rises"),
    ((), f"{W}.trust.broken=6", "zopa_low", "rises"),
    (SLIPS, f"{W}.trust.breach_weight=10", "deals", "falls"),
    ((), f"{W}.target_trust.kept=0.5", "zopa_high", "falls"),
    ((), f"{W}.target_trust.broken=6", "zopa_high", "falls"),
    ((f"{B}.slip=0.5",), f"{W}.target_trust.breach_weight=10", "deals", "falls"),
]
TALKS: list[Row] = [
    ((), f"{B}.contact_gap_weeks=30", "first_deal_week", "rises"),
    ((), f"{B}.rounds=20", "week_washington_aviation", "rises"),
    ((), f"{B}.round_weeks=9", "week_washington_aviation", "rises"),
    ((f"{B}.walk_out_per_round=0.3",), f"{B}.cooling_weeks=50", "deals", "falls"),
    ((), f"{B}.concession=conceder", "week_washington_aviation", "falls"),
    ((), f"{B}.concession=boulware", "week_washington_aviation", "rises"),
    ((), f"{B}.concession=hardliner", "deals", "falls"),
    ((), f"{B}.opening=6", "week_washington_aviation", "rises"),
    ((f"{B}.concession=nash",), f"{B}.bargaining_weight=1", "first_deal_people", "rises"),
    ((f"{B}.concession=rubinstein",), f"{B}.patience=0.2", "first_deal_people", "falls"),
    (("prisoners.arrests_per_week=60",), f"{B}.hawk=10", "zopa_low", "rises"),
    ((f"{B}.walk_out_per_round=0.3",), f"{B}.on_breakdown=walk_away", "deals", "falls"),
    ((f"{W}.instruments.contact.value_usd_m_per_week=0.01",), f"{B}.on_breakdown=sweeten",
     "deals", "rises"),
    ((*STUCK, f"{B}.escalate_instrument=us_banks"), f"{B}.on_breakdown=escalate",
     "relief_value_usd_m", "falls"),
    (TIGHT, f"{B}.escalate_step=0.05", "relief_value_usd_m", "rises"),
    (TIGHT, f"{B}.escalate_instrument=contact", "relief_value_usd_m", "rises"),
    ((), f"{B}.walk_out_per_round=0.3", "breakdowns", "rises"),
    ((), f"{B}.attention_lost_per_week=0.05", "deals", "falls"),
    ((f"{B}.attention_lost_per_week=0.05",), f"{B}.attention_weeks=1", "deals", "rises"),
]  # fmt: skip
DELIVERY: list[Row] = [
    ((), f"{B}.delivery=erratic", "breaches_by_senders", "rises"),
    ((f"{B}.delivery=erratic",), f"{B}.keeps_probability=0.3", "breaches_by_senders", "rises"),
    (SLIPS, f"{B}.delivery=grim", "breaches_by_senders", "rises"),
    (
        (*SLIPS, f"{B}.first=simultaneous"),
        f"{B}.delivery=tit_for_tat",
        "breaches_by_senders",
        "rises",
    ),
    (
        (*SLIPS, f"{B}.first=simultaneous", f"{B}.delivery=generous_tit_for_tat"),
        f"{B}.forgives_probability=1",
        "breaches_by_senders",
        "falls",
    ),
    ((), f"{B}.delivery=opportunist", "breaches_by_senders", "rises"),
    ((f"{B}.delivery=opportunist",), f"{B}.shadow_prisoners=1000", "breaches_by_senders", "falls"),
    ((), f"{B}.slip=0.3", "breaches_by_senders", "rises"),
    ((), f"{B}.first=sender", "zopa_high", "rises"),
    ((), f"{B}.first=simultaneous", "zopa_low", "rises"),
    ((), f"{B}.tranches=4", "zopa_high", "rises"),
    ((), f"{B}.release_lag_weeks=12", "week_washington_contact", "rises"),
    ((), f"{B}.relief_lag_weeks=12", "week_washington_contact", "rises"),
    (
        (*WATCHFUL, "prisoners.gesture_chance_per_week=0.5"),
        f"{B}.watch=count",
        "snapbacks",
        "falls",
    ),
    (WATCHFUL, f"{B}.watch_weeks=0", "snapbacks", "falls"),
    ((f"{B}.tolerance=0",), f"{B}.alarm_people=0", "snapbacks", "rises"),
    ((f"{B}.alarm_people=5",), f"{B}.tolerance=0", "snapbacks", "rises"),
    (WATCHFUL, f"{B}.snapback=none", "snapbacks", "falls"),
    ((*WATCHFUL, f"{B}.snapback=none"), f"{B}.snapback=freeze", "deals", "falls"),
    (WATCHFUL, f"{B}.snapback=partial", "relief_value_usd_m", "rises"),
    (WATCHFUL, f"{B}.snapback=grim", "deals", "falls"),
]
PATRON: list[Row] = [
    (PUNISH, "patron.every_weeks=52", "utility_target_usd_m", "rises"),
    (PUNISH, "patron.subsidy_usd_m_per_week=200", "released", "falls"),
    (PUNISH, "patron.grip=1", "released", "falls"),
    (PUNISH, "patron.tolerance=0.5", "released", "rises"),
    (BRUSSELS, "patron.policy=punish", "released", "falls"),
    ((), "patron.policy=compensate", "released", "falls"),
    (VETO[1:], "patron.policy=veto", "deals", "falls"),
    (BRUSSELS, "patron.policy=[punish, compensate]", "released", "falls"),
    (VETO, "patron.veto_slope=0.1", "deals", "rises"),
    (VETO, "patron.freeze_weeks=40", "deals", "falls"),
]
EVENT = "timeline.shock={week: 10, "
TIMELINE: list[Row] = [
    ((), EVENT + "repression: {scale: 3}}", "arrested", "rises"),
    ((), EVENT + "for_weeks: 20, repression: {set: 0}}", "arrested", "falls"),
    ((), EVENT + "long_run_price: {scale: 1.5}}", "relief_value_usd_m", "rises"),
    (PUNISH, EVENT + "subsidy: {set: 300}}", "released", "falls"),
    (BRUSSELS, EVENT + "route_capacity: {route: klaipeda, set: 1}}", "relief_value_usd_m", "falls"),
    ((), EVENT + "instrument_cost: {instrument: aviation, set: 90}}", "deals", "falls"),
    ((), EVENT + "freeze: {sender: all, weeks: 52}}", "deals", "falls"),
    (
        (),
        EVENT + "behaviour: {sender: washington, walk_out_per_round: 0.5}}",
        "breakdowns",
        "rises",
    ),
    (
        (),
        "timeline.shock={week: 60, government: {sender: washington, reversal_probability: 1}}",
        "relief_value_usd_m",
        "falls",
    ),
    (
        (),
        EVENT + "government: {sender: washington, behaviour: {rounds: 30}}}",
        "week_washington_banks",
        "rises",
    ),
]
LEVERS = [*PRISONERS, *ECONOMY, *TARGET, *SENDER, *TALKS, *DELIVERY, *PATRON, *TIMELINE]


@cache
def run(overrides: tuple[str, ...]) -> RunResult:
    """Some worlds of the sketch; slips and walk-outs of its own are left out."""
    own = ("horizon_weeks=104", "target.slip=0", f"{B}.slip=0", f"{B}.walk_out_per_round=0",
           f"{B}.attention_lost_per_week=0")  # fmt: skip
    return run_worlds(scenario(*own, *overrides), worlds=256)


def scenario(*overrides: str) -> Scenario:
    return sketch(*overrides)


def measured(result: RunResult, measure: str) -> pd.Series:
    """A number for each world; a rung that is never reached counts as the week after the end."""
    if measure in ("zopa_low", "zopa_high", "first_deal_people"):
        column = measure.replace("first_deal_people", "prisoners")
        return result.deals.drop_duplicates("world").set_index("world")[column].astype(float)
    name = measure.removeprefix("spread of ")
    values = result.outcomes[name].astype("float64").fillna(104.0)
    return (values - values.mean()).abs() if name != measure else values


NAMES = [f"{pull.rpartition('senders.')[2]}-{measure}" for _, pull, measure, _ in LEVERS]


@pytest.mark.parametrize(("before", "pull", "measure", "way"), LEVERS, ids=NAMES)
def test_a_lever_moves_its_outcome_the_expected_way(
    before: tuple[str, ...], pull: str, measure: str, way: str
) -> None:
    change = measured(run((*before, *pull.split("; "))), measure) - measured(run(before), measure)
    change = change.dropna()
    assert len(change) > 50
    error = change.std() / np.sqrt(len(change))
    least = change.mean() if way == "rises" else -change.mean()
    assert least > 2 * error
    assert least > 0


PARTS: dict[str, type[BaseModel]] = {
    "prisoners": Prisoners, "prisoners.classes": PrisonerClass, "commodity": Commodity,
    "commodity.routes": Route, "finance": Finance, "reliance": Reliance, "target": Target,
    f"{W}.instruments": Instrument, f"{W}.rungs": Rung, f"{W}.trust": Trust,
    f"{W}.target_trust": Trust, B: Behaviour, W: Sender, "patron": Patron,
}  # fmt: skip
NO_LEVERS = {"label", "name", "kind", "classes", "routes", "instruments", "rungs", "trust",
             "target_trust", "behaviour"}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_no_field_of_the_language_is_without_a_lever_test(part: str) -> None:
    pulled = " ".join(pull for _, pull, _, _ in LEVERS)
    for field in PARTS[part].model_fields.keys() - NO_LEVERS:
        assert re.search(rf"{re.escape(part)}\.([\w.]+\.)?{field}[.=]", pulled), field
