"""Many axes: parallel coordinates, a line a point, coloured by the median of the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import matplotlib
import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import Normalize

from simulator.report import words
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sensitivity import names
from simulator.report.style import FAINT, QUIET, fitted, house_style, sheet
from simulator.report.sweep import telling

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from simulator.analysis.sweep.sweep import Sweep
    from simulator.analysis.varied.axis import Axis

_COLOURS: Final = "cividis"


def parallel(sweep: Sweep, outcome: str) -> Picture:
    """Draw each point as a line through its values, ending at the outcome's median."""
    rows, title = sweep.of(outcome), telling.title(sweep, outcome)
    note = tr(
        "A line is a point, from its values to the median over worlds on the right, which also "
        "colours it. {each}; the Monte Carlo error of a median ({confidence}) is at most {most}.",
        confidence=words.confidence(),
        each=telling.each(sweep),
        most=telling.error(float(rows["median_error"].max())),
    )
    with house_style():
        page = sheet(title, telling.with_mark(sweep, note), telling.facts(sweep), height=5.0)
        axes = page.axes(0.85, 7.2, bottom=page.bottom + 0.62, top=page.top - 0.1)
        _draw(axes, sweep, rows)
        _label(axes, sweep, rows, outcome)
    alt = tr(
        "{title}. Parallel coordinates of {points} over {axes}.",
        title=title,
        points=words.count(len(rows), "point", "points"),
        axes=words.count(len(sweep.axes), "axis", "axes"),
    )
    return Picture(f"sweep-{outcome}", title, page.figure, rows, alt)


def _draw(axes: Axes, sweep: Sweep, rows: pd.DataFrame) -> None:
    rows = rows[rows["p50"].notna()].sort_values("p50", kind="stable")
    columns = [_shares(axis, rows[axis.path]) for axis in sweep.axes]
    scale = Normalize(float(rows["p50"].min()), float(rows["p50"].max()))
    ends = np.asarray(scale(rows["p50"].to_numpy(np.float64)))
    heights = np.column_stack([*columns, ends])
    lines = [np.column_stack([np.arange(heights.shape[1]), row]) for row in heights]
    axes.add_collection(
        LineCollection(lines, colors=matplotlib.colormaps[_COLOURS](ends), lw=1.0, alpha=0.75)
    )
    for place in range(heights.shape[1]):
        axes.axvline(place, color=FAINT, lw=0.9, zorder=0.5)
    axes.set_xlim(0, heights.shape[1] - 1)
    axes.set_ylim(-0.03, 1.03)
    axes.grid(visible=False)


def _shares(axis: Axis, values: pd.Series) -> np.ndarray:
    """Heights between 0 and 1 of an axis' values."""
    if axis.has_words:
        order = {word: place for place, word in enumerate(axis.values)}
        return np.array([order[word] for word in values]) / max(len(axis.values) - 1, 1)
    numbers = [float(value) for value in axis.values]
    low, high = min(numbers), max(numbers)
    return (values.to_numpy(np.float64) - low) / (high - low or 1.0)


def _label(axes: Axes, sweep: Sweep, rows: pd.DataFrame, outcome: str) -> None:
    axes.set_yticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    room = 6.2 / len(sweep.axes) - 0.1
    told = [names.parameter(axis.path, sweep.scenario) for axis in sweep.axes]
    labels = [*told, tr("median of {outcome}", outcome=names.with_unit(outcome))]
    texts = ["\n".join(fitted(label, 8.5, min(room, 1.6), lines=3)) for label in labels]
    axes.set_xticks(range(len(labels)), texts, size=8.5)
    axes.tick_params(length=0)
    for place, axis in enumerate(sweep.axes):
        _ends(axes, place, sweep, axis)
    for height, number in ((0, rows["p50"].min()), (1, rows["p50"].max())):
        axes.text(len(labels) - 0.97, height, telling.amount(number), size=8, va="center")


def _ends(axes: Axes, place: int, sweep: Sweep, axis: Axis) -> None:
    values = axis.values if axis.has_words else (min(axis.values), max(axis.values))
    for value, height in zip(values, np.linspace(0, 1, len(values)), strict=True):
        text = fitted(telling.marked(sweep, axis, value), 8, 1.1)[0]
        box = {"boxstyle": "square,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.8}
        axes.text(place + 0.02, height, text, size=8, va="center", color=QUIET, bbox=box)
