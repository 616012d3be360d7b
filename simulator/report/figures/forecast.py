"""A forecast drawn: counts to come after those observed, rungs by quarter, sizes of deals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from simulator.analysis.forecast import MIXED, Forecast
from simulator.report import words
from simulator.report.axes import Label, counted, date_axis, end_labels
from simulator.report.hindcast_view import quantity_name
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import FAINT, INK, QUIET, SENDERS, fitted, house_style, sheet
from simulator.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.report.style import Sheet

_BANDS: Final = (("p025", "p975", 0.12), ("p10", "p90", 0.18), ("p25", "p75", 0.28))
_COLOUR: Final = SENDERS[0]
_PANEL, _GAP, _ROW = 1.9, 0.68, 0.42  # inches
_SHARES: Final = ("50", "80", "95%")


def facts_of(done: Forecast) -> dict[str, Any]:
    """What the foot of a figure says."""
    name = done.outlook.case.scenario.name
    return {"name": name, "worlds": done.worlds, "seed": done.seed, "version": __version__}


def label_of(done: Forecast, rung: str) -> str:
    """A rung as the scenario calls it, with whose it is."""
    name, _, key = rung.partition("/")
    sender = done.outlook.case.scenario.senders[name]
    return f"{sender.rungs[key].label} ({sender.label})"


def counts_figure(done: Forecast) -> Picture:
    """Draw each count as observed and as foreseen."""
    names = done.outlook.known
    title = headline(done)
    with house_style():
        note = tr(
            "Black: observed, a bar where the sources leave a range. Blue: median and the middle "
            "{shares} of what may come, at the ends of quarters. Dashed: median of the model "
            "alone; dotted: of the simple forecast alone.",
            shares=words.listed(_SHARES),
        )
        page = sheet(title, note, facts_of(done), height=1.35 + len(names) * (_PANEL + _GAP))
        for place, name in enumerate(names):
            upper = page.top - 0.22 - place * (_PANEL + _GAP)
            _count(page.axes(0.85, 7.0, bottom=upper - _PANEL, top=upper), done, name)
    rows = done.table
    table = rows[rows["quantity"].isin(names)].dropna(axis=1, how="all")
    return Picture("counts", title, page.figure, table, f"{title}. {_alt(done, names)}")


def headline(done: Forecast) -> str:
    """What is foreseen of releases, in one sentence."""
    row = _at(done, "released_by_deal", -1)
    last = done.outlook.last_seen("released_by_deal")
    so_far, day = last.value if last else 0, words.full_date(done.outlook.days[-1])
    return tr(
        "Released by deal by {day}: {median} in the middle, {low} to {high} in {hits} of {n} cases "
        "({so_far} so far)",
        day=day,
        **_middle(row),
        so_far=f"{so_far:,.0f}",
    )


def _middle(row: pd.Series[Any]) -> dict[str, object]:
    """The median and the middle of a forecast, and how many cases lie in it."""
    return {
        "median": f"{row['p50']:,.0f}",
        "low": f"{row['p10']:,.0f}",
        "high": f"{row['p90']:,.0f}",
        "hits": round(10 * words.MIDDLE),
        "n": 10,
    }


def _at(done: Forecast, quantity: str, place: int, forecast: str = MIXED) -> pd.Series[Any]:
    rows = done.table
    part = rows[(rows["quantity"] == quantity) & (rows["forecast"] == forecast)]
    return part.iloc[place]


def _count(axes: Axes, done: Forecast, name: str) -> None:
    outlook, rows = done.outlook, done.table
    seen = [e for e in outlook.case.observations if e.quantity == name and e.week >= 0]
    last = max(seen, key=lambda each: each.date)
    weeks = [last.week, *outlook.weeks]
    of = {key: rows[(rows["quantity"] == name) & (rows["forecast"] == key)] for key in done.futures}
    for low, high, alpha in _BANDS:
        axes.fill_between(weeks, [last.value, *of[MIXED][low]], [last.value, *of[MIXED][high]],
                          color=_COLOUR, alpha=alpha, lw=0)  # fmt: skip
    for key, line in ((MIXED, "-"), ("model", "--"), ("simple", ":")):
        width = 1.8 if key == MIXED else 1.1
        axes.plot(weeks, [last.value, *of[key]["p50"]], line, color=_COLOUR, lw=width)
    off = [[e.value - e.low for e in seen], [e.high - e.value for e in seen]]
    axes.errorbar([e.week for e in seen], [e.value for e in seen], yerr=off, fmt="o", ms=3.5,
                  color=INK, elinewidth=1.1, clip_on=False, zorder=5)  # fmt: skip
    axes.axvline(outlook.now, color=FAINT, lw=0.9, ls=(0, (2, 2)), zorder=0.5)
    axes.set_ylim(0, 1.06 * max(float(of[MIXED]["p975"].max()), *(e.high for e in seen)))
    axes.set_title(quantity_name(name), loc="left", size=9, color=QUIET, pad=4)
    counted(axes.yaxis)
    date_axis(axes, outlook.case.scenario.start, outlook.weeks[-1] + 1, labels=8)
    end = of[MIXED].iloc[-1]
    ends = [
        ("p975", "97.5%"), ("p90", "90%"), ("p50", tr("median")), ("p10", "10%"), ("p025", "2.5%"),
    ]  # fmt: skip
    labels = [Label(float(end[key]), f"{end[key]:,.0f} ({told})", _COLOUR) for key, told in ends]
    end_labels(axes, labels, width=1.0, size=7.5)


def rungs_figure(done: Forecast) -> Picture:
    """Draw how likely each open rung is reached by each quarter's end."""
    rows = done.table
    rungs = done.outlook.open_rungs
    first = max(rungs, key=lambda rung: _chance(done, rung))
    chance = _chance(done, first)
    title = tr(
        "{step} is the likeliest next step: {chance} by {day}",
        step=label_of(done, first),
        chance=words.percent(chance),
        day=words.full_date(done.outlook.days[-1]),
    )
    with house_style():
        note = tr(
            "Each line is a step that had not been taken: how likely it will have been by the end "
            "of each quarter. Thin: the model alone (dashed) and the simple forecast alone "
            "(dotted)."
        )
        page = sheet(title, note, facts_of(done), height=4.4)
        axes = page.axes(0.75, 5.5, bottom=page.bottom + 0.55, top=page.top - 0.15)
        _chances(axes, done, rungs)
    table = rows[rows["quantity"].str.startswith("rung:")].dropna(axis=1, how="all")
    told = [f"{label_of(done, rung)} {words.percent(_chance(done, rung))}" for rung in rungs]
    alt = tr("{title}. By the last day: {steps}.", title=title, steps="; ".join(told))
    return Picture("rungs", title, page.figure, table, alt)


