"""Random scenarios for properties: every lever of the language may be pulled.

A draw is plain data (what a YAML file would say), valid by construction, small enough to run 256
worlds in a moment. Words are one word or a choice over several, so that one scenario reaches many
strategies; numbers are plain or a distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from hypothesis import strategies as st

from simulator.scenario import Scenario
from simulator.scenario.vocabulary import KINDS, PATRON_POLICIES, words
from tests.oracles.worlds import scenario_of

MOST_INSTRUMENTS: Final = 12
MOST_CLASSES: Final = 9
Data = dict[str, Any]
Draw = st.DrawFn


@st.composite
def numbers(draw: Draw, low: float, high: float) -> Any:
    """A number between two ends: plain, or a distribution that stays between them."""
    a, b = sorted(round(draw(st.floats(low, high)), 3) for _ in range(2))
    middle, width = round((a + b) / 2, 4), max(round(b - a, 3), 0.001)
    return draw(
        st.sampled_from([
            a, b, middle,
            {"uniform": [a, b]},
            {"triangular": [a, middle, b]},
            {"choice": {a: 0.25, b: 0.75} if a < b else {a: 1.0}},
            {"beta": {"a": 2, "b": 3, "min": a, "max": b}} if a < b else a,
            {"normal": {"mean": middle, "sd": width, "min": a, "max": b}} if a < b else a,
        ])
    )  # fmt: skip


def whole(low: int, high: int) -> st.SearchStrategy[Any]:
    """A whole number, plain or drawn in each world."""
    plain = st.integers(low, high)
    return plain | plain.map(lambda top: {"uniform": [low, max(low, top)]})


@st.composite
def some_words(draw: Draw, options: Sequence[str]) -> Any:
    """One of the words, or a choice over several of them."""
    chosen = draw(st.lists(st.sampled_from(list(options)), min_size=1, unique=True))
    return chosen[0] if len(chosen) == 1 else {"choice": weights(chosen)}


def weights(names: Sequence[Any]) -> dict[Any, float]:
    """Equal weights that sum to 1."""
    return {name: 1 / len(names) for name in names}


@st.composite
def shares(draw: Draw, names: Sequence[str]) -> Data:
    """Shares of some of the names that sum to 1; with a distribution they are normalised later."""
    parts = [draw(st.integers(0, 5)) for _ in names]
    parts[draw(st.integers(0, len(names) - 1))] += 1
    found: Data = {name: part / sum(parts) for name, part in zip(names, parts, strict=True)}
    if draw(st.booleans()) and len(names) > 1:
        found[names[0]] = {"uniform": [0.1, 0.6]}
    return found


@st.composite
def behaviours(draw: Draw, escalate: Sequence[str]) -> Data:
    """A behaviour that gives some of its fields; talks come often, so that much happens."""
    breakdown = [word for word in words("on_breakdown") if escalate or word != "escalate"]
    fields: dict[str, st.SearchStrategy[Any]] = {
        "rounds": whole(1, 6),
        "round_weeks": numbers(1, 3),
        "cooling_weeks": numbers(0, 8),
        "concession": some_words(words("concession")),
        "opening": numbers(0, 4),
        "bargaining_weight": numbers(0, 1),
        "patience": numbers(0.5, 1),
        "hawk": numbers(0, 3),
        "on_breakdown": some_words(breakdown),
        "escalate_step": numbers(0.05, 0.6),
        "walk_out_per_round": numbers(0, 0.3),
        "delivery": some_words(words("delivery")),
        "keeps_probability": numbers(0.3, 1),
        "forgives_probability": numbers(0, 1),
        "shadow_prisoners": numbers(0, 20),
        "slip": numbers(0, 0.3),
        "first": some_words(words("first")),
        "tranches": whole(1, 5),
        "release_lag_weeks": whole(0, 3),
        "relief_lag_weeks": whole(0, 4),
        "watch": some_words(words("watch")),
        "watch_weeks": whole(0, 30),
        "alarm_people": numbers(0, 15),
        "tolerance": numbers(0, 1.5),
        "snapback": some_words(words("snapback")),
        "attention_lost_per_week": numbers(0, 0.1),
        "attention_weeks": numbers(0, 10),
    }
    given = draw(st.lists(st.sampled_from(sorted(fields)), unique=True, min_size=8))
    found = {name: draw(fields[name]) for name in given}
    found["contact_gap_weeks"] = draw(numbers(0.5, 5))
    if escalate:
        found["escalate_instrument"] = draw(st.sampled_from(list(escalate)))
    return found


@st.composite
def instruments(draw: Draw) -> Data:
    """One instrument, worth enough for deals to be struck."""
    kind = draw(st.sampled_from(KINDS))
    found: Data = {
        "kind": kind,
        "cost": draw(numbers(0, 15)),
        "time_constant_weeks": draw(numbers(1, 12)),
        "reliance_effect": draw(numbers(0, 0.15)),
        "floor": draw(st.sampled_from([0, -0.5, -1])),
    }
    own = {
        "flow": ("value_usd_m_per_week", numbers(1, 8)),
        "commodity_discount": ("discount_cut", numbers(0.01, 0.1)),
        "finance": ("share", numbers(0.05, 0.4)),
    }
    if kind in own:
        field, values = own[kind]
        found[field] = draw(values)
    return found


@st.composite
def rungs(draw: Draw, names: Sequence[str], classes: Sequence[str]) -> Data:
    """One rung: relief of some instruments, perhaps distancing, perhaps a fixed ask."""
    eased = draw(st.lists(st.sampled_from(list(names)), min_size=1, max_size=3, unique=True))
    found: Data = {
        "relief": {name: draw(numbers(0.2, 1)) for name in eased},
        "mix": draw(shares(classes)),
    }
    if draw(st.booleans()):
        found["distancing"] = draw(numbers(0, 0.2))
    if draw(st.integers(0, 3)) == 0:
        found["ask"] = draw(whole(1, 30))
    return found


@st.composite
def orders(draw: Draw, names: Sequence[str]) -> Any:
    """An order of the rungs, or a choice of two."""
    one, other = (draw(st.permutations(list(names))) for _ in range(2))
    one, other = list(one), list(other)[: draw(st.integers(0, len(names)))]
    mixed = {"choice": {"early": 0.5, "late": 0.5}, "of": {"early": one, "late": other}}
    return draw(st.sampled_from([one, mixed]))


@st.composite
def senders(draw: Draw, name: str, classes: Sequence[str], most: int) -> Data:
    """A government: up to ``most`` instruments of its own, a ladder, beliefs, a behaviour."""
    count = draw(st.integers(1, most))
    own = {f"{name}_{k}": draw(instruments()) for k in range(count)}
    ladder = {f"step_{j}": draw(rungs(list(own), classes)) for j in range(draw(st.integers(1, 4)))}
    tightened = [k for k, one in own.items() if one["kind"] != "commodity_route"]
    trust = {"kept": draw(numbers(0.5, 3)), "broken": draw(numbers(0.5, 3))}
    return {
        "instruments": own,
        "prisoner_values": {c: draw(numbers(0.5, 10)) for c in classes},
        "strategic_value": draw(numbers(0, 100)),
        "rungs": ladder,
        "order": draw(orders(list(ladder))),
        "trust": {**trust, "breach_weight": draw(numbers(0, 4))},
        "target_trust": trust,
        "behaviour": draw(behaviours(tightened)),
    }


@st.composite
def events(draw: Draw, data: Data) -> Data:
    """A dated event of any kind that the scenario has a place for."""
    change = {draw(st.sampled_from(["set", "scale"])): draw(numbers(0.2, 3))}
    names = list(data["senders"])
    sender = draw(st.sampled_from(names))
    owned = [k for one in data["senders"].values() for k in one["instruments"]]
    tightened = data["senders"][sender]["behaviour"].get("escalate_instrument")
    behaviour = draw(behaviours([tightened] if tightened else []))
    kinds: Data = {
        "repression": change,
        "instrument_cost": {"instrument": draw(st.sampled_from(owned)), **change},
        "freeze": {"sender": draw(st.sampled_from([*names, "all"])), "weeks": draw(numbers(0, 9))},
        "behaviour": {"sender": sender, **behaviour},
        "government": {
            "sender": sender,
            "reversal_probability": draw(numbers(0, 1)),
            "behaviour": behaviour,
        },
    }
    if "patron" in data:
        kinds["subsidy"] = change
    if "commodity" in data:
        route = draw(st.sampled_from(list(data["commodity"]["routes"])))
        kinds["long_run_price"] = {"scale": draw(numbers(0.5, 2))}
        kinds["route_capacity"] = {"route": route, **change}
    kind = draw(st.sampled_from(sorted(kinds)))
    event: Data = {"week": draw(st.integers(0, data["horizon_weeks"] + 5)), kind: kinds[kind]}
    if kind not in ("freeze", "government") and draw(st.booleans()):
        event["for_weeks"] = draw(st.integers(1, 12))
    return event


@st.composite
def economies(draw: Draw, owned: dict[str, Data]) -> Data:
    """The sections that the instruments need, and perhaps a patron."""
    keys = [name for name, one in owned.items() if one["kind"] == "commodity_route"]
    routes: Data = {
        "port": {"capacity_mt_per_year": 8, "logistics_usd_per_t": draw(numbers(5, 30))},
        "rail": {"capacity_mt_per_year": 4, "logistics_usd_per_t": draw(numbers(5, 60))},
    }
    if keys:
        some = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True))
        routes["port"]["keys"] = some
    data: Data = {
        "commodity": {
            "price_usd_per_t": draw(numbers(100, 500)),
            "long_run_price_usd_per_t": draw(numbers(100, 500)),
            "volatility_per_month": draw(numbers(0, 0.2)),
            "half_life_weeks": draw(numbers(5, 80)),
            "capacity_mt_per_year": draw(numbers(2, 14)),
            "discount": draw(numbers(0, 0.2)),
            "cash_cost_usd_per_t": draw(numbers(0, 120)),
            "own_price_effect_per_mt": draw(numbers(0, 0.05)),
            "routes": routes,
        },
        "finance": {
            "total_trade_usd_m_per_year": draw(numbers(9_000, 90_000)),
            "friction": draw(numbers(0.01, 0.03)),
            "joint": draw(numbers(0, 0.3)),
        },
        "reliance": {
            "start": draw(numbers(0, 1)),
            "half_life_weeks": draw(numbers(4, 80)),
            "subsidy_pull": draw(numbers(0, 0.9)),
        },
    }
    if draw(st.booleans()):
        data["patron"] = draw(patrons())
    return data


@st.composite
def patrons(draw: Draw) -> Data:
    """A patron with any combination of policies."""
    some = draw(st.lists(st.sampled_from(PATRON_POLICIES[1:]), unique=True))
    policies = [
        "indifferent",
        some or "indifferent",
        {"choice": weights(["punish+veto", "compensate"])},
    ]
    return {
        "every_weeks": draw(st.integers(1, 13)),
        "subsidy_usd_m_per_week": draw(numbers(0, 60)),
        "grip": draw(numbers(0, 0.5)),
        "tolerance": draw(numbers(0, 0.1)),
        "policy": draw(st.sampled_from(policies)),
        "veto_slope": draw(numbers(0, 20)),
        "freeze_weeks": draw(numbers(0, 12)),
    }


@st.composite
def prisoners(draw: Draw, classes: Sequence[str]) -> Data:
    """The people held, few enough that classes run out now and then."""
    arrest_shares = draw(shares(classes))
    held = draw(st.sampled_from([5, 60, 300]))
    each = {
        name: {
            "held": draw(whole(0, held)),
            "arrest_share": arrest_shares[name],
            "term_ends_per_week": draw(numbers(0, 0.05)),
            "hold_value_usd_m": draw(numbers(0.02, 0.5)),
        }
        for name in classes
    }
    return {
        "classes": each,
        "scarcity": draw(numbers(0, 1)),
        "arrests_per_week": draw(numbers(0, 12)),
        "arrests_variation": draw(numbers(0, 1)),
        "restock": draw(numbers(0, 8)),
        "restock_cap": draw(numbers(0, 1)),
        "incentive_memory_weeks": draw(numbers(1, 40)),
        "calm": draw(numbers(0, 1)),
        "gesture_chance_per_week": draw(numbers(0, 0.3)),
        "gesture_people": draw(whole(0, 20)),
        "gesture_class": draw(st.sampled_from(list(classes))),
        "publication_every_weeks": draw(st.integers(1, 5)),
        "recognition_lag_weeks": draw(whole(0, 6)),
    }


@st.composite
def targets(draw: Draw) -> Data:
    """The target's way of bargaining and delivering."""
    return {
        "discount_rate_per_year": draw(numbers(0.05, 1)),
        "concession": draw(some_words(words("concession"))),
        "opening": draw(numbers(0.1, 1)),
        "delivery": draw(some_words(words("delivery"))),
        "keeps_probability": draw(numbers(0.3, 1)),
        "forgives_probability": draw(numbers(0, 1)),
        "shadow_usd_m": draw(numbers(0, 20)),
        "takeback_credibility": draw(numbers(0, 1)),
        "slip": draw(numbers(0, 0.3)),
    }


