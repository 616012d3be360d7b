"""A forecast as text, tables for a document, and a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd

from simulator.analysis.forecast import COUNTED, MIXED, Forecast
from simulator.report import words
from simulator.report.calibration import write_manifest, write_pictures
from simulator.report.figures.forecast import (
    counts_figure,
    headline,
    label_of,
    rungs_figure,
    sizes_figure,
)
from simulator.report.hindcast_view import QUANTITIES
from simulator.report.picture import Picture
from simulator.results.folder import write_whole
from simulator.results.plugins import plugins_of

_FLOATS: Final = "%.4g"


def pictures(done: Forecast) -> Iterator[Picture]:
    """The figures of a forecast."""
    yield counts_figure(done)
    if done.outlook.open_rungs:
        yield rungs_figure(done)
        yield sizes_figure(done)


def tables(done: Forecast) -> dict[str, pd.DataFrame]:
    """The tables of a forecast: what is foreseen, the backtests, the check on made-up histories."""
    found = {"forecast": done.table, "backtests": done.tests}
    return found if done.check is None else {**found, "check": done.check}


def summary_text(done: Forecast) -> str:
    """What is foreseen, in words."""
    lines = [f"{headline(done)}.", "", *_mixture(done), "", *_rungs(done)]
    return "\n".join(lines) + "\n"


def _mixture(done: Forecast) -> Iterator[str]:
    yield (
        f"The model's futures have a weight of {words.percent(done.weight)}, those of a simple "
        f"forecast the rest: what {len(done.tests) // 2} backtests say, counted "
        f"{'half' if COUNTED == 0.5 else words.percent(COUNTED)}."
    )


def _rungs(done: Forecast) -> Iterator[str]:
    rows = done.table
    yield "How likely a step has been taken by the end of each quarter:"
    for rung in done.outlook.open_rungs:
        part = rows[(rows["quantity"] == f"rung:{rung}") & (rows["forecast"] == MIXED)]
        told = ", ".join(
            f"{day} {words.percent(chance)}"
            for day, chance in zip(part["date"], part["probability"], strict=True)
        )
        yield f"  {label_of(done, rung)}: {told}"


def markdown(done: Forecast) -> str:
    """The forecast as tables for a document."""
    parts = [_counts_table(done, name) for name in done.outlook.known]
    return "\n".join([*parts, _rungs_table(done), _sizes_table(done), *_tests_tables(done)])


def _counts_table(done: Forecast, name: str) -> str:
    rows = done.table
    part = rows[(rows["quantity"] == name) & (rows["forecast"] == MIXED)]
    head = ("by the end of", "2.5%", "10%", "25%", "median", "75%", "90%", "97.5%")
    body = [(row["date"], *(words.whole(row[key]) for key in _ENDS)) for _, row in part.iterrows()]
    return _table(f"{QUANTITIES[name].capitalize()}", head, body)


_ENDS: Final = ("p025", "p10", "p25", "p50", "p75", "p90", "p975")


def _rungs_table(done: Forecast) -> str:
    rows = done.table
    rungs = rows[rows["quantity"].str.startswith("rung:")]
    head = ("step", "forecast", *(day.isoformat() for day in done.outlook.days))
    body = []
    for rung in done.outlook.open_rungs:
        for name in done.futures:
            part = rungs[(rungs["quantity"] == f"rung:{rung}") & (rungs["forecast"] == name)]
            chances = [words.percent(chance) for chance in part["probability"]]
            body.append((label_of(done, rung), name, *chances))
    return _table("Probability that a step has been taken", head, body)


def _sizes_table(done: Forecast) -> str:
    rows = done.table
    sizes = rows[rows["quantity"].str.startswith("size:")]
    head = (
        "step",
        "forecast",
        "taken by then",
        "2.5%",
        "10%",
        "25%",
        "median",
        "75%",
        "90%",
        "97.5%",
    )
    body = []
    for rung in done.outlook.open_rungs:
        for name in done.futures:
            row = sizes[(sizes["quantity"] == f"size:{rung}") & (sizes["forecast"] == name)].iloc[0]
            ends = [words.whole(row[key]) for key in _ENDS]
            body.append((label_of(done, rung), name, words.percent(row["probability"]), *ends))
    day = done.outlook.days[-1].isoformat()
    return _table(f"People freed by the deals on a step, if it is taken by {day}", head, body)


def _tests_tables(done: Forecast) -> Iterator[str]:
    yield _backtests(done.tests)
    if done.check is not None:
        yield _coverage(done.check.dropna(subset=["within50"]))
        yield _reliability(done, done.check.dropna(subset=["foretold"]))


def _backtests(tests: pd.DataFrame) -> str:
    head = ("forecast", "from", "for", "released", "steps taken", "where it fell", "log likelihood")
    body = [
        (row["forecast"], row["from"], row["for"], words.whole(row["released"]),
         row["reached"] or "none", words.percent(row["place"]),
         words.decimal(row["log_likelihood"], 2))
        for _, row in tests.iterrows()
    ]  # fmt: skip
    return _table("Backtests", head, body)


def _coverage(counts: pd.DataFrame) -> str:
    head = ("what", "by", "in 50%", "in 80%", "in 95%")
    body = [
        (QUANTITIES[row["quantity"]], row["date"],
         *(words.percent(row[f"within{level}"]) for level in (50, 80, 95)))
        for _, row in counts.iterrows()
    ]  # fmt: skip
    return _table(
        "The model on made-up histories: how often what came lay in its bands", head, body
    )


def _reliability(done: Forecast, rungs: pd.DataFrame) -> str:
    head = ("step", "by", "foretold", "came")
    body = [
        (label_of(done, row["quantity"].removeprefix("rung:")), row["date"],
         words.percent(row["foretold"]), words.percent(row["came"]))
        for _, row in rungs.iterrows()
    ]  # fmt: skip
    return _table("The model on made-up histories: steps foretold and taken", head, body)


def _table(title: str, head: tuple[str, ...], body: list[Any]) -> str:
    lines = [f"### {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(row)} |" for row in body]
    return "\n".join(lines) + "\n"


def write_forecast(done: Forecast, folder: Path, *, command: str, force: bool = False) -> Path:
    """Write a forecast's folder and return its path.

    It holds ``forecast.csv`` (to be scored later), ``backtests.csv``, ``check.csv`` if made-up
    histories were forecast, ``tables.md`` for a document, ``summary.txt``, ``scenario.yaml``,
    ``figures/`` and ``manifest.json``; an existing folder is refused as that of a run is.
    """

    def fill(made: Path) -> None:
        texts = {
            "scenario.yaml": done.outlook.case.scenario.resolved_yaml(),
            "summary.txt": summary_text(done),
            "tables.md": markdown(done),
        }
        found = {
            f"{name}.csv": table.to_csv(index=False, float_format=_FLOATS, lineterminator="\n")
            for name, table in tables(done).items()
        }
        for name, text in (texts | found).items():
            (made / name).write_bytes(text.encode())
        files = [*texts, *found, *write_pictures(pictures(done), made)]
        write_manifest(made, _manifest(done, command), files=files, tables=list(found))

    return write_whole(folder, fill, force=force)


def _manifest(done: Forecast, command: str) -> dict[str, Any]:
    scenario = done.outlook.case.scenario
    return {
        "scenario": scenario.name,
        "scenario_sha256": scenario.sha256,
        "seed": done.seed,
        "worlds": done.worlds,
        "from": done.outlook.today.isoformat(),
        "weight_of_model": round(done.weight, 4),
        "command": command,
    } | plugins_of(scenario)
