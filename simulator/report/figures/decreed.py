"""Relief as it is decreed against relief as the economy feels it, sender by sender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from simulator.report import words
from simulator.report.axes import (
    Label,
    date_axis,
    end_labels,
    labels_that_fit,
    mark_events,
)
from simulator.report.labels import as_date, labels_of
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sample import looked_at, over_worlds, which_worlds
from simulator.report.style import (
    INK,
    QUIET,
    Sheet,
    empty_panel,
    house_style,
    sender_colours,
    sheet,
    tint,
)
from simulator.report.tables import RunTables

if TYPE_CHECKING:
    from matplotlib.axes import Axes


_EACH: Final = 1.75  # inches
_NOTHING: Final = 0.005  # of full relief: half a percent point is no gap


def decreed(tables: RunTables) -> Picture:
    """Draw each sender's relief over time, as decreed and as felt."""
    table = _table(tables)
    senders = list(dict.fromkeys(table["sender"]))
    title = _finding(tables, table)
    note = _note(tables.closely.worlds)
    with house_style():
        height = max(4.8, 1.75 + _EACH * len(senders))
        page = sheet(title, which_worlds(tables) + note, looked_at(tables), height=height)
        if not senders:
            axes = page.axes(0.6, page.width - 0.4, bottom=page.bottom, top=page.top)
            empty_panel(axes, tr("The scenario has no instruments: there is no relief to decree."))
        else:
            _panels(page, tables, table, senders)
    return Picture("decreed", title, page.figure, table, which_worlds(tables) + _alt(tables, table))


def _note(worlds: int) -> str:
    none = words.percent(0)
    if worlds == 1:
        return tr(
            "In {percent} of all that a sender could lift, each of its instruments counting alike "
            "(below {none}: tightened). Black: decreed. Colour: felt by the economy. One world "
            "only: there is no spread.",
            percent="%",
            none=none,
        )
    return tr(
        "In {percent} of all that a sender could lift, each of its instruments counting alike "
        "(below {none}: tightened). Black: decreed, mean over worlds. Colour: felt by the economy, "
        "mean, and {middle}. The gap is relief promised on paper that banks and traders do not yet "
        "pass on.",
        percent="%",
        none=none,
        middle=words.middle_of_worlds(),
    )


def _table(tables: RunTables) -> pd.DataFrame:
    """Quantiles by sender, week and ``measure`` (``decreed`` or ``felt``)."""
    labels, seen, parts = labels_of(tables.facts), tables.closely.weekly, []
    for sender in labels.senders:
        names = [item.name for item in labels.instruments_of(sender)]
        for measure, prefix in (("decreed", "decreed_"), ("felt", "relief_")):
            if names:
                level = sum(seen[f"{prefix}{name}"] for name in names) / len(names)
                rows = over_worlds(np.asarray(level))
                parts.append(rows.assign(sender=sender, measure=measure))
    columns = ["sender", "measure", "week", "worlds", "mean", "p10", "p25", "p50", "p75", "p90"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _panels(page: Sheet, tables: RunTables, table: pd.DataFrame, senders: list[str]) -> None:
    labels, colours = labels_of(tables.facts), sender_colours(labels_of(tables.facts).senders)
    start, weeks = as_date(tables.facts["start"]), int(tables.facts["horizon_weeks"])
    beside = page.beside(1.5)
    tall = (page.top - page.bottom - 0.36) / len(senders)
    low, high = float(table["p10"].min()), float(table["p90"].max())
    for place, sender in enumerate(senders):
        foot = page.top - (place + 1) * tall + 0.12
        axes = page.axes(0.85, page.width - beside, bottom=foot, top=foot + tall - 0.4)
        axes.set_ylim(min(0.0, low) - 0.03, max(1.03 * high, 0.3))
        axes.set_title(words.shortened(labels.senders[sender], 40), loc="left", size=9, pad=4)
        rows = table[table["sender"] == sender]
        _panel(axes, rows, colours[sender], beside=beside)
        date_axis(axes, start, weeks, labels=labels_that_fit(axes))
        axes.set_ylabel(tr("relief"))
        axes.tick_params(labelbottom=place == len(senders) - 1)
        if place == 0:
            mark_events(axes, labels.events, start)


def _panel(axes: Axes, rows: pd.DataFrame, colour: str, *, beside: float) -> None:
    law, felt = (rows[rows["measure"] == name] for name in ("decreed", "felt"))
    axes.fill_between(felt["week"], felt["p10"], felt["p90"], color=tint(colour, 0.8), lw=0)
    mark = "o" if len(felt) == 1 else ""
    axes.plot(law["week"], law["mean"], color=INK, lw=1.3, marker=mark)
    axes.plot(felt["week"], felt["mean"], color=colour, marker=mark)
    axes.axhline(0, color=QUIET, lw=0.7)
    bottom, top = axes.get_ylim()
    step = 0.25 if top - bottom > 0.6 else 0.1
    ticks = np.arange(np.ceil(bottom / step) * step, min(top, 1.0) + 1e-9, step)
    axes.set_yticks(ticks, [words.percent(round(float(tick), 4)) for tick in ticks])
    ends = [float(part["mean"].iloc[-1]) for part in (law, felt)]
    said = [words.percent(end) for end in ends]
    labels = [
        Label(ends[0], tr("decreed: {level}", level=said[0]), INK),
        Label(ends[1], tr("felt: {level}", level=said[1]), colour),
    ]
    if said[0] == said[1]:
        labels = [Label(ends[0], tr("decreed and felt:\n{level}", level=said[0]), INK)]
    end_labels(axes, labels, width=beside - 0.05)


def _finding(tables: RunTables, table: pd.DataFrame) -> str:
    labels = labels_of(tables.facts)
    law = table[table["measure"] == "decreed"]
    ends = law.groupby("sender", sort=False)["mean"].last()
    if ends.empty:
        return tr("There is no relief to decree")
    if not law["mean"].any():
        return tr("No relief is decreed in any of these worlds")
    sender = str(ends.idxmax())
    mine = table[table["sender"] == sender]
    felt = mine[mine["measure"] == "felt"]["mean"].to_numpy()
    decree = mine[mine["measure"] == "decreed"]["mean"].to_numpy()
    worst = int(np.argmax(decree - felt))
    if decree[worst] - felt[worst] < _NOTHING:
        return tr("All relief that is decreed is felt at once")
    said = tr(
        "Furthest apart in {month}: {who} has decreed {decreed} of its relief, {felt} is felt",
        month=words.month(words.week_date(as_date(tables.facts["start"]), worst)),
        who=words.shortened(labels.senders[sender], 30),
        decreed=words.percent(decree[worst]),
        felt=words.percent(felt[worst]),
    )
    if tables.closely.worlds == 1:
        return said
    return tr("{finding}, on average over worlds", finding=said)


def _alt(tables: RunTables, table: pd.DataFrame) -> str:
    if table.empty:
        return tr("An empty panel: there are no instruments.")
    labels = labels_of(tables.facts)
    ends = table.groupby(["sender", "measure"], sort=False).last()["mean"]
    told = [
        tr(
            "{sender}: {decreed} decreed and {felt} felt at the end on average.",
            sender=labels.senders[str(sender)],
            decreed=words.percent(ends[sender, "decreed"]),
            felt=words.percent(ends[sender, "felt"]),
        )
        for sender in dict.fromkeys(table["sender"])
    ]
    return " ".join([tr("Relief decreed and relief felt over time, a panel a sender."), *told])
