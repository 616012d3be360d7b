"""Reliance of the target on its patron over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report import findings, words
from simulator.report.axes import (
    Label,
    band,
    date_axis,
    end_labels,
    how_to_read,
    labels_that_fit,
    mark_events,
)
from simulator.report.labels import Labels, as_date, labels_of
from simulator.report.language import tr
from simulator.report.measures import spread
from simulator.report.picture import Picture
from simulator.report.style import PATRON, QUIET, empty_panel, house_style, sheet
from simulator.report.tables import RunTables, weekly

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def reliance(tables: RunTables) -> Picture:
    """Draw the target's reliance on the patron, with bands and its level at the start."""
    labels, table = labels_of(tables.facts), weekly(tables, "reliance")
    title = findings.reliance(tables)
    with house_style():
        note = tr(
            "{bands} Dotted line: level at the start.", bands=how_to_read(len(tables.outcomes))
        )
        alone = findings.no_patron(tables)
        page = sheet(title, "" if alone else note, tables.facts)
        beside = page.beside(1.6)
        axes = page.axes(0.95, page.width - beside, bottom=page.bottom + 0.4, top=page.top)
        if alone:
            empty_panel(axes, tr("The scenario has no patron: reliance on one stays at zero."))
        else:
            _draw(axes, table, tables, labels, beside=beside)
    return Picture("reliance", title, page.figure, table, _alt(tables, labels))


def _draw(
    axes: Axes, table: pd.DataFrame, tables: RunTables, labels: Labels, *, beside: float
) -> None:
    start = spread(tables.outcomes["reliance_start"])
    end = spread(tables.outcomes["reliance_end"])
    axes.axhline(start.median, color=QUIET, lw=1, ls=":")
    band(axes, table, PATRON)
    axes.set_ylim(
        *_limits(min(table["p10"].min(), start.median), max(table["p90"].max(), start.median))
    )
    axes.set_ylabel(
        tr(
            "reliance on {patron}\n({none} = none, {total} = total)",
            patron=labels.patron,
            none=0,
            total=1,
        )
    )
    start_day, weeks = as_date(tables.facts["start"]), int(tables.facts["horizon_weeks"])
    date_axis(axes, start_day, weeks, labels=labels_that_fit(axes))
    mark_events(axes, labels.events, start_day)
    text = tr("at the end: {level}", level=words.decimal(end.median, 2))
    if words.decimal(end.low, 2) != words.decimal(end.high, 2):
        text += f"\n{words.middle()}:\n{words.decimal_range(end.low, end.high, 2)}"
    named = [Label(end.median, text, PATRON)]
    if words.decimal(start.median, 2) != words.decimal(end.median, 2):
        first = tr("at the start: {level}", level=words.decimal(start.median, 2))
        named.append(Label(start.median, first, QUIET))
    end_labels(axes, named, width=beside)


def _limits(low: float, high: float) -> tuple[float, float]:
    """Room around the band, wide enough that small moves look small, inside [0, 1]."""
    spare = max(0.25 - (high - low), 0.2 * (high - low)) / 2
    return max(0.0, low - spare), min(1.0, high + spare)


def _alt(tables: RunTables, labels: Labels) -> str:
    start = spread(tables.outcomes["reliance_start"])
    end = spread(tables.outcomes["reliance_end"])
    return tr(
        "Reliance of {target} on {patron} over time, with bands for the {half} and {wide} of "
        "worlds. The median is {start} at the start and {end} at the end ({middle}: {span}).",
        target=labels.target,
        patron=labels.patron,
        half=words.middle(0.5),
        wide=words.percent(words.MIDDLE),
        start=words.decimal(start.median, 2),
        end=words.decimal(end.median, 2),
        middle=words.middle(),
        span=words.decimal_range(end.low, end.high, 2),
    )
