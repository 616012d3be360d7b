"""One typical world, told along its line of people held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

import pandas as pd

from simulator.report import findings, words
from simulator.report.axes import counted, date_axis, labels_that_fit, size_of
from simulator.report.events import headline, kind_of, main_events, offers
from simulator.report.labels import as_date
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sizes import is_narrow, room
from simulator.report.style import (
    QUIET,
    TARGET,
    Sheet,
    empty_panel,
    fitted,
    house_style,
    ink,
    sheet,
    text_width,
)
from simulator.report.tables import RunTables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST: Final = 14

_BESIDE: Final = 3.6  # inches
_LINE: Final = 0.138
_GAP: Final = 0.045
_DISC: Final = 0.19
_PLACES: Final = sorted(
    (
        (aside * _DISC, side * (0.75 * _DISC + 0.06 * step))
        for aside, step, side in product((0, 1, -1, 2, -2, 3), range(20), (1, -1))
    ),
    key=lambda place: abs(place[0]) + abs(place[1]),
)
"""Where a disc may stand from its point, in inches: nearest first, and above before below."""


@dataclass(frozen=True)
class _Mark:
    """A numbered event at its place on the line."""

    number: int
    week: float
    held: float
    colour: str
    lines: list[str]


def story(tables: RunTables) -> Picture:
    """Draw one typical world: people held, with its main events numbered and dated."""
    held = _held(tables)
    events = main_events(tables.story, _MOST)
    marks = list(_marks(held, events)) if len(held) else []
    title = findings.story(tables)
    with house_style():
        page = sheet(title, _note(), tables.facts, height=_high(marks))
        if held.empty:
            axes = page.axes(0.78, page.width - 0.4, bottom=page.bottom + 0.4, top=page.top)
            empty_panel(axes, tr("No typical world was kept for this run."))
        else:
            _draw(page, tables, held, marks)
    table = _table(held, events, tables.story)
    return Picture("story", title, page.figure, table, _alt(title, events))


def _note() -> str:
    return tr(
        "People held in this one world; numbers mark its main events, listed on the right. Ticks "
        "at the foot: offers. A date is the first day of its week. One world is an example, not a "
        "forecast. The axis does not start at zero."
    )


def _height(marks: Sequence[_Mark]) -> float:
    """Room in inches that the list of events takes."""
    return sum(len(mark.lines) * _LINE + _GAP for mark in marks)


def _high(marks: Sequence[_Mark]) -> float:
    """Height of the figure: the list stands beside the line, or on a narrow sheet below it."""
    return 4.6 + _height(marks) if is_narrow(room()) else max(5.2, 1.6 + _height(marks))


def _held(tables: RunTables) -> pd.DataFrame:
    rows = tables.story_series
    return rows[rows["variable"] == "held"].sort_values("week", kind="stable")


def _draw(page: Sheet, tables: RunTables, held: pd.DataFrame, marks: Sequence[_Mark]) -> None:
    edge = page.width - (0.2 if page.narrow else _BESIDE)
    foot = page.bottom + 0.42 + (_height(marks) + 0.45 if page.narrow else 0.0)
    wide = text_width(words.whole(float(held["value"].max())), 9)
    axes = page.axes(max(0.85, 0.5 + wide), edge, bottom=foot, top=page.top - 0.05)
    axes.step(held["week"], held["value"], where="post", color=TARGET, lw=1.5)
    low, high = float(held["value"].min()), float(held["value"].max())
    reach = max(high - low, 10.0)
    axes.set_ylim(max(0.0, low - 0.35 * reach), high + 0.3 * reach)
    date_axis(
        axes,
        as_date(tables.facts["start"]),
        int(tables.facts["horizon_weeks"]),
        labels=min(7, labels_that_fit(axes)),
    )
    axes.set_ylabel(tr("people held"))
    counted(axes.yaxis)
    weeks = offers(tables.story)["week"].to_numpy()
    axes.plot(
        weeks, [0.015] * len(weeks), "|", color=QUIET, ms=7, transform=axes.get_xaxis_transform()
    )
    _discs(axes, marks)
    x, y = (0.4, foot - 0.48) if page.narrow else (edge + 0.4, page.top - 0.08)
    _list(page, marks, len(main_events(tables.story, len(tables.story))), at=(x, y))


def _marks(held: pd.DataFrame, events: pd.DataFrame) -> Iterator[_Mark]:
    for number, event in enumerate(events.to_dict("records"), start=1):
        place = float(held.loc[held["week"] <= event["week"], "value"].iloc[-1])
        text = f"{words.short_date(as_date(event['date']))}: {headline(event['text'])}"
        colour = kind_of(event["kind"]).colour
        yield _Mark(
            number,
            event["week"],
            place,
            colour,
            fitted(text, 8, room() - (0.6 if is_narrow(room()) else 5.0), lines=3),
        )


def _discs(axes: Axes, marks: Sequence[_Mark]) -> None:
    """Put numbered discs near the line, each at the nearest place that is clear of the others."""
    wide, tall = size_of(axes)
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    taken: list[tuple[float, float]] = []
    for mark in marks:
        x = (mark.week - left) / (right - left) * wide
        y = (mark.held - low) / (high - low) * tall
        taken.append(_clear((x, y), taken, (wide, tall)))
        spot = (
            left + taken[-1][0] / wide * (right - left),
            low + taken[-1][1] / tall * (high - low),
        )
        stem = [mark.week, spot[0]], [mark.held, spot[1]]
        axes.plot(*stem, color=mark.colour, lw=0.8, clip_on=False)
        axes.plot(*spot, "o", color=mark.colour, ms=11.5, mec="white", mew=0.8, clip_on=False)
        axes.text(*spot, str(mark.number), color="white", size=7.5, weight="bold", ha="center",
                  va="center_baseline")  # fmt: skip


def _clear(
    at: tuple[float, float], taken: Sequence[tuple[float, float]], size: tuple[float, float]
) -> tuple[float, float]:
    """Find the nearest place to a point (inches) where no disc is yet."""
    for aside, away in _PLACES:
        x, y = at[0] + aside, at[1] + away
        inside = -0.1 <= x <= size[0] + 0.1 and 0.3 <= y <= size[1] - 0.05
        if inside and all(abs(x - a) >= _DISC or abs(y - b) >= _DISC for a, b in taken):
            return x, y
    return at[0], min(at[1] + _DISC, size[1] - 0.05)


def _list(page: Sheet, marks: Sequence[_Mark], events: int, *, at: tuple[float, float]) -> None:
    x, y = at
    for mark in marks:
        number = {"size": 8, "weight": "bold", "color": ink(mark.colour), "ha": "right"}
        page.write(x - 0.08, y, str(mark.number), va="top", **number)
        for line in mark.lines:
            page.write(x, y, line, size=8, va="top")
            y -= _LINE
        y -= _GAP
    rest = tr("Nothing but offers, or nothing at all,\nhappens in this world.")
    if marks:
        left = events - len(marks)
        lesser = words.count(left, "lesser event", "lesser events")
        rest = tr("and {events}", events=lesser) if left else ""
    page.write(x, y, rest, size=8, color=QUIET, va="top")


def _table(held: pd.DataFrame, events: pd.DataFrame, story: pd.DataFrame) -> pd.DataFrame:
    """The line and the events in one table; ``number`` is the one in the figure."""
    line = held[["week", "date", "value"]].rename(columns={"value": "held"}).assign(row="held")
    numbers = pd.Series(range(1, len(events) + 1), index=events.index, dtype="Int64")
    told = story.assign(row="event", number=numbers.reindex(story.index))
    columns = ["row", "week", "date", "held", "number", "actor", "kind", "text"]
    parts = [line.reindex(columns=columns), told.reindex(columns=columns)]
    return pd.concat([part.astype(object) for part in parts if len(part)] or parts)


def _alt(title: str, events: pd.DataFrame) -> str:
    said = [
        f"{words.capital(words.week_of(as_date(event['date'])))}: {headline(event['text'])}."
        for event in events.to_dict("records")
    ]
    return " ".join([tr("People held over time in one world. {title}.", title=title), *said])
