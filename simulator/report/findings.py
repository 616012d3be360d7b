"""What a figure found, in one sentence: its title.

A sentence takes a side only where the worlds do (``measures.verdict``); otherwise it says the span.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from simulator.report import words
from simulator.report.labels import labels_of
from simulator.report.language import tr
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
_HARDLY_MOVED: Final = 0.005  # half of the last digit that is shown
_ROUNDING: Final = 1e-9


def prisoners(tables: RunTables) -> str:
    """Say whether talks leave fewer people held."""
    net = tables.outcomes["net_effect"].dropna()
    if not len(net):
        released = spread(tables.outcomes["released"])
        return tr(
            "Deals release {people} in the median world ({middle}: {span})",
            people=words.people(released.median),
            middle=words.middle(),
            span=words.whole_range(released.low, released.high),
        )
    if len(net) == 1:
        return tr("In the one world run, {held}", held=_held(float(net.iloc[0])))
    found = verdict(net)
    if found is Verdict.SAME:
        return tr("In every world as many people are held at the end as without talks")
    if found is Verdict.UNSETTLED:
        return _either_way(net)
    hits = int((net > 0).sum() if found is Verdict.MORE else (net < 0).sum())
    return _one_way(net, hits, fewer=found is Verdict.MORE)


def _one_way(net: pd.Series, hits: int, *, fewer: bool) -> str:
    """Say in how many worlds fewer people are held than without talks, or more."""
    parts = {
        "worlds": words.worlds_share(hits, len(net)),
        "middle": words.middle(),
        "span": words.fewer_range(spread(net).low, spread(net).high),
    }
    if fewer:
        return tr(
            "In {worlds} fewer people are held at the end than without talks ({middle}: {span})",
            **parts,
        )
    return tr(
        "In {worlds} more people are held at the end than without talks ({middle}: {span})", **parts
    )


def _held(net: float) -> str:
    if words.whole(net) == "0":
        return tr("as many people are held at the end as without talks")
    if words.whole(abs(net)) == "1":
        return tr("{fewer} person is held at the end than without talks", fewer=words.fewer(net))
    return tr("{fewer} people are held at the end than without talks", fewer=words.fewer(net))


def _either_way(net: pd.Series) -> str:
    """Say a net effect that may be of either sign: shares where they settle which is likelier."""
    found, worlds = spread(net), len(net)
    if worlds < ENOUGH_WORLDS:
        return tr(
            "In the {worlds} worlds run, people held at the end against no talks: {span}",
            worlds=worlds,
            span=words.fewer_range(float(net.min()), float(net.max())),
        )
    better, worse = int((net > 0).sum()), int((net < 0).sum())
    more, less = max(better, worse), min(better, worse)
    if wilson(np.array([more]), more + less)[0][0] > _HALF:
        return _likelier(net, more, less, fewer=better > worse)
    return tr(
        "Whether talks leave fewer people held is open: in the {middle} it is {span} than without "
        "them",
        middle=words.middle_of_worlds(),
        span=words.fewer_range(found.low, found.high),
    )


def _likelier(net: pd.Series, first: int, second: int, *, fewer: bool) -> str:
    """Say which is likelier, fewer people held or more, and in how many worlds it is otherwise."""
    said = _one_way(net, first, fewer=fewer)
    others = words.worlds_share(second, len(net))
    if second:
        said += (
            tr("; in {worlds} more", worlds=others)
            if fewer
            else tr("; in {worlds} fewer", worlds=others)
        )
    if len(net) - first - second > _HARDLY * len(net):
        said += tr("; in the others as many")
    return said


def deals(tables: RunTables) -> str:
    """Say how far the ladders are climbed."""
    labels = labels_of(tables.facts)
    found = rung_outcomes(tables, labels.rungs)
    if not found:
        return tr("Nothing is on offer, so no deal is made")
    if not any(item.hits for item in found):
        agreed = bool(tables.outcomes["deals"].any())
        none = tr("No deal is carried through in any world")
        return none if agreed else tr("No world sees a deal")
    first, last = max(found, key=_share), min(found, key=_share)
    top = labels.quoted(first.rung)
    if len(found) == 1:
        return tr("The deal on {rung} is carried through in {worlds}", rung=top,
                  worlds=_reached(first))  # fmt: skip
    if first.hits == last.hits:
        return tr("Every rung is carried through in {worlds}", worlds=_reached(first))
    return tr(
        "{rung} is carried through in {worlds}, {last} in {others}",
        rung=top,
        worlds=_reached(first),
        last=labels.quoted(last.rung),
        others=_reached(last),
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
        none = tr("There is no relief to give")
        return tr("No relief is felt at the end in any world") if means else none
    first, last = max(means, key=means.__getitem__), min(means, key=means.__getitem__)
    top, foot = words.percent(means[first]), words.percent(means[last])
    worlds = len(tables.outcomes)
    if len(means) == 1:
        return tr(
            "{instrument} is felt at {share} of full relief at the end, on average",
            instrument=labels.quoted(first),
            share=top,
        )
    if means[first] - means[last] <= mean_error(worlds):
        share = words.span(foot, top)
        if worlds == 1:
            return tr("At the end {share} of full relief is felt, by instrument", share=share)
        return tr(
            "At the end {share} of full relief is felt, by instrument, on average over worlds",
            share=share,
        )
    return tr(
        "Relief felt at the end, on average: most {first}, {top} of full relief; least {last}, "
        "{foot}",
        first=labels.quoted(first),
        top=top,
        last=labels.quoted(last),
        foot=foot,
    )


def mean_error(worlds: int) -> float:
    """Largest difference between means of two shares that chance alone may give (95%)."""
    return 1.96 * math.sqrt(2) * 0.5 / math.sqrt(max(worlds, 1))


def reliance(tables: RunTables) -> str:
    """Say whether reliance on the patron falls."""
    if no_patron(tables):
        return tr("There is no patron to rely on")
    labels = labels_of(tables.facts)
    outcomes = tables.outcomes
    start, end = spread(outcomes["reliance_start"]), spread(outcomes["reliance_end"])
    change = outcomes["reliance_end"] - outcomes["reliance_start"]
    change = change.where(change.abs() >= _HARDLY_MOVED - _ROUNDING, 0.0)
    who = tr("{target}’s reliance on {patron}", target=labels.target, patron=labels.patron)
    if len(outcomes) == 1:
        return words.capital(_moved(who, start.median, end.median))
    found = verdict(change)
    if found is Verdict.SAME:
        return words.capital(tr("{reliance} does not move", reliance=who))
    if found is Verdict.UNSETTLED:
        return words.capital(_reliance_open(who, change))
    parts = {
        "reliance": who,
        "worlds": words.worlds_share(
            int((change > 0 if found is Verdict.MORE else change < 0).sum()), len(change)
        ),
        "span": words.decimal_range(end.low, end.high, 2),
        "middle": words.middle(),
    }
    if found is Verdict.MORE:
        said = tr("{reliance} rises in {worlds}; it ends at {span} ({middle})", **parts)
    else:
        said = tr("{reliance} falls in {worlds}; it ends at {span} ({middle})", **parts)
    return words.capital(said)


def _reliance_open(who: str, change: pd.Series) -> str:
    """Say how reliance changes where the worlds do not agree."""
    if not (change > 0).any():
        falls = words.worlds_share(int((change < 0).sum()), len(change))
        return tr(
            "{reliance} falls in {worlds}; in the others it moves by less than {least}",
            reliance=who,
            worlds=falls,
            least=words.decimal(_HARDLY_MOVED, 3),
        )
    by = spread(change)
    return tr(
        "Whether {reliance} falls is open: in the {middle} it changes by {span}",
        reliance=who,
        middle=words.middle_of_worlds(),
        span=words.decimal_range(by.low, by.high, 2),
    )


def no_patron(tables: RunTables) -> bool:
    """Whether the scenario names no patron and nobody relies on one."""
    rows = weekly(tables, "reliance")
    return not tables.facts.get("patron") and not rows[["p10", "p90"]].to_numpy().any()


def _moved(who: str, start: float, end: float) -> str:
    first, last = words.decimal(start, 2), words.decimal(end, 2)
    if first == last:
        return tr("{reliance} stays at {level} in the one world run", reliance=who, level=first)
    return tr(
        "{reliance} goes from {first} to {last} in the one world run",
        reliance=who,
        first=first,
        last=last,
    )


def tradeoff(tables: RunTables) -> str:
    """Say what the relief was worth and what it brought."""
    pairs = relief_and_effect(tables)
    if not len(pairs):
        return tr("Without paired worlds there is no net effect to set against the relief")
    if not any(pairs[name].any() for name in ("relief_value_usd_m", "net_effect")):
        return tr("No relief is given, and as many people are held as without talks")
    paid, net = spread(pairs["relief_value_usd_m"]), spread(pairs["net_effect"])
    parts = {
        "money": words.money_range(paid.low, paid.high),
        "span": words.fewer_range(net.low, net.high),
    }
    if len(pairs) == 1:
        return tr(
            "In the one world run, relief is worth {money}; people held at the end: {span}",
            **parts,
        )
    return tr(
        "In the {middle}, relief is worth {money}; people held at the end: {span}",
        middle=words.middle_of_worlds(),
        **parts,
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
    typical = tr("World {world}, a typical one", world=world)
    name = tr("One typical world") if world is None else typical
    if len(tables.outcomes) == 1:
        name = tr("The one world run")
    rows = np.flatnonzero(tables.outcomes["world"].to_numpy() == world)
    if not len(rows):
        return f"{name}: " + words.count(len(tables.story), "event", "events")

    def told(column: str) -> float:
        return float(tables.outcomes[column].iloc[rows[0]])

    broken = told("breaches_by_target") + told("breaches_by_senders") + told("snapbacks")
    text = f"{name}: " + words.count(told("deals"), "deal", "deals")
    if told("deals"):
        text += tr(", {people} released", people=words.people(told("released")))
        text += ", " + words.count(broken, "breach or snapback", "breaches or snapbacks")
    net = told("net_effect")
    return text if math.isnan(net) else f"{text}; {_held(net)}"
