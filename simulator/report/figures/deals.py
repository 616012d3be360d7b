"""How many worlds reach each rung of the ladders, when, and how many people each deal frees."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simulator.report import findings, words
from simulator.report.axes import Label, counted, date_axis, end_labels, labels_that_fit, size_of
from simulator.report.labels import Labels, Rung, as_date, labels_of
from simulator.report.language import tr
from simulator.report.measures import (
    ENOUGH_WORLDS,
    RungOutcome,
    reached_weeks,
    rung_outcomes,
    wilson,
)
from simulator.report.picture import Picture
from simulator.report.sizes import is_narrow, room
from simulator.report.style import (
    QUIET,
    Sheet,
    empty_panel,
    fitted,
    house_style,
    ink,
    sender_colours,
    sheet,
    text_width,
    tint,
)
from simulator.report.tables import RunTables

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def deals(tables: RunTables) -> Picture:
    """Draw the share of worlds past each rung by week, and the people each rung's deals freed."""
    labels = labels_of(tables.facts)
    found = rung_outcomes(tables, labels.rungs)
    shares = [_reached(tables, item.rung) for item in found]
    title = findings.deals(tables)
    note = _note(len(tables.outcomes))
    rows = len(found) + len(labels.senders)
    height = _high(found, rows) if is_narrow(room()) else max(4.8, 2.2 + 0.3 * rows)
    with house_style():
        page = sheet(title, note, tables.facts, height=height)
        if not found:
            empty_panel(_whole(page), tr("The scenario has no rungs: nothing can be agreed."))
        else:
            _panels(page, tables, found, shares)
    return Picture("deals", title, page.figure, _table(labels, found, shares), _alt(labels, found))


def _note(worlds: int) -> str:
    shares = tr("First: share of worlds in which the relief of a rung has come into force.")
    if worlds >= ENOUGH_WORLDS:
        shares = tr(
            "First: share of worlds in which the relief of a rung has come into force, with its "
            "{share} Monte Carlo interval.",
            share=words.percent(words.CONFIDENCE),
        )
    return tr(
        "{shares} Then: people freed by a completed deal on that rung alone; dot: median, thick "
        "line: {half}, thin line: {middle}.",
        shares=shares,
        half=words.middle_of_worlds(0.5),
        middle=words.middle(),
    )


def _high(found: Sequence[RungOutcome], rows: int) -> float:
    """Height where the panels stand below one another: each rung needs its lines in both."""
    return 2.75 + 0.3 * rows + max(1.9, 0.46 * len(found))


def _whole(page: Sheet) -> Axes:
    return page.axes(0.78, page.width - 0.4, bottom=page.bottom + 0.4, top=page.top)


def _two(page: Sheet, found: Sequence[RungOutcome], rows: int) -> tuple[Axes, Axes]:
    """Axes for shares and for sizes: beside each other, or on a narrow sheet below."""
    lines = [line for item in found for line in _size_text(item).split("\n")]
    right = page.width - max(0.8, 0.25 + max(text_width(line, 8) for line in lines))
    if page.narrow:
        middle = page.bottom + 0.9 + 0.3 * rows
        return (
            page.axes(0.85, page.width - 1.25, bottom=middle + 0.5, top=page.top - 0.05),
            page.axes(1.3, right, bottom=page.bottom + 0.42, top=middle),
        )
    foot, top, edge = page.bottom + 0.42, page.top - 0.05, page.width - 4.45
    left = page.axes(0.85, edge, bottom=foot, top=top)
    return left, page.axes(edge + 2.3, right, bottom=foot, top=top)


def _panels(
    page: Sheet, tables: RunTables, found: Sequence[RungOutcome], shares: Sequence[pd.DataFrame]
) -> None:
    labels = labels_of(tables.facts)
    colours = rung_colours(labels)
    left, right = _two(page, found, len(found) + len(labels.senders))
    for item, rows in zip(found, shares, strict=True):
        _curve(left, rows, colours[item.rung])
    if not any(item.hits for item in found):
        none = tr("No deal is carried\nthrough in any world.")
        left.text(0.5, 0.5, none, transform=left.transAxes, ha="center", color=QUIET)
    left.set_ylim(0, 1.02)
    left.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    left.set_ylabel(tr("share of worlds") if page.narrow else tr("share of worlds past the rung"))
    date_axis(
        left,
        as_date(tables.facts["start"]),
        int(tables.facts["horizon_weeks"]),
        labels=min(6, labels_that_fit(left)),
    )
    end_labels(left, [_share_label(item, colours) for item in found], width=1.2, size=8)
    _sizes(right, found, labels, colours)


def rung_colours(labels: Labels) -> dict[Rung, str]:
    """Give each rung its sender's colour, lighter the further up the ladder."""
    colours = sender_colours(labels.senders)
    result = {}
    for sender in labels.senders:
        ladder = labels.rungs_of(sender)
        for i, rung in enumerate(ladder):
            result[rung] = tint(colours[sender], 0.5 * i / max(len(ladder), 1))
    return result


def _reached(tables: RunTables, rung: Rung) -> pd.DataFrame:
    """Share of worlds past a rung for every week in which it changes, and the last."""
    worlds, last = len(tables.outcomes), int(tables.facts["horizon_weeks"]) - 1
    weeks = reached_weeks(tables, rung).dropna().to_numpy(dtype=np.int64)
    hits = np.cumsum(np.bincount(weeks, minlength=last + 1)[: last + 1])
    low, high = wilson(hits, worlds) if worlds >= ENOUGH_WORLDS else (np.nan, np.nan)
    rows = pd.DataFrame({"week": np.arange(last + 1), "share": hits / max(worlds, 1)})
    return rows.assign(share_low=low, share_high=high)


