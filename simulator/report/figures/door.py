"""The revolving door: how many people are arrested before and after the first deal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from simulator.report import words
from simulator.report.axes import Label, band, counted, end_labels
from simulator.report.labels import labels_of
from simulator.report.language import tr, trn
from simulator.report.measures import ENOUGH_WORLDS
from simulator.report.picture import Picture
from simulator.report.sample import looked_at, mean_interval, over_worlds, which_worlds
from simulator.report.style import PATRON, QUIET, SENDERS, Sheet, empty_panel, house_style, sheet
from simulator.report.tables import RunTables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.model.rounding import Floats

_BEFORE, _AFTER = 26, 52
_TALKS: Final = SENDERS[0]
_ALONE: Final = PATRON
_LARGE: Final = 100  # from here on whole numbers say enough


def door(tables: RunTables) -> Picture:
    """Draw arrests around the first deal, against the same worlds without talks."""
    lined = _lined_up(tables)
    weekly, extra = _weekly(lined), _extra(lined)
    title = _finding(tables, lined)
    worlds = len(lined["talks"])
    note = which_worlds(tables) + _note(worlds)
    with house_style():
        page = sheet(title, note, looked_at(tables))
        if not worlds:
            axes = page.axes(0.6, page.width - 0.4, bottom=page.bottom, top=page.top)
            empty_panel(axes, tr("No deal is struck in any of these worlds."))
        else:
            _panels(page, weekly, extra)
    table = pd.concat([weekly, extra], ignore_index=True)
    return Picture("door", title, page.figure, table, which_worlds(tables) + _alt(title, extra))


def _note(worlds: int) -> str:
    band_ = tr("too few worlds for a band")
    if worlds >= ENOUGH_WORLDS:
        share = words.percent(words.CONFIDENCE)
        band_ = tr("its band is the {share} Monte Carlo interval of the mean", share=share)
    return tr(
        "Above: mean over worlds of the arrests a week, with talks and (dashed) in the same worlds "
        "without; {band}. Below: arrests beyond those without talks, added up from the deal on; "
        "line: median, dark band: {half}, light band: {middle}. Further deals may follow. Shown "
        "while at least half of the worlds with a deal are still running.",
        band=band_,
        half=words.middle_of_worlds(0.5),
        middle=words.middle(),
    )


def _lined_up(tables: RunTables) -> dict[str, Floats]:
    """Arrests a week of worlds by weeks around their first deal, NaN outside the run."""
    looked = tables.closely
    struck = looked.rounds[looked.rounds["agreed"].astype(bool)]
    first = struck.groupby("world")["week"].min()
    rows = first.index.to_numpy(dtype=np.int64) - looked.first_world
    weeks = first.to_numpy(dtype=np.int64)[:, None] + np.arange(-_BEFORE, _AFTER + 1)
    inside = (weeks >= 0) & (weeks < looked.weekly["arrested"].shape[1])
    found = {}
    for name, column in (("talks", "arrested"), ("alone", "arrested_without_talks")):
        a_week = np.diff(looked.weekly[column], axis=1, prepend=0.0)
        values = a_week[rows[:, None], np.where(inside, weeks, 0)]
        found[name] = np.where(inside, values, np.nan)
    return found


def _running(values: Floats) -> np.ndarray:
    """The weeks around the deal that at least half of the worlds live through."""
    if not len(values):
        return np.array([], dtype=int)
    kept: np.ndarray = np.flatnonzero((~np.isnan(values)).mean(axis=0) >= 0.5)
    return kept


def _weekly(lined: dict[str, Floats]) -> pd.DataFrame:
    """Mean arrests a week: ``measure, week, worlds, mean, low, high`` around the deal."""
    parts = []
    for name, values in lined.items():
        for column in _running(lined["talks"]).tolist():
            known = values[~np.isnan(values[:, column]), column]
            mean, low, high = mean_interval(known)
            if len(known) < ENOUGH_WORLDS:
                low = high = np.nan
            parts.append((f"arrests_a_week_{name}", column - _BEFORE, len(known), mean, low, high))
    return pd.DataFrame(parts, columns=["measure", "week", "worlds", "mean", "low", "high"])


def _extra(lined: dict[str, Floats]) -> pd.DataFrame:
    """Arrests beyond those without talks since the deal, quantiles over worlds by week."""
    after = _running(lined["talks"])
    after = after[after > _BEFORE]
    beyond = (lined["talks"] - lined["alone"])[:, after].cumsum(axis=1)
    rows = over_worlds(beyond) if len(beyond) else over_worlds(np.zeros((0, 0)))
    rows["week"] = after - _BEFORE
    return rows.assign(measure="extra_arrests_since_the_deal")


def _panels(page: Sheet, weekly: pd.DataFrame, extra: pd.DataFrame) -> None:
    beside = page.beside(1.75)
    right, middle = page.width - beside, (page.bottom + 0.42 + page.top) / 2
    upper = page.axes(0.75, right, bottom=middle + 0.04, top=page.top - 0.16)
    lower = page.axes(0.75, right, bottom=page.bottom + 0.42, top=middle - 0.12)
    _rates(upper, weekly, beside=beside)
    _sums(lower, extra, beside=beside)
    weeks = weekly["week"]
    span = (min(int(weeks.min()), -1), max(int(weeks.max()), 1))
    for axes in (upper, lower):
        axes.set_xlim(*span)
        axes.axvline(0, color=QUIET, lw=1, ls=(0, (2, 2)))
        axes.set_xticks([week for week in range(-26, 53, 13) if span[0] <= week <= span[1]])
    upper.tick_params(labelbottom=False)
    upper.text(0, 1.01, tr("deal"), size=8, color=QUIET, ha="center", va="bottom",
               transform=upper.get_xaxis_transform())  # fmt: skip
    lower.set_xlabel(tr("weeks before and after the first deal of a world"))


def _rates(axes: Axes, weekly: pd.DataFrame, *, beside: float) -> None:
    labels = []
    for name, colour, line in (("alone", _ALONE, "--"), ("talks", _TALKS, "-")):
        rows = weekly[weekly["measure"] == f"arrests_a_week_{name}"]
        mark = "o" if len(rows) == 1 else ""
        if name == "talks":
            axes.fill_between(rows["week"], rows["low"], rows["high"], color=colour, alpha=0.2)
        axes.plot(rows["week"], rows["mean"], line, color=colour, lw=1.5, marker=mark)
        word = tr("with talks") if name == "talks" else tr("without talks")
        last = rows.tail(min(13, len(rows)))["mean"]
        told = tr(
            "{which}: {number}\n(last {weeks})",
            which=word,
            number=words.decimal(last.mean(), 0 if last.mean() >= _LARGE else 1),
            weeks=words.count(len(last), "week", "weeks"),
        )
        labels.append(Label(float(last.iloc[-1]), told, colour))
    top = max(float(weekly["mean"].max()), float(np.nanmax([1.0, *weekly["high"]])))
    axes.set_ylim(0, 1.1 * top)
    if top >= _LARGE:
        counted(axes.yaxis)
    axes.set_ylabel(tr("arrests a week"))
    end_labels(axes, labels[::-1], width=beside - 0.05)


def _sums(axes: Axes, extra: pd.DataFrame, *, beside: float) -> None:
    axes.axhline(0, color=QUIET, lw=0.8)
    axes.set_ylabel(tr("extra arrests"))
    if extra.empty:
        return
    band(axes, extra, _TALKS)
    low, high = float(extra["p10"].min()), float(extra["p90"].max())
    reach = max(high - low, 4.0)
    axes.set_ylim(min(low, 0.0) - 0.1 * reach, max(high, 0.0) + 0.1 * reach)
    counted(axes.yaxis)
    end = extra.iloc[-1]
    text = tr("median: {number}", number=words.whole(end["p50"]))
    if end["p10"] != end["p90"]:
        text += f"\n{words.middle()}:\n{words.whole_range(end['p10'], end['p90'])}"
    end_labels(axes, [Label(float(end["p50"]), text, _TALKS)], width=beside - 0.05)


def _finding(tables: RunTables, lined: dict[str, Floats]) -> str:
    target = labels_of(tables.facts).target
    after = _running(lined["talks"])
    after = after[after > _BEFORE]
    if not len(after):
        return tr("No deal is struck, so there is no before and after")
    more = np.nansum((lined["talks"] - lined["alone"])[:, after], axis=1)
    mean, low, high = mean_interval(more)
    weeks = words.count(len(after), "week", "weeks")
    ends = (low, mean, high) if len(more) >= ENOUGH_WORLDS else (mean,)
    if all(words.whole(abs(end)) == "0" for end in ends):
        return tr(
            "In the {weeks} after the first deal {target} arrests as many people as without talks",
            weeks=weeks,
            target=target,
        )
    if len(more) < ENOUGH_WORLDS:
        return tr(
            "In the {weeks} after the first deal {target} arrests {more} than without",
            weeks=weeks,
            target=target,
            more=_more(mean),
        )
    if low <= 0 <= high:
        return tr(
            "Whether {target} arrests more in the {weeks} after a first deal is open: on average "
            "{span} than without talks ({confidence})",
            target=target,
            weeks=weeks,
            span=words.span(_more(low), _more(high)),
            confidence=words.confidence(),
        )
    return tr(
        "In the {weeks} after the first deal {target} arrests {more} on average than without talks "
        "({confidence}: {span})",
        weeks=weeks,
        target=target,
        more=_more(mean),
        confidence=words.confidence(),
        span=_between(low, high),
    )


def _more(number: float) -> str:
    shown = words.whole(abs(number))
    if shown == "0":
        return tr("as many people")
    form = 1 if shown == "1" else max(2, round(abs(number)))
    if number > 0:
        return trn("{n} more person", "{n} more people", form, n=shown)
    return trn("{n} fewer person", "{n} fewer people", form, n=shown)


def _between(low: float, high: float) -> str:
    span = words.whole_range(*sorted((abs(low), abs(high))))
    return tr("{span} more", span=span) if low > 0 else tr("{span} fewer", span=span)


def _alt(title: str, extra: pd.DataFrame) -> str:
    told = ""
    if len(extra):
        end = extra.iloc[-1]
        told = " " + tr(
            "By then {number} arrests beyond those without talks in the median world, {middle} "
            "{span}.",
            number=words.whole(end["p50"]),
            middle=words.middle(),
            span=words.whole_range(end["p10"], end["p90"]),
        )
    shown = tr("Arrests a week around the first deal, and extra arrests since.")
    return f"{shown} {title}.{told}"
