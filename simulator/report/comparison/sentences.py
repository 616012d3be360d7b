"""A comparison in plain sentences, none of which claims more than its interval supports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from simulator.report import words
from simulator.report.comparison.names import Unit, change, ends, named, said
from simulator.report.measures import ENOUGH_WORLDS

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.difference import Difference
    from simulator.scenario import Scenario

MAIN: Final = ("released", "net_effect", "arrested", "relief_value_usd_m", "reliance_end")
"""The outcomes that are told in sentences; the table has all."""


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
        return f"{name.label}: {words.count(worlds, 'world')} are too few to compare."
    if found.spread.worlds and found.equal == 1:
        return f"{name.label}: the same in every world with {other} as with {base}."
    return f"{name.label}: {_told(found, name.unit, base, other)}{_worlds(found, base, other)}"


def _told(found: Difference, unit: Unit, base: str, other: str) -> str:
    width = found.interval.width
    if not found.interval.sign:
        return (
            f"no difference between {other} and {base} can be told; on average it lies between "
            f"{change(found.interval.low, unit, to=width)} and "
            f"{change(found.interval.high, unit, to=width)} with {other} (95% interval)."
        )
    return (
        f"with {other} {change(found.mean, unit, to=width)} than with {base} on average "
        f"(95% interval {ends(found.interval, unit)}; {said(found.other.mean, unit, to=width)} "
        f"against {said(found.base.mean, unit, to=width)})."
    )


def _worlds(found: Difference, base: str, other: str) -> str:
    """In how many worlds which side has more; nothing where worlds are not paired."""
    if not found.spread.worlds:
        return ""
    return (
        f" In {words.percent(found.higher)} of worlds {other} is higher, in "
        f"{words.percent(found.lower)} {base}, in {words.percent(found.equal)} they are equal."
    )


def gain(compared: Compared) -> str:
    """Say what sharing the luck has gained, for the net effect."""
    if not compared.paired:
        return "Without shared luck nothing is gained by pairing."
    told = [_gain(compared.of(o.label, "net_effect").narrowing, o.label) for o in compared.others]
    return f"Pairing the worlds narrows the interval of the net effect: {'; '.join(told)}."


def _gain(narrowing: float, other: str) -> str:
    """By how much, and how many worlds unpaired ones would take for the same."""
    if not narrowing > 0:
        return f"for “{other}” not at all"
    if narrowing >= 1:
        return f"for “{other}” there is nothing left to narrow, every world agrees"
    times = 1 / (1 - narrowing) ** 2
    more = f"{times:,.0f}" if times >= 10 else f"{times:.1f}"
    return (
        f"for “{other}” by {words.percent(narrowing)} (unpaired, it would take about {more} times "
        "as many worlds)"
    )


def how_sure(compared: Compared) -> Iterator[str]:
    """What intervals and spreads stand for here."""
    yield (
        "The 95% interval says how far the average difference would move with other worlds of the "
        "same scenarios (Monte Carlo error); more worlds narrow it. The middle 80% says how much "
        "the difference varies from world to world; more worlds do not narrow that."
    )
    yield gain(compared)
    if any(f.base.worlds != f.other.worlds for found in compared.found.values() for f in found):
        yield (
            "An outcome that some worlds do not have (relief per release, the first deal) is "
            "compared in those worlds only in which both scenarios have it."
        )
    yield (
        "With several outcomes side by side, about one interval in twenty misses by chance. What "
        "neither scenario holds, the comparison cannot show."
    )
