"""What a figure found, in one sentence: its title.

A sentence takes a side only where the worlds do (``measures.verdict``); otherwise it says the span.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from simulator.report import words
from simulator.report.labels import labels_of
from simulator.report.measures import (
    ENOUGH_WORLDS,
    RungOutcome,
    Verdict,
    rung_outcomes,
    spread,
    verdict,
    wilson,
)
from simulator.report.tables import RunTables, weekly

if TYPE_CHECKING:
    import pandas as pd

_HALF: Final = 0.5
_HARDLY: Final = 0.05


def prisoners(tables: RunTables) -> str:
    """Say whether talks leave fewer people held."""
    net = tables.outcomes["net_effect"].dropna()
    if not len(net):
        released = spread(tables.outcomes["released"])
        return (
            f"Deals release {words.people(released.median)} in the median world "
            f"(middle 80%: {words.whole_range(released.low, released.high)})"
        )
    if len(net) == 1:
        return f"In the one world run, {_held(float(net.iloc[0]))} without talks"
    found = verdict(net)
    if found is Verdict.SAME:
        return "In every world as many people are held at the end as without talks"
    if found is Verdict.UNSETTLED:
        return _either_way(net)
    low, high = spread(net).low, spread(net).high
    more = "fewer" if found is Verdict.MORE else "more"
    hits = int((net > 0).sum() if found is Verdict.MORE else (net < 0).sum())
    return (
        f"In {words.worlds_share(hits, len(net))} {more} people are held at the end than without "
        f"talks (middle 80%: {words.fewer_range(low, high)})"
    )


def _held(net: float) -> str:
    if words.whole(net) == "0":
        return "as many people are held at the end as"
    return f"{words.fewer(net)} people are held at the end than"


def _either_way(net: pd.Series) -> str:
    """Say a net effect that may be of either sign: shares where they settle which is likelier."""
    found, worlds = spread(net), len(net)
    if worlds < ENOUGH_WORLDS:
        ends = words.fewer_range(float(net.min()), float(net.max()))
        return f"In the {worlds} worlds run, {ends} people are held at the end than without talks"
    better, worse = int((net > 0).sum()), int((net < 0).sum())
    middle = words.fewer_range(found.low, found.high)
    first, side, second, other = (better, "fewer", worse, "more")
    if worse > better:
        first, side, second, other = (worse, "more", better, "fewer")
    if wilson(np.array([first]), first + second)[0][0] > _HALF:
        share = words.worlds_share(second, worlds).removesuffix(" worlds")
        rest = f", in {share} {other}" if second else ""
        rest += ", in the others as many" if worlds - first - second > _HARDLY * worlds else ""
        return (
            f"In {words.worlds_share(first, worlds)} {side} people are held at the end than "
            f"without talks{rest} (middle 80%: {middle})"
        )
    return (
        "Whether talks leave fewer people held is open: in the middle 80% of worlds it is "
        f"{middle} than without them"
    )


def deals(tables: RunTables) -> str:
    """Say how far the ladders are climbed."""
    labels = labels_of(tables.facts)
    found = rung_outcomes(tables, labels.rungs)
    if not found:
        return "Nothing is on offer, so no deal is made"
    if not any(item.hits for item in found):
        agreed = bool(tables.outcomes["deals"].any())
        return "No deal is carried through in any world" if agreed else "No world sees a deal"
    first, last = max(found, key=_share), min(found, key=_share)
    if first.hits == last.hits:
        name = "The deal" if len(found) == 1 else "Every rung"
        who = f" on {labels.quoted(first.rung)}" if len(found) == 1 else ""
        return f"{name}{who} is carried through in {_reached(first)}"
    return (
        f"{labels.quoted(first.rung)} is carried through in {_reached(first)}, "
        f"{labels.quoted(last.rung)} in {_reached(last)}"
    )


def _share(item: RungOutcome) -> float:
    return item.share


def _reached(item: RungOutcome) -> str:
    return words.worlds_share(item.hits, item.worlds)


def relief(tables: RunTables) -> str:
    """Say which instrument is felt most and least at the end, where the means allow it."""
    labels = labels_of(tables.facts)
    means = {
        item: float(rows["mean"].iloc[-1])
        for item in labels.instruments
        if len(rows := weekly(tables, f"relief_{item.name}"))
    }
    if not any(means.values()):
        return (
            "No relief is felt at the end in any world" if means else "There is no relief to give"
        )
    first, last = max(means, key=means.__getitem__), min(means, key=means.__getitem__)
    top, foot = words.percent(means[first]), words.percent(means[last])
    worlds = len(tables.outcomes)
    if len(means) == 1:
        return f"{labels.quoted(first)} is felt at {top} of full relief at the end, on average"
    if means[first] - means[last] <= mean_error(worlds):
        share, over = words.span(foot, top), "" if worlds == 1 else ", on average over worlds"
        return f"At the end {share} of full relief is felt, by instrument{over}"
    return (
        f"Relief felt at the end, on average: most {labels.quoted(first)}, {top} of full relief; "
        f"least {labels.quoted(last)}, {foot}"
    )


def mean_error(worlds: int) -> float:
    """Largest difference between means of two shares that chance alone may give (95%)."""
    return 1.96 * math.sqrt(2) * 0.5 / math.sqrt(max(worlds, 1))


def reliance(tables: RunTables) -> str:
    """Say whether reliance on the patron falls."""
    if no_patron(tables):
        return "There is no patron to rely on"
    labels = labels_of(tables.facts)
    outcomes = tables.outcomes
    start, end = spread(outcomes["reliance_start"]), spread(outcomes["reliance_end"])
    change = outcomes["reliance_end"] - outcomes["reliance_start"]
    change = change.where(change.abs() >= 0.005, 0.0)
    who = f"{labels.target}’s reliance on {labels.patron}"
    if len(outcomes) == 1:
        return f"{words.capital(who)} {_moved(start.median, end.median)} in the one world run"
    found = verdict(change)
    if found is Verdict.SAME:
        return f"{words.capital(who)} does not move"
    if found is Verdict.UNSETTLED and not (change > 0).any():
        falls = words.worlds_share(int((change < 0).sum()), len(change))
        return f"{words.capital(who)} falls in {falls}; in the others it hardly moves"
    if found is Verdict.UNSETTLED:
        by = spread(change)
        return (
            f"Whether {who} falls is open: in the middle 80% of worlds it changes by "
            f"{words.decimal_range(by.low, by.high, 2)}"
        )
    verb, hits = ("rises", change > 0) if found is Verdict.MORE else ("falls", change < 0)
    return (
        f"{words.capital(who)} {verb} in {words.worlds_share(int(hits.sum()), len(change))}; it "
        f"ends at {words.decimal_range(end.low, end.high, 2)} (middle 80%)"
    )


def no_patron(tables: RunTables) -> bool:
    """Whether the scenario names no patron and nobody relies on one."""
    rows = weekly(tables, "reliance")
    return not tables.facts.get("patron") and not rows[["p10", "p90"]].to_numpy().any()


def _moved(start: float, end: float) -> str:
    first, last = words.decimal(start, 2), words.decimal(end, 2)
    return f"stays at {first}" if first == last else f"goes from {first} to {last}"


def tradeoff(tables: RunTables) -> str:
    """Say what the relief was worth and what it brought."""
    pairs = relief_and_effect(tables)
    if not len(pairs):
        return "Without paired worlds there is no net effect to set against the relief"
    if not any(pairs[name].any() for name in ("relief_value_usd_m", "net_effect")):
        return "No relief is given, and as many people are held as without talks"
    paid, net = spread(pairs["relief_value_usd_m"]), spread(pairs["net_effect"])
    where = "In the one world run" if len(pairs) == 1 else "In the middle 80% of worlds"
    return (
        f"{where}, relief is worth {words.money_range(paid.low, paid.high)} and "
        f"{words.fewer_range(net.low, net.high)} people are held at the end"
    )


def relief_and_effect(tables: RunTables) -> pd.DataFrame:
    """Relief given and net effect of the worlds that have both, with the worlds' numbers."""
    import pandas as pd

    names = ("world", "relief_value_usd_m", "net_effect")
    pairs = pd.DataFrame({name: tables.outcomes[name] for name in names}, copy=False)
    return pairs.dropna() if any(pairs[name].hasnans for name in names) else pairs


def story(tables: RunTables) -> str:
    """Say how one world went."""
    world = tables.facts.get("story_world")
    name = "One typical world" if world is None else f"World {world}, a typical one"
    if len(tables.outcomes) == 1:
        name = "The one world run"
    rows = np.flatnonzero(tables.outcomes["world"].to_numpy() == world)
    if not len(rows):
        return f"{name}: {words.count(len(tables.story), 'event')}"

    def told(column: str) -> float:
        return float(tables.outcomes[column].iloc[rows[0]])

    broken = told("breaches_by_target") + told("breaches_by_senders") + told("snapbacks")
    text = f"{name}: {words.count(told('deals'), 'deal')}"
    if told("deals"):
        text += f", {words.people(told('released'))} released"
        text += f", {words.count(broken, 'breach or snapback', 'breaches or snapbacks')}"
    net = told("net_effect")
    return text if math.isnan(net) else f"{text}; {_held(net)} without talks"
