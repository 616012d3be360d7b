"""Effective relief over time, a panel an instrument, grouped by sender."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from simulator.report import findings, words
from simulator.report.axes import BANDS, band, date_axis
from simulator.report.cast import Cast, Instrument, as_date, cast_of
from simulator.report.picture import Picture
from simulator.report.style import (
    QUIET,
    Sheet,
    empty_panel,
    fitted,
    house_style,
    ink,
    sender_colours,
    sheet,
)
from simulator.report.tables import RunTables, weekly

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NOTE: Final = (
    f"Relief as the economy feels it: 0 as at the start, 1 lifted, below 0 tightened. {BANDS} "
    "Dashed: mean."
)
_ACROSS: Final = 4
_LEFT: Final = 1.75
_COLUMNS: Final = [
    "sender", "instrument", "label", "week", "date", "mean", "p10", "p25", "p50", "p75", "p90",
]  # fmt: skip


def relief(tables: RunTables) -> Picture:
    """Draw the effective level of every instrument, with bands, in rows by sender."""
    cast = cast_of(tables.facts)
    table = _table(tables, cast)
    rows = _rows(cast)
    title = findings.relief(tables)
    with house_style():
        page = sheet(title, _NOTE, tables.facts, height=max(4.8, 1.5 + 1.45 * len(rows)))
        if not rows:
            axes = page.axes(0.6, 7.6, bottom=page.bottom, top=page.top)
            empty_panel(axes, "The scenario has no instruments: there is no relief to show.")
        else:
            _grid(page, tables, cast, rows)
    return Picture("relief", title, page.figure, table, _alt(cast, table))


def _rows(cast: Cast) -> list[tuple[Instrument, ...]]:
    """Instruments in rows of at most four, never two senders in a row."""
    rows = []
    for sender in cast.senders:
        mine = cast.instruments_of(sender)
        parts = math.ceil(len(mine) / _ACROSS)
        size = math.ceil(len(mine) / parts) if parts else 1
        rows += [mine[i : i + size] for i in range(0, len(mine), size)]
    return rows


def _table(tables: RunTables, cast: Cast) -> pd.DataFrame:
    parts = [
        weekly(tables, f"relief_{item.name}").assign(
            sender=item.sender, instrument=item.name, label=item.label
        )
        for item in cast.instruments
    ]
    return pd.concat(parts)[_COLUMNS] if parts else pd.DataFrame(columns=_COLUMNS)


def _grid(
    page: Sheet, tables: RunTables, cast: Cast, rows: Sequence[tuple[Instrument, ...]]
) -> None:
    colours = sender_colours(cast.senders)
    low, high = _limits(tables, cast)
    tall = (page.top - page.bottom) / len(rows)
    across = max(len(row) for row in rows)
    wide = (8 - _LEFT - 0.1) / across
    for r, row in enumerate(rows):
        top = page.top - r * tall
        if r == 0 or rows[r - 1][0].sender != row[0].sender:
            name = "\n".join(fitted(cast.senders[row[0].sender], 9.5, 1.05, lines=3, bold=True))
            page.write(
                0.18,
                top - 0.3,
                name,
                color=ink(colours[row[0].sender]),
                weight="bold",
                va="top",
                size=9.5,
            )
        for c, item in enumerate(row):
            left = _LEFT + c * wide
            axes = page.axes(left, left + wide - 0.22, bottom=top - tall + 0.32, top=top - 0.27)
            _panel(axes, tables, item, colours[item.sender])
            axes.set_ylim(low, high)
            axes.set_title("\n".join(fitted(item.label, 9, wide - 0.2)), size=9, loc="left", pad=4)
            if c:
                axes.tick_params(labelleft=False)
            else:
                axes.set_ylabel("relief (share)", size=8.5)


def _panel(axes: Axes, tables: RunTables, item: Instrument, colour: str) -> None:
    rows = weekly(tables, f"relief_{item.name}")
    band(axes, rows, colour)
    axes.plot(rows["week"], rows["mean"], "--", color=ink(colour), lw=1.1)
    axes.axhline(0, color=QUIET, lw=0.7)
    date_axis(axes, as_date(tables.facts["start"]), int(tables.facts["horizon_weeks"]), labels=4)
    axes.tick_params(labelsize=8)
    end = rows.iloc[-1]
    if not rows[["mean", "p10", "p90"]].to_numpy().any():
        axes.text(
            0.5, 0.5, "never eased", transform=axes.transAxes, ha="center", size=8.5, color=QUIET
        )
    else:
        axes.text(0.03, 0.97, f"mean at the end {words.decimal(end['mean'], 2)}", size=8,
                  transform=axes.transAxes, va="top", color=ink(colour))  # fmt: skip


def _limits(tables: RunTables, cast: Cast) -> tuple[float, float]:
    """From 0 (lower where something was tightened) to 1, with room for the words on top."""
    lows = [weekly(tables, f"relief_{item.name}")["p10"].min() for item in cast.instruments]
    low = min([0.0, *lows])
    return low - 0.04, 1.28


def _alt(cast: Cast, table: pd.DataFrame) -> str:
    start = "Effective relief over time, one panel an instrument, with bands over worlds."
    ends = table.groupby("instrument", sort=False).tail(1)
    said = [
        f"{cast.senders[row.sender]}, {row.label}: at the end {words.decimal(row.mean, 2)} on "
        f"average, middle 80% of worlds {words.span(words.decimal(row.p10, 2), words.decimal(row.p90, 2))}."
        for row in ends.rename(columns={}).itertuples(index=False)
    ]
    return " ".join([start, *said])
