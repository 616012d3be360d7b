"""The page of a sweep: what was varied, where the outcomes are least and greatest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.document import Block, Document, Heading, Table, Terms, Text, cells
from simulator.report.experiment import Done, Told, experiment_page, worlds_and_seed
from simulator.report.html import drawn
from simulator.report.language import tr, trn
from simulator.report.sensitivity import names
from simulator.report.sweep import telling

if TYPE_CHECKING:
    from simulator.analysis.sweep.sweep import Sweep
    from simulator.report.picture import Picture

_MOST_ROWS = 60


def document(sweep: Sweep, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of a sweep from its figures, one an outcome."""
    outcomes = [names.outcome(outcome) for outcome in sweep.outcomes]
    axes = [names.parameter(axis.path, sweep.scenario) for axis in sweep.axes]
    told = Told(
        sweep.scenario.title or sweep.scenario.name,
        tr(
            "How do {outcomes} change with {axes}?",
            outcomes=words.listed(outcomes),
            axes=words.listed([f"“{axis}”" for axis in axes]),
        ),
        trn("{n} point. {each}; {all}", "{n} points. {each}; {all}", sweep.number,
            n=words.whole(sweep.number), each=telling.each(sweep),
            all=worlds_and_seed(sweep.worlds, sweep.seed)),
        tuple(_asked(sweep)),
        tuple(_found(sweep)),
        (telling.how_sure(),),
        (
            tr(
                "Only what was varied was varied together; everything else kept its own "
                "distribution. Outside the values tried nothing is known."
            ),
        ),
        tuple(
            drawn(picture, topic=words.capital(name))
            for picture, name in zip(pictures, outcomes, strict=True)
        ),
    )  # fmt: skip
    return experiment_page(
        told, Done(sweep.scenario, sweep.scenario.name, sweep.seed, sweep.worlds, command)
    )


def _asked(sweep: Sweep) -> Iterator[Block]:
    pairs = []
    for axis in sweep.axes:
        values = ", ".join(telling.value(value) for value in axis.values)
        if not values:
            column = sweep.table[axis.path]
            values = words.span(telling.value(column.min()), telling.value(column.max()))
        pairs.append(
            (
                names.parameter(axis.path, sweep.scenario),
                tr("{path}: {values}", path=axis.path, values=values),
            )
        )
    yield Terms(tuple(pairs), own=True)


def _found(sweep: Sweep) -> Iterator[Block]:
    for outcome in sweep.outcomes:
        yield Heading(words.capital(names.with_unit(outcome)))
        yield Text(f"{telling.title(sweep, outcome)}.")
        yield _points(sweep, outcome)


def _points(sweep: Sweep, outcome: str) -> Table:
    found = sweep.of(outcome)
    rows = [
        cells(
            [
                telling.point(sweep, row),
                telling.median(row),
                words.span(telling.amount(row["p10"]), telling.amount(row["p90"])),
                words.NONE
                if row["point"] == 0
                else f"{telling.amount(row['gap'])} (± {telling.amount(row['gap_error'])})",
            ]
        )
        for _, row in found.head(_MOST_ROWS).iterrows()
    ]
    caption = tr("± is one standard Monte Carlo error.")
    if len(found) > len(rows):
        caption = tr(
            "The first {n} of {all} points; all are in sweep.csv. ± is one standard Monte Carlo "
            "error.",
            n=words.whole(len(rows)),
            all=words.whole(len(found)),
        )
    return Table(
        tr("Table of points: {outcome}", outcome=names.outcome(outcome)),
        caption,
        (
            tr("Point"),
            tr("Median"),
            words.capital(words.middle_of_worlds()),
            tr("Mean against the first point"),
        ),
        tuple(rows),
    )
