"""All cases of a hindcast: the model beside simple forecasts, and where history fell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import stats

from simulator.analysis.baselines import BASELINES
from simulator.analysis.hindcast import Hindcast
from simulator.analysis.scoring import MODEL, TAUGHT
from simulator.report import words
from simulator.report.axes import counted
from simulator.report.hindcast_view import facts_of, forecast_name, kind_name, short_name
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import FAINT, INK, QUIET, SENDERS, house_style, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COMPARED: Final = (*BASELINES, TAUGHT)
"""What the model is set beside."""

_MARKS: Final = ("o", "s", "D", "|")
_COLOURS: Final = (SENDERS[5], SENDERS[2], SENDERS[4], SENDERS[1])
_BINS: Final = 5
_ROW: Final = 0.2  # inches


def skill_figure(done: Hindcast) -> Picture:
    """Draw the model's skill against each other forecast, and the histogram of its PIT."""
    rows = skills(done)
    title = finding(done)
    height = max(4.6, 2.0 + _ROW * len(rows))
    with house_style():
        page = sheet(
            title, _note(is_taught=TAUGHT in rows), facts_of(done, "cases/*"), height=height
        )
        left = page.axes(2.55, 5.35, bottom=page.bottom + 0.45, top=page.top - 0.3)
        _skills(left, rows, {case.name: short_name(case) for case in done.cases})
        right = page.axes(6.1, 7.6, bottom=page.top - 2.1, top=page.top - 0.3)
        _ranks(right, told(done)["pit"].to_numpy(dtype=float))
        _key(left, rows)
    return Picture("hindcast-all", title, page.figure, done.summary, _alt(done))


def _note(*, is_taught: bool) -> str:
    said = tr(
        "Left: by how much the model lies nearer to what happened than another forecast ({all}: "
        "all of its distance saved; {none}: equally far; below {none}: the other is nearer; at the "
        "edge: {least} or worse). Right: where history fell within the model's forecasts; even "
        "bars are the mark of a good one (grey: how uneven chance makes them). The cases were "
        "chosen because there was a bargain, so “{nothing}” is easily beaten.",
        all=1,
        none=0,
        least=words.whole(-1),
        nothing=forecast_name("nothing happens"),
    )
    taught = tr("“{taught}” has learned from the other cases.", taught=forecast_name(TAUGHT))
    return f"{said} {taught}" if is_taught else said


def skills(done: Hindcast) -> pd.DataFrame:
    """Skill by case and kind of quantity (rows) and by what the model is set beside (columns).

    Rows on which all forecasts agree are left out.
    """
    wide = done.summary.pivot_table(
        index=["case", "kind"], columns="forecast", values=["crps", "of_model"], sort=False
    )
    rows = {}
    for key, row in wide.iterrows():
        others = {name: _skill(row, name) for name in COMPARED if ("crps", name) in row.index}
        if any(np.isfinite(value) and value != 0 for value in others.values()):
            rows[key] = others
    return pd.DataFrame.from_dict(rows, orient="index")


def _skill(row: pd.Series[float], name: str) -> float:
    """1 less the ratio of the distances, −1 where the other forecast has none."""
    other, ours = row["crps", name], row["of_model", name]
    if not np.isfinite(other) or max(other, ours) < 0.05:
        return np.nan
    return max(-1.0, 1 - ours / other) if other > 0 else -1.0


def told(done: Hindcast) -> pd.DataFrame:
    """The model's scores where its worlds differ: elsewhere a rank says nothing."""
    ours = done.scores[done.scores["forecast"] == MODEL]
    return ours[ours["p025"] < ours["p975"]]


def finding(done: Hindcast) -> str:
    """What the figure found, in one sentence."""
    compared, won = tally(done, *BASELINES)
    ours = told(done)
    inside = float(ours["inside80"].mean())
    return tr(
        "The model lies nearer than a simple forecast in {won} of {compared} comparisons; {share} "
        "of history lies in its {middle}",
        won=won,
        compared=compared,
        share=words.percent(inside),
        middle=words.middle(),
    )


