"""The table of evidence: rows of numbers with their sources, which scenarios cite by id."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from simulator.scenario.faults import Keys
from simulator.scenario.findings import Finding, unknown_name
from simulator.scenario.library import evidence_path
from simulator.scenario.origin import Annotation

_MEMORY: Final = "memory"


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

    @property
    def range(self) -> tuple[float, float] | None:
        """The range its sources allow, or its value if there is none; nothing without a figure.

        >>> Evidence("E1", value="8.2", low="4.1", high="13.1").range, Evidence("E2").range
        ((4.1, 13.1), None)
        """
        ends = self.low or self.value, self.high or self.value
        try:
            low, high = map(float, ends)
        except ValueError:
            return None
        return low, high

    @property
    def told_source(self) -> str:
        """The source for readers, who cannot know what the table's word ``memory`` stands for.

        >>> Evidence("E1", source="memory").told_source
        'memory (general knowledge, unchecked)'
        """
        return "memory (general knowledge, unchecked)" if self.source == _MEMORY else self.source


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


def unknown_evidence(annotations: Mapping[Keys, Annotation]) -> Iterator[Finding]:
    """The ids that no row of the evidence has."""
    known = read_evidence()
    if not known:
        return
    for path, basis in annotations.items():
        for one in basis.evidence or ():
            if one not in known:
                expected = "the id of a row of the evidence table"
                yield unknown_name(
                    (*path, "evidence"), one, what="evidence", among=known, expected=expected
                )
