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
from simulator.report.picture import Picture
from simulator.report.sample import over_worlds, which_worlds
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

_NOTE: Final = (
    "In % of all that a sender could lift, each of its instruments counting alike (below 0%: "
    "tightened). Black: decreed, mean over worlds. Colour: felt by the economy, mean, and middle "
    "80% of worlds. The gap is relief promised on paper that banks and traders do not yet pass on."
)
_NOTE_ONE: Final = (
    "In % of all that a sender could lift, each of its instruments counting alike (below 0%: "
    "tightened). Black: decreed. Colour: felt by the economy. One world only: there is no spread."
)
_EACH: Final = 1.75  # inches


def decreed(tables: RunTables) -> Picture:
    """Draw each sender's relief over time, as decreed and as felt."""
    table = _table(tables)
    senders = list(dict.fromkeys(table["sender"]))
    title = _finding(tables, table)
    note = _NOTE if tables.closely.worlds > 1 else _NOTE_ONE
    with house_style():
        height = max(4.8, 1.75 + _EACH * len(senders))
        page = sheet(title, which_worlds(tables) + note, tables.facts, height=height)
        if not senders:
            axes = page.axes(0.6, page.width - 0.4, bottom=page.bottom, top=page.top)
            empty_panel(axes, "The scenario has no instruments: there is no relief to decree.")
        else:
            _panels(page, tables, table, senders)
    return Picture("decreed", title, page.figure, table, _alt(tables, table))


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
        axes.set_ylabel("relief")
        axes.tick_params(labelbottom=place == len(senders) - 1)
        if place == 0:
            mark_events(axes, labels.events, start)


def _panel(axes: Axes, rows: pd.DataFrame, colour: str, *, beside: float) -> None:
    law, felt = (rows[rows["measure"] == name] for name in ("decreed", "felt"))
    axes.fill_between(felt["week"], felt["p10"], felt["p90"], color=tint(colour, 0.8), lw=0)
    mark = "o" if len(felt) == 1 else ""
    axes.step(law["week"], law["mean"], where="post", color=INK, lw=1.3, marker=mark)
    axes.plot(felt["week"], felt["mean"], color=colour, marker=mark)
    axes.axhline(0, color=QUIET, lw=0.7)
    bottom, top = axes.get_ylim()
    step = 0.25 if top - bottom > 0.6 else 0.1
    ticks = np.arange(np.ceil(bottom / step) * step, min(top, 1.0) + 1e-9, step)
    axes.set_yticks(ticks, [words.percent(round(float(tick), 4)) for tick in ticks])
    ends = [(law, "decreed", INK), (felt, "felt", colour)]
    labels = [
        Label(float(part["mean"].iloc[-1]), f"{name}: {words.percent(part['mean'].iloc[-1])}", ink_)
        for part, name, ink_ in ends
    ]
    if labels[0].text.removeprefix("decreed") == labels[1].text.removeprefix("felt"):
        text = f"decreed and felt:\n{words.percent(float(law['mean'].iloc[-1]))}"
        labels = [Label(labels[0].y, text, INK)]
    end_labels(axes, labels, width=beside - 0.05)


def _finding(tables: RunTables, table: pd.DataFrame) -> str:
    labels = labels_of(tables.facts)
    law = table[table["measure"] == "decreed"]
    ends = law.groupby("sender", sort=False)["mean"].last()
    if ends.empty:
        return "There is no relief to decree"
    if not law["mean"].any():
        return "No relief is decreed in any of these worlds"
    sender = str(ends.idxmax())
    mine = table[table["sender"] == sender]
    felt = mine[mine["measure"] == "felt"]["mean"].to_numpy()
    decree = mine[mine["measure"] == "decreed"]["mean"].to_numpy()
    worst = int(np.argmax(decree - felt))
    day = words.month(words.week_date(as_date(tables.facts["start"]), worst))
    who = words.shortened(labels.senders[sender], 30)
    mean = "" if tables.closely.worlds == 1 else ", on average over worlds"
    return (
        f"Furthest apart in {day}: {who} has decreed {words.percent(decree[worst])} of its relief, "
        f"{words.percent(felt[worst])} is felt{mean}"
    )


def _alt(tables: RunTables, table: pd.DataFrame) -> str:
    if table.empty:
        return "An empty panel: there are no instruments."
    labels = labels_of(tables.facts)
    ends = table.groupby(["sender", "measure"], sort=False).last()["mean"]
    told = [
        f"{labels.senders[str(sender)]}: {words.percent(ends[sender, 'decreed'])} decreed and "
        f"{words.percent(ends[sender, 'felt'])} felt at the end on average."
        for sender in dict.fromkeys(table["sender"])
    ]
    return " ".join(["Relief decreed and relief felt over time, a panel a sender.", *told])