def _curve(axes: Axes, rows: pd.DataFrame, colour: str) -> None:
    axes.fill_between(
        rows["week"], rows["share_low"], rows["share_high"], step="post", color=colour, alpha=0.2
    )
    axes.step(rows["week"], rows["share"], where="post", color=colour)


def _share_label(item: RungOutcome, colours: dict[Rung, str]) -> Label:
    text = f"{words.shortened(item.rung.label, 30)} {words.percent(item.share)}"
    return Label(item.share, text, colours[item.rung])


def _sizes(
    axes: Axes, found: Sequence[RungOutcome], labels: Labels, colours: dict[Rung, str]
) -> None:
    """People freed, a row a rung, under the names of the senders, from the top down."""
    row, ticks = -1, {}
    for sender, items in groupby(found, key=lambda item: item.rung.sender):
        row += 1
        name = fitted(labels.senders[sender], 8.5, 2.2, bold=True)[0]
        axes.annotate(name, (0, row), xycoords=axes.get_yaxis_transform(), xytext=(-70, 0),
                      textcoords="offset points", size=8.5, weight="bold", va="center",
                      color=ink(sender_colours(labels.senders)[sender]))  # fmt: skip
        for item in items:
            row += 1
            ticks[row] = "\n".join(fitted(item.rung.label, 8, 0.92, lines=2))
            _size(axes, row, item, colours[item.rung])
    axes.set_ylim(row + 0.5, -0.5)
    axes.set_yticks(list(ticks), list(ticks.values()), size=8)
    axes.grid(False)
    axes.grid(True, axis="x")
    top = max((item.people.high for item in found if not item.people.empty), default=1.0)
    axes.set_xlim(0, 1.05 * max(top, 1.0))
    counted(axes.xaxis)
    axes.locator_params(axis="x", nbins=_ticks(axes, top))
    axes.set_xlabel(tr("people freed by the deal"))


def _ticks(axes: Axes, top: float) -> int:
    """So many intervals that the numbers below the axis keep clear of one another."""
    wide = 1.05 * size_of(axes)[0]
    return max(2, min(4, int(wide / (text_width(words.whole(top), 10) + 0.12))))


def _size(axes: Axes, row: int, item: RungOutcome, colour: str) -> None:
    people, where = item.people, axes.get_yaxis_transform()
    if people.empty:
        axes.text(1.04, row, tr("never"), size=8, color=QUIET, va="center", transform=where)
        return
    axes.hlines(row, people.low, people.high, color=colour, lw=1.2)
    axes.hlines(row, people.q25, people.q75, color=colour, lw=4.5)
    axes.plot([people.median], [row], "o", color="white", mec=colour, mew=1.6, ms=6)
    axes.text(1.04, row, _size_text(item), size=8, color=ink(colour), va="center", transform=where,
              linespacing=1.1)  # fmt: skip


def _size_text(item: RungOutcome) -> str:
    people = item.people
    text = words.whole(people.median)
    return (
        text
        if people.certain
        else f"{text}\n({words.whole(people.low)}–{words.whole(people.high)})"
    )


def _table(
    labels: Labels, found: Sequence[RungOutcome], shares: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """The shares of every week, then a row a rung with the people freed by its deals."""
    parts = [
        rows.assign(measure="share_of_worlds", sender=item.rung.sender, rung=item.rung.name,
                    label=labels.rung_label(item.rung))
        for item, rows in zip(found, shares, strict=True)
    ]  # fmt: skip
    sizes = [
        {"measure": "people_freed", "sender": item.rung.sender, "rung": item.rung.name,
         "label": labels.rung_label(item.rung), "deals": item.people.worlds,
         "p10": item.people.low, "p25": item.people.q25, "p50": item.people.median,
         "p75": item.people.q75, "p90": item.people.high}
        for item in found
    ]  # fmt: skip
    columns = ["measure", "sender", "rung", "label", "week", "share", "share_low", "share_high",
               "deals", "p10", "p25", "p50", "p75", "p90"]  # fmt: skip
    return pd.concat([*parts, pd.DataFrame(sizes, columns=None if sizes else columns)]).reindex(
        columns=columns
    )


def _alt(labels: Labels, found: Sequence[RungOutcome]) -> str:
    if not found:
        return tr("An empty panel: there are no rungs.")
    start = tr(
        "Curves of the share of worlds past each rung by week, beside the people each deal freed."
    )
    return " ".join([start, *(_said(labels, item) for item in found)])


def _said(labels: Labels, item: RungOutcome) -> str:
    name = labels.rung_label(item.rung)
    if not item.hits:
        return tr("{rung}: reached in no world.", rung=name)
    people, share = item.people, words.percent(item.share)
    if people.empty:
        return tr("{rung}: reached in {share} of worlds.", rung=name, share=share)
    size = words.people(people.median)
    if not people.certain:
        size += f" ({words.middle()}: {words.whole_range(people.low, people.high)})"
    return tr(
        "{rung}: reached in {share} of worlds, freeing {people}.",
        rung=name,
        share=share,
        people=size,
    )
