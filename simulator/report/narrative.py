"""A run told in sentences: the same words in the terminal and on the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from simulator.report import findings, words
from simulator.report.events import headline, main_events
from simulator.report.labels import as_date, labels_of
from simulator.report.language import tr, trn
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
    return trn(
        "{n} possible history (a “world”) of {weeks} from {start}; seed {seed}.",
        "{n} possible histories (“worlds”) of {weeks} from {start}; seed {seed}.",
        worlds,
        n=words.whole(worlds),
        weeks=words.count(int(facts["horizon_weeks"]), "week", "weeks"),
        start=words.full_date(as_date(facts["start"])),
        seed=facts["seed"],
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
        none = tr("No deal is agreed in any world.")
        return none if worlds > 1 else tr("No deal is agreed.")
    start = as_date(tables.facts["start"])
    low, middle, high = (
        words.month(words.week_date(start, week)) for week in (first.low, first.median, first.high)
    )
    if worlds == 1:
        return tr("The first deal is agreed in {month}.", month=middle)
    where = words.worlds_share(first.worlds, worlds)
    if low == high:
        return tr("A deal is agreed in {worlds}, the first typically in {month}.", worlds=where,
                  month=middle)  # fmt: skip
    return tr(
        "A deal is agreed in {worlds}, the first typically in {month} ({middle}: {span}).",
        worlds=where,
        month=middle,
        middle=words.middle(),
        span=words.span(low, high),
    )


def _released(tables: RunTables) -> str:
    if not tables.outcomes["released"].any():
        return tr("Nobody is released by a deal.")
    found = spread(tables.outcomes["released"])
    said = trn(
        "{people} is released by deals{around}.",
        "{people} are released by deals{around}.",
        _number(found.median),
        people=words.people(found.median),
        around=_around(found),
    )
    return words.capital(said)


def _arrested(tables: RunTables) -> str:
    if not tables.outcomes["arrested"].any():
        return tr("Nobody is arrested.")
    found = spread(tables.outcomes["arrested"])
    return trn(
        "Over the same time {people} is arrested{around}.",
        "Over the same time {people} are arrested{around}.",
        _number(found.median),
        people=words.people(found.median),
        around=_around(found),
    )


def _number(median: float) -> int:
    """The grammatical number of so many people; nobody counts as one."""
    return 1 if words.whole(median) == "0" else math.floor(median + 0.5)


def _broken(tables: RunTables) -> str:
    """Say how often deals fail after they were agreed; nothing if there are no deals."""
    outcomes, worlds = tables.outcomes, len(tables.outcomes)
    if not outcomes["deals"].any():
        return ""
    target = labels_of(tables.facts).target

    def share(column: str) -> str:
        hits = int((outcomes[column] > 0).sum())
        return words.worlds_share(hits, worlds) if hits else ""

    told = []
    if where := share("breaches_by_target"):
        told += [tr("{target} breaks a deal in {worlds}", target=target, worlds=where)]
    else:
        told += [tr("{target} breaks no deal", target=target)]
    if where := share("breaches_by_senders"):
        told += [tr("a sender breaks one in {worlds}", worlds=where)]
    else:
        told += [tr("no sender breaks one")]
    if where := share("snapbacks"):
        told += [tr("relief is snapped back in {worlds}", worlds=where)]
    else:
        told += [tr("no relief is snapped back")]
    return f"{words.capital(words.listed(told))}."


def _around(found: Spread) -> str:
    """Say that a number is a median and how far the middle 80% of worlds lie around it."""
    if found.worlds == 1:
        return ""
    if found.certain:
        return tr(" in the median world, and as many in the {middle}",
                  middle=words.middle_of_worlds())  # fmt: skip
    return tr(
        " in the median world ({middle}: {span})",
        middle=words.middle(),
        span=words.whole_range(found.low, found.high),
    )


def typical_world(tables: RunTables, limit: int = 8) -> tuple[str, tuple[str, ...]]:
    """Tell one typical world: a heading sentence and its main events with their dates."""
    events = main_events(tables.story, limit, whole=True)
    told = tuple(
        f"{words.capital(words.week_of(as_date(event['date'])))}: {headline(event['text'])}"
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
        reached = tr("{hits} of {n}", hits=item.hits, n=item.worlds)
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
        only = tr("One world shows one way it could go; it says nothing about how likely that is.")
        return (only,)
    if worlds < ENOUGH_WORLDS:
        few = words.whole(worlds)
        return (tr("{n} worlds are too few to say how likely anything is.", n=few),)
    released = spread(tables.outcomes["released"])
    ends = words.whole_range(released.median_low, released.median_high)
    return (
        tr(
            "The {middle} leaves out the lowest and the highest tenth of the worlds; medians of "
            "different outcomes need not come from one world. “Give or take” and “±” are no spread "
            "of worlds but Monte Carlo error ({confidence}): how far the median or share would "
            "move with other seeds; more worlds shrink it.",
            middle=words.middle(),
            confidence=words.confidence(),
        ),
        tr(
            "With other seeds the median number released would be expected at {ends} "
            "({confidence} of the Monte Carlo error).",
            ends=ends,
            confidence=words.confidence(),
        ),
        *_until(tables),
        tr(
            "The spread is that of the model under this scenario’s assumptions: the world may hold "
            "things that the model does not."
        ),
    )
