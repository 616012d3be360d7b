"""The summary in the terminal and in ``summary.txt``: plain text, at most 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from simulator.report import narrative
from simulator.report.outcomes import main_outcomes

if TYPE_CHECKING:
    from simulator.report.tables import RunTables

_WIDTH: Final = 80
_ASCII: Final = str.maketrans(
    {"−": "-", "–": "-", "“": '"', "”": '"', "’": "'", "…": "...", "±": "+/-"}
)


def summary_text(tables: RunTables) -> str:
    """Tell what a run shows in words a student understands; ends with a newline."""
    lines = [*_head(tables), *_story(tables), *_outcomes(tables), *_rungs(tables), *_sure(tables)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _wrap(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text.translate(_ASCII), _WIDTH, initial_indent=first, subsequent_indent=rest
    ) or [""]


def _head(tables: RunTables) -> Iterator[str]:
    facts = tables.facts
    yield from _wrap(str(facts["title"]))
    if facts.get("question"):
        yield from _wrap(str(facts["question"]))
    yield from _wrap(narrative.setting(tables))
    yield ""
    yield "WHAT HAPPENS"
    for sentence in narrative.what_happens(tables):
        yield from _wrap(sentence, first="  ", rest="  ")


def _story(tables: RunTables) -> Iterator[str]:
    if not len(tables.story):
        return
    heading, events = narrative.typical_world(tables)
    yield ""
    yield "A TYPICAL WORLD"
    yield from _wrap(heading, first="  ", rest="  ")
    for event in events:
        yield from _wrap(event, first="  - ", rest="    ")


def _outcomes(tables: RunTables) -> Iterator[str]:
    several = len(tables.outcomes) > 1
    rows = [
        (
            f"{outcome.label} (if any)" if outcome.note else outcome.label,
            outcome.median,
            *((outcome.margin, outcome.middle) if several else ()),
        )
        for outcome in main_outcomes(tables)
    ]
    yield ""
    heads = ("median", "give or take", "middle 80% of worlds") if several else ("",)
    yield from _table(("MAIN OUTCOMES", *heads), rows)


def _rungs(tables: RunTables) -> Iterator[str]:
    rows: list[Sequence[str]] = []
    for sender, items in narrative.ladders(tables):
        rows += [(sender,)] if sender else []
        rows += [narrative.rung_cells(tables, item) for item in items]
    if rows:
        yield ""
        yield from _table(("RUNGS", "reached", "typically", "people freed (middle 80%)"), rows)


def _sure(tables: RunTables) -> Iterator[str]:
    yield ""
    yield "HOW SURE"
    for sentence in narrative.how_sure(tables):
        yield from _wrap(sentence, first="  ", rest="  ")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Set rows in columns; names go over up to three lines where one would be too long.

    A row of one cell stands over those that follow, which are set in further.
    """
    table = [[cell.translate(_ASCII) for cell in row] for row in rows]
    widths = [
        max(len(row[i]) for row in [head, *table] if len(row) > 1) for i in range(1, len(head))
    ]
    indent = "    " if any(len(row) == 1 for row in table) else "  "
    room = _WIDTH - sum(width + 2 for width in widths)
    first = min(room, max(len(indent) + len(row[0]) for row in [head, *table] if len(row) > 1))
    yield "  ".join([head[0].ljust(first), *_padded(head[1:], widths)])
    for name, *cells in table:
        if not cells:
            yield f"  {name}"
            continue
        shown, *more = textwrap.wrap(
            name, max(first, len(indent) + 8), max_lines=3, placeholder="...",
            initial_indent=indent, subsequent_indent=f"{indent}  ",
        )  # fmt: skip
        yield "  ".join([shown.ljust(first), *_padded(cells, widths)])
        yield from more


def _padded(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