def _chance(done: Forecast, rung: str) -> float:
    """How likely a rung has been reached by the last day."""
    return float(_at(done, f"rung:{rung}", -1)["probability"])


def _chances(axes: Axes, done: Forecast, rungs: tuple[str, ...]) -> None:
    rows, outlook = done.table, done.outlook
    weeks = [outlook.now, *outlook.weeks]
    axes.set_xlim(outlook.now, outlook.weeks[-1])
    axes.set_ylim(0, 100)
    labels = []
    for place, rung in enumerate(rungs):
        colour = SENDERS[place % len(SENDERS)]
        for key, line, width in ((MIXED, "-", 2.0), ("model", "--", 0.9), ("simple", ":", 0.9)):
            part = rows[(rows["quantity"] == f"rung:{rung}") & (rows["forecast"] == key)]
            chances = [0.0, *(100 * part["probability"])]
            size = 4.0 if key == MIXED else 0.0
            axes.plot(weeks, chances, line, color=colour, lw=width, marker="o", ms=size,
                      clip_on=False)  # fmt: skip
        end = _chance(done, rung)
        labels.append(Label(100 * end, f"{label_of(done, rung)} {words.percent(end)}", colour))
    axes.set_xticks(weeks, [_short(day) for day in (outlook.today, *outlook.days)])
    axes.set_ylabel(tr("probability, {percent}", percent="%"), size=8.5)
    end_labels(axes, labels, width=2.2)


