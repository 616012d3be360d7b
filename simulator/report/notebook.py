"""A run and a comparison as a notebook shows them: a few sentences and a table, no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from simulator.report import narrative, words
from simulator.report.language import tr
from simulator.report.outcomes import main_outcomes

if TYPE_CHECKING:
    import pandas as pd

    from simulator.report.tables import RunTables

SUMMARY: Final = (
    "outcome", "unit", "worlds", "mean", "p10", "p25", "p50", "p75", "p90", "p50_low", "p50_high",
)  # fmt: skip
"""Columns of ``summary_frame``."""


def run_html(tables: RunTables) -> str:
    """A run: what was run, what happens, the main outcomes."""
    rows = [(row.label, row.median, row.middle, row.error) for row in main_outcomes(tables)]
    head = (
        tr("Outcome"),
        tr("Median"),
        words.capital(words.middle_of_worlds()),
        tr("Monte Carlo error of the median ({confidence})", confidence=words.confidence()),
    )
    return fragment(
        str(tables.facts["title"]),
        narrative.setting(tables),
        narrative.what_happens(tables),
        (head, *rows),
    )


def fragment(
    title: str, setting: str, sentences: Iterable[str], table: Sequence[Sequence[str]]
) -> str:
    """HTML without style or identifiers, so that it sits in any notebook.

    >>> fragment("A & B", "Two.", ["Yes."], [("x",), ("1",)])[:35]
    '<section><p><strong>A &amp; B</stro'
    """
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table[0])
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in table[1:]
    )
    return (
        f"<section><p><strong>{escape(title)}</strong><br>{escape(setting)}</p><ul>{items}</ul>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></section>"
    )


def summary_frame(tables: RunTables) -> pd.DataFrame:
    """The main outcomes as a tidy frame, a row each; columns are ``SUMMARY``.

    ``worlds`` that have a value; ``p50_low`` and ``p50_high`` are the 95% Monte Carlo interval of
    the median. Money is in USD million, weeks count from the start.
    """
    import pandas as pd

    rows = [
        (
            row.label, row.unit.value, row.spread.worlds, row.spread.mean, row.spread.low,
            row.spread.q25, row.spread.median, row.spread.q75, row.spread.high,
            row.spread.median_low, row.spread.median_high,
        )
        for row in main_outcomes(tables)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(SUMMARY))
