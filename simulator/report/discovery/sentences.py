"""A box in words, in a sentence of at most 25 of them, or why nothing is said."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from simulator.analysis.discovery.box import Among, Box, Limit
from simulator.report import words
from simulator.report.language import tr
from simulator.report.sensitivity import names
from simulator.report.sweep.telling import value

if TYPE_CHECKING:
    from simulator.analysis.discovery.condition import Condition
    from simulator.analysis.discovery.discovery import Discovery
    from simulator.scenario import Scenario

MOST_WORDS: Final = 25
_WIDTH: Final = 80
_COMPARISON: Final = re.compile(
    r"([A-Za-z_][\w.]*)\s*(<=|>=|==|!=|<|>)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)"
)
_JOINT: Final = re.compile(r"(?<=\s)(and|or)(?=[\s(])", re.IGNORECASE)


def limit_in_words(limit: Limit) -> str:
    """A limit, to follow a name.

    >>> from simulator.analysis.discovery.box import Among, Between
    >>> limit_in_words(Between(low=2.5)), limit_in_words(Between(0.1, 0.4))
    ('above 2.5', 'between 0.1 and 0.4')
    >>> limit_in_words(Among(frozenset({"tit_for_tat", "linear"})))
    'linear or tit for tat'
    """
    if isinstance(limit, Among):
        return tr(" or ").join(value(word) for word in sorted(limit.words))
    if math.isinf(limit.low):
        return tr("below {value}", value=value(limit.high))
    if math.isinf(limit.high):
        return tr("above {value}", value=value(limit.low))
    return tr("between {low} and {high}", low=value(limit.low), high=value(limit.high))


def condition_in_words(condition: Condition) -> str:
    """What is asked of a world, in words with units.

    >>> from simulator.analysis.discovery.condition import condition_of
    >>> condition_in_words(condition_of("net_effect < 50 and (deals >= 3 or reliance_end > 0.5)"))
    'the net effect is below 50 people and (the number of deals is at least 3 or reliance at the end is above 0.5)'
    """  # noqa: E501 - an example of what a reader sees
    text = _COMPARISON.sub(_compared, condition.text)
    return _JOINT.sub(lambda joint: tr("and") if joint[1].lower() == "and" else tr("or"), text)


def _compared(found: re.Match[str]) -> str:
    """One comparison, such as ``the net effect is below 50 people``."""
    column, sign, number = found.groups()
    said = {
        "outcome": names.outcome(column),
        "value": names.in_unit(column, value(float(number))),
    }
    if sign == "<":
        return tr("{outcome} is below {value}", **said)
    if sign == "<=":
        return tr("{outcome} is at most {value}", **said)
    if sign == ">":
        return tr("{outcome} is above {value}", **said)
    if sign == ">=":
        return tr("{outcome} is at least {value}", **said)
    if sign == "==":
        return tr("{outcome} is {value}", **said)
    return tr("{outcome} is not {value}", **said)


def clauses(box: Box, scenario: Scenario) -> list[str]:
    """Each limit of a box with the name of its number or word."""
    return [
        f"{names.parameter(path, scenario)} {limit_in_words(limit)}"
        for path, limit in box.limits.items()
    ]


def sentence(found: Discovery) -> str:
    """The finding in at most 25 words; what has no room is counted."""
    verdict = found.judgement
    share, base = words.percent(verdict.density), words.percent(verdict.base)
    again = verdict.again  # the steadiest limits first
    steady = dict(sorted(found.box.limits.items(), key=lambda item: -again[item[0]]))
    parts = clauses(Box(steady), found.worlds.scenario)
    for kept in range(len(parts), -1, -1):
        more = len(parts) - kept
        rest = [words.count(more, "more limit", "more limits")] if more and kept else []
        whole = tr(
            "With {limits}, {condition} in {share} of worlds (all worlds: {base}).",
            limits=tr(" and ").join([*parts[:kept], *rest]) or tr("the box’s limits hold"),
            share=share,
            condition=condition_in_words(found.condition),
            base=base,
        )
        if len(whole.split()) <= MOST_WORDS:
            return whole
    return tr(
        "In the box, {share} of worlds meet the condition (all worlds: {base}).",
        share=share,
        base=base,
    )


def silence(found: Discovery) -> str:
    """Why nothing is said."""
    base = words.percent(found.judgement.base)
    return tr(
        "No box of these numbers does better than the base rate, {base}, in worlds it was not "
        "found in; so none is told.",
        base=base,
    )


def headline(found: Discovery) -> str:
    """The sentence, or why there is none."""
    return sentence(found) if found.speaks else silence(found)


def summary(found: Discovery) -> str:
    """What was found, in words; ends with a newline."""
    scenario, verdict = found.worlds.scenario, found.judgement
    lines = _wrapped(
        f"{scenario.title or scenario.name}: where {condition_in_words(found.condition)}, "
        f"in {found.worlds.count:,} worlds"
    )
    lines += ["", *_wrapped(headline(found))]
    if found.speaks:
        lines += ["", *_figures(found), "", "LIMITS (share of resamples in which each came again)"]
        for path, clause in zip(found.box.limits, clauses(found.box, scenario), strict=True):
            again = words.percent(verdict.again[path])
            lines += _wrapped(f"{clause} [{path}]: {again}", "  ")
    lines += _leaves(found)
    return "\n".join(lines) + "\n"


def _figures(found: Discovery) -> Iterator[str]:
    verdict = found.judgement
    span = words.span(words.percent(verdict.low), words.percent(verdict.high))
    yield f"  Density: {words.percent(verdict.density)} of the box's worlds (95% interval {span})"
    yield f"  Coverage: {words.percent(verdict.coverage)} of all such worlds lie in the box"
    yield f"  Base rate: {words.percent(verdict.base)} of all worlds"
    yield (
        f"  Stability: {words.decimal(verdict.stability, 2)} mean overlap with boxes "
        "found in halves of the worlds"
    )
    yield f"  Judged on {verdict.worlds:,} worlds of the box that had no part in finding it"


def _leaves(found: Discovery) -> Iterator[str]:
    if not found.leaves:
        return
    yield "\nTREE (share of fresh worlds in the leaf; density in it)"
    for leaf in found.leaves:
        told = ", ".join(clauses(leaf.box, found.worlds.scenario)) or "every world"
        yield from _wrapped(
            f"{words.percent(leaf.mass)}; {words.percent(leaf.density)}: {told}", "  "
        )


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)
