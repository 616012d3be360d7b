"""The tables of a forecast in words: for a document, and for the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from simulator.analysis.forecast import MIXED, Forecast
from simulator.report import words
from simulator.report.figures.forecast import label_of
from simulator.report.hindcast_view import forecast_name, quantity_name
from simulator.report.language import tr


@dataclass(frozen=True)
class Said:
    """A table in words: its title, the heads of its columns, its rows."""

    title: str
    head: tuple[str, ...]
    body: Sequence[tuple[str, ...]]

    @property
    def markdown(self) -> str:
        """The table for a document."""
        lines = [f"### {self.title}", "", f"| {' | '.join(self.head)} |"]
        lines += [f"|{'---|' * len(self.head)}", *(f"| {' | '.join(row)} |" for row in self.body)]
        return "\n".join(lines) + "\n"


def tables_in_words(done: Forecast) -> list[Said]:
    """What is foreseen, step by step, and what backtests and checks say of it."""
    parts = [_counts_table(done, name) for name in done.outlook.known]
    return [*parts, _rungs_table(done), _sizes_table(done), *_tests_tables(done)]


def _counts_table(done: Forecast, name: str) -> Said:
    rows = done.table
    part = rows[(rows["quantity"] == name) & (rows["forecast"] == MIXED)]
    head = (tr("by the end of"), *_heads())
    body = [(row["date"], *(words.whole(row[key]) for key in _ENDS)) for _, row in part.iterrows()]
    return Said(words.capital(quantity_name(name)), head, body)


_ENDS: Final = ("p025", "p10", "p25", "p50", "p75", "p90", "p975")


def _heads() -> tuple[str, ...]:
    return "2.5%", "10%", "25%", tr("median"), "75%", "90%", "97.5%"


def _rungs_table(done: Forecast) -> Said:
    rows = done.table
    rungs = rows[rows["quantity"].str.startswith("rung:")]
    head = (tr("step"), tr("forecast"), *(day.isoformat() for day in done.outlook.days))
    body = []
    for rung in done.outlook.open_rungs:
        for name in done.futures:
            part = rungs[(rungs["quantity"] == f"rung:{rung}") & (rungs["forecast"] == name)]
            chances = [words.percent(chance) for chance in part["probability"]]
            body.append((label_of(done, rung), forecast_name(name), *chances))
    return Said(tr("Probability that a step has been taken"), head, body)


def _sizes_table(done: Forecast) -> Said:
    rows = done.table
    sizes = rows[rows["quantity"].str.startswith("size:")]
    head = (tr("step"), tr("forecast"), tr("taken by then"), *_heads())
    body = []
    for rung in done.outlook.open_rungs:
        for name in done.futures:
            row = sizes[(sizes["quantity"] == f"size:{rung}") & (sizes["forecast"] == name)].iloc[0]
            ends = [words.whole(row[key]) for key in _ENDS]
            chance = words.percent(row["probability"])
            body.append((label_of(done, rung), forecast_name(name), chance, *ends))
    day = done.outlook.days[-1].isoformat()
    title = tr("People freed by the deals on a step, if it is taken by {day}", day=day)
    return Said(title, head, body)


def _tests_tables(done: Forecast) -> Iterator[Said]:
    yield _backtests(done)
    if done.check is not None:
        yield _coverage(done.check.dropna(subset=["within50"]))
        yield _reliability(done, done.check.dropna(subset=["foretold"]))


def _backtests(done: Forecast) -> Said:
    head = (tr("forecast"), tr("from"), tr("for"), tr("released"), tr("steps taken"),
            tr("where it fell"), tr("log likelihood"))  # fmt: skip
    body = [
        (forecast_name(row["forecast"]), row["from"], row["for"], words.whole(row["released"]),
         "; ".join(label_of(done, rung) for rung in row["reached"].split()) or tr("none"),
         words.percent(row["place"]),
         words.decimal(row["log_likelihood"], 2))
        for _, row in done.tests.iterrows()
    ]  # fmt: skip
    return Said(tr("Backtests"), head, body)


def _coverage(counts: pd.DataFrame) -> Said:
    bands = (tr("in {share}", share=f"{level}%") for level in (50, 80, 95))
    head = (tr("what"), tr("by"), *bands)
    body = [
        (quantity_name(row["quantity"]), row["date"],
         *(words.percent(row[f"within{level}"]) for level in (50, 80, 95)))
        for _, row in counts.iterrows()
    ]  # fmt: skip
    title = tr("The model on made-up histories: how often what came lay in its bands")
    return Said(title, head, body)


def _reliability(done: Forecast, rungs: pd.DataFrame) -> Said:
    head = (tr("step"), tr("by"), tr("foretold"), tr("came"))
    body = [
        (label_of(done, row["quantity"].removeprefix("rung:")), row["date"],
         words.percent(row["foretold"]), words.percent(row["came"]))
        for _, row in rungs.iterrows()
    ]  # fmt: skip
    return Said(tr("The model on made-up histories: steps foretold and taken"), head, body)
