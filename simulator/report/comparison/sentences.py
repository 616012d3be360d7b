"""A comparison in plain sentences, none of which claims more than its interval supports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from simulator.report import words
from simulator.report.comparison.names import Unit, change, ends, named, said
from simulator.report.language import tr, trn
from simulator.report.measures import ENOUGH_WORLDS

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.difference import Difference
    from simulator.scenario import Scenario

MAIN: Final = (
    "released", "net_effect", "arrested", "deals", "deals_broken", "relief_value_usd_m",
    "price_per_prisoner_usd_m", "reliance_end",
)  # fmt: skip
"""The outcomes that are told in sentences; the table has all."""


def of_what() -> str:
    """What the numbers of the sentences are."""
    return tr(
        "Numbers here are means over worlds and differences between means; the table of all "
        "outcomes also gives medians, and says so."
    )


def sentences(compared: Compared) -> Iterator[str]:
    """What the comparison finds, a sentence or two an outcome."""
    scenario = compared.base.scenario
    for other in compared.others:
        for outcome in MAIN:
            found = compared.of(other.label, outcome)
            base = f"“{compared.base.label}”"
            yield sentence(found, scenario, base=base, other=f"“{other.label}”")


def sentence(found: Difference, scenario: Scenario, *, base: str, other: str) -> str:
    """Say by how much one outcome differs, if that can be told, and in how many worlds."""
    name = named(found.outcome, scenario)
    worlds = min(found.base.worlds, found.other.worlds)
    if worlds < ENOUGH_WORLDS:
        return trn(
            "{outcome}: {n} world is too few to compare.",
            "{outcome}: {n} worlds are too few to compare.",
            worlds,
            outcome=name.label,
            n=words.whole(worlds),
        )
    if found.spread.worlds and found.equal == 1:
        return tr(
            "{outcome}: the same in every world with {other} as with {base}.",
            outcome=name.label,
            other=other,
            base=base,
        )
    return f"{name.label}: {_told(found, name.unit, base, other)}{_worlds(found, base, other)}"


def in_short(found: Difference, scenario: Scenario, *, base: str, other: str) -> str:
    """The same without its numbers' ends and without a full stop: a title."""
    name = named(found.outcome, scenario)
    worlds = min(found.base.worlds, found.other.worlds)
    if worlds < ENOUGH_WORLDS or (found.spread.worlds and found.equal == 1):
        return sentence(found, scenario, base=base, other=other).removesuffix(".")
    said = {"outcome": name.label, "other": other, "base": base}
    if not found.interval.sign:
        return tr("{outcome}: no difference between {other} and {base} can be told", **said)
    by = change(found.mean, name.unit, to=found.interval.width)
    return tr("{outcome}: with {other} {change} than with {base} on average", **said, change=by)


def _told(found: Difference, unit: Unit, base: str, other: str) -> str:
    width = found.interval.width
    if not found.interval.sign:
        return tr(
            "no difference between {other} and {base} can be told; on average it lies between "
            "{low} and {high} with {other} ({confidence}).",
            other=other,
            base=base,
            low=change(found.interval.low, unit, to=width),
            high=change(found.interval.high, unit, to=width),
            confidence=words.confidence(),
        )
    return tr(
        "with {other} {change} than with {base} on average ({confidence} {ends}; means {mean} "
        "against {base_mean}).",
        other=other,
        change=change(found.mean, unit, to=width),
        base=base,
        confidence=words.confidence(),
        ends=ends(found.interval, unit),
        mean=said(found.other.mean, unit, to=width),
        base_mean=said(found.base.mean, unit, to=width),
    )


def _worlds(found: Difference, base: str, other: str) -> str:
    """In how many worlds which side has more; nothing where worlds are not paired."""
    if not found.spread.worlds:
        return ""
    return " " + tr(
        "In {higher} of worlds {other} is higher, in {lower} {base}, in {equal} they are equal.",
        higher=words.percent(found.higher),
        other=other,
        lower=words.percent(found.lower),
        base=base,
        equal=words.percent(found.equal),
    )


def gain(compared: Compared) -> str:
    """Say what sharing the luck has gained, for the net effect."""
    if not compared.paired:
        return tr("Without shared luck nothing is gained by pairing.")
    told = [_gain(compared.of(o.label, "net_effect").narrowing, o.label) for o in compared.others]
    return tr(
        "Pairing the worlds narrows the interval of the net effect: {gains}.",
        gains="; ".join(told),
    )


def _gain(narrowing: float, other: str) -> str:
    """By how much, and how many worlds unpaired ones would take for the same."""
    if not narrowing > 0:
        return tr("for “{other}” not at all", other=other)
    if narrowing >= 1:
        return tr("for “{other}” there is nothing left to narrow, every world agrees", other=other)
    times = 1 / (1 - narrowing) ** 2
    return tr(
        "for “{other}” by {share} (unpaired, it would take about {times} times as many worlds)",
        other=other,
        share=words.percent(narrowing),
        times=words.decimal(times, 0 if times >= 10 else 1),
    )


def how_sure(compared: Compared) -> Iterator[str]:
    """What intervals and spreads stand for here."""
    yield tr(
        "The {confidence} says how far the average difference would move with other worlds of the "
        "same scenarios (Monte Carlo error); more worlds narrow it. The {middle} says how much "
        "the difference varies from world to world; more worlds do not narrow that.",
        confidence=words.confidence(),
        middle=words.middle(),
    )
    yield gain(compared)
    if any(f.base.worlds != f.other.worlds for found in compared.found.values() for f in found):
        yield tr(
            "An outcome that some worlds do not have (relief per release, the first deal) is "
            "compared in those worlds only in which both scenarios have it."
        )
    yield tr(
        "With several outcomes side by side, about one interval in twenty misses by chance. What "
        "neither scenario holds, the comparison cannot show."
    )
