"""A posterior: equally likely joint draws of some parameters, as a table in a file.

A calibration writes it, a scenario names it with ``posterior:``, and each world takes one row of it
where the scenario would otherwise have drawn the parameters one by one.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

MOST_BYTES: Final = 512 * 1024
"""The greatest size of a posterior file."""

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 500
_LONGEST_CELL: Final = 200


class Misshapen(Exception):
    """A text that is no table of draws, and why; ``line`` counts from 1."""

    def __init__(self, message: str, *, expected: str, line: int) -> None:
        super().__init__(message)
        self.message, self.expected, self.line = message, expected, line


@dataclass(frozen=True)
class Posterior:
    r"""Joint draws by path of the parameter: each row is as likely as any other.

    ``columns`` hold the cells as written, so that a posterior written again is the same text;
    ``file`` is where they came from and ``first_line`` the line of the paths there.

    >>> posterior = read_posterior("target.slip,target.concession\n0.02,linear\n0.05,boulware\n")
    >>> posterior.numbers("target.slip").tolist(), posterior.words("target.concession").tolist()
    ([0.02, 0.05], ['linear', 'boulware'])
    """

    paths: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    file: str = field(default="", compare=False)
    first_line: int = field(default=1, compare=False)

    def __contains__(self, path: str) -> bool:
        return path in self.paths

    @property
    def rows(self) -> int:
        """How many draws it holds."""
        return len(self.columns[0])

    def cells(self, path: str) -> tuple[str, ...]:
        """The column of a parameter, as written."""
        return self.columns[self.paths.index(path)]

    def numbers(self, path: str) -> npt.NDArray[np.float64]:
        """The column of a number."""
        if path not in self._numbers:
            self._numbers[path] = np.array([float(cell) for cell in self.cells(path)])
        return self._numbers[path]

    def words(self, path: str) -> npt.NDArray[Any]:
        """The column of a weighted choice, by its labels."""
        return np.array(self.cells(path), dtype=object)

    def row_of(self, u: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
        r"""The row that each uniform draw picks: floor(u times the number of rows).

        >>> read_posterior("target.slip\n0.1\n0.2\n").row_of(np.array([0.1, 0.9])).tolist()
        [0, 1]
        """
        return np.minimum(np.floor(u * self.rows).astype(np.intp), self.rows - 1)

    @cached_property
    def _numbers(self) -> dict[str, npt.NDArray[np.float64]]:
        return {}

    @cached_property
    def text(self) -> str:
        """The table as a resolved scenario holds it: cells parted by semicolons."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow(self.paths)
        writer.writerows(zip(*self.columns, strict=True))
        return out.getvalue()

    def as_data(self) -> dict[str, Any]:
        """What stands for it in the fingerprint of a scenario."""
        return {"rows": self.rows, "sha256": hashlib.sha256(self.text.encode()).hexdigest()}


def read_posterior(text: str, *, file: str = "", first_line: int = 1) -> Posterior:
    """The table in a text, cells parted by commas or semicolons; ``Misshapen`` if there is none.

    What the cells may be depends on the scenario and is checked against it.
    """
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = _rows(text, delimiter)
    header = next(rows, (1, []))[1]
    _check_header(header)
    body = list(_body(rows, len(header)))
    if not body:
        raise Misshapen("has no rows", expected="a row for each joint draw", line=1)
    return Posterior(tuple(header), tuple(zip(*body, strict=True)), file, first_line)


def posterior_csv(columns: Mapping[str, Sequence[Any]]) -> str:
    r"""The text of a posterior file: numbers to six digits, words as they are.

    >>> posterior_csv({"target.slip": [0.0123456789], "target.concession": ["linear"]})
    'target.slip,target.concession\n0.0123457,linear\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in zip(*columns.values(), strict=True):
        writer.writerow([cell if isinstance(cell, str) else f"{cell:.6g}" for cell in row])
    return out.getvalue()


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their lines."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        expected = "comma-separated values"
        raise Misshapen(
            f"cannot be read ({error})", expected=expected, line=reader.line_num
        ) from None


def _check_header(header: list[str]) -> None:
    expected = "paths of parameters, such as target.slip, each once"
    if not header or len(header) > MOST_COLUMNS:
        message = f"has {len(header):,} columns" if header else "is empty"
        raise Misshapen(message, expected=f"1 to {MOST_COLUMNS} columns", line=1)
    for path in header:
        if not path or len(path) > _LONGEST_CELL or header.count(path) > 1:
            message = f'has the column "{path[:60]}" twice' if path else "has a nameless column"
            raise Misshapen(message, expected=expected, line=1)


def _body(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[list[str]]:
    for count, (line, row) in enumerate(rows):
        if len(row) != width:
            raise Misshapen(f"has {len(row)} cells", expected=f"{width} cells a row", line=line)
        if count >= MOST_ROWS:
            raise Misshapen("has too many rows", expected=f"at most {MOST_ROWS:,}", line=line)
        if any(len(cell) > _LONGEST_CELL for cell in row):
            raise Misshapen("has a cell of great length", expected="a number or a word", line=line)
        yield row


def as_number(cell: str) -> float | None:
    """The finite number a cell holds, if it holds one.

    >>> as_number("0.5"), as_number("inf"), as_number("linear")
    (0.5, None, None)
    """
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
