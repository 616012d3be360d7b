"""History over what the model foresaw of it: one figure a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from simulator.analysis.scoring import MODEL, TAUGHT
from simulator.report import words
from simulator.report.axes import counted, date_axis, mark_events
from simulator.report.hindcast_view import CaseView, quantity_name
from simulator.report.labels import Event
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import INK, QUIET, SENDERS, fitted, house_style, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.report.style import Sheet

_MODEL: Final = SENDERS[0]
_TAUGHT: Final = SENDERS[1]
_BANDS: Final = (("p025", "p975", 0.10), ("p100", "p900", 0.16), ("p250", "p750", 0.26))
_SHARES: Final = ("50", "80", "95%")
_PANEL, _GAP, _ROW = 1.45, 0.62, 0.36  # inches


def hindcast_figure(view: CaseView) -> Picture:
    """Draw the counts of a case over time, and when its events were expected and came."""
    counts, events = view.counts(), view.events()
    rows = -(-len(counts) // 2)
    height = 1.45 + rows * (_PANEL + _GAP) + _ROW * len(events) + 0.75
    title = finding(view)
    with house_style():
        page = sheet(title, _note(view), view.facts, height=height)
        top = page.top - 0.18
        for i, quantity in enumerate(counts):
            _count(_panel(page, i, len(counts), top), view, quantity)
        _events(page, view, top - rows * (_PANEL + _GAP))
    return Picture(f"hindcast-{view.case.name}", title, page.figure, _table(view), _alt(view))


def _note(view: CaseView) -> str:
    said = tr(
        "Black: what happened (hollow: it had not by the end), a bar where the sources leave a "
        "range. Blue: the model, run freely from the start; its median, and the middle {shares} of "
        "worlds.",
        shares=words.listed(_SHARES),
    )
    if not view.is_taught:
        return said
    taught = tr(
        "Orange: median and {middle} (chance in brackets) once taught by the other cases.",
        middle=words.middle(),
    )
    return f"{said} {taught}"


def finding(view: CaseView) -> str:
    """What the figure found, in one sentence."""
    ours = view.of_model()
    people = ours[ours["unit"] == "people"]
    held = int(people["inside80"].sum())
    events = ours[ours["unit"] == "week"]
    right = int(((events["probability"] >= 0.5) == (events["happened"] == 1)).sum())
    return tr(
        "{case}: {held} of {counts} inside the {middle}; {right} of {events} as the model thought "
        "likelier",
        case=view.name,
        held=held,
        counts=words.count(len(people), "count", "counts"),
        middle=words.middle_of_worlds(),
        right=right,
        events=words.count(len(events), "event", "events"),
    )


def _panel(page: Sheet, i: int, panels: int, top: float) -> Axes:
    """The axes of the i-th count: two beside each other, one alone over the whole width."""
    upper = top - (i // 2) * (_PANEL + _GAP)
    alone = i == panels - 1 and i % 2 == 0
    left, right = (0.85, 7.7) if alone else ((0.85, 3.9) if i % 2 == 0 else (4.65, 7.7))
    return page.axes(left, right, bottom=upper - _PANEL, top=upper)


def _count(axes: Axes, view: CaseView, quantity: str) -> None:
    rows = view.weekly(quantity, MODEL)
    for low, high, alpha in _BANDS:
        axes.fill_between(rows["week"], rows[low], rows[high], color=_MODEL, alpha=alpha, lw=0)
    axes.plot(rows["week"], rows["p500"], color=_MODEL)
    if view.is_taught:
        taught = view.weekly(quantity, TAUGHT)
        axes.plot(taught["week"], taught["p500"], "--", color=_TAUGHT, lw=1.3)
        for end in ("p100", "p900"):
            axes.plot(taught["week"], taught[end], ":", color=_TAUGHT, lw=1.1)
    _history(axes, view, quantity)
    seen = [each.high for each in view.case.scored if each.quantity == quantity]
    bottom, top = float(rows["p025"].min()), max(float(rows["p975"].max()), *seen, 1.0)
    headroom = 1.2 if _dated(view) else 1.05  # for the notes of what is taken as given
    axes.set_ylim(0.97 * bottom if bottom > top / 2 else 0, headroom * top)
    axes.set_title(quantity_name(quantity), loc="left", size=9, color=QUIET, pad=4)
    counted(axes.yaxis)
    date_axis(axes, view.start, view.case.until + 1, labels=5)
    mark_events(axes, _dated(view), view.start, rows=1)


def _dated(view: CaseView) -> list[Event]:
    """What the scenario takes as given, as far as it has a date."""
    return [
        Event(each.date, each.note or "")
        for each in view.case.scenario.timeline.values()
        if each.date
    ]


def _history(axes: Axes, view: CaseView, quantity: str) -> None:
    seen = [each for each in view.case.scored if each.quantity == quantity]
    weeks, values = [each.week for each in seen], [each.value for each in seen]
    below = [each.value - each.low for each in seen]
    above = [each.high - each.value for each in seen]
    axes.errorbar(weeks, values, yerr=[below, above], fmt="o", ms=4.5, color=INK, elinewidth=1.2,
                  clip_on=False, zorder=5)  # fmt: skip


def _events(page: Sheet, view: CaseView, top: float) -> None:
    """A row an event: when the model expected it, how likely, and when it came."""
    events, until = view.events(), view.case.until
    axes = page.axes(2.75, 6.35, bottom=top - 0.2 - _ROW * len(events), top=top - 0.2)
    page.write(0.18, top - 0.06, tr("what, and when"), size=9, color=QUIET)
    page.write(6.5, top - 0.06, tr("chance by the end"), size=9, color=QUIET)
    for i, each in enumerate(events):
        y = len(events) - 1 - i
        _expected(axes, view, each.id, y)
        if each.value:
            axes.plot([each.week], [y], "o", color=INK, ms=6, clip_on=False, zorder=5)
        else:
            axes.plot([until + 0.5], [y], "o", mfc="white", mec=INK, ms=6, clip_on=False, zorder=5)
        where = top - 0.2 - _ROW * (i + 0.5)
        label = "\n".join(fitted(view.label(each), 9, 2.5, lines=2))
        page.write(0.18, where, label, size=9, va="center")
        page.write(6.5, where, _chance(view, each.id), size=9, va="center")
    axes.set_ylim(-0.5, len(events) - 0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    date_axis(axes, view.start, until + 1, labels=6)
    axes.set_xlim(0, until + 0.5)


def _expected(axes: Axes, view: CaseView, name: str, y: float) -> None:
    """The bands of an event's week, cut off where it was no longer looked for."""
    row = view.of_model().loc[name]
    end = view.case.until + 0.5
    for low, high, alpha in _BANDS:
        axes.barh(y, min(row[high], end) - min(row[low], end), left=min(row[low], end), height=0.5,
                  color=_MODEL, alpha=alpha, lw=0)  # fmt: skip
    if row["p500"] < end:
        axes.plot([row["p500"]] * 2, [y - 0.25, y + 0.25], color=_MODEL, lw=2)
    if view.is_taught:
        taught = view.of_model(TAUGHT).loc[name]
        ends = np.minimum([taught["p100"], taught["p900"]], end)
        axes.plot(ends, [y - 0.32] * 2, ":", color=_TAUGHT, lw=1.4)
        if taught["p500"] < end:
            axes.plot([taught["p500"]], [y - 0.32], "|", color=_TAUGHT, ms=7, mew=1.6)


def _chance(view: CaseView, name: str) -> str:
    text = words.percent(float(view.of_model()["probability"][name]))
    if view.is_taught:
        text += f" ({words.percent(float(view.of_model(TAUGHT)['probability'][name]))})"
    return text


def _table(view: CaseView) -> pd.DataFrame:
    """All that is plotted: predictions week by week, and the observations with their scores."""
    return pd.concat([view.predictions, view.scores], ignore_index=True)


def _alt(view: CaseView) -> str:
    counts = ", ".join(quantity_name(quantity) for quantity in view.counts())
    told = []
    for each in view.events():
        said = {"event": view.label(each), "chance": _chance(view, each.id)}
        came = tr("{event}: {chance}, came", **said)
        told.append(came if each.value else tr("{event}: {chance}, did not come", **said))
    return tr(
        "{finding}. Panels over time: {counts}. Events: {events}.",
        finding=finding(view),
        counts=counts,
        events="; ".join(told),
    )
