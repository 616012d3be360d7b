"""House style: colours, the sheet a figure is laid out on, and text that fits its room."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import matplotlib
from matplotlib import colors, rc_params_from_file
from matplotlib.figure import Figure

from simulator.report.language import tr, trn
from simulator.report.sizes import PAGE, Size, drawn_here, is_narrow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK: Final = "#1f2328"
QUIET: Final = "#57606a"
FAINT: Final = "#c4c9d0"
TARGET: Final = "#3d4450"
PATRON: Final = "#CC79A7"
SENDERS: Final = ("#0072B2", "#D55E00", "#009E73", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito's colours, in the order in which senders take them."""

POINTS: Final = 72.0
TITLE, NOTE = 12.0, 8.5
_TIGHTEST: Final = 0.8  # of the height that a figure takes by itself
_MEASURED_AT: Final = 10.0
_AFTER_HYPHENS: Final = re.compile(r"(?<=-)(?=.)")
_SPARE: Final = 1.04  # hinted text, and other fonts in an SVG, run a little wider
_LEAVE_ALONE: Final = ("backend", "backend_fallback", "interactive", "toolbar", "timezone")


@cache
def _house() -> dict[str, Any]:
    params = rc_params_from_file(Path(__file__).with_name("house.mplstyle"))
    return {key: params[key] for key in params if key not in _LEAVE_ALONE}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw and save in the house style, whatever the user's own settings are.

    A letter that the font lacks is drawn as a box (docs/figures.md); no warning is given for each.
    """
    settings: Any = _house()
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        yield


def sender_colours(senders: Mapping[str, str]) -> dict[str, str]:
    """Give each sender its colour, the same in every figure of a run."""
    return {name: SENDERS[i % len(SENDERS)] for i, name in enumerate(senders)}


def tint(colour: str, share: float) -> str:
    """Mix a colour with white: 0 leaves it, 1 is white."""
    red, green, blue = colors.to_rgb(colour)
    return colors.to_hex(
        (red + (1 - red) * share, green + (1 - green) * share, blue + (1 - blue) * share)
    )


def ink(colour: str) -> str:
    """Darken a colour until text in it reads well on white (a contrast of at least 4.5 to 1)."""
    rgb = colors.to_rgb(colour)
    while contrast(rgb) < 4.5:
        rgb = (rgb[0] * 0.92, rgb[1] * 0.92, rgb[2] * 0.92)
    return colors.to_hex(rgb)


def contrast(rgb: tuple[float, float, float]) -> float:
    """Contrast of a colour with white, as the accessibility guidelines count it (WCAG 2).

    >>> round(contrast((0.0, 0.0, 0.0)))
    21
    """
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text in inches at a size in points, in the house's font."""
    words = text.split(" ")
    spaces = len(words) - 1
    width = sum(_word_width(word, bold) for word in words) + spaces * _word_width(" ", bold)
    return width * size / _MEASURED_AT / POINTS * _SPARE


@lru_cache(maxsize=4096)
def _word_width(word: str, bold: bool) -> float:
    """Width of a word in points at the size at which words are measured (widths are linear)."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    weight = "bold" if bold else "normal"
    font = FontProperties(family="DejaVu Sans", size=_MEASURED_AT, weight=weight)
    return float(text_to_path.get_text_width_height_descent(word, font, False)[0])


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than a width in inches.

    A word that is wider by itself is broken after its hyphens, if it has any.

    >>> wrapped("a name: belarus-2025-grand-bargain", 8, 1.5)
    ['a name: belarus-2025-', 'grand-bargain']
    """
    lines: list[str] = []
    for word in text.split():
        is_wide = text_width(word, size, bold=bold) > width
        pieces = _AFTER_HYPHENS.split(word) if is_wide else [word]
        for place, piece in enumerate(pieces):
            longer = f"{lines[-1]}{'' if place else ' '}{piece}" if lines else piece
            if lines and text_width(longer, size, bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def fitted(
    text: str, size: float, width: float, *, lines: int = 1, bold: bool = False
) -> list[str]:
    """Break a text into at most so many lines, the last cut short with an ellipsis."""
    broken = wrapped(text, size, width, bold=bold)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], f"{broken[lines - 1]} …"]
    return [_cut(line, size, width, bold=bold) for line in broken]


def _cut(line: str, size: float, width: float, *, bold: bool = False) -> str:
    while text_width(line, size, bold=bold) > width and len(line) > 2:
        line = f"{line[:-2].rstrip(' …')}…"
    return line