@st.composite
def data(draw: Draw, *, weeks: int = 40, rich: bool = False) -> Data:
    """A scenario as plain data; ``rich`` has nine classes and twelve instruments, never fewer."""
    count = MOST_CLASSES if rich else draw(st.integers(1, MOST_CLASSES))
    classes = [f"class_{c}" for c in range(count)]
    names = ["east", "north", "west"][: 3 if rich else draw(st.integers(1, 3))]
    most = MOST_INSTRUMENTS // len(names)
    parties = {name: draw(senders(name, classes, most)) for name in names}
    if rich:
        for name, one in parties.items():
            for k in range(len(one["instruments"]), most):
                one["instruments"][f"{name}_{k}"] = draw(instruments())
    owned = {k: i for one in parties.values() for k, i in one["instruments"].items()}
    found: Data = {
        "start": "2025-01-26",
        "horizon_weeks": weeks,
        "prisoners": draw(prisoners(classes)),
        "target": draw(targets()),
        "senders": parties,
        **draw(economies(owned)),
    }
    dated = draw(st.lists(events(found), max_size=4))
    found["timeline"] = {f"event_{i}": event for i, event in enumerate(dated)}
    return found


def scenarios(*, weeks: int = 40, rich: bool = False) -> st.SearchStrategy[Scenario]:
    """Random scenarios that validate."""
    return data(weeks=weeks, rich=rich).map(scenario_of)
