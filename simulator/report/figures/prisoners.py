"""People held and people released over time, against the same worlds without talks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from simulator.report import findings, words
from simulator.report.axes import (
    Label,
    band,
    counted,
    date_axis,
    end_labels,
    how_to_read,
    labels_that_fit,
    mark_events,
)
from simulator.report.labels import Labels, as_date, labels_of
from simulator.report.language import tr
from simulator.report.measures import Spread, spread
from simulator.report.picture import Picture
from simulator.report.style import PATRON, QUIET, SENDERS, TARGET, house_style, sheet
from simulator.report.tables import RunTables, weekly

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS: Final = [
    "week", "date", "variable", "mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95",
]  # fmt: skip
_ALONE: Final = "held_without_talks"

_TALKS: Final = SENDERS[0]
_NO_TALKS: Final = PATRON


def prisoners(tables: RunTables) -> Picture:
    """Draw people held (above) and people released by deal so far (below), with bands."""
    table = pd.concat([weekly(tables, name) for name in ("held", _ALONE, "released")])[_COLUMNS]
    title = findings.prisoners(tables)
    with house_style():
        page = sheet(title, _note(tables), tables.facts)
        middle = page.bottom + 0.36 + 0.36 * (page.top - page.bottom - 0.7)
        beside = page.beside(1.95)
        right = page.width - beside
        upper = page.axes(0.95, right, bottom=middle + 0.28, top=page.top)
        lower = page.axes(0.95, right, bottom=page.bottom + 0.36, top=middle - 0.06)
        _held(upper, tables, labels_of(tables.facts), beside=beside)
        _released(lower, tables, beside=beside)
    return Picture("prisoners", title, page.figure, table.reset_index(drop=True), _alt(tables))


def _note(tables: RunTables) -> str:
    worlds = len(tables.outcomes)
    if worlds == 1 or not len(weekly(tables, _ALONE)):
        return how_to_read(worlds)
    return tr(
        "{bands} Without talks: dashed, {middle} dotted.",
        bands=how_to_read(worlds),
        middle=words.middle(),
    )


def _time(axes: Axes, tables: RunTables) -> None:
    start, weeks = as_date(tables.facts["start"]), int(tables.facts["horizon_weeks"])
    date_axis(axes, start, weeks, labels=labels_that_fit(axes))


def _held(axes: Axes, tables: RunTables, labels: Labels, *, beside: float) -> None:
    held, alone = weekly(tables, "held"), weekly(tables, _ALONE)
    outcomes = tables.outcomes
    without = spread(outcomes["held_end_without_talks"])
    if len(alone):
        axes.plot(alone["week"], alone[["p10", "p90"]], ":", color=_NO_TALKS, lw=1.1)
        axes.plot(alone["week"], alone["p50"], "--", color=_NO_TALKS)
    band(axes, held, _TALKS)
    axes.set_ylim(0, 1.12 * max(held["p90"].max(), _top(without), 1))
    axes.set_ylabel(tr("people held"))
    counted(axes.yaxis)
    _time(axes, tables)
    axes.tick_params(labelbottom=False)
    mark_events(axes, labels.events, as_date(tables.facts["start"]))
    named = [_label(tr("with talks"), spread(outcomes["held_end"]), _TALKS)]
    if not without.empty:
        named.append(_label(tr("without talks"), without, _NO_TALKS))
        if not len(alone):
            _end_mark(axes, without)
    end_labels(axes, named, width=beside - 0.05)


def _top(found: Spread) -> float:
    return 0.0 if found.empty else found.high


def _end_mark(axes: Axes, found: Spread) -> None:
    """Show where the worlds without talks end, where no weeks of theirs were kept."""
    end = axes.get_xlim()[1]
    axes.vlines(end, found.low, found.high, color=_NO_TALKS, lw=3, alpha=0.5, clip_on=False)
    axes.plot([end], [found.median], "D", color=_NO_TALKS, clip_on=False, ms=5)


def _released(axes: Axes, tables: RunTables, *, beside: float) -> None:
    released = weekly(tables, "released")
    band(axes, released, TARGET)
    axes.set_ylim(0, 1.15 * max(released["p90"].max(), 1))
    axes.set_ylabel(tr("people released\nby deals so far"))
    counted(axes.yaxis)
    _time(axes, tables)
    named = [_label(tr("released"), spread(tables.outcomes["released"]), TARGET)]
    end_labels(axes, named, width=beside - 0.05)
    if not tables.outcomes["released"].any():
        nobody = tr("No world releases anybody by a deal.")
        axes.text(0.5, 0.5, nobody, transform=axes.transAxes, ha="center", color=QUIET)


def _label(name: str, found: Spread, colour: str) -> Label:
    text = f"{name}: {words.whole(found.median)}"
    if not found.certain:
        text += f"\n{words.middle()}:\n{words.whole_range(found.low, found.high)}"
    return Label(found.median, text, colour)


def _alt(tables: RunTables) -> str:
    held, released = weekly(tables, "held"), spread(tables.outcomes["released"])
    end, without = (
        spread(tables.outcomes["held_end"]),
        spread(tables.outcomes["held_end_without_talks"]),
    )
    parts = [
        tr(
            "People held over time, with bands for the {half} and {wide} of worlds, and below it "
            "people released by deals so far.",
            half=words.middle(0.5),
            wide=words.percent(words.MIDDLE),
        ),
        tr(
            "The median goes from {first} in the first week to {last} at the end "
            "({middle}: {span}).",
            first=words.whole(held["p50"].iloc[0]),
            last=words.whole(end.median),
            middle=words.middle(),
            span=words.whole_range(end.low, end.high),
        ),
    ]
    if not without.empty:
        parts.append(
            tr(
                "Without talks it would be {median} ({span}).",
                median=words.whole(without.median),
                span=words.whole_range(without.low, without.high),
            )
        )
    parts.append(
        tr(
            "Deals release {people} in the median world ({span}).",
            people=words.people(released.median),
            span=words.whole_range(released.low, released.high),
        )
    )
    return " ".join(parts)
