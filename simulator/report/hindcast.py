"""A hindcast as text and as a folder: tables, figures, summary."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pandas as pd

from simulator.analysis.baselines import BASELINES
from simulator.analysis.hindcast import Hindcast
from simulator.analysis.scoring import MODEL, TAUGHT
from simulator.report import words
from simulator.report.figures.hindcast import finding, hindcast_figure
from simulator.report.figures.skill import beaten, skill_figure, tally
from simulator.report.figures.skill import finding as overall
from simulator.report.files import illustrated, write_files
from simulator.report.hindcast_page import document
from simulator.report.hindcast_view import kind_name, short_name, views
from simulator.report.picture import Picture
from simulator.results.folder import MANIFEST, machine, versions, write_whole

_FLOATS: Final = "%.6g"

TABLES: Final = ("scores", "predictions", "summary", "orders", "learned")
"""The tables of a hindcast; each is a file ``NAME.csv``."""


def pictures(done: Hindcast) -> Iterator[Picture]:
    """The figures of a hindcast: one of all cases, then one a case."""
    yield skill_figure(done)
    for view in views(done):
        yield hindcast_figure(view)


def summary_text(done: Hindcast) -> str:
    """What came out, in words and one table."""
    lines = [f"{overall(done)}.", *_lesson(done), ""]
    lines += [f"  {finding(view)}." for view in views(done)]
    lost = beaten(done)
    if lost:
        lines += ["", "A simple forecast lies nearer to what happened than the model:"]
        lines += [f"  {case}, {kind}: {name}" for case, kind, name in lost]
    lines += ["", *_table(done)]
    return "\n".join(lines) + "\n"


def _lesson(done: Hindcast) -> Iterator[str]:
    """Whether the other cases taught the model something of each case."""
    compared, untaught_nearer = tally(done, TAUGHT)
    if compared:
        yield (
            f"Taught by the other cases it lies nearer to what happened than untaught in "
            f"{compared - untaught_nearer} of {compared} comparisons."
        )


def markdown_table(summary: pd.DataFrame) -> str:
    """Mean scores as a table for a document: a line a case and quantity, CRPS by forecast."""
    wide = summary.pivot_table(
        index=["case", "kind"], columns="forecast", values="crps", sort=False
    ).reindex(columns=[MODEL, TAUGHT, *BASELINES])
    ours = summary[summary["forecast"] == MODEL].set_index(["case", "kind"])
    head = ["case", "what", "n", "inside 80%", *wide.columns]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for (case, kind), row in zip(list(wide.index), wide.to_numpy(dtype=float), strict=True):
        known = ours.loc[(case, kind)]
        n, inside = float(known["n"]), float(known["within80"])
        cells = [case, kind_name(kind), words.whole(n), words.percent(inside), *map(_three, row)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _three(number: float) -> str:
    """Three figures at most, as the scores are no surer than that.

    >>> _three(931.02), _three(17.02), _three(0.98), _three(float("nan"))
    ('931', '17.0', '0.98', '–')
    """
    return words.decimal(number, 0 if number >= 100 else 1 if number >= 10 else 2)


def _table(done: Hindcast) -> Iterator[str]:
    """Mean scores by case and quantity, one line a forecast."""
    names = {case.name: short_name(case) for case in done.cases}
    head = ("case", "what", "forecast", "n", "in 50%", "in 80%", "in 95%", "CRPS", "log", "Brier")
    yield _line(head)
    for _, row in done.summary.iterrows():
        bands = [words.percent(row[f"within{level}"]) for level in (50, 80, 95)]
        numbers = [words.decimal(row[key], places) for key, places in _PLACES]
        yield _line((names[row["case"]], kind_name(row["kind"]), row["forecast"], str(row["n"]),
                     *bands, *numbers))  # fmt: skip
    yield ""
    yield "CRPS in people or weeks, log score in nats, Brier score of having come: lower is better."
    yield from _orders(done)


_PLACES: Final = (("crps", 2), ("log_score", 2), ("brier", 2))
_WIDTHS: Final = (15, 17, 18, 3, 7, 7, 7, 8, 7, 6)


def _line(cells: tuple[str, ...]) -> str:
    shown = [
        cell.ljust(width) if i < 3 else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    return " ".join(shown).rstrip()


def _orders(done: Hindcast) -> Iterator[str]:
    names = {case.name: short_name(case) for case in done.cases}
    ours = done.orders[done.orders["forecast"] == MODEL].dropna()
    for _, row in ours.iterrows():
        yield (
            f"{names[row['case']]}: the order in which the rungs came had a chance of "
            f"{words.percent(row['order'])} in the model (a coin: 50%)."
        )


def write_hindcast(done: Hindcast, folder: Path, *, command: str, force: bool = False) -> Path:
    """Write a hindcast's folder and return its path.

    It holds the ``TABLES`` as CSV, ``summary.txt``, ``summary.md`` (for a document), ``figures/``
    and ``manifest.json``; an existing folder is refused as that of a run is.
    """

    def fill(made: Path) -> None:
        texts = {"summary.txt": summary_text(done), "summary.md": markdown_table(done.summary)}
        drawn = list(pictures(done))
        page = dict(illustrated(document(done, drawn, command=command), drawn))
        words = {name: text.encode() for name, text in (texts | _tables(done)).items()}
        files = write_files(made, words | page)
        _write_manifest(done, made, command=command, files=files)

    return write_whole(folder, fill, force=force)


def _tables(done: Hindcast) -> dict[str, str]:
    found: dict[str, pd.DataFrame] = {f"{name}.csv": getattr(done, name) for name in TABLES}
    return {
        name: table.to_csv(index=False, float_format=_FLOATS, lineterminator="\n")
        for name, table in found.items()
    }


def _write_manifest(done: Hindcast, folder: Path, *, command: str, files: list[str]) -> None:
    shas = {case.name: case.scenario.sha256 for case in done.cases}
    digest = hashlib.sha256("".join(shas.values()).encode()).hexdigest()
    tables = [f"{name}.csv" for name in TABLES]
    manifest = {
        "scenario": "hindcast",
        "scenario_sha256": digest,
        "cases": shas,
        "seed": done.seed,
        "worlds": done.worlds,
        "versions": versions(),
        "platform": machine(),
        "command": command,
        "files": sorted([*files, MANIFEST]),
        "tables_sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in tables
        },
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
