"""The table of evidence: rows of numbers with their sources, which scenarios cite by id."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from simulator.scenario.faults import Path as DataPath
from simulator.scenario.faults import did_you_mean, quoted
from simulator.scenario.findings import Finding
from simulator.scenario.library import evidence_path
from simulator.scenario.origin import Annotation


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row: a figure, what it measures, where it is from, how sure it is; all as text."""

    id: str
    date: str = ""
    series: str = ""
    value: str = ""
    unit: str = ""
    low: str = ""
    high: str = ""
    source: str = ""
    confidence: str = ""
    note: str = ""


def read_evidence(path: Path | None = None) -> dict[str, Evidence]:
    """The rows by id; empty if there is no table. Further columns are left out."""
    file = path or evidence_path()
    return dict(_rows(file)) if file else {}


@cache
def _rows(file: Path) -> tuple[tuple[str, Evidence], ...]:
    columns = tuple(Evidence.__dataclass_fields__)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [{c: (row.get(c) or "").strip() for c in columns} for row in csv.DictReader(lines)]
    return tuple((row["id"], Evidence(**row)) for row in rows if row["id"])


def unknown_evidence(annotations: Mapping[DataPath, Annotation]) -> Iterator[Finding]:
    """The ids that no row of the evidence has."""
    known = read_evidence()
    if not known:
        return
    for path, basis in annotations.items():
        yield from _unknown(basis.evidence or (), known, path)


def _unknown(
    ids: Iterable[str], known: Mapping[str, Evidence], path: DataPath
) -> Iterator[Finding]:
    for one in ids:
        if one not in known:
            message, hint = f"unknown evidence {quoted(one)}", did_you_mean(one, known)
            expected = "the id of a row of the evidence table"
            yield Finding((*path, "evidence"), message, expected=expected, hint=hint)
