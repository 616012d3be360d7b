"""Who is still held: people of each class over time, with and without talks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from simulator.report import words
from simulator.report.axes import band, counted, date_axis, how_to_read, size_of
from simulator.report.labels import as_date
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sample import looked_at, over_worlds, which_worlds
from simulator.report.style import (
    PATRON,
    SENDERS,
    Sheet,
    fitted,
    house_style,
    ink,
    sheet,
    text_width,
)
from simulator.report.tables import RunTables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TALKS: Final = SENDERS[0]
_ALONE: Final = PATRON

_ACROSS, _ACROSS_NARROW = 3, 1
_SIZE: Final = 8.5  # points
_SMALLEST: Final = 0.85  # of that
_NAMED: Final = 4


def remaining(tables: RunTables) -> Picture:
    """Draw people still held, a panel a class."""
    table = _table(tables)
    classes: dict[str, str] = dict(tables.facts["classes"])
    title = _finding(classes, table)
    note = tr(
        "{bands} Dashed: median of the same worlds without talks. Each class has its own scale.",
        bands=f"{which_worlds(tables)}{how_to_read(tables.closely.worlds)}",
    )
    with house_style():
        page = sheet(title, note, looked_at(tables), height=_height(len(classes)))
        _panels(page, tables, table, classes)
    return Picture(
        "remaining", title, page.figure, table, which_worlds(tables) + _alt(classes, table)
    )


def _table(tables: RunTables) -> pd.DataFrame:
    seen, parts = tables.closely.weekly, []
    for name in tables.facts["classes"]:
        for talks, column in (("yes", f"held_class_{name}"),
                              ("no", f"held_class_without_talks_{name}")):  # fmt: skip
            parts.append(over_worlds(seen[column]).assign(**{"class": name, "talks": talks}))
    columns = ["class", "talks", "week", "worlds", "mean", "p10", "p25", "p50", "p75", "p90"]
    return pd.concat(parts, ignore_index=True)[columns]


def _rows(classes: int, across: int) -> int:
    return math.ceil(classes / across)


def _height(classes: int) -> float:
    from simulator.report.sizes import is_narrow, room

    if is_narrow(room()):
        return 1.4 + 1.9 * _rows(classes, _ACROSS_NARROW)
    return max(4.2, 1.6 + 2.2 * _rows(classes, _ACROSS))


def _panels(page: Sheet, tables: RunTables, table: pd.DataFrame, classes: dict[str, str]) -> None:
    across = _ACROSS_NARROW if page.narrow else min(_ACROSS, len(classes))
    rows = _rows(len(classes), across)
    wide = (page.width - 0.35) / across
    tall = (page.top - page.bottom) / rows
    start, weeks = as_date(tables.facts["start"]), int(tables.facts["horizon_weeks"])
    for place, (name, label) in enumerate(classes.items()):
        row, column = divmod(place, across)
        left, top = 0.25 + column * wide + 0.55, page.top - row * tall
        axes = page.axes(left, left + wide - 0.7, bottom=top - tall + 0.42, top=top - 0.62)
        mine = table[table["class"] == name]
        _panel(axes, mine, label, width=wide - 0.7)
        date_axis(axes, start, weeks, labels=4)
        if column == 0:
            axes.set_ylabel(tr("people held"))


def _panel(axes: Axes, rows: pd.DataFrame, label: str, *, width: float) -> None:
    talks, alone = (rows[rows["talks"] == word] for word in ("yes", "no"))
    axes.plot(alone["week"], alone["p50"], "--", color=_ALONE, lw=1.5)
    band(axes, talks, _TALKS)
    axes.set_ylim(0, 1.1 * max(float(talks["p90"].max()), float(alone["p50"].max()), 1.0))
    counted(axes.yaxis)
    end, without = talks.iloc[-1], alone.iloc[-1]
    told, size = _told(end, width)
    heads: list[tuple[str, float, dict[str, Any]]] = [
        (fitted(words.capital(label), 9, width, bold=True)[0], 0.46, {"weight": "bold", "size": 9}),
        (told, 0.25, {"color": ink(_TALKS), "size": size}),
        (
            tr("without: {number}", number=words.whole(without["p50"])),
            0.07,
            {"color": ink(_ALONE), "size": 8.5},
        ),
    ]
    tall = size_of(axes)[1]
    for text, above, how in heads:
        axes.text(0, 1 + above / tall, text, transform=axes.transAxes, va="bottom", **how)


def _told(end: pd.Series[Any], width: float) -> tuple[str, float]:
    """The number held at the end with its spread, and its size; large numbers go without spread."""
    number = words.whole(end["p50"])
    alone = tr("with talks: {number}", number=number)
    if end["p10"] == end["p90"]:
        return alone, _SIZE
    spread = words.whole_range(end["p10"], end["p90"])
    told = tr("with talks: {number}", number=f"{number} ({spread})")
    fits = (width + 0.05) / text_width(told, _SIZE)
    return (told, min(_SIZE, fits * _SIZE)) if fits >= _SMALLEST else (alone, _SIZE)


def _ends(table: pd.DataFrame) -> pd.DataFrame:
    return table.groupby(["class", "talks"], sort=False).last()


def _finding(classes: dict[str, str], table: pd.DataFrame) -> str:
    ends = _ends(table)["p50"]
    first = table[table["talks"] == "yes"].groupby("class", sort=False)["p50"].first()
    if len(classes) > _NAMED:
        most = max(classes, key=lambda name: float(ends[name, "yes"]))
        return tr(
            "Of {classes} the largest still held at the end is {largest}: {number} in the median "
            "world",
            classes=words.count(len(classes), "class", "classes"),
            largest=classes[most],
            number=words.whole(ends[most, "yes"]),
        )
    told = [
        tr(
            "{number} {people} (at first {first})",
            number=words.whole(ends[name, "yes"]),
            people=label,
            first=words.whole(first[name]),
        )
        for name, label in classes.items()
    ]
    return tr("Still held at the end, in the median: {classes}", classes=words.listed(told))


def _alt(classes: dict[str, str], table: pd.DataFrame) -> str:
    ends = _ends(table)
    told = []
    low, middle, high = (ends[column] for column in ("p10", "p50", "p90"))
    for name, label in classes.items():
        with_, without = (name, "yes"), (name, "no")
        told.append(
            tr(
                "{people}: {number} held at the end in the median ({middle}: {span}), without "
                "talks {alone}.",
                people=words.capital(label),
                number=words.whole(middle[with_]),
                middle=words.middle(),
                span=words.whole_range(low[with_], high[with_]),
                alone=words.whole(middle[without]),
            )
        )
    return " ".join([tr("People still held over time, a panel a class."), *told])
