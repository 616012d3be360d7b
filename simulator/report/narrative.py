"""A run told in sentences: the same words in the terminal and on the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from simulator.report import findings, words
from simulator.report.events import headline, main_events
from simulator.report.labels import as_date, labels_of
from simulator.report.measures import (
    ENOUGH_WORLDS,
    RungOutcome,
    Spread,
    rung_outcomes,
    spread,
    wilson,
)

if TYPE_CHECKING:
    from simulator.report.tables import RunTables


def setting(tables: RunTables) -> str:
    """Say how many histories of what length were run."""
    facts = tables.facts
    worlds = int(facts["worlds"])
    histories = "1 possible history (a “world”)" if worlds == 1 else (
        f"{words.whole(worlds)} possible histories (“worlds”)"
    )  # fmt: skip
    return (
        f"{histories} of {words.count(int(facts['horizon_weeks']), 'week')} from "
        f"{words.full_date(as_date(facts['start']))}; seed {facts['seed']}."
    )


def what_happens(tables: RunTables) -> tuple[str, ...]:
    """Tell what a run shows, a sentence for each main matter."""
    told = (
        _first_deal(tables),
        _released(tables),
        f"{findings.prisoners(tables)}.",
        _arrested(tables),
        f"{findings.reliance(tables)}." if tables.facts.get("patron") else "",
        _broken(tables),
    )
    return tuple(sentence for sentence in told if sentence)


def _first_deal(tables: RunTables) -> str:
    first, worlds = spread(tables.outcomes["first_deal_week"]), len(tables.outcomes)
    if first.empty:
        return "No deal is agreed in any world." if worlds > 1 else "No deal is agreed."
    start = as_date(tables.facts["start"])
    low, middle, high = (
        words.month(words.week_date(start, week)) for week in (first.low, first.median, first.high)
    )
    if worlds == 1:
        return f"The first deal is agreed in {middle}."
    where = words.worlds_share(first.worlds, worlds)
    text = f"A deal is agreed in {where}, the first typically in {middle}"
    return f"{text}." if low == high else f"{text} (middle 80%: {low} to {high})."


def _released(tables: RunTables) -> str:
    return _people(tables, "released", "released by deals") or "Nobody is released by a deal."


def _arrested(tables: RunTables) -> str:
    told = _people(tables, "arrested", "arrested", before="over the same time ")
    return told or "Nobody is arrested."


def _people(tables: RunTables, column: str, done: str, *, before: str = "") -> str:
    """Say to how many people something is done; nothing if it is done to nobody in any world."""
    found = spread(tables.outcomes[column])
    if not tables.outcomes[column].any():
        return ""
    verb = "is" if words.whole(found.median) in ("0", "1") else "are"
    said = f"{before}{words.people(found.median)} {verb} {done}"
    return f"{words.capital(said)}{_around(found)}."


def _broken(tables: RunTables) -> str:
    """Say how often deals fail after they were agreed; nothing if there are no deals."""
    outcomes, worlds = tables.outcomes, len(tables.outcomes)
    if not outcomes["deals"].any():
        return ""
    target = labels_of(tables.facts).target
    parts = (
        (f"{target} breaks a deal", f"{target} breaks no deal", "breaches_by_target"),
        ("a sender breaks one", "no sender breaks one", "breaches_by_senders"),
        ("relief is snapped back", "no relief is snapped back", "snapbacks"),
    )
    said = []
    for some, none, column in parts:
        hits = int((outcomes[column] > 0).sum())
        said.append(f"{some} in {words.worlds_share(hits, worlds)}" if hits else none)
    return f"{words.capital(words.listed(said))}."


def _around(found: Spread) -> str:
    """Say that a number is a median and how far the middle 80% of worlds lie around it."""
    if found.worlds == 1:
        return ""
    if found.certain:
        return " in the median world, and as many in the middle 80% of worlds"
    return f" in the median world (middle 80%: {words.whole_range(found.low, found.high)})"


def typical_world(tables: RunTables, limit: int = 8) -> tuple[str, tuple[str, ...]]:
    """Tell one typical world: a heading sentence and its main events with their dates."""
    events = main_events(tables.story, limit, whole=True)
    told = tuple(
        f"{words.short_date(as_date(event['date']))}: {headline(event['text'])}"
        for event in events.to_dict("records")
    )
    return f"{findings.story(tables)}.", told


def ladders(tables: RunTables) -> tuple[tuple[str, tuple[RungOutcome, ...]], ...]:
    """Measure every rung of every ladder, by the sender's label (empty if there is only one)."""
    labels = labels_of(tables.facts)
    measured = [
        (label if len(labels.senders) > 1 else "", rung_outcomes(tables, labels.rungs_of(name)))
        for name, label in labels.senders.items()
    ]
    return tuple((label, items) for label, items in measured if items)


def rung_cells(tables: RunTables, item: RungOutcome) -> tuple[str, str, str, str]:
    """Say a rung, how often it is reached, when, and how many people it frees."""
    name, reached = item.rung.label, f"{words.percent(item.share)} {_give_or_take(item)}"
    if item.worlds < ENOUGH_WORLDS:
        reached = f"{item.hits} of {item.worlds}"
    if not item.hits:
        return name, reached, words.NONE, words.NONE
    start = as_date(tables.facts["start"])
    when = words.short_month(words.week_date(start, item.week.median))
    people = item.people
    size = words.whole(people.median)
    if not people.empty and not people.certain:
        size = f"{size} ({words.whole_range(people.low, people.high)})"
    return name, reached, when, size


def _until(tables: RunTables) -> tuple[str, ...]:
    """What came of a run that was to end when something was known well enough."""
    told = str(tables.facts.get("until") or "")
    return (told,) if told else ()


def _give_or_take(item: RungOutcome) -> str:
    """How far chance may have moved a share of worlds (95%), in whole percentage points."""
    low, high = wilson(np.array([item.hits]), item.worlds)
    reach = max(item.share - float(low[0]), float(high[0]) - item.share)
    return f"±{max(1, math.ceil(100 * reach - 1e-9))}"


def how_sure(tables: RunTables) -> tuple[str, ...]:
    """Say what the spread stands for and how far chance moves the medians."""
    worlds = len(tables.outcomes)
    if worlds == 1:
        return ("One world shows one way it could go; it says nothing about how likely that is.",)
    if worlds < ENOUGH_WORLDS:
        return (f"{words.whole(worlds)} worlds are too few to say how likely anything is.",)
    released = spread(tables.outcomes["released"])
    ends = words.whole_range(released.median_low, released.median_high)
    within = f"within {ends}" if "to" in ends else f"at {ends}"
    return (
        "“Middle 80%” leaves out the lowest and the highest tenth of the worlds; medians of "
        "different outcomes need not come from one world. “Give or take” and “±” are no spread of "
        "worlds but Monte Carlo error (95%): how far the median or share would move with other "
        "seeds; more worlds shrink it.",
        f"With other seeds the median number released would be expected {within} "
        "(95% Monte Carlo interval).",
        *_until(tables),
        "The spread is that of the model under this scenario’s assumptions: the world may hold "
        "things that the model does not.",
    )
