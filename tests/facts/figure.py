"""A small figure a fact: for each part the effect in every draw, the mean, the smallest effect."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.ticker import MaxNLocator
from PIL import Image  # comes with matplotlib

from simulator.report.style import (
    INK,
    QUIET,
    SENDERS,
    Sheet,
    fitted,
    house_style,
    ink,
    sheet,
    tint,
)
from simulator.version import __version__
from tests.facts.arm import CASE
from tests.facts.examine import Examined
from tests.facts.judge import Verdict
from tests.facts.live import LUCK_SEED, Size
from tests.facts.words import number, share

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW: Final = 0.92
WORDS: Final = (0.18, 3.0)
PLOT: Final = (3.25, 6.6)
NOTE: Final = (
    "Dots: the mean effect in each draw from the scenario's priors, but for the farthest two in a "
    "hundred. Orange: mean of the draws and its 95% interval. Dashed: the smallest effect that "
    "counts. Grey: does not hold. †: written after the first results were seen."
)
_GOLDEN: Final = 0.6180339887


def figure(examined: Examined, size: Size) -> bytes:
    """The figure of one fact as PNG."""
    rows = examined.verdicts
    facts = {"name": CASE, "worlds": size.worlds, "seed": LUCK_SEED, "version": __version__}
    title = f"{examined.fact.number}. {examined.fact.finding}"
    with house_style():
        page = sheet(title, NOTE, facts, height=1.25 + ROW * len(rows))
        for place, verdict in enumerate(rows):
            _row(page, verdict, top=page.top - ROW * place)
        return _png(page)


def _row(page: Sheet, verdict: Verdict, *, top: float) -> None:
    axes = page.axes(*PLOT, bottom=top - ROW + 0.4, top=top - 0.08)
    _draws(axes, verdict)
    axes.set_xlabel(verdict.part.unit, fontsize=8, labelpad=1)
    part = verdict.part
    claim = f"{part.key}{'†' if part.instead_of else ''}  {part.claim}"
    lines = fitted(claim, 8, WORDS[1] - WORDS[0], lines=5)
    page.write(WORDS[0], top - 0.06, "\n".join(lines), size=8, va="top", linespacing=1.25)
    told = f"{number(verdict.effect)}\nright sign in {share(verdict.right)}"
    if not verdict.enough:
        told += "\ntoo few draws to judge"
    elif not verdict.holds:
        told += "\ndoes not hold"
    page.write(6.72, top - 0.06, told, size=8, va="top", color=_text(verdict), linespacing=1.25)


def _text(verdict: Verdict) -> str:
    return INK if verdict.holds else QUIET


def _draws(axes: Axes, verdict: Verdict) -> None:
    by_draw, part = np.sort(verdict.by_draw), verdict.part
    smallest = part.sign * part.least
    ends = [*np.quantile(by_draw, [0.01, 0.99]), 0.0, smallest, verdict.low, verdict.high]
    spare = 0.04 * (max(ends) - min(ends)) or 1.0
    axes.set_xlim(min(ends) - spare, max(ends) + spare)
    axes.set_ylim(-0.7, 0.7)
    height = (np.arange(len(by_draw)) * _GOLDEN) % 1 - 0.5
    colour = tint(SENDERS[0] if verdict.holds else QUIET, 0.35)
    axes.plot(by_draw, height, "o", ms=2.6, mew=0, color=colour, zorder=2)
    axes.axvline(0, color=INK, lw=0.8, zorder=1)
    axes.axvline(smallest, color=INK, lw=0.9, ls=(0, (3, 2)), zorder=1)
    mean: dict[str, Any] = {"color": ink(SENDERS[1]), "zorder": 3, "solid_capstyle": "butt"}
    axes.plot([verdict.low, verdict.high], [0, 0], lw=3, **mean)
    axes.plot([verdict.effect] * 2, [-0.5, 0.5], lw=1.6, **mean)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", labelsize=7.5, pad=1.5)
    axes.xaxis.set_major_locator(MaxNLocator(6))


def _png(page: Sheet) -> bytes:
    """The figure at 1,000 pixels wide in 32 colours."""
    drawn = io.BytesIO()
    page.figure.set_dpi(125)
    canvas: Any = FigureCanvasAgg(page.figure)
    canvas.print_png(drawn, metadata={"Software": None})
    small = io.BytesIO()
    few = Image.open(drawn).convert("RGB").quantize(32, method=Image.Quantize.MAXCOVERAGE)
    few.save(small, "PNG", optimize=True)
    return small.getvalue()
