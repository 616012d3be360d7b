"""Random scenarios that between them reach every rule of docs/ODD.md."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

CONCESSIONS = [
    *("boulware", "linear", "conceder", "tit_for_tat"),
    *("hardliner", "immediate", "nash", "rubinstein"),
]
DELIVERIES = [
    *("reliable", "erratic", "tit_for_tat"),
    *("grim", "generous_tit_for_tat", "opportunist"),
]
SNAPBACKS = ["none", "freeze", "partial", "full", "grim"]
POLICIES = ["punish", "compensate", "veto"]
LONGEST = 110


def numbers(low: float, high: float) -> st.SearchStrategy[Any]:
    """A number in a range: most often plain, now and then drawn by each world."""
    plain = st.integers(0, 40).map(lambda step: round(low + (high - low) * step / 40, 6))
    return st.one_of(plain, plain, plain, plain, distributions(low, high))


def wholes(low: int, high: int) -> st.SearchStrategy[Any]:
    """A whole number; a drawn one is rounded."""
    plain = st.integers(low, high)
    return st.one_of(plain, plain, plain, distributions(low, high))


def distributions(low: float, high: float) -> st.SearchStrategy[Data]:
    """Each kind of distribution over a range."""
    middle, ends = (low + high) / 2, {"min": low, "max": high}
    spread = (high - low) / 3
    some = [
        {"uniform": [low, high]},
        {"triangular": [low, middle, high]},
        {"normal": {"mean": middle, "sd": spread, **ends}},
        {"beta": {"a": 1.5, "b": 3.0, **ends}},
        {"choice": {low: 0.25, middle: 0.5, high: 0.25}},
    ]
    if low > 0:
        some.append({"lognormal": {"median": middle, "sigma": 0.5, **ends}})
    return st.sampled_from(some)


def words(listed: list[str]) -> st.SearchStrategy[Any]:
    """A word, or a choice between two that each world makes."""
    one = st.sampled_from(listed)
    two = st.lists(one, min_size=2, max_size=2, unique=True)
    return st.one_of(one, one, one, two.map(lambda pair: {"choice": {pair[0]: 0.4, pair[1]: 0.6}}))


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """Some of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def shares(draw: Any, names: list[str]) -> Data:
    """Shares over names that sum to 1, or drawn ones that the engine must normalise."""
    weights = draw(st.lists(st.integers(0, 5), min_size=len(names), max_size=len(names)))
    if not any(weights):
        weights[0] = 1
    if draw(st.integers(0, 4)) == 0:
        drawn = [{"uniform": [weight / 10 + 0.01, weight / 10 + 0.2]} for weight in weights]
        return dict(zip(names, drawn, strict=True))
    return {name: w / sum(weights) for name, w in zip(names, weights, strict=True)}


@st.composite
def prisoners(draw: Any) -> Data:
    """One to five classes, and the flows of arrests and releases without deals."""
    names = ["foreign", "prominent", "students", "workers", "others"][: draw(st.integers(1, 5))]
    of_arrests = draw(shares(names))
    classes = {
        name: {
            "held": draw(wholes(0, 300)),
            "arrest_share": of_arrests[name],
            "term_ends_per_week": draw(numbers(0, 0.02)),
            "hold_value_usd_m": draw(numbers(0.05, 0.7)),
        }
        for name in names
    }
    rest = optional(
        scarcity=numbers(0, 1.5),
        arrests_per_week=numbers(0, 20),
        arrests_variation=numbers(0, 1),
        restock=numbers(0, 8),
        restock_cap=numbers(0, 1),
        incentive_memory_weeks=numbers(2, 60),
        calm=numbers(0, 0.8),
        gesture_chance_per_week=numbers(0, 0.3),
        gesture_people=wholes(0, 30),
        gesture_class=st.sampled_from(names),
        publication_every_weeks=st.integers(1, 7),
        recognition_lag_weeks=wholes(0, 9),
    )
    return {"classes": classes, **draw(rest)}


