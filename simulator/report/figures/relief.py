"""Effective relief over time, a panel an instrument, grouped by sender."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from simulator.report import findings, words
from simulator.report.axes import band, date_axis, how_to_read
from simulator.report.labels import Instrument, Labels, as_date, labels_of
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sizes import is_narrow, room
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


_ACROSS: Final = 4
_ACROSS_NARROW: Final = 2
_LEFT: Final = 1.75
_LEFT_NARROW: Final = 0.75
_COLUMNS: Final = [
    "sender", "instrument", "label", "week", "date", "mean", "p10", "p25", "p50", "p75", "p90",
]  # fmt: skip


def relief(tables: RunTables) -> Picture:
    """Draw the effective level of every instrument, with bands, in rows by sender."""
    labels, worlds = labels_of(tables.facts), len(tables.outcomes)
    narrow = is_narrow(room())
    table, rows = _table(tables, labels), _rows(labels, _ACROSS_NARROW if narrow else _ACROSS)
    title = findings.relief(tables)
    with house_style():
        height = max(4.8, 1.5 + (1.7 if narrow else 1.5) * len(rows))
        page = sheet(title, _note(worlds), tables.facts, height=height)
        if not rows:
            axes = page.axes(0.6, page.width - 0.4, bottom=page.bottom, top=page.top)
            empty_panel(axes, tr("The scenario has no instruments: there is no relief to show."))
        else:
            _grid(page, tables, table, rows)
    return Picture("relief", title, page.figure, table, _alt(labels, table))


def _note(worlds: int) -> str:
    said = tr(
        "Relief as the economy feels it, in {percent} of the instrument wholly lifted (below "
        "{none}: tightened). {bands}",
        percent="%",
        none=words.percent(0),
        bands=how_to_read(worlds),
    )
    return tr("{note} Dashed: mean.", note=said) if worlds > 1 else said


def _rows(labels: Labels, across: int) -> list[tuple[Instrument, ...]]:
    """Instruments in rows of at most so many, never two senders in a row."""
    rows = []
    for sender in labels.senders:
        mine = labels.instruments_of(sender)
        parts = math.ceil(len(mine) / across)
        size = math.ceil(len(mine) / parts) if parts else 1
        rows += [mine[i : i + size] for i in range(0, len(mine), size)]
    return rows


def _table(tables: RunTables, labels: Labels) -> pd.DataFrame:
    parts = [
        weekly(tables, f"relief_{item.name}").assign(
            sender=item.sender, instrument=item.name, label=item.label
        )
        for item in labels.instruments
    ]
    return pd.concat(parts)[_COLUMNS] if parts else pd.DataFrame(columns=_COLUMNS)


def _grid(
    page: Sheet, tables: RunTables, table: pd.DataFrame, rows: Sequence[tuple[Instrument, ...]]
) -> None:
    labels = labels_of(tables.facts)
    low, high = min(0.0, float(table["p10"].min())) - 0.04, 1.28  # room for the words on top
    tall = (page.top - page.bottom) / len(rows)
    start = _LEFT_NARROW if page.narrow else _LEFT
    wide = (page.width - start - 0.1) / max(len(row) for row in rows)
    head = 0.55 if page.narrow else 0.3
    for r, row in enumerate(rows):
        top = page.top - r * tall
        if r == 0 or rows[r - 1][0].sender != row[0].sender:
            _name(page, top - (0.06 if page.narrow else 0.3), labels, row[0].sender)
        for c, item in enumerate(row):
            left = start + c * wide
            axes = page.axes(left, left + wide - 0.22, bottom=top - tall + 0.32, top=top - head)
            rows_of = table[table["instrument"] == item.name]
            _panel(axes, tables, rows_of, sender_colours(labels.senders)[item.sender])
            axes.set_ylim(low, high)
            name = fitted(item.label, 8.5, wide - 0.1, lines=2)
            axes.set_title("\n".join(name), size=8.5, loc="left", pad=3, linespacing=1.0)
            axes.tick_params(labelleft=c == 0)
            if c == 0:
                axes.set_ylabel(tr("relief felt"), size=8.5)


def _name(page: Sheet, y: float, labels: Labels, sender: str) -> None:
    """Write a sender's name beside its first row."""
    width, most = (page.width - 0.4, 1) if page.narrow else (1.05, 3)
    lines = fitted(labels.senders[sender], 9.5, width, lines=most, bold=True)
    colour = ink(sender_colours(labels.senders)[sender])
    page.write(0.18, y, "\n".join(lines), color=colour, weight="bold", va="top", size=9.5)


def _panel(axes: Axes, tables: RunTables, rows: pd.DataFrame, colour: str) -> None:
    several = len(tables.outcomes) > 1
    band(axes, rows, colour)
    axes.axhline(0, color=QUIET, lw=0.7)
    date_axis(axes, as_date(tables.facts["start"]), int(tables.facts["horizon_weeks"]), labels=4)
    axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    axes.tick_params(labelsize=8)
    if several:
        axes.plot(rows["week"], rows["mean"], "--", color=ink(colour), lw=1.1)
    if not rows[["mean", "p10", "p90"]].to_numpy().any():
        axes.text(0.5, 0.5, tr("never eased"), transform=axes.transAxes, ha="center", size=8.5,
                  color=QUIET)  # fmt: skip
        return
    level = words.percent(float(rows["mean"].iloc[-1]))
    text = tr("mean at end: {level}", level=level)
    if not several:
        text = tr("at the end: {level}", level=level)
    axes.text(0.03, 0.97, text, size=8, transform=axes.transAxes, va="top", color=ink(colour))


def _alt(labels: Labels, table: pd.DataFrame) -> str:
    if table.empty:
        return tr("An empty panel: there are no instruments.")
    start = tr("Effective relief over time, one panel an instrument, with bands over worlds.")
    ends = table.groupby("instrument", sort=False).tail(1).to_dict("records")
    return " ".join([start, *(_said(labels, end) for end in ends)])


def _said(labels: Labels, end: Mapping[Hashable, Any]) -> str:
    return tr(
        "{sender}, {instrument}: at the end {mean} on average, {middle} {span}.",
        sender=labels.senders[end["sender"]],
        instrument=end["label"],
        mean=words.percent(end["mean"]),
        middle=words.middle_of_worlds(),
        span=words.span(words.percent(end["p10"]), words.percent(end["p90"])),
    )
