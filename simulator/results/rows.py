"""Rows of a CSV file from columns, block by block: the bytes that pandas would write, sooner.

A row of a hundred numbers is set by one template; pandas formats each number by itself and takes
about five times as long. A test holds the two equal.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from simulator.results.run import NUMBER, is_week

_ROWS_AT_ONCE: Final = 2048
Column = npt.NDArray[Any]


def header(names: Mapping[str, Any]) -> bytes:
    """The first line: the names of the columns."""
    return (",".join(_quoted(name) for name in names) + "\n").encode()


def rows(columns: Mapping[str, Column]) -> bytes:
    r"""The lines of a table, without its header; weeks of -1 and numbers that are none are empty.

    >>> rows({"world": np.array([0, 1]), "first_deal_week": np.array([7, -1]),
    ...       "price": np.array([0.25, np.nan])})
    b'0,7,0.25\n1,,\n'
    """
    count = len(next(iter(columns.values())))
    return "".join(
        line
        for first in range(0, count, _ROWS_AT_ONCE)
        for line in _lines(columns, slice(first, first + _ROWS_AT_ONCE))
    ).encode()


def _lines(columns: Mapping[str, Column], some: slice) -> Iterator[str]:
    cells = [_cells(name, values[some]) for name, values in columns.items()]
    template = ",".join(how for how, _ in cells) + "\n"
    return map(template.__mod__, zip(*(values for _, values in cells), strict=True))


def _cells(name: str, values: Column) -> tuple[str, list[Any]]:
    """How a column is written, and its values."""
    if values.dtype.kind == "f":
        if np.isnan(values).any():
            return "%s", ["" if value != value else NUMBER % value for value in values.tolist()]  # noqa: PLR0124 - only "not a number" differs from itself
        return NUMBER, values.tolist()
    if values.dtype.kind in "iu":
        if is_week(name) and (values < 0).any():
            return "%s", ["" if value < 0 else str(value) for value in values.tolist()]
        return "%d", values.tolist()
    written = {value: _quoted(str(value)) for value in set(values.tolist())}
    return "%s", [written[value] for value in values.tolist()]


def _quoted(text: str) -> str:
    """A text as one cell, in quotation marks where it needs them."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow((text, ""))
    return line.getvalue()[:-1]