def watches() -> dict[str, st.SearchStrategy[Any]]:
    """What a sender does about new arrests: alarms come easily, so that they come at all."""
    return {
        "watch_weeks": wholes(0, 60),
        "alarm_people": numbers(0, 12),
        "tolerance": numbers(0, 0.4),
        "snapback": words(SNAPBACKS),
    }


def behaviours() -> dict[str, st.SearchStrategy[Any]]:
    """Every field of a behaviour but those of an escalation."""
    return {
        "contact_gap_weeks": numbers(1, 12),
        "rounds": wholes(1, 7),
        "round_weeks": numbers(1, 4),
        "cooling_weeks": numbers(0, 10),
        "concession": words(CONCESSIONS),
        "opening": numbers(0, 6),
        "bargaining_weight": numbers(0, 1),
        "patience": numbers(0, 1),
        "hawk": numbers(0, 4),
        "on_breakdown": words(["retry", "sweeten", "walk_away"]),
        "walk_out_per_round": numbers(0, 0.4),
        "delivery": words(DELIVERIES),
        "keeps_probability": numbers(0, 1),
        "forgives_probability": numbers(0, 1),
        "shadow_prisoners": numbers(0, 30),
        "slip": numbers(0, 0.15),
        "first": words(["target", "sender", "simultaneous"]),
        "tranches": wholes(1, 5),
        "release_lag_weeks": wholes(0, 4),
        "relief_lag_weeks": wholes(0, 4),
        "watch": words(["arrivals", "count"]),
        **watches(),
        "attention_lost_per_week": numbers(0, 0.06),
        "attention_weeks": numbers(0, 12),
    }


KINDS = {
    "flow": {"value_usd_m_per_week": numbers(0.1, 4)},
    "commodity_discount": {"discount_cut": numbers(0, 0.08)},
    "commodity_route": {},
    "finance": {"share": numbers(0.05, 0.4)},
}


HASTE = {
    "contact_gap_weeks": 0.2,
    "cooling_weeks": 0,
    "round_weeks": 1,
    "tranches": 3,
    "release_lag_weeks": 1,
    "relief_lag_weeks": 2,
    "watch_weeks": 60,
    "alarm_people": 0,
    "tolerance": 0,
}
"""One deal on the heels of another: an alarm finds the next being delivered."""

HASTY = [{**HASTE, "snapback": policy} for policy in ("partial", "partial", "grim")]


@st.composite
def instruments(draw: Any, sender: str) -> Data:
    """What a sender can ease: one to four things of any kind."""
    made: Data = {}
    for kind in draw(st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=4)):
        rest = optional(time_constant_weeks=numbers(1, 20), floor=numbers(-1, 0))
        sizes = draw(st.fixed_dictionaries(KINDS[kind]))
        sizes["reliance_effect"] = draw(numbers(0, 0.15))
        cost = draw(numbers(0, 50))
        made[f"{sender}_{len(made)}"] = {"kind": kind, "cost": cost, **sizes, **draw(rest)}
    return made


@st.composite
def senders(draw: Any, name: str, classes: list[str]) -> Data:
    """A sender with its instruments, ladder, beliefs and behaviour."""
    own = draw(instruments(name))
    rungs = {}
    for rung in ["first", "second", "third"][: draw(st.integers(0, 3)) or 1]:
        relief = optional(**{k: numbers(0, 1) for k in own})
        asks = {"ask": draw(wholes(1, 40))} if draw(st.integers(0, 5)) == 0 else {}
        always = {draw(st.sampled_from(list(own))): draw(numbers(0.3, 1))}
        given = {} if draw(st.integers(0, 9)) == 0 else {**draw(relief), **always}
        mix = {name: share for name, share in draw(shares(classes)).items() if share}
        made = {"relief": given, "mix": mix}
        if not given or draw(st.booleans()):
            made["distancing"] = draw(numbers(0.005, 0.2))
        rungs[rung] = {**made, **asks}
    counts = optional(kept=numbers(0.5, 6), broken=numbers(0.2, 3), breach_weight=numbers(0, 3))
    rest = optional(strategic_value=numbers(0, 200), trust=counts, target_trust=counts)
    values = {c: draw(numbers(0.5, 8)) for c in classes}
    order = draw(orders(list(rungs)))
    behaviour = {
        **draw(optional(**behaviours())),
        **draw(st.fixed_dictionaries(watches())),
        **draw(escalations(own)),
        **draw(st.sampled_from([{}, {}, {}, {}, {}, *HASTY])),
    }
    made = {"instruments": own, "prisoner_values": values, "rungs": rungs, "behaviour": behaviour}
    return {**made, **order, **draw(rest)}


