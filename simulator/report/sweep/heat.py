"""Two axes as a heat map, three as small multiples: medians, written out where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import matplotlib
import numpy as np
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize, to_rgb

from simulator.report import words
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sensitivity import names
from simulator.report.style import INK, QUIET, contrast, fitted, house_style, sheet, text_width
from simulator.report.sweep import telling

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from simulator.analysis.sweep.sweep import Sweep
    from simulator.analysis.varied.axis import Axis

MOST_PANELS: Final = 9
_COLOURS: Final = "cividis"
_LEFT: Final = 1.75
_RIGHT: Final = 6.95
_SIZE: Final = 8.0
_HEAD: Final = 0.34  # inches above a panel that has a name, below it for what its axis says
_BARE: Final = 0.12
_FOOT: Final = 0.44
_SECOND: Final = 0.16  # a second line of what the lowest axis says


def heat(sweep: Sweep, outcome: str) -> Picture:
    """Draw the medians of an outcome over a grid of two or three axes."""
    rows, title = sweep.of(outcome), telling.title(sweep, outcome)
    across = 1 if len(sweep.axes) == 2 else min(len(sweep.axes[2].values), 3)
    wide = (_RIGHT - _LEFT - 0.15 * (across - 1)) / across
    panels = _panels(sweep, rows, room=wide)
    down = -(-len(panels) // across)
    steps, head = len(sweep.axes[1].values), _HEAD if len(panels) > 1 else _BARE
    least = min(max(0.3 * steps, 1.6), 3.2)
    note = tr(
        "Colour: median over worlds; ±: its Monte Carlo error ({confidence}). {each}. How far "
        "worlds differ within a point is in sweep.csv.",
        confidence=words.confidence(),
        each=telling.each(sweep),
    )
    with house_style():
        page = sheet(
            title,
            telling.with_mark(sweep, note),
            telling.facts(sweep),
            height=1.6 + down * (least + head + _FOOT),
        )
        row = (page.top - page.bottom - _SECOND) / down
        tall = row - head - _FOOT
        scale = Normalize(float(rows["p50"].min()), float(rows["p50"].max()))
        for place, (name, part) in enumerate(panels):
            left = _LEFT + (place % across) * (wide + 0.15)
            top = page.top - head - (place // across) * row
            axes = page.axes(left, left + wide, bottom=top - tall, top=top)
            _draw(axes, sweep, part, scale, wide)
            axes.set_title(name, size=8.5, color=INK, loc="left")
            _label(axes, sweep, first=place % across == 0, size=(wide, tall))
            if place + across >= len(panels):
                axes.set_xlabel("\n".join(fitted(_name(sweep, 0), 9, wide, lines=2)))
        bottom = page.top - head - (down - 1) * row - tall
        _scale(page.axes(7.1, 7.25, bottom=bottom, top=page.top - head), scale, outcome)
    return Picture(f"sweep-{outcome}", title, page.figure, rows, _alt(title, sweep, rows))


def _name(sweep: Sweep, place: int) -> str:
    return names.parameter(sweep.axes[place].path, sweep.scenario)


def _panels(sweep: Sweep, rows: pd.DataFrame, *, room: float) -> list[tuple[str, pd.DataFrame]]:
    if len(sweep.axes) == 2:
        return [("", rows)]
    third = sweep.axes[2]
    name = _name(sweep, 2)
    return [
        (
            "\n".join(fitted(f"{name}: {telling.marked(sweep, third, at)}", 8.5, room, lines=2)),
            rows[rows[third.path] == at],
        )
        for at in third.values
    ]


def _draw(axes: Axes, sweep: Sweep, part: pd.DataFrame, scale: Normalize, wide: float) -> None:
    across, down = sweep.axes[:2]
    shape = (len(across.values), len(down.values))
    medians = part["p50"].to_numpy(np.float64).reshape(shape).T
    errors = part["median_error"].to_numpy(np.float64).reshape(shape).T
    axes.imshow(medians, origin="lower", aspect="auto", cmap=_COLOURS, norm=scale)
    axes.grid(visible=False)
    room = wide / shape[0] - 0.06
    for (row, column), median in np.ndenumerate(medians):
        number = float(median)
        text = "{} ± {}".format(*telling.with_error(number, float(errors[row, column])))
        if not np.isfinite(number) or text_width(text, _SIZE) > room:
            text = telling.amount(number)
        if text_width(text, _SIZE) <= room:
            colour = _readable(float(scale(number)))
            axes.text(column, row, text, ha="center", va="center", size=_SIZE, color=colour)


def _readable(share: float) -> str:
    """White or ink, whichever reads better on the colour of this share of the scale."""
    on_white = contrast(matplotlib.colormaps[_COLOURS](share)[:3])
    return "white" if on_white >= contrast(to_rgb(INK)) / on_white else INK


def _label(axes: Axes, sweep: Sweep, *, first: bool, size: tuple[float, float]) -> None:
    (across, down), (wide, tall) = sweep.axes[:2], size
    axes.set_xticks(*_ticks(sweep, across, wide))
    axes.set_yticks(*_ticks(sweep, down, 3.2, room=_LEFT - 0.5) if first else ([], []))
    axes.tick_params(length=0)
    if first:
        axes.set_ylabel("\n".join(fitted(_name(sweep, 1), 9, tall, lines=2)))


def _ticks(
    sweep: Sweep, axis: Axis, inches: float, *, room: float = 0.0
) -> tuple[list[int], list[str]]:
    """Places and labels along an axis, every so many where not all have room."""
    texts = [telling.marked(sweep, axis, value) for value in axis.values]
    if room:  # labels beside rows: one line each
        step = max(1, int(np.ceil(len(texts) * 0.16 / inches)))
        width = room
    else:
        widest = max(text_width(text, 9) for text in texts) + 0.08
        step = 1 if axis.has_words else max(1, int(np.ceil(len(texts) * widest / inches)))
        width = inches / len(texts) * step - 0.05
    places = list(range(0, len(texts), step))
    return places, ["\n".join(fitted(texts[place], 9, width, lines=3)) for place in places]


def _scale(axes: Axes, scale: Normalize, outcome: str) -> None:
    mappable = ScalarMappable(norm=scale, cmap=matplotlib.colormaps[_COLOURS])
    figure: Any = axes.figure
    bar = figure.colorbar(mappable, cax=axes)
    bar.outline.set_visible(False)
    bar.ax.yaxis.set_major_formatter(lambda value, _: telling.value(value))
    room = axes.get_position().height * float(figure.get_figheight())
    said = tr("median of {outcome}", outcome=names.with_unit(outcome))
    told = fitted(said, 8.5, room, lines=2)
    bar.set_label("\n".join(told), color=QUIET, size=8.5)


def _alt(title: str, sweep: Sweep, rows: pd.DataFrame) -> str:
    return telling.alt(title, sweep, rows)
