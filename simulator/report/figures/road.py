"""The road to a deal: demand and offer closing in on each other, round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from simulator.report import words
from simulator.report.axes import Label, counted, end_labels, size_of
from simulator.report.labels import as_date, labels_of
from simulator.report.language import tr
from simulator.report.measures import ENOUGH_WORLDS
from simulator.report.picture import Picture
from simulator.report.sample import looked_at, which_worlds
from simulator.report.style import (
    FAINT,
    QUIET,
    SENDERS,
    TARGET,
    Sheet,
    empty_panel,
    fitted,
    house_style,
    ink,
    sender_colours,
    sheet,
    text_width,
)
from simulator.report.tables import RunTables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ASKED: Final = SENDERS[0]
_ZONE: Final = "#d9ead3"
_MOST_ROUNDS: Final = 60
_BACK: Final = 7
_SHARES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)


def road(tables: RunTables) -> Picture:
    """Draw demands and offers: in one world, and over the talks of many."""
    rounds = _by_talk(tables.closely.rounds)
    one = _by_talk(tables.story_rounds).tail(_MOST_ROUNDS)
    closing = _closing(rounds)
    title = _finding(rounds)
    with house_style():
        note = which_worlds(tables) + _note()
        page = sheet(title, note, looked_at(tables), height=6.2)
        if rounds.empty and one.empty:
            axes = page.axes(0.6, page.width - 0.4, bottom=page.bottom, top=page.top)
            empty_panel(axes, tr("Nobody talks in any of these worlds."))
        else:
            _panels(page, tables, one, closing)
    shown = one[["world", "week", "sender", "rung", "number", "asked", "offered", "lo", "hi",
                 "agreed"]].assign(row="round")  # fmt: skip
    table = pd.concat([part.astype(object) for part in (shown, closing.assign(row="before a deal"))
                       if len(part)] or [shown], ignore_index=True)  # fmt: skip
    return Picture("road", title, page.figure, table, which_worlds(tables) + _alt(title, closing))


def _note() -> str:
    return tr(
        "Above: all rounds of one typical world, talk by talk; dots: what the sender asks for (in "
        "its colour) and what the target offers (dark), ring: agreed, green: numbers that would "
        "suit both (ZOPA). Below: talks that took several rounds to a deal, in {percent} of the "
        "number agreed; line: median, bands: {half} and {wide} of talks, green: median ZOPA. "
        "Farther back there are fewer talks; rounds with fewer than {few} are left out.",
        percent="%",
        half=words.middle(0.5),
        wide=words.percent(words.MIDDLE),
        few=ENOUGH_WORLDS,
    )


def _by_talk(rounds: pd.DataFrame) -> pd.DataFrame:
    """Rounds with the number of their ``talk`` and whether, and at how many, it ``ended``."""
    rounds = rounds.sort_values(["world", "sender", "week", "number"], kind="stable")
    fresh = (rounds["number"].astype(int) == 1) | (rounds["world"] != rounds["world"].shift())
    rounds = rounds.assign(talk=fresh.cumsum(), agreed=rounds["agreed"].astype(bool))
    taken = rounds[["asked", "offered"]].min(axis=1)  # who accepts takes what the other named
    taken = taken.where(rounds["asked"] <= rounds["offered"], rounds["offered"])
    rounds["people"] = taken.where(rounds["agreed"])
    return rounds.sort_values(["world", "week", "talk"], kind="stable")


def _closing(rounds: pd.DataFrame) -> pd.DataFrame:
    """Quantiles over talks, by rounds before the deal, in shares of the number agreed."""
    columns = ["before", "talks", "measure", *(f"p{round(100 * share)}" for share in _SHARES)]
    by_talk = rounds.groupby("talk")
    dealt = rounds.assign(
        last=by_talk["number"].transform("max"), n=by_talk["people"].transform("max")
    )
    dealt = dealt[dealt["n"] > 0]
    several = dealt[dealt["last"] > 1]
    dealt = several if len(several) else dealt  # a deal in the first round has no road
    dealt = dealt.assign(before=(dealt["last"] - dealt["number"]).astype(int))
    rows = []
    for before, group in dealt[dealt["before"] <= _BACK].groupby("before"):
        if len(group) < min(ENOUGH_WORLDS, dealt["talk"].nunique()):
            continue
        for measure in ("asked", "offered", "lo", "hi"):
            ratio = (group[measure] / group["n"]).to_numpy(dtype=float)
            rows.append((before, len(group), measure, *np.quantile(ratio, _SHARES).tolist()))
    return pd.DataFrame(rows, columns=columns)


def _panels(page: Sheet, tables: RunTables, one: pd.DataFrame, closing: pd.DataFrame) -> None:
    middle = page.bottom + 0.42 + 0.46 * (page.top - page.bottom - 0.42)
    beside = page.beside(1.5)
    upper = page.axes(0.75, page.width - 0.25, bottom=middle + 0.5, top=page.top - 0.05)
    lower = page.axes(0.75, page.width - beside, bottom=page.bottom + 0.42, top=middle - 0.1)
    if one.empty:
        empty_panel(upper, tr("No round of talks is held in the typical world."))
    else:
        _one_world(upper, tables, one)
    if closing.empty:
        empty_panel(lower, tr("No talk ends in a deal."))
    else:
        _many(lower, closing, beside=beside)


def _one_world(axes: Axes, tables: RunTables, one: pd.DataFrame) -> None:
    """Rounds one after another, a gap between talks; dates and rungs name the talks."""
    colours = sender_colours(labels_of(tables.facts).senders)
    place, starts = 0, []
    for _, talk in one.groupby("talk", sort=False):
        x = np.arange(len(talk)) + place
        starts.append((place, talk.iloc[0]))
        zone = talk["lo"] <= talk["hi"]
        low, high = talk["lo"].to_numpy(float), talk["hi"].to_numpy(float)
        axes.bar(x[zone], (high - low)[zone], bottom=low[zone], width=1.0, color=_ZONE)
        for column, colour in (("asked", colours[talk["sender"].iloc[0]]), ("offered", TARGET)):
            axes.plot(x, talk[column].to_numpy(float), "-o", color=colour, ms=4, lw=1.3)
        struck = talk["people"].notna().to_numpy()
        axes.plot(x[struck], talk["people"][struck].to_numpy(float), "o", mfc="none", mec=ink(
            SENDERS[1]), ms=10, mew=1.6)  # fmt: skip
        place += len(talk) + 1
        axes.axvline(place - 1, color=FAINT, lw=0.6)
    axes.set_xlim(-0.9, max(place - 0.9, 1.0))
    top = max(float(one[["asked", "offered"]].to_numpy(dtype=float).max()), 1.0)
    axes.set_ylim(0, 1.45 * top)
    axes.set_ylabel(tr("people"))
    counted(axes.yaxis)
    axes.set_xticks([])
    _name_talks(axes, tables, starts)


def _name_talks(axes: Axes, tables: RunTables, starts: list[tuple[int, pd.Series]]) -> None:
    """Rungs on top in two rows, dates below; what finds no room is left out."""
    labels = labels_of(tables.facts)
    rungs = {(rung.sender, rung.name): rung.label for rung in labels.rungs}
    colours, day0 = sender_colours(labels.senders), as_date(tables.facts["start"])
    (left, right), (wide, tall) = axes.get_xlim(), size_of(axes)
    taken, dated = [0.0, 0.0], -1.0
    for at, first in starts:
        x = (at - 0.4 - left) / (right - left) * wide
        name = fitted(rungs.get((first["sender"], first["rung"]), ""), 7.5, 1.5)[0:1]
        length = text_width("".join(name), 7.5)
        row = next((row for row, end in enumerate(taken) if end <= x), None)
        if row is not None and x + length <= wide + 0.2 and name:
            axes.text(x / wide, 1 - (0.02 + 0.15 * row) / tall, name[0], size=7.5, va="top",
                      color=ink(colours[first["sender"]]), transform=axes.transAxes)  # fmt: skip
            taken[row] = x + length + 0.1
        if x >= dated and x + 0.45 <= wide + 0.2:
            day = words.week_date(day0, int(first["week"]))
            axes.text(x / wide, -0.04 / tall, f"{words.month_alone(day)}\n{day.year}", size=8,
                      va="top", transform=axes.transAxes)  # fmt: skip
            dated = x + 0.5


def _many(axes: Axes, closing: pd.DataFrame, *, beside: float) -> None:
    parts = {name: rows.sort_values("before", ascending=False)
             for name, rows in closing.groupby("measure")}  # fmt: skip
    x = -parts["asked"]["before"].to_numpy(float)
    low, high = (parts[name]["p50"].to_numpy(float) for name in ("lo", "hi"))
    pad = np.array([-0.25, 0.25])
    labels, top = [], 1.5
    one = len(x) == 1
    axes.fill_between(x + pad if one else x, np.repeat(low, 2) if one else low,
                      np.repeat(high, 2) if one else high, color=_ZONE, zorder=0.4)  # fmt: skip
    sides = (("asked", _ASKED, tr("asked for")), ("offered", TARGET, tr("offered")))
    for name, colour, says in sides:
        rows = parts[name]
        if one:
            axes.vlines(x + 0.05 * (name == "asked"), rows["p10"], rows["p90"], color=colour)
        else:
            axes.fill_between(x, rows["p10"], rows["p90"], color=colour, alpha=0.16)
            axes.fill_between(x, rows["p25"], rows["p75"], color=colour, alpha=0.22)
        axes.plot(x, rows["p50"], "-o", color=colour, ms=4, clip_on=False)
        top = max(top, float(rows["p90"].max()))
        labels.append(Label(float(rows["p50"].iloc[-1]), says, colour))
    top = min(top, 4.0)
    axes.set_ylim(0, 1.05 * top)
    axes.axhline(1, color=QUIET, lw=0.8, ls=":")
    axes.set_xlim(min(-1.0, float(x[0])), 0.3 if one else 0.0)
    step = 0.5 if top <= 2 else 1.0
    ticks = np.arange(0, 1.05 * top, step)
    axes.set_yticks(ticks, [words.percent(float(tick)) for tick in ticks])
    axes.set_ylabel(tr("of the number agreed"))
    axes.set_xticks(np.arange(min(-1.0, float(x[0])), 1))
    axes.set_xlabel(tr("rounds before the deal"))
    zone = tr(
        "suits both:\n{low} to {high}", low=words.percent(low[-1]), high=words.percent(high[-1])
    )
    labels.append(Label(min(float(high[-1]), top), zone, "#38761d"))
    labels.sort(key=lambda label: -label.y)
    end_labels(axes, labels, width=beside - 0.05)


def _finding(rounds: pd.DataFrame) -> str:
    talks = int(rounds["talk"].nunique())
    if not talks:
        return tr("There are no talks, so there is no road to a deal")
    said = words.count(talks, "talk", "talks")
    dealt = rounds[rounds["agreed"]]
    apart = rounds.groupby("talk").last()
    none = float((apart["lo"] > apart["hi"]).mean())
    if not len(dealt):
        return tr("Of {talks} none ends in a deal", talks=said)
    middle = int(np.quantile(dealt["number"].astype(int), 0.5, method="inverted_cdf"))
    if talks < ENOUGH_WORLDS:
        return tr("{n} of {talks} ended in a deal", n=words.whole(len(dealt)), talks=said)
    return tr(
        "{share} of talks end in a deal, half of these by round {middle}; {none} end where no "
        "number suits both",
        share=words.percent(len(dealt) / talks),
        middle=middle,
        none=words.percent(none),
    )


def _alt(title: str, closing: pd.DataFrame) -> str:
    if closing.empty:
        return tr("Demands and offers by round. {title}.", title=title)
    first = closing[closing["before"] == closing["before"].max()].set_index("measure")
    back = words.count(int(closing["before"].max()), "round", "rounds")
    return tr(
        "Demands and offers round by round, in one world and over all talks that end in a deal. "
        "{title}. {rounds} before the deal the median demand is {demand} of the number agreed and "
        "the median offer {offer}.",
        title=title,
        rounds=words.capital(back),
        demand=words.percent(first.loc["asked", "p50"]),
        offer=words.percent(first.loc["offered", "p50"]),
    )
