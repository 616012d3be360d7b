"""The figures of a run: a tidy table in, a picture out, one function each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from simulator.report.picture import Picture
    from simulator.report.tables import RunTables

MAIN: Final = ("prisoners", "deals", "relief", "reliance", "tradeoff", "story")
"""The figures that a run writes in every form, also as PNG."""

FURTHER: Final = ("timeline", "road", "price", "door", "decreed", "remaining")
"""Figures that look closer, at one world or at some; they are written as SVG only."""

FIGURES: Final = (*MAIN, *FURTHER)
"""Names of the figures, in the order of the page; each is a module with a function of its name."""


def figure(name: str) -> Callable[[RunTables], Picture]:
    """Give the function that draws a figure.

    Raises ``KeyError`` for a name that is not in ``FIGURES``.
    """
    if name not in FIGURES:
        raise KeyError(f"no figure is called {name!r}; there are {', '.join(FIGURES)}")
    draw: Callable[[RunTables], Picture] = getattr(
        import_module(f"simulator.report.figures.{name}"), name
    )
    return draw