def _short(day: date) -> str:
    return f"{day.day} {words.month_alone(day)}\n{day.year}"


def sizes_figure(done: Forecast) -> Picture:
    """Draw how many people the deals on each open rung would free."""
    rungs = [
        r for r in done.outlook.open_rungs if float(_at(done, f"size:{r}", 0)["probability"]) > 0.01
    ]
    rows = done.table
    table = rows[rows["quantity"].str.startswith("size:")].dropna(axis=1, how="all")
    told = [_told(done, rung) for rung in rungs]
    title = tr("No further deal is foreseen")
    if told:
        title = tr("How large the next deals would be: {largest}", largest=told[0])
    with house_style():
        note = tr(
            "People freed by the deals on a step until the last day, if it is taken by then: "
            "median and the middle {shares}; scale by ratio. At the right, how likely it is taken "
            "by then.",
            shares=words.listed(_SHARES),
        )
        page = sheet(title, note, facts_of(done), height=1.75 + _ROW * len(rungs))
        axes = page.axes(2.5, 6.0, bottom=page.bottom + 0.42, top=page.top - 0.3)
        _sizes(axes, page, done, rungs)
    return Picture("sizes", title, page.figure, table, f"{title}. {'; '.join(told)}.")


def _told(done: Forecast, rung: str) -> str:
    row = _at(done, f"size:{rung}", 0)
    return tr(
        "{step} {median} people in the middle, {low} to {high} in {hits} of {n} cases",
        step=label_of(done, rung),
        **_middle(row),
    )


def _sizes(axes: Axes, page: Sheet, done: Forecast, rungs: list[str]) -> None:
    axes.set_xscale("log")
    for place, rung in enumerate(rungs):
        row, y = _at(done, f"size:{rung}", 0), len(rungs) - 1 - place
        for low, high, alpha in _BANDS:
            axes.barh(y, row[high] - row[low], left=row[low], height=0.5, color=_COLOUR,
                      alpha=alpha, lw=0)  # fmt: skip
        axes.plot([row["p50"]] * 2, [y - 0.3, y + 0.3], color=_COLOUR, lw=2)
        axes.annotate(f"{row['p50']:,.0f}", (row["p50"], y + 0.3), size=8, ha="center", va="bottom")
        where = page.top - 0.3 - (place + 0.5) * (page.top - page.bottom - 0.72) / len(rungs)
        label = "\n".join(fitted(label_of(done, rung), 9, 2.2, lines=2))
        page.write(0.18, where, label, size=9, va="center")
        page.write(6.15, where, words.percent(float(row["probability"])), size=9, va="center")
    page.write(6.15, page.top - 0.2, tr("chance it is taken"), size=8.5, color=QUIET)
    axes.set_ylim(-0.5, len(rungs) - 0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlim(1, 1500)
    axes.set_xticks([1, 3, 10, 30, 100, 300, 1000], ["1", "3", "10", "30", "100", "300", "1,000"])
    axes.minorticks_off()
    axes.set_xlabel(tr("people freed"), size=8.5)


def _alt(done: Forecast, names: tuple[str, ...]) -> str:
    told = []
    for name in names:
        row = _at(done, name, -1)
        told.append(
            tr(
                "{quantity}: median {median}, {middle} {low} to {high}",
                quantity=quantity_name(name),
                middle=words.middle(),
                **_middle(row),
            )
        )
    return tr("On the last day, {counts}.", counts="; ".join(told))