@st.composite
def escalations(draw: Any, own: Data) -> Data:
    """Now and then a sender that tightens an instrument when talks break down."""
    possible = [k for k, one in own.items() if one["kind"] != "commodity_route"]
    if not possible or draw(st.integers(0, 3)):
        return {}
    perhaps = {"choice": {"escalate": 0.5, "retry": 0.5}}
    return {
        "on_breakdown": draw(st.sampled_from(["escalate", perhaps])),
        "escalate_instrument": draw(st.sampled_from(possible)),
        "escalate_step": draw(numbers(0.1, 0.7)),
    }


@st.composite
def orders(draw: Any, rungs: list[str]) -> Data:
    """The order as listed, another, or a choice that each world makes."""
    kind = draw(st.integers(0, 5))
    if kind < 3:
        return {}
    one = draw(st.permutations(rungs))
    if kind == 3:
        return {"order": one}
    other = one[: draw(st.integers(0, len(one)))]
    return {"order": {"choice": {"a": 0.5, "b": 0.5}, "of": {"a": one, "b": other}}}


@st.composite
def patrons(draw: Any) -> Data:
    """A patron of any policy or several."""
    several = st.lists(st.sampled_from(POLICIES), min_size=1, max_size=3, unique=True)
    choice = {"choice": {"indifferent": 0.3, "punish+veto": 0.4, "compensate": 0.3}}
    policy = draw(st.one_of(several, several, st.just("indifferent"), st.just(choice)))
    given = {
        "subsidy_usd_m_per_week": draw(numbers(0, 60)),
        "grip": draw(numbers(0, 1.5)),
        "veto_slope": draw(numbers(0, 12)),
    }
    rest = optional(
        every_weeks=st.integers(1, 15), tolerance=numbers(0, 0.05), freeze_weeks=numbers(0, 10)
    )
    return {"policy": policy, **given, **draw(rest)}


@st.composite
def events(draw: Any, data: Data) -> Data:
    """What a dated event does, of the kinds that the scenario allows."""
    change = st.sampled_from(["set", "scale"])
    costs = [k for one in data["senders"].values() for k in one["instruments"]]
    names = list(data["senders"])
    some = {
        "repression": {draw(change): draw(numbers(0.5, 12))},
        "freeze": {"sender": draw(st.sampled_from([*names, "all"])), "weeks": draw(numbers(0, 9))},
        "instrument_cost": {
            "instrument": draw(st.sampled_from(costs)),
            draw(change): draw(numbers(0, 5)),
        },
        "behaviour": {
            "sender": draw(st.sampled_from(names)),
            "opening": draw(numbers(0, 6)),
            **draw(optional(**behaviours())),
        },
        "government": {
            "sender": draw(st.sampled_from(names)),
            "reversal_probability": draw(numbers(0, 1)),
            "behaviour": draw(optional(**behaviours())),
        },
    }
    if "patron" in data:
        some["subsidy"] = {draw(change): draw(numbers(0, 40))}
    if "commodity" in data:
        routes = st.sampled_from(list(data["commodity"]["routes"]))
        some["long_run_price"] = {draw(change): draw(numbers(0.5, 2))}
        some["route_capacity"] = {"route": draw(routes), draw(change): draw(numbers(0, 3))}
    kind = draw(st.sampled_from(list(some)))
    weeks = st.one_of(st.integers(0, 40), st.integers(0, LONGEST + 5))
    event = {"week": draw(weeks), kind: some[kind]}
    if kind not in ("freeze", "government") and draw(st.booleans()):
        event["for_weeks"] = draw(st.one_of(st.integers(1, 12), st.integers(1, 40)))
    return event