def tally(done: Hindcast, *others: str) -> tuple[int, int]:
    """How often the model was compared with other forecasts, and how often it was nearer."""
    table = skills(done)
    pairs = table[[name for name in others if name in table]].to_numpy(dtype=float)
    return int(np.isfinite(pairs).sum()), int((pairs > 0).sum())


def _skills(axes: Axes, rows: pd.DataFrame, names: Mapping[str, str]) -> None:
    high = len(rows)
    axes.axvline(0, color=QUIET, lw=1)
    for name, mark, colour in zip(COMPARED, _MARKS, _COLOURS, strict=True):
        if name in rows:
            y = high - 1 - np.arange(high)
            axes.plot(rows[name], y, mark, color=colour, ms=9 if mark == "|" else 5, mew=1.6,
                      mfc=colour, clip_on=False, zorder=4)  # fmt: skip
    axes.set_yticks(
        high - 1 - np.arange(high),
        [f"{names[case]}: {kind_name(kind)}" for case, kind in rows.index],
        size=8,
    )
    axes.tick_params("y", pad=7)  # a mark at the edge stands clear of its name
    axes.set_xlim(-1, 1)
    axes.set_ylim(-0.6, high - 0.4)
    axes.grid(axis="y", color=FAINT, lw=0.4)
    axes.set_xlabel(tr("skill of the model (share of the other's distance saved)"), size=8.5)
    axes.spines["left"].set_visible(False)


def _key(axes: Axes, rows: pd.DataFrame) -> None:
    """Name the marks below the histogram, in their colours."""
    lines = [
        (name, mark, colour)
        for name, mark, colour in zip(COMPARED, _MARKS, _COLOURS, strict=True)
        if name in rows
    ]
    for i, (name, mark, colour) in enumerate(lines):
        y = len(rows) - 0.4 - (2.75 + 0.24 * i) / _ROW
        axes.plot([1.32], [y], mark, color=colour, ms=9 if mark == "|" else 5, mew=1.6,
                  mfc=colour, clip_on=False)  # fmt: skip
        against = tr("against: {forecast}", forecast=forecast_name(name))
        axes.text(1.42, y, against, size=8.5, va="center", color=INK, clip_on=False)


def _ranks(axes: Axes, pit: np.ndarray) -> None:
    counts, _ = np.histogram(pit, bins=_BINS, range=(0, 1))
    expected = len(pit) / _BINS
    low, high = stats.binom.interval(0.9, len(pit), 1 / _BINS)
    axes.bar((np.arange(_BINS) + 0.5) / _BINS, counts, width=0.9 / _BINS, color=SENDERS[0])
    axes.axhspan(low, high, color=QUIET, alpha=0.15, lw=0, zorder=0)
    axes.axhline(expected, color=QUIET, lw=1)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1], [tr("lowest"), tr("middle"), tr("highest")], size=8)
    axes.set_ylabel(tr("observations"), size=8.5)
    counted(axes.yaxis)
    axes.set_title(tr("place within the forecast"), loc="left", size=9, color=QUIET, pad=4)


def _alt(done: Hindcast) -> str:
    cases = words.listed([short_name(case) for case in done.cases])
    said = tr("{finding}. Cases: {cases}.", finding=finding(done), cases=cases)
    lost = [
        tr("{forecast} for {case}, {quantity}", forecast=name, case=case, quantity=kind)
        for case, kind, name in beaten(done)
    ]
    if not lost:
        return said
    return f"{said} " + tr("A simple forecast is nearer: {forecasts}.", forecasts="; ".join(lost))


def beaten(done: Hindcast) -> list[tuple[str, str, str]]:
    """Where a simple forecast is nearer than the model: case, quantity, forecast, in words."""
    names = {case.name: short_name(case) for case in done.cases}
    table = skills(done)
    pairs = list(table.index)
    return [
        (names[case], kind_name(kind), forecast_name(name))
        for name in BASELINES
        if name in table
        for (case, kind), value in zip(pairs, table[name].tolist(), strict=True)
        if value < 0
    ]
