"""A forecast as text, tables for a document, and a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd

from simulator.analysis.forecast import COUNTED, MIXED, Forecast
from simulator.report import words
from simulator.report.calibration import write_manifest
from simulator.report.figures.forecast import (
    counts_figure,
    headline,
    label_of,
    rungs_figure,
    sizes_figure,
)
from simulator.report.files import illustrated, write_files
from simulator.report.forecast_page import document
from simulator.report.forecast_tables import tables_in_words
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
    return "\n".join(table.markdown for table in tables_in_words(done))


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
        drawn = list(pictures(done))
        page = dict(illustrated(document(done, drawn, command=command), drawn))
        words = {name: text.encode() for name, text in (texts | found).items()}
        files = write_files(made, words | page)
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
