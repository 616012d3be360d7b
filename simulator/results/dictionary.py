"""What each column of each table means: the data dictionary ``columns.csv`` of every folder.

The words stand in ``dictionary.csv`` beside this file, a row a column or pattern of columns (``*``
for anything); the first row that fits a file and a column tells its unit and meaning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Final

COLUMNS: Final = "columns.csv"
_HEAD: Final = ("file", "name", "unit", "meaning")


@dataclass(frozen=True)
class Described:
    """A column of a table: the file in its folder, the name, the unit, what it means."""

    file: str
    name: str
    unit: str
    meaning: str


def describe(file: str, column: str) -> Described:
    """A column in words; the meaning is empty for one that nobody has described.

    >>> describe("outcomes.csv", "released").unit
    'people'
    >>> describe("outcomes.csv", "week_washington_banks").meaning
    'in which a deal on this rung was first completed; empty where never'
    """
    for row in _known():
        if fnmatchcase(file, row.file) and fnmatchcase(column, row.name):
            return Described(file, column, row.unit, row.meaning)
    return Described(file, column, "", "")


@cache
def _known() -> tuple[Described, ...]:
    text = Path(__file__).with_suffix(".csv").read_text(encoding="utf-8")
    return tuple(Described(**row) for row in csv.DictReader(io.StringIO(text)))


def columns_in(folder: Path, files: Iterable[str]) -> Iterator[Described]:
    """Every column of the tables among some files of a folder."""
    for file in sorted(files):
        if file.endswith(".csv") and file != COLUMNS:
            with (folder / file).open(encoding="utf-8", newline="") as table:
                head = next(csv.reader(table), [])
            yield from (describe(file, name) for name in head)


def write_columns(folder: Path, files: Iterable[str]) -> str:
    """Write the dictionary of a folder's tables into it, and name its file."""
    with (folder / COLUMNS).open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(_HEAD)
        for one in columns_in(folder, files):
            writer.writerow((one.file, one.name, one.unit, one.meaning))
    return COLUMNS
