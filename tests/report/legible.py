"""Whether the words of a figure can be read: none over another, none cut off."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text


def texts(picture: Any) -> list[Text]:
    """All words of a figure that are drawn."""
    unseen = {id(label) for axes in picture.figure.axes for label in unseen_labels(axes)}
    found = [text for text in picture.figure.findobj(Text) if id(text) not in unseen]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def unseen_labels(axes: Any) -> Iterator[Text]:
    """Labels of ticks beyond the ends of their axis, or of an axis that is off."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not (axes.axison and low <= tick.get_loc() <= high):
                yield from (tick.label1, tick.label2)


def boxes(picture: Any) -> list[tuple[str, Any]]:
    """Where the words of a figure stand, in pixels."""
    renderer = FigureCanvasAgg(picture.figure).get_renderer()
    picture.figure.draw(renderer)
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts(picture)]


def overlap(one: Any, other: Any) -> bool:
    """Whether two boxes share more than a hair's breadth."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 3 and tall > 3


def illegible(picture: Any) -> list[str]:
    """What is wrong with the words of a figure, a line a fault."""
    found = boxes(picture)
    wide, tall = picture.figure.canvas.get_width_height()
    over = [
        f"{a!r} lies over {b!r}"
        for (a, one), (b, other) in itertools.combinations(found, 2)
        if overlap(one, other)
    ]
    cut = [
        f"{text!r} is cut off"
        for text, box in found
        if not (box.x0 >= -1 and box.y0 >= -1 and box.x1 <= wide + 1 and box.y1 <= tall + 1)
    ]
    return over + cut
