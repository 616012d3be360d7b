"""Simulation-based calibration: where true values fall in posteriors learned from made-up data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.stats import binom

from simulator.analysis.calibration import Calibration
from simulator.analysis.coverage import Check
from simulator.report import words
from simulator.report.figures.calibration import facts_of, parameter_name
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import FAINT, QUIET, SENDERS, fitted, house_style, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PANELS: Final = 12
_BINS: Final = 10


def ranks_figure(check: Check, done: Calibration, *, name: str) -> Picture:
    """Draw the rank histograms of the parameters learned most."""
    table = check.table.sort_values("spread", kind="stable").head(_PANELS)
    truths = len(check.ranks)
    title = tr(
        "{n} made-up histories ({check}): bands of {band} hold {share} of the true values",
        n=truths,
        check=check_name(name),
        band=words.percent(words.MIDDLE),
        share=f"{check.table['within80'].mean():.1%}",
    )
    with house_style():
        page = sheet(title, _note(), facts_of(done), height=5.85)
        for place, (_, row) in enumerate(table.iterrows()):
            column, line = place % 4, place // 4
            left, upper = 0.35 + 1.92 * column, page.top - 0.45 - 1.37 * line
            axes = page.axes(left, left + 1.6, bottom=upper - 0.68, top=upper)
            _histogram(axes, check.ranks[row["path"]].to_numpy(), truths)
            label = "\n".join(fitted(parameter_name(done, row["path"]), 7.5, 1.75, lines=2))
            spread = tr("spread {number}", number=f"{row['spread']:.2f}")
            axes.set_title(f"{label}\n{spread}", loc="left", size=7.5, color=QUIET, pad=2)
    return Picture(f"ranks-{name.replace(' ', '-')}", title, page.figure, _bars(check), _alt(title))


def check_name(name: str) -> str:
    """What a check on made-up histories is called where it is read."""
    names = {"from the prior": tr("from the prior"), "near history": tr("near history")}
    return names.get(name, name)


def _note() -> str:
    return tr(
        "Ranks of the true value among draws of the posterior, over many made-up histories; even "
        "bars are right, a hump is too wide, heaps at the ends are too narrow. Grey: where {share} "
        "of bars lie by chance. The twelve parameters learned most; mean spread after against "
        "{before} before.",
        share=words.percent(words.CONFIDENCE),
        before=1,
    )


def _histogram(axes: Axes, ranks: np.ndarray, truths: int) -> None:
    counts = np.histogram(ranks, bins=_BINS, range=(0, 1))[0]
    low, high = binom.interval(0.95, truths, 1 / _BINS)
    axes.axhspan(low, high, color=FAINT, lw=0)
    axes.bar((np.arange(_BINS) + 0.5) / _BINS, counts, width=0.9 / _BINS, color=SENDERS[0])
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(high * 1.3, counts.max() * 1.05))
    axes.set_xticks([0, 0.5, 1], ["0", "½", "1"], size=7)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _bars(check: Check) -> pd.DataFrame:
    rows = [
        {"path": path, "bin": place, "truths": int(count)}
        for path in check.ranks
        for place, count in enumerate(
            np.histogram(check.ranks[path].to_numpy(), bins=_BINS, range=(0, 1))[0]
        )
    ]
    return pd.DataFrame(rows)


def _alt(title: str) -> str:
    return tr("{title}. Histograms of ranks for the twelve parameters learned most.", title=title)
