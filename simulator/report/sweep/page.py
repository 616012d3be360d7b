"""The page of a sweep: what was varied, where the outcomes are least and greatest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.document import Block, Cell, Document, Heading, Row, Table, Text, cells
from simulator.report.experiment import Done, Told, experiment_page, worlds_and_seed
from simulator.report.html import drawn
from simulator.report.language import tr, trn
from simulator.report.sensitivity import names
from simulator.report.sensitivity.meanings import meaning
from simulator.report.sweep import telling

if TYPE_CHECKING:
    from simulator.analysis.sweep.sweep import Sweep
    from simulator.analysis.varied.axis import Axis
    from simulator.report.picture import Picture

_MOST_ROWS = 60


def document(sweep: Sweep, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of a sweep from its figures, one an outcome."""
    outcomes = [names.outcome(outcome) for outcome in sweep.outcomes]
    axes = [names.parameter(axis.path, sweep.scenario) for axis in sweep.axes]
    told = Told(
        tr("Sweep"),
        sweep.scenario.title or sweep.scenario.name,
        tr(
            "What does changing {axes} do to {outcomes}?",
            outcomes=words.listed(outcomes),
            axes=words.listed([f"“{axis}”" for axis in axes]),
        ),
        trn("{n} point. {each}; {all}", "{n} points. {each}; {all}", sweep.number,
            n=words.whole(sweep.number), each=telling.each(sweep),
            all=worlds_and_seed(sweep.worlds, sweep.seed)),
        tuple(_asked(sweep)),
        tuple(_found(sweep)),
        tuple(filter(None, (telling.how_sure(), telling.mark_told(sweep)))),
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
    yield Table(
        tr("Table of what was varied"),
        telling.with_mark(sweep, tr("What was varied, and over which values.")),
        (tr("Number"), tr("What it is"), tr("In the scenario file"), tr("Values tried")),
        tuple(Row(tuple(_varied(sweep, axis))) for axis in sweep.axes),
    )


def _varied(sweep: Sweep, axis: Axis) -> Iterator[Cell]:
    values = [telling.marked(sweep, axis, value) for value in axis.values]
    yield Cell(names.parameter(axis.path, sweep.scenario), own=True)
    yield Cell(meaning(axis.path), own=True)
    yield Cell(axis.path, code=True, own=True)
    yield Cell(words.span(*values) if axis.is_range else ", ".join(values), own=True)


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
                telling.gap(row),
            ]
        )
        for _, row in found.head(_MOST_ROWS).iterrows()
    ]
    caption = tr("± is Monte Carlo error ({confidence}).", confidence=words.confidence())
    if len(found) > len(rows):
        caption = tr(
            "The first {n} of {all} points; all are in sweep.csv. ± is Monte Carlo error "
            "({confidence}).",
            confidence=words.confidence(),
            n=words.whole(len(rows)),
            all=words.whole(len(found)),
        )
    caption = telling.with_mark(sweep, caption)
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
