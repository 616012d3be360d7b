"""What the relief was worth against how many fewer people are held, world by world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from simulator.report import findings, words
from simulator.report.axes import counted, size_of
from simulator.report.labels import Labels, labels_of
from simulator.report.language import tr, trn
from simulator.report.measures import Spread, spread
from simulator.report.picture import Picture
from simulator.report.sizes import is_narrow
from simulator.report.style import (
    INK,
    QUIET,
    SENDERS,
    empty_panel,
    house_style,
    ink,
    sheet,
    wrapped,
)
from simulator.report.tables import RunTables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_X: Final = "relief_value_usd_m"
_Y: Final = "net_effect"
_POINTS_UP_TO: Final = 300
_SPARED: Final = 0.005
_CELLS: Final = 34
_AT_ONCE: Final = 65_536
_Frame = tuple[tuple[float, float], tuple[float, float]]
_SHADES: Final = ("#dcebf5", "#b6d6ea", "#86badb", "#4f9acb", "#0072b2", "#063a5c")


def tradeoff(tables: RunTables) -> Picture:
    """Draw net effect against the value of the relief: points, or cells where worlds are many."""
    title = findings.tradeoff(tables)
    pairs = findings.relief_and_effect(tables)  # only now: a million worlds take room
    with house_style():
        frame = _frame(pairs)
        page = sheet(title, _note(pairs, frame), tables.facts)
        foot = page.bottom + (0.56 if page.narrow else 0.42)
        axes = page.axes(0.95, page.width - 0.25, bottom=foot, top=page.top)
        if len(pairs):
            table = _draw(axes, pairs, frame, labels_of(tables.facts))
        else:
            table = pairs
            none = tr("No world was run without talks beside it: there is no net effect.")
            empty_panel(axes, none)
    return Picture("tradeoff", title, page.figure, table, _alt(pairs))


def _note(pairs: pd.DataFrame, frame: _Frame) -> str:
    worlds = len(pairs)
    if worlds == 1:
        return tr("One world only: there is no spread to show.")
    how = tr("Each dot is a world.")
    if worlds > _POINTS_UP_TO:
        how = tr(
            "The darker a cell, the more worlds in it; outline: where {share} of worlds lie.",
            share=words.percent(words.MIDDLE),
        )
    text = tr(
        "{how} Cross: medians, its arms the {middle} on each axis.",
        how=how,
        middle=words.middle_of_worlds(),
    )
    outside = worlds - int((_within(pairs[_X], frame[0]) & _within(pairs[_Y], frame[1])).sum())
    if not outside:
        return text
    rest = trn(
        "{n} world lies outside the frame.",
        "{n} worlds lie outside the frame.",
        outside,
        n=words.whole(outside),
    )
    return f"{text} {rest}"


def _draw(axes: Axes, pairs: pd.DataFrame, frame: _Frame, labels: Labels) -> pd.DataFrame:
    x, y = spread(pairs[_X]), spread(pairs[_Y])
    axes.set_xlim(*frame[0])
    axes.set_ylim(*frame[1])
    table = _points(axes, pairs) if len(pairs) <= _POINTS_UP_TO else _cells(axes, pairs)
    axes.axhline(0, color=INK, lw=1)
    axes.axvline(0, color=INK, lw=1)
    axes.grid(True, axis="both")
    _cross(axes, x, y)
    across = tr(
        "what the relief was worth to {target} (USD million over the run)", target=labels.target
    )
    axes.set_xlabel("\n".join(wrapped(across, 9.5, size_of(axes)[0])))
    axes.set_ylabel(tr("net effect (people, at the end)"))
    counted(axes.xaxis)
    counted(axes.yaxis)
    _sides(axes)
    return table


def _frame(pairs: pd.DataFrame) -> _Frame:
    if not len(pairs):
        return (0.0, 1.0), (0.0, 1.0)
    return limits(pairs[_X], 1.0), limits(pairs[_Y], 10.0)


def _within(values: pd.Series, limits: tuple[float, float]) -> pd.Series:
    return values.between(limits[0], limits[1])


def limits(values: pd.Series, least: float) -> tuple[float, float]:
    """From the lowest to the highest value, zero included, with some room.

    Where there are many worlds the farthest half per cent at either end may fall outside.
    """
    spare = _SPARED if len(values) > _POINTS_UP_TO else 0.0
    ends = np.quantile(values.to_numpy(dtype=np.float64), [spare, 1 - spare])
    low, high = min(0.0, float(ends[0])), max(0.0, float(ends[1]))
    if high - low < least:
        low, high = (low + high - least) / 2, (low + high + least) / 2
    return low - 0.06 * (high - low), high + 0.1 * (high - low)


def _points(axes: Axes, pairs: pd.DataFrame) -> pd.DataFrame:
    axes.plot(pairs[_X], pairs[_Y], "o", color=SENDERS[0], alpha=0.35, ms=5, mew=0)
    return pairs.reset_index(drop=True)


def _cells(axes: Axes, pairs: pd.DataFrame) -> pd.DataFrame:
    """Count worlds in cells; the table has a row a cell that is not empty."""
    edges = [_edges(*axes.get_xlim()), _whole_edges(*axes.get_ylim())]
    counts = _counted(pairs, edges)
    _shade(axes, edges, counts)
    middle = [(edge[:-1] + edge[1:]) / 2 for edge in edges]
    smooth = smoothed(counts.T)
    if min(np.count_nonzero(counts.any(axis=0)), np.count_nonzero(counts.any(axis=1))) > 2:
        axes.contour(*middle, smooth, levels=[level(smooth)], colors=INK, linewidths=1.1, zorder=2)
    column, row = np.nonzero(counts)
    return pd.DataFrame(
        {_X: middle[0][column], _Y: middle[1][row], "worlds": counts[column, row].astype(int)}
    )


def _counted(pairs: pd.DataFrame, edges: list[np.ndarray]) -> np.ndarray:
    """Worlds in each cell; some at a time, because there may be millions."""
    counts = np.zeros([len(edge) - 1 for edge in edges])
    for first in range(0, len(pairs), _AT_ONCE):
        some = pairs.iloc[first : first + _AT_ONCE]
        counts += np.histogram2d(some[_X], some[_Y], bins=edges)[0]
    return counts


def _edges(low: float, high: float) -> np.ndarray:
    """Edges of cells, one of them at zero, so that no cell lies on both sides."""
    step = (high - low) / _CELLS
    return np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step


def _whole_edges(low: float, high: float) -> np.ndarray:
    """Edges of cells that hold the same number of whole people each."""
    step = max(1, round((high - low) / _CELLS))
    return np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step - 0.5


def smoothed(counts: np.ndarray) -> np.ndarray:
    """Average each cell with its neighbours, twice (weights 1-2-1 each way)."""
    for _ in range(2):
        for _ in range(2):
            padded = np.pad(counts, ((1, 1), (0, 0)))
            counts = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
            counts = counts.T
    return counts


def level(density: np.ndarray) -> float:
    """Density above which four fifths of the worlds lie: the border of the smallest such region."""
    ordered = np.sort(density, axis=None)[::-1]
    return float(ordered[np.searchsorted(np.cumsum(ordered), 0.8 * ordered.sum())])


def _shade(axes: Axes, edges: list[np.ndarray], counts: np.ndarray) -> None:
    """Fill cells, a shade for each step of the square root of the count: one path a shade."""
    column, row = np.nonzero(counts)
    roots = np.sqrt(counts[column, row]) - 1
    share = roots / max(float(roots.max()), 1.0)
    step = np.minimum((share * len(_SHADES)).astype(int), len(_SHADES) - 1)
    left, right = edges[0][column], edges[0][column + 1]
    low, high = edges[1][row], edges[1][row + 1]
    corners = np.stack([left, low, right, low, right, high, left, high, left, low], axis=1)
    for shade, colour in enumerate(_SHADES):
        cells = corners[step == shade].reshape(-1, 5, 2)
        if len(cells):
            path = Path.make_compound_path_from_polys(cells)
            axes.add_patch(PathPatch(path, color=colour, lw=0.4, zorder=0.9))


def _cross(axes: Axes, x: Spread, y: Spread) -> None:
    for width, colour in ((3.4, "white"), (1.6, SENDERS[1])):
        axes.hlines(y.median, x.low, x.high, color=colour, lw=width, zorder=3)
        axes.vlines(x.median, y.low, y.high, color=colour, lw=width, zorder=3)
    axes.plot([x.median], [y.median], "o", color="white", mec=SENDERS[1], mew=2, ms=8, zorder=4)
    told = {"effect": words.fewer(y.median), "worth": words.money(x.median)}
    text = tr("medians: {effect}, {worth} of relief", **told)
    if x.worlds == 1:
        text = tr("this world: {effect}, {worth} of relief", **told)
    axes.text(0.012, 0.985, text, transform=axes.transAxes, va="top", size=9, color=ink(SENDERS[1]),
              bbox={"boxstyle": "square,pad=0.15", "fc": "white", "ec": "none"})  # fmt: skip


def _sides(axes: Axes) -> None:
    """Say what lies above and below the line of no effect."""
    low, high = axes.get_ylim()
    for text, y, va in (
        (tr("↑ fewer held than without talks"), high - _below_the_medians(axes), "top"),
        (tr("↓ more held than without talks"), low, "bottom"),
    ):
        axes.text(0.99, (y - low) / (high - low), text, transform=axes.transAxes, ha="right",
                  va=va, size=8.5, color=QUIET)  # fmt: skip


def _below_the_medians(axes: Axes) -> float:
    """How far to go down, in data units, where there is no room beside the words on top."""
    low, high = axes.get_ylim()
    wide, tall = size_of(axes)
    return 0.2 / tall * (high - low) if is_narrow(wide) else 0.0


def _alt(pairs: pd.DataFrame) -> str:
    if not len(pairs):
        return tr("An empty panel: no world was run without talks beside it.")
    x, y = spread(pairs[_X]), spread(pairs[_Y])
    return tr(
        "Worlds placed by what the relief was worth and by how many fewer people are held at the "
        "end than without talks. Medians: {worth} and {effect}. {middle}: {worths}, and {effects}.",
        worth=words.money(x.median),
        effect=words.fewer(y.median),
        middle=words.capital(words.middle_of_worlds()),
        worths=words.money_range(x.low, x.high),
        effects=words.fewer_range(y.low, y.high),
    )
