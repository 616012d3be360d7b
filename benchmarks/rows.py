"""The table that ``make bench`` prints: what was measured, the figure, the bar beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line; ``holds`` is None where there is no bar."""

    what: str
    figure: str
    bar: str = ""
    holds: bool | None = None

    def cells(self) -> tuple[str, str, str, str]:
        """The cells of its line."""
        verdict = {None: "", True: "reached", False: "not reached"}[self.holds]
        return self.what, self.figure, self.bar, verdict


HEAD = ("what", "figure", "bar", "")


def table(rows: Sequence[Row]) -> str:
    """Rows as a Markdown table, its columns aligned so that it can be read as it is."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    lines = [_line(line, widths) for line in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"
