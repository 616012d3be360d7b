"""The page of a hindcast: past cases, forecast from their beginnings, beside what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.analysis.scoring import TAUGHT
from simulator.report import words
from simulator.report.document import Block, Document, Heading, Items, Table, Terms, Text, cells
from simulator.report.experiment import Done, Told, experiment_page
from simulator.report.figures.hindcast import finding
from simulator.report.figures.skill import beaten, tally
from simulator.report.figures.skill import finding as overall
from simulator.report.hindcast_view import (
    forecast_name,
    kind_name,
    quantity_in_words,
    short_name,
    views,
)
from simulator.report.html import drawn
from simulator.report.language import tr

if TYPE_CHECKING:
    from simulator.analysis.hindcast import Hindcast
    from simulator.report.picture import Picture


def document(done: Hindcast, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of a hindcast from its figures: one of all cases, then one a case."""
    topics = [tr("All cases"), *(view.name for view in views(done))]
    told = Told(
        tr("Hindcast"),
        tr("Past cases, forecast and compared with what happened"),
        tr("How near to what happened would the model’s forecasts of past cases have been?"),
        tr(
            "{cases}, {worlds} each; seed {seed}.",
            cases=words.count(len(done.cases), "case", "cases"),
            worlds=words.count(done.worlds, "world", "worlds"),
            seed=done.seed,
        ),
        (
            Terms(
                tuple((short_name(case), case.scenario.question or "") for case in done.cases),
                own=True,
            ),
        ),
        tuple(_found(done)),
        (
            tr(
                "Scores of single cases rest on few observations, which are not independent of one "
                "another; a mean score says little of the next case."
            ),
            tr(
                "Each case is set beside simple forecasts that know nothing of its politics: where "
                "these lie nearer, the model has added nothing there."
            ),
        ),
        (tr("The cases were chosen by people who knew how they ended."),),
        tuple(
            drawn(picture, topic=topic, named=named)
            for picture, topic, named in zip(pictures, topics, _named(done), strict=True)
        ),
    )
    return experiment_page(told, Done(None, "hindcast", done.seed, done.worlds, command))


def _named(done: Hindcast) -> Iterator[dict[str, str]]:
    """What names in the table behind each figure are called."""
    yield {kind: kind_name(kind) for kind in done.summary["kind"].unique()} | {
        case.name: short_name(case) for case in done.cases
    }
    for view in views(done):
        scenario, found = view.case.scenario, view.predictions["quantity"].unique()
        told = [*found, *(each.quantity for each in view.case.observations)]
        yield {one: quantity_in_words(one, scenario) for one in told} | {view.case.name: view.name}


def _found(done: Hindcast) -> Iterator[Block]:
    yield Items((f"{overall(done)}.", *_lesson(done), *(f"{finding(v)}." for v in views(done))))
    lost = beaten(done)
    if lost:
        yield Text(tr("A simple forecast lies nearer to what happened than the model:"))
        yield Items(tuple(f"{case}, {kind}: {name}" for case, kind, name in lost))
    yield Heading(tr("Mean scores"))
    yield _scores(done)


def _lesson(done: Hindcast) -> Iterator[str]:
    """Whether the other cases taught the model something of each case."""
    compared, nearer = tally(done, TAUGHT)
    if compared:
        yield tr(
            "Taught by the other cases it lies nearer to what happened than untaught in {n} of "
            "{all} comparisons.",
            n=compared - nearer,
            all=compared,
        )


def _scores(done: Hindcast) -> Table:
    names = {case.name: short_name(case) for case in done.cases}
    rows = [
        cells(
            [
                names[row["case"]],
                kind_name(row["kind"]),
                forecast_name(row["forecast"]),
                words.whole(row["n"]),
                words.percent(row["within80"]),
                words.decimal(row["crps"], 2),
                words.decimal(row["brier"], 2),
            ]
        )
        for _, row in done.summary.iterrows()
    ]
    return Table(
        tr("Table of mean scores"),
        tr(
            "CRPS in people or weeks, Brier score of having come: lower is better. More scores are "
            "in summary.csv."
        ),
        (
            tr("Case"),
            tr("What"),
            tr("Forecast"),
            tr("Observations"),
            tr("In the {middle}", middle=words.middle()),
            tr("CRPS"),
            tr("Brier"),
        ),
        tuple(rows),
    )
