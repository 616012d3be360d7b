"""What a figure is drawn for: a page, a slide, a phone, or a place within somebody's own figure.

Letters keep their size in points; what changes is the room around them. A slide is as wide as the
screen, a phone so narrow that panels stand below one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from simulator.errors import RequestError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NARROW: Final = 6.0
_NARROWEST: Final = 4.4


@dataclass(frozen=True)
class Size:
    """A size: inches wide, pixels wide, and the shape (width by height) where that is fixed."""

    name: str
    width: float
    pixels: int
    shape: float | None = None

    def inches(self, height: Callable[[float], float]) -> tuple[float, float]:
        """Width and height of a figure whose contents need so much height at a width.

        >>> PAGE.inches(lambda width: 4.8)
        (8.0, 4.8)
        >>> SLIDE.inches(lambda width: 9.0)
        (16.0, 9.0)
        """
        if self.shape is None:
            return self.width, height(self.width)
        high = height(self.width)
        least = self.width / self.shape
        if high <= least * 1.15:  # a little less room between the words does no harm
            high = least
        return high * self.shape, high


PAGE: Final = Size("page", 8.0, 1200)
SLIDE: Final = Size("slide", 8.0, 1920, shape=16 / 9)
PHONE: Final = Size("phone", 4.5, 1080)
SIZES: Final = {size.name: size for size in (PAGE, SLIDE, PHONE)}
"""The sizes by name: 1,200, 1,920 (by 1,080) and 1,080 pixels wide."""


@dataclass(frozen=True)
class Within:
    """A place within somebody's own figure; ``box`` is left, bottom, width, height in inches."""

    figure: Figure
    box: tuple[float, float, float, float]

    def check(self, least: float) -> None:
        """Refuse a place that is too narrow, or lower than ``least`` inches."""
        needed, has = (_NARROWEST, least), self.box[2:]
        if has[0] >= needed[0] and has[1] >= needed[1]:
            return
        whole = (float(inches) for inches in self.figure.get_size_inches())
        wide, high = (
            inches * max(1.0, wanted / there) + 0.1
            for inches, wanted, there in zip(whole, needed, has, strict=True)
        )
        raise RequestError(
            f"the axes are {has[0]:.1f} by {has[1]:.1f} inches, and this figure with its words "
            f"needs at least {needed[0]:.1f} by {needed[1]:.1f}; make the whole larger, here "
            f"figsize=({wide:.1f}, {high:.1f})"
        )


_here: ContextVar[Size | Within] = ContextVar("what is drawn for", default=PAGE)


@contextmanager
def drawn_for(place: Size | Within) -> Iterator[None]:
    """Let figures be drawn for a size or a place; without this they are drawn for a page."""
    before = _here.set(place)
    try:
        yield
    finally:
        _here.reset(before)


def drawn_here() -> Size | Within:
    """What figures are drawn for at this moment."""
    return _here.get()


def room() -> float:
    """Width in inches of what is being drawn; on a slide at least this."""
    place = drawn_here()
    return place.width if isinstance(place, Size) else place.box[2]


def is_narrow(width: float) -> bool:
    """Whether a sheet is too narrow for two panels beside each other."""
    return width < _NARROW


def size_named(name: str) -> Size:
    """A size by its name.

    >>> size_named("slide").pixels
    1920
    """
    if name not in SIZES:
        raise RequestError(f"no size is called {name!r}; there are {', '.join(SIZES)}")
    return SIZES[name]


def place_of(axes: Axes) -> Within:
    """The place that axes take in their figure; the axes themselves are switched off.

    Raises ``RequestError`` where they are too narrow for a figure with its words.
    """
    figure = axes.get_figure(root=True)
    assert figure is not None
    wide, high = (float(inches) for inches in figure.get_size_inches())
    box = axes.get_position()
    inches = (box.x0 * wide, box.y0 * high, box.width * wide, box.height * high)
    place = Within(figure, inches)
    place.check(least=0.0)
    axes.set_axis_off()
    return place
