"""Relief given against net effect: one cloud of worlds a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from simulator.report import words
from simulator.report.axes import Label, counted, end_labels
from simulator.report.comparison.colours import side_colours
from simulator.report.comparison.many import are_many, line_styles, panel_height, short_names
from simulator.report.figures.tradeoff import level, limits, smoothed
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import INK, fitted, house_style, ink, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.sides import Side

_X: Final = "relief_value_usd_m"
_Y: Final = "net_effect"
_CELLS: Final = 40
_CLOUD: Final = 30  # fewer worlds make no region
_DOTS: Final = 400


def clouds(compared: Compared, facts: Mapping[str, Any]) -> Picture:
    """Draw each scenario's worlds by the worth of the relief and the net effect."""
    pairs = {side.label: _pairs(side) for side in compared.sides}
    title = tr("What the relief is worth, and how many fewer people are held")
    with house_style():
        height = 1.5 + panel_height(compared, 3.3)
        page = sheet(title, _note(compared), facts, height=height)
        beside = 3.2 if are_many(compared) else 2.05
        axes = page.axes(0.95, page.width - beside, bottom=page.bottom + 0.42, top=page.top)
        _draw(axes, compared, pairs)
    table = pd.DataFrame([_row(label, found) for label, found in pairs.items()])
    return Picture("tradeoff", title, page.figure, table, _alt(table))


def _note(compared: Compared) -> str:
    if are_many(compared):
        return tr(
            "Dot: medians (beside). Arms: the {half} each way; there are too many scenarios to "
            "draw their worlds.",
            half=words.middle_of_worlds(0.5),
        )
    return tr(
        "Large dot: medians (beside). Outline: the smallest region with {share} of the worlds. "
        "Small dots: worlds (the first {dots} of each).",
        share=words.percent(words.MIDDLE),
        dots=f"{min(_DOTS, compared.worlds):,}",
    )


def _pairs(side: Side) -> pd.DataFrame:
    some = side.result.some([_X, _Y])
    return pd.DataFrame({name: some[name].astype("float64") for name in (_X, _Y)})


def _draw(axes: Axes, compared: Compared, pairs: Mapping[str, pd.DataFrame]) -> None:
    colours, every = side_colours(compared), pd.concat(pairs.values())
    if are_many(compared):
        every = pd.concat([found.quantile([0.2, 0.8]) for found in pairs.values()])
    frame = [limits(every[name], least) for name, least in ((_X, 1.0), (_Y, 10.0))]
    axes.set_xlim(*frame[0])
    axes.set_ylim(*frame[1])
    axes.axhline(0, color=INK, lw=1)
    axes.grid(True, axis="both")
    for label, found in pairs.items():
        if are_many(compared):
            _cross(axes, found, colours[label], line_styles(compared)[label])
        else:
            _cloud(axes, found, colours[label], frame)
    for label, found in pairs.items():
        axes.plot(found[_X].median(), found[_Y].median(), "o", color="white", mec=colours[label],
                  mew=2.2, ms=9, zorder=5)  # fmt: skip
    axes.set_xlabel(tr("what the relief was worth (USD million over the run)"))
    axes.set_ylabel(tr("fewer people held than without talks"))
    counted(axes.xaxis)
    counted(axes.yaxis)
    if are_many(compared):
        _names(axes, compared, pairs)
    else:
        _legend(axes, pairs, colours)


def _names(axes: Axes, compared: Compared, pairs: Mapping[str, pd.DataFrame]) -> None:
    """The scenarios with their medians, each beside the height of its dot."""
    names, colours = short_names(compared, width=1.45, size=7.5), side_colours(compared)
    labels = [
        Label(float(found[_Y].median()), f"{names[label]} {', '.join(_said(found))}",
              colours[label])
        for label, found in pairs.items()
    ]  # fmt: skip
    end_labels(axes, labels, width=3.15, size=7.5)


def _cross(axes: Axes, found: pd.DataFrame, colour: str, style: str) -> None:
    """The middle half of the worlds each way."""
    (low, high), (foot, top) = (found[name].quantile([0.25, 0.75]) for name in (_X, _Y))
    axes.hlines(found[_Y].median(), low, high, color=colour, lw=1.3, ls=style, zorder=3)
    axes.vlines(found[_X].median(), foot, top, color=colour, lw=1.3, ls=style, zorder=3)


def _legend(axes: Axes, pairs: Mapping[str, pd.DataFrame], colours: Mapping[str, str]) -> None:
    """The scenarios with their medians, beside the axes from the top down."""
    y = 0.98
    for label, found in pairs.items():
        lines = [*fitted(label, 8.5, 1.8, lines=2, bold=True), *_said(found)]
        for i, line in enumerate(lines):
            weight = "bold" if i < len(lines) - 2 else "normal"
            axes.text(1.03, y, line, transform=axes.transAxes, size=8.5, va="top", weight=weight,
                      color=ink(colours[label]))  # fmt: skip
            y -= 0.052
        y -= 0.04


def _cloud(
    axes: Axes, found: pd.DataFrame, colour: str, frame: Sequence[tuple[float, float]]
) -> None:
    dots = found.iloc[:_DOTS]
    axes.plot(dots[_X], dots[_Y], "o", color=colour, alpha=0.16, ms=3, mew=0)
    if len(found) < _CLOUD:
        return
    edges = [np.linspace(*ends, _CELLS + 1) for ends in frame]
    counts, *_ = np.histogram2d(found[_X], found[_Y], bins=edges)
    density = smoothed(counts.T)
    middle = [(edge[:-1] + edge[1:]) / 2 for edge in edges]
    if min(np.count_nonzero(counts.any(axis=axis)) for axis in (0, 1)) > 2:
        axes.contour(*middle, density, levels=[level(density)], colors=[colour], linewidths=1.6,
                     zorder=3)  # fmt: skip


def _said(found: pd.DataFrame) -> tuple[str, str]:
    return words.fewer(float(found[_Y].median())), words.money(float(found[_X].median()))


def _row(label: str, found: pd.DataFrame) -> dict[str, Any]:
    marks = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
    row: dict[str, Any] = {"scenario": label, "worlds": len(found)}
    for name in (_X, _Y):
        row |= {f"{name}_{key}": float(found[name].quantile(q)) for key, q in marks.items()}
    return row


def _alt(table: pd.DataFrame) -> str:
    parts = [
        tr(
            "{scenario}: median relief {worth}, median effect {effect} held.",
            scenario=row["scenario"],
            worth=words.money(row[f"{_X}_p50"]),
            effect=words.fewer(row[f"{_Y}_p50"]),
        )
        for row in table.to_dict("records")
    ]
    return tr(
        "Clouds of worlds by the worth of relief and net effect. {scenarios}",
        scenarios=" ".join(parts),
    )
