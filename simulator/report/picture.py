"""A figure as it is handed on: what it found, what it shows, and how to say it without looking."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulator.report.style import house_style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_NUMBERS: Final = "%.10g"
_QUICK: Final = 2  # of 9: a tenth larger than at 6, in two thirds of the time


@dataclass(frozen=True)
class Picture:
    """One figure with its words and the tidy table behind it.

    ``title`` is the finding in one sentence, ``alt`` says for those who do not see it what the
    figure shows; both are computed from ``table``, which is everything that is plotted.
    """

    name: str
    title: str
    figure: Figure
    table: pd.DataFrame
    alt: str

    def svg(self) -> bytes:
        """Render as SVG with real text; the same picture gives the same bytes."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        buffer, dpi = io.BytesIO(), self.figure.dpi
        with house_style():
            canvas: Any = FigureCanvasSVG(self.figure)
            canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
        self.figure.dpi = dpi  # the SVG canvas leaves its own behind
        return buffer.getvalue()

    def png(self) -> bytes:
        """Render as PNG, free of any software or time stamp."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from PIL import Image  # comes with matplotlib

        buffer = io.BytesIO()
        with house_style():
            canvas: Any = FigureCanvasAgg(self.figure)
            canvas.draw()
        opaque = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
        opaque.save(buffer, "PNG", compress_level=_QUICK, dpi=(self.figure.dpi,) * 2)
        return buffer.getvalue()

    def csv(self) -> str:
        """Give the table behind the figure as CSV, empty cells for what is not there."""
        return self.table.to_csv(index=False, float_format=_NUMBERS, lineterminator="\n")
