"""Shares of the variance between worlds: luck as bars of its own, then numbers, ranked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from simulator.report import words
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sensitivity import names
from simulator.report.style import FAINT, INK, QUIET, SENDERS, fitted, house_style, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.analysis.sensitivity.study import Study

MOST: Final = 12
_LEFT: Final = 2.75


@dataclass(frozen=True)
class Bar:
    """A bar of the figure: its name, length and interval; the total index, if it is known."""

    name: str
    value: float
    low: float
    high: float
    total: float = math.nan
    is_luck: bool = False


def shares(study: Study, outcome: str, facts: Mapping[str, Any]) -> Picture:
    """Draw luck and the numbers that explain most of an outcome's variance."""
    bars = [*_luck(study, outcome), *_numbers(study, outcome)]
    title = _title(study, outcome, bars)
    note = _note(has_totals=any(bar.total >= 0 for bar in bars))
    with house_style():
        page = sheet(title, note, facts, height=1.5 + 0.29 * len(bars))
        axes = page.axes(_LEFT, 7.5, bottom=page.bottom + 0.42, top=page.top)
        _draw(axes, bars)
    table = pd.DataFrame([vars(bar) for bar in bars])
    return Picture(f"shares-{outcome}", title, page.figure, table, _alt(title, bars))


def _note(*, has_totals: bool) -> str:
    said = tr(
        "Share of the variance between worlds, with {share} intervals. Grey: luck, which no number "
        "explains. Blue: what a number explains by itself; what is missing to {whole} several "
        "explain together.",
        share=words.percent(words.CONFIDENCE),
        whole=words.percent(1),
    )
    totals = tr("Diamond: all that a number has a part in (Sobol' total index).")
    return f"{said} {totals}" if has_totals else said


def _luck(study: Study, outcome: str) -> list[Bar]:
    rows = study.variance[study.variance["outcome"] == outcome].set_index("part")
    told = {"luck": tr("Luck alone"), "both": tr("Luck and numbers together")}
    return [
        Bar(name, *_floats(rows.loc[part], "share"), is_luck=True) for part, name in told.items()
    ]


def _numbers(study: Study, outcome: str) -> list[Bar]:
    found = study.of(outcome, "given-data", "first")
    found = found[found["told_from_zero"]].head(MOST)
    totals = study.of(outcome, "sobol", "total")["value"] * study.explained(outcome)
    return [
        Bar(
            names.parameter(str(path), study.scenario),
            *_floats(row, "value"),
            total=float(totals.get(path, math.nan)),
        )
        for path, row in found.iterrows()
    ]


def _floats(row: Any, value: str) -> tuple[float, float, float]:
    return float(row[value]), float(row["low"]), float(row["high"])


def _draw(axes: Axes, bars: Sequence[Bar]) -> None:
    places = -np.arange(len(bars), dtype=np.float64)
    for place, bar in zip(places, bars, strict=True):
        axes.barh(place, bar.value, height=0.62, color=FAINT if bar.is_luck else SENDERS[0])
        axes.plot([bar.low, bar.high], [place, place], color=INK, lw=1.1)
        axes.plot(bar.total, place, "D", ms=4.5, mfc="white", mec=INK, mew=1)
        text, end = words.percent(bar.value), bar.high
        if bar.total >= 0:
            end = max(bar.high, bar.total)
            text = tr("{share}, in all {total}", share=text, total=words.percent(bar.total))
        axes.text(end, place, f"  {text}", va="center", size=8.5, color=INK)
    labels = ["\n".join(fitted(bar.name, 8.5, _LEFT - 0.3, lines=2)) for bar in bars]
    axes.set_yticks(places, labels, size=8.5, linespacing=1.0)
    axes.set_ylim(places[-1] - 0.6, 0.6)
    longest = max(np.nanmax([bar.high, bar.total]) for bar in bars)
    axes.set_xlim(0, longest * 1.15)
    axes.xaxis.set_major_formatter(lambda share, _: words.percent(share))
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(tr("share of the variance between worlds"), color=QUIET)


def _title(study: Study, outcome: str, bars: Sequence[Bar]) -> str:
    differs, luck = names.outcome(outcome), 1 - study.explained(outcome)
    chief = next((bar for bar in bars if not bar.is_luck), None)
    hand = tr(
        "What makes {outcome} differ between worlds: luck has a hand in {share} of it",
        outcome=differs,
        share=words.percent(luck),
    )
    if not chief:
        return hand
    said = {"luck": hand, "number": chief.name, "share": words.percent(chief.value)}
    if any(bar is not chief and not bar.is_luck and bar.high >= chief.low for bar in bars):
        return tr("{luck}; among the most by itself: {number}, {share}", **said)
    return tr("{luck}; most by itself: {number}, {share}", **said)


def _alt(title: str, bars: Sequence[Bar]) -> str:
    told = (
        f"{bar.name}: {words.percent(bar.value)} "
        f"({words.span(words.percent(bar.low), words.percent(bar.high))})"
        for bar in bars
    )
    return tr(
        "{title}. Bars, with {share} intervals: {bars}.",
        title=title,
        share=words.percent(words.CONFIDENCE),
        bars="; ".join(told),
    )