@dataclass(frozen=True)
class Sheet:
    """A figure with its words set: what is left for axes lies between ``bottom`` and ``top``.

    All lengths are inches from the sheet's lower left corner, which lies at ``corner`` within the
    figure. ``narrow`` is a sheet too narrow for two panels beside each other.
    """

    figure: Figure
    width: float
    bottom: float
    top: float
    corner: tuple[float, float] = (0.0, 0.0)

    @property
    def narrow(self) -> bool:
        """Whether panels have to stand below one another."""
        return is_narrow(self.width)

    def beside(self, wanted: float) -> float:
        """Room at the right for words beside lines, in inches: less of it on a narrow sheet."""
        return min(wanted, 1.25) if self.narrow else wanted

    def axes(self, left: float, right: float, *, bottom: float, top: float) -> Axes:
        """Make axes between these edges, in inches."""
        x, y = self._shares(left, bottom)
        far, high = self._shares(right, top)
        return self.figure.add_axes((x, y, far - x, high - y))

    def write(self, x: float, y: float, text: str, **how: Any) -> None:
        """Write text at a place given in inches."""
        self.figure.text(*self._shares(x, y), text, **how)

    def _shares(self, x: float, y: float) -> tuple[float, float]:
        wide, high = (float(inches) for inches in self.figure.get_size_inches())
        return (self.corner[0] + x) / wide, (self.corner[1] + y) / high


def sheet(title: str, note: str, facts: Mapping[str, Any], *, height: float = 4.8) -> Sheet:
    """Lay out a figure: the finding on top, how to read it below that, the source at the foot.

    ``height`` is that at the width of a page; on a narrower sheet the words take more lines, and
    the sheet is as much higher.
    """
    margin = 0.18
    page = blank(lambda width: height + _taller(title, note, width, margin))
    width, y = page.width, page.top - 0.14
    for line in wrapped(title, TITLE, width - 2 * margin, bold=True):
        page.write(margin, y, line, size=TITLE, weight="bold", va="top")
        y -= 0.215
    y -= 0.02
    for line in wrapped(note, NOTE, width - 2 * margin):
        page.write(margin, y, line, size=NOTE, color=QUIET, va="top")
        y -= 0.16
    page.write(margin, 0.1, source(facts, width - 2 * margin), size=7.5, color=QUIET, va="bottom")
    return replace(page, bottom=0.34, top=y - 0.08)


def _taller(title: str, note: str, width: float, margin: float) -> float:
    """Room that words take on a sheet of a width beyond what they take on a page, in inches."""

    def words(wide: float) -> float:
        lines = len(wrapped(title, TITLE, wide - 2 * margin, bold=True))
        return 0.215 * lines + 0.16 * len(wrapped(note, NOTE, wide - 2 * margin))

    return words(width) - words(PAGE.width) if width < PAGE.width else 0.0


def blank(height: Callable[[float], float]) -> Sheet:
    """An empty sheet of the size that is being drawn (``sizes.drawn_for``).

    ``height`` gives the height that the contents need at a width, both in inches.
    """
    place = drawn_here()
    if isinstance(place, Size):
        width, high = place.inches(height)
        return Sheet(Figure(figsize=(width, high), dpi=place.pixels / width), width, 0.0, high)
    left, foot, width, high = place.box
    place.check(_TIGHTEST * height(width))
    return Sheet(place.figure, width, 0.0, high, corner=(left, foot))


def source(facts: Mapping[str, Any], width: float) -> str:
    """Say where a figure comes from: the scenario, how many worlds, the seed, the version.

    What is not drawn from a run says so itself, in ``facts["source"]``.
    """
    if "source" in facts:
        return _cut(str(facts["source"]), 7.5, width)
    worlds = int(facts["worlds"])
    parts = [
        trn("{n} world", "{n} worlds", worlds, n=f"{worlds:,}"),
        tr("seed {seed}", seed=facts["seed"]),
    ]
    if facts.get("version") and not is_narrow(width):
        parts.append(tr("sanctions simulator {version}", version=facts["version"]))
    rest = " · ".join(parts)
    room = width - text_width(tr("Source: scenario {name} · {rest}", name="", rest=rest), 7.5)
    return tr(
        "Source: scenario {name} · {rest}", name=_cut(str(facts["name"]), 7.5, room), rest=rest
    )


def empty_panel(axes: Axes, reason: str) -> None:
    """Say in an empty panel why it is empty."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, reason, transform=axes.transAxes, ha="center", va="center", color=QUIET)
