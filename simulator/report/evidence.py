"""What the numbers of a scenario rest on, as a page of Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from simulator.report import words
from simulator.report.facts import said
from simulator.scenario import Evidence, Scenario
from simulator.scenario.grounds import KINDS, Ground, grounds

_TOLD: Final = {
    "evidence": "measured: evidence, in the number's own unit or converted to it",
    "evidence and judgement": "judged: evidence bears on it, an assumption says how",
    "assumption": "assumed, with a range",
    "convention": "a convention of the model, without a range",
    "calibration": "calibrated",
    "nothing": "on nothing",
}


def evidence_page(scenario: Scenario) -> str:
    """Every number with its evidence: counts, then a table for each part of the scenario."""
    found = grounds(scenario)
    lines = [
        f"# What the numbers of {scenario.name} rest on",
        "",
        f"This page is written by `sanctions validate {scenario.name} --markdown`. Ids are those",
        "of [seeds/evidence.csv](../seeds/evidence.csv), each with its figure, range, unit and",
        "confidence.",
        "",
        *_counts(found),
    ]
    for part, members in groupby(found, key=lambda ground: ground.path.rpartition(".")[0]):
        lines += ["", f"## `{part}`", "", "| number | value | rests on |", "|---|---|---|"]
        lines += map(_row, members)
    return "\n".join(lines) + "\n"


def _counts(found: tuple[Ground, ...]) -> Iterator[str]:
    kinds = Counter(ground.kind for ground in found)
    yield "| numbers | rest on |"
    yield "|---|---|"
    for kind in KINDS:
        if kinds[kind]:
            yield f"| {kinds[kind]} | {_TOLD[kind]} |"
    narrow = sum(bool(ground.left_out) for ground in found)
    yield f"| {narrow} | narrower than the range of their evidence |"
    yield f"| {sum(bool(ground.flaw) for ground in found)} | outside the range of their evidence |"


def _row(ground: Ground) -> str:
    name = ground.path.rpartition(".")[2]
    return f"| `{name}` | {said(ground.value)} | {_cell('; '.join(_basis(ground)))} |"


def _basis(ground: Ground) -> Iterator[str]:
    if ground.rows:
        yield ", ".join(f"`{row.id}` ({_figure(row)})" for row in ground.rows)
    if ground.basis.conversion != (1.0, 0.0) and ground.allowed:
        yield "converted to {:.4g} to {:.4g}".format(*ground.allowed)
    if ground.basis.assumption:
        yield f"{'convention' if ground.basis.structural else 'assumed'}: {ground.basis.assumption}"
    if ground.basis.range:
        yield "range {:g} to {:g}".format(*ground.basis.range)
    if ground.left_out:
        yield f"narrower than its evidence: {ground.left_out}"
    if ground.flaw:
        yield f"**outside**: {ground.flaw}"


def _figure(row: Evidence) -> str:
    within = f" ({words.span(row.low, row.high)})" if row.low and row.high else ""
    return " ".join(f"{row.value}{within} {row.unit}, {row.confidence}".split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
