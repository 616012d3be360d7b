"""A calibration as text and as a folder: posterior, tables, figures, summary."""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from simulator.analysis.calibration import ROWS, Calibration
from simulator.analysis.predictive import WORLDS
from simulator.report import words
from simulator.report.calibration_page import document
from simulator.report.calibration_told import Told
from simulator.report.figures.calibration import parameter_name, span_of, words_of
from simulator.report.files import illustrated, write_files
from simulator.report.sensitivity import names
from simulator.results.folder import MANIFEST, machine, versions, write_whole
from simulator.results.plugins import plugins_of

_FLOATS: Final = "%.6g"


def summary_text(told: Told) -> str:
    """What was learned and what was not, in words."""
    return "\n".join(
        [*_method(told.done), "", *_learned(told.done), "", *_not_learned(told.done), "",
         *_history(told.surprises), *_checks(told)]
    ) + "\n"  # fmt: skip


def _method(done: Calibration) -> Iterator[str]:
    bank, kept = done.bank, done.kept
    columns, draws = words.count(len(done.columns), "parameter", "parameters"), words.whole(ROWS)
    observed = words.count(len(bank.features), "observed number", "observed numbers")
    yield (
        f"{bank.scenario.name}: of {words.whole(bank.worlds)} worlds, each with its own draw of "
        f"{len(done.parameters)} parameters, the {words.whole(len(kept.worlds))} nearest to "
        f"{observed} were kept (worth "
        f"{words.whole(kept.effective)} equally weighed ones)."
    )
    yield f"The posterior has {draws} joint draws of {columns}; the rest keeps its prior."


def _learned(done: Calibration) -> Iterator[str]:
    yield "Learned (range: the middle 80%; narrower by: standard deviation, on the prior's scale):"
    for _, row in done.learned[done.is_learned].iterrows():
        yield f"  {parameter_name(done, row['path'])} ({row['path']})"
        if row["kind"] == "number":
            before, now = span_of(row, "prior"), span_of(row, "posterior")
            narrower = words.percent(max(0.0, float(row["contraction"])))
            unit = names.parameter_unit(row["path"])
            told = f"{before} before, {now} now{f' ({unit})' if unit else ''}"
            yield f"    {told}; narrower by {narrower}"
        else:
            yield f"    {words_of(row, 'prior')} before, {words_of(row, 'posterior')} now"


def _not_learned(done: Calibration) -> Iterator[str]:
    rest = done.learned[~done.is_learned]
    yield (
        f"Not learned, as the observations say next to nothing about them ({len(rest)}; "
        "learned.csv has their paths in the scenario file):"
    )
    named = "; ".join(parameter_name(done, path) for path in sorted(rest["path"]))
    yield from textwrap.wrap(named, 100, initial_indent="  ", subsequent_indent="  ",
                             break_on_hyphens=False)  # fmt: skip


def _history(surprises: pd.DataFrame) -> Iterator[str]:
    n = len(surprises)
    for of in ("prior", "posterior"):
        told = [
            f"{int(surprises[f'{of}_inside{level}'].sum())} in the middle {level}%"
            for level in (80, 95)
        ]
        yield (
            f"Of {n} observations, fresh worlds on parameters of the {of} have "
            f"{' and '.join(told)}."
        )


def _checks(told: Told) -> Iterator[str]:
    for name, one in told.checks.items():
        table = one.table
        shares = ", ".join(f"{table[f'within{level}'].mean():.1%}" for level in (50, 80, 95))
        uneven = words.percent(float((table["p"] < 0.05).mean()))
        yield (
            f"On {len(one.ranks)} made-up histories ({name}) the bands of 50, 80 and 95% hold "
            f"{shares} of the true values; ranks are uneven at the 5% level for {uneven} of "
            f"{len(table)} parameters (5% by chance)."
        )


def write_calibration(told: Told, folder: Path, *, command: str, force: bool = False) -> Path:
    """Write a calibration's folder and return its path.

    It holds ``posterior.csv``, the tables as CSV, ``scenario.yaml`` (what was calibrated),
    ``summary.txt``, ``figures/`` and ``manifest.json``; an existing folder is refused as that of a
    run is.
    """

    def fill(made: Path) -> None:
        texts = {
            "posterior.csv": told.done.posterior_csv,
            "scenario.yaml": told.done.bank.scenario.resolved_yaml(),
            "summary.txt": summary_text(told),
        }
        tables = {
            f"{name}.csv": table.to_csv(index=False, float_format=_FLOATS, lineterminator="\n")
            for name, table in told.tables().items()
        }
        drawn = list(told.pictures())
        page = dict(illustrated(document(told, drawn, command=command), drawn))
        words = {name: text.encode() for name, text in (texts | tables).items()}
        files = write_files(made, words | page)
        write_manifest(made, _manifest(told.done, command), files=files, tables=list(tables))

    return write_whole(folder, fill, force=force)


def write_manifest(
    folder: Path, about: dict[str, Any], *, files: list[str], tables: list[str]
) -> None:
    """Write what marks a folder as this program's."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in tables}
    manifest = {
        **about,
        "versions": versions(),
        "platform": machine(),
        "files": sorted([*files, MANIFEST]),
        "tables_sha256": digests,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _manifest(done: Calibration, command: str) -> dict[str, Any]:
    bank = done.bank
    return {
        "scenario": bank.scenario.name,
        "scenario_sha256": bank.scenario.sha256,
        "seed": bank.seed,
        "worlds": bank.worlds,
        "kept": len(done.kept.worlds),
        "predictive_worlds": WORLDS,
        "observed": {f.name: float(np.round(f.observed, 9)) for f in bank.features},
        "command": command,
        **plugins_of(bank.scenario),
    }
