"""The page of a forecast: what is foreseen, and what backtests say of such forecasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.document import Block, Document, Heading, Table, Text, cells
from simulator.report.experiment import Done, Told, experiment_page, worlds_and_seed
from simulator.report.figures.forecast import headline, label_of
from simulator.report.forecast_tables import Said, tables_in_words
from simulator.report.hindcast_view import quantity_name
from simulator.report.html import drawn
from simulator.report.language import tr

if TYPE_CHECKING:
    from simulator.analysis.forecast import Forecast
    from simulator.report.picture import Picture

_TESTS_A_DAY = 2  # the model and the simple forecast


def document(done: Forecast, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of a forecast from its figures."""
    scenario, outlook = done.outlook.case.scenario, done.outlook
    topics = (tr("Counts of people"), tr("Steps taken"), tr("How large the deals are"))
    told = Told(
        tr("Forecast"),
        scenario.title or scenario.name,
        tr(
            "Given all that was observed until {day}, what follows until {end}?",
            day=words.full_date(outlook.today),
            end=words.full_date(outlook.days[-1]),
        ),
        worlds_and_seed(done.worlds, done.seed),
        (
            Text(
                tr(
                    "The model’s futures have a weight of {weight}, those of a simple forecast the "
                    "rest: as {tests} suggest.",
                    weight=words.percent(done.weight),
                    tests=words.count(len(done.tests) // _TESTS_A_DAY, "backtest", "backtests"),
                )
            ),
        ),
        tuple(_found(done)),
        tuple(_sure(done)),
        (
            tr(
                "It foresees only what the scenario holds, and nothing that came after the day it "
                "was made on. It is there to be scored."
            ),
        ),
        tuple(
            drawn(picture, topic=topic, named=_named(done))
            for picture, topic in zip(pictures, topics, strict=False)
        ),
    )
    return experiment_page(told, Done(scenario, scenario.name, done.seed, done.worlds, command))


def _named(done: Forecast) -> dict[str, str]:
    """What names in the tables behind the figures are called."""
    rungs = {
        f"{kind}:{rung}": label_of(done, rung)
        for rung in done.outlook.open_rungs
        for kind in ("rung", "size")
    }
    return {name: quantity_name(name) for name in done.outlook.known} | rungs


def _found(done: Forecast) -> Iterator[Block]:
    yield Text(f"{headline(done)}.")
    for said in tables_in_words(done):
        yield Heading(said.title)
        yield _set(said)


def _set(said: Said) -> Table:
    rows = tuple(cells(row) for row in said.body)
    return Table(tr("Table: {title}", title=said.title), "", said.head, rows)


def _sure(done: Forecast) -> Iterator[str]:
    yield tr(
        "The spread is that of possible futures under the scenario’s assumptions, mixed with the "
        "errors of a simple forecast; backtests are few, and say little of the weight."
    )
    if done.check is None:
        yield tr("It was not checked on made-up histories, whose futures would be known.")