@st.composite
def commodities(draw: Any, keys: list[str]) -> Data:
    """A commodity with two or three routes, some of them locked."""
    routes = {}
    for name in ["port", "rail", "road"][: draw(st.integers(1, 3))]:
        locks = draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
        routes[name] = {
            "capacity_mt_per_year": draw(numbers(0, 8)),
            "logistics_usd_per_t": draw(numbers(5, 90)),
            "keys": locks,
        }
    rest = optional(
        realisation=numbers(0.7, 1.1),
        discount=numbers(0, 0.2),
        cash_cost_usd_per_t=numbers(0, 200),
        own_price_effect_per_mt=numbers(0, 0.06),
    )
    return {
        "price_usd_per_t": draw(numbers(150, 400)),
        "long_run_price_usd_per_t": draw(numbers(150, 400)),
        "volatility_per_month": draw(numbers(0, 0.15)),
        "half_life_weeks": draw(numbers(4, 80)),
        "capacity_mt_per_year": draw(numbers(0, 13)),
        "routes": routes,
        **draw(rest),
    }


@st.composite
def scenarios(draw: Any) -> str:
    """A scenario as text."""
    held = draw(prisoners())
    names = ["washington", "brussels", "london"][: draw(st.integers(0, 3)) or 1]
    data: Data = {
        "start": "2025-01-26",
        "horizon_weeks": draw(st.integers(40, LONGEST)),
        "prisoners": held,
        "senders": {name: draw(senders(name, list(held["classes"]))) for name in names},
        "target": draw(targets()),
    }
    kinds = {k: o["kind"] for s in data["senders"].values() for k, o in s["instruments"].items()}
    locks = [key for key, kind in kinds.items() if kind == "commodity_route"]
    if draw(st.booleans()) or any(kind.startswith("commodity") for kind in kinds.values()):
        data["commodity"] = draw(commodities(locks))
    if "finance" in kinds.values():
        rest = optional(joint=numbers(0, 0.3))
        trade = {"total_trade_usd_m_per_year": draw(numbers(0, 90_000)), "friction": 0.02}
        data["finance"] = {**trade, **draw(rest)}
    pulls = {"half_life_weeks": numbers(4, 90), "subsidy_pull": numbers(0, 0.5)}
    data["reliance"] = {"start": draw(numbers(0, 0.9)), **draw(optional(**pulls))}
    if draw(st.integers(0, 2)):
        data["patron"] = draw(patrons())
    dated = draw(st.lists(events(data), max_size=7))
    data["timeline"] = {f"event_{place}": event for place, event in enumerate(dated)}
    return as_text(data)


def as_text(value: Any) -> str:
    """Plain data as a scenario file on one line; the keys of a choice may be numbers."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_text(k)}: {as_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_text(one) for one in value) + "]"
    return json.dumps(value)


def targets() -> st.SearchStrategy[Data]:
    """How the target bargains and delivers."""
    rest = optional(
        discount_rate_per_year=numbers(0.05, 1),
        opening=numbers(0, 1),
        keeps_probability=numbers(0, 1),
        forgives_probability=numbers(0, 1),
        shadow_usd_m=numbers(0, 20),
        takeback_credibility=numbers(0, 1),
        slip=numbers(0, 0.3),
    )
    always = st.fixed_dictionaries(
        {"concession": words(CONCESSIONS), "delivery": words(DELIVERIES)}
    )
    return st.builds(lambda one, more: {**one, **more}, always, rest)
