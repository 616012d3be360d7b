"""What figures over time share: the date axis, bands over worlds, labels beside lines, events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulator.report import words
from simulator.report.language import tr
from simulator.report.style import FAINT, POINTS, QUIET, fitted, ink, text_width

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

    from simulator.report.labels import Event

_LEADER: Final = 0.16
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)


def how_to_read(worlds: int) -> str:
    """Say how to read a band; it stands under the title of every figure that has one."""
    if worlds == 1:
        return tr("One world only: there is no spread to show.")
    return tr(
        "Line: median. Dark band: {half}; light band: {middle}.",
        half=words.middle_of_worlds(0.5),
        middle=words.middle(),
    )


def date_axis(axes: Axes, start: date, weeks: int, *, labels: int = 8) -> None:
    """Put dates on an axis from the first week to the last: months, the year where it turns."""
    last = max(weeks - 1, 1)
    axes.set_xlim(0, last)
    days = [start.toordinal(), start.toordinal() + 7 * last]
    months = (days[1] - days[0]) / 30.44
    step = next((step for step in _STEPS if months / step <= labels), _STEPS[-1])
    ticks = list(_months(start, days[1], step))
    shown = [f"{day.year}" if step >= 12 else words.month_alone(day) for day in ticks]
    if step < 12:
        for i, day in enumerate(ticks):
            new = i == 0 or day.year != ticks[i - 1].year
            shown[i] += f"\n{day.year}" if new else "\n "
    axes.set_xticks([(day.toordinal() - days[0]) / 7 for day in ticks], shown)


def labels_that_fit(axes: Axes) -> int:
    """How many dates find room below an axes: one for each half inch or so."""
    return max(2, min(8, int(size_of(axes)[0] / 0.45)))


def _months(start: date, last: int, step: int) -> Iterator[date]:
    """First days of every step-th month, counted from January of year 0."""
    serial = start.year * 12 + start.month - 1 + (start.day > 1)
    serial = -(-serial // step) * step
    while (day := date(serial // 12, serial % 12 + 1, 1)).toordinal() <= last:
        yield day
        serial += step


def counted(axis: Axis) -> None:
    """Write the numbers along an axis with thousands separated, whole numbers only."""
    axis.set_major_locator(
        MaxNLocator(nbins="auto", integer=True, min_n_ticks=1, steps=[1, 2, 2.5, 5, 10])
    )
    axis.set_major_formatter(FuncFormatter(lambda value, _: words.whole(value)))


def band(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    """Draw the median of a series with its middle 50% and 80% of worlds."""
    weeks = rows["week"].to_numpy()
    if len(rows) == 1:
        row = rows.iloc[0]
        axes.vlines(weeks, row["p10"], row["p90"], color=colour, alpha=0.3)
        axes.plot(weeks, row["p50"], "o", color=colour)
        return
    axes.fill_between(weeks, rows["p10"], rows["p90"], color=colour, alpha=0.16)
    axes.fill_between(weeks, rows["p25"], rows["p75"], color=colour, alpha=0.26)
    axes.plot(weeks, rows["p50"], color=colour)


@dataclass(frozen=True)
class Label:
    """Words beside the end of a line, at the line's height in data units."""

    y: float
    text: str
    colour: str


def end_labels(axes: Axes, labels: Sequence[Label], *, width: float, size: float = 8.5) -> None:
    """Write labels to the right of an axes, each beside its line, none over another."""
    low, high = axes.get_ylim()
    wide, tall = size_of(axes)
    texts = [_fit(label.text, size, width - _LEADER) for label in labels]
    room = [len(lines) * size * 1.25 / POINTS + 0.03 for lines in texts]
    wanted = [(label.y - low) / (high - low) * tall for label in labels]
    places = spaced(wanted, room, tall)
    for label, lines, want, y in zip(labels, texts, wanted, places, strict=True):
        run, rise = [1.0, 1 + 0.8 * _LEADER / wide], [want / tall, y / tall]
        where: Any = {"transform": axes.transAxes, "clip_on": False}
        axes.plot(run, rise, color=label.colour, lw=0.7, **where)
        axes.text(1 + _LEADER / wide, y / tall, "\n".join(lines), size=size, va="center",
                  color=ink(label.colour), linespacing=1.15, **where)  # fmt: skip


def _fit(text: str, size: float, width: float) -> list[str]:
    return [row for part in text.split("\n") for row in fitted(part, size, width, lines=3)]


def size_of(axes: Axes) -> tuple[float, float]:
    """Width and height of an axes in inches."""
    box, figure = axes.get_position(), axes.get_figure(root=True)
    wide, tall = figure.get_size_inches() if figure else (1.0, 1.0)
    return float(box.width * wide), float(box.height * tall)


def spaced(wanted: Sequence[float], room: Sequence[float], tall: float) -> list[float]:
    """Move places apart as little as it takes for each to have its room, in [0, tall].

    Of equal places the first listed comes out on top.

    >>> spaced([1.0, 1.0], [0.4, 0.4], 2.0)
    [1.2, 0.8]
    """
    if not wanted:
        return []
    last_first = np.argsort(np.asarray(wanted)[::-1], kind="stable")
    order = len(wanted) - 1 - last_first
    scale = min(1.0, tall / max(sum(room), 1e-9))
    gaps = np.asarray(room)[order] * scale
    floor = np.concatenate([[0.0], np.cumsum(gaps)[:-1]]) + gaps / 2
    placed = _isotonic(np.asarray(wanted)[order] - floor)
    placed = np.clip(placed, 0, max(0.0, tall - gaps.sum())) + floor
    result = np.empty(len(wanted))
    result[order] = placed
    return [round(float(y), 9) for y in result]


def _isotonic(values: np.ndarray) -> np.ndarray:
    """Least-squares fit of a rising sequence (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([float(value), 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, size = blocks.pop()
            before, count = blocks[-1]
            blocks[-1] = [(before * count + mean * size) / (count + size), count + size]
    return np.repeat([mean for mean, _ in blocks], [int(count) for _, count in blocks])


def mark_events(axes: Axes, events: Sequence[Event], start: date, *, rows: int = 2) -> None:
    """Mark the scenario's dated events; a note that finds no room leaves only its line."""
    wide, tall = size_of(axes)
    last = axes.get_xlim()[1]
    free = [0.0] * rows
    for event in sorted(events, key=lambda event: event.date):
        week = (event.date - start).days / 7
        if not 0 <= week <= last:
            continue
        axes.axvline(week, color=FAINT, lw=0.9, ls=(0, (2, 2)), zorder=0.5)
        note = fitted(event.note, 7.5, min(1.9, wide))[0] if event.note else ""
        length = text_width(note, 7.5) + 0.1
        place = min(max(week / last * wide, 0.0), wide - length)
        row = next((i for i, taken in enumerate(free) if taken <= place), None)
        if row is None or not note:
            continue
        free[row] = place + length
        axes.text(
            (place + 0.04) / wide,
            1 - (0.03 + 0.14 * row) / tall,
            note,
            transform=axes.transAxes,
            size=7.5,
            color=QUIET,
            va="top",
            bbox={"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none"},
        )
