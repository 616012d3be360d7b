"""Who does well against whom: a side's score for every pair of strategies, as a heat map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from simulator.report import words
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import INK, QUIET, SENDERS, fitted, house_style, sheet, tint
from simulator.report.tournament.names import facts_of, names_of, strategy, strategy_kind, unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.analysis.tournament.game import Floats, Game, Side
    from simulator.analysis.tournament.study import Tournament

_LEFT: Final = 1.75


def heat_map(found: Tournament, game: Game, side: Side) -> Picture:
    """Draw the score of a side for each of its strategies (rows) against each of the other's."""
    names, measure = names_of(found), f"score_{side}"
    mean, half = game.mean(measure), game.half_width(measure)
    if side == "target":
        mean, half = mean.T, half.T
    title = _title(game, side, names.of(side), mean)
    note = tr(
        "Mean over {worlds}, the same for every pair; below it, half of the mean’s {share} Monte "
        "Carlo interval. Worlds differ by far more. Darker is more, within this figure.",
        worlds=words.count(game.worlds, "world", "worlds"),
        share=words.percent(words.CONFIDENCE),
    )
    count = len(game.strategies)
    with house_style():
        page = sheet(title, note, facts_of(found), height=1.85 + 0.36 * count)
        axes = page.axes(_LEFT, 7.85, bottom=page.bottom + 0.05, top=page.top - 0.48)
        _draw(axes, mean, half)
        _label(axes, game.strategies, rows=names.of(side), columns=names.other(side))
    table = _table(game, mean, half)
    return Picture(f"{game.subject}-scores-{side}", title, page.figure, table, _alt(title, table))


def _draw(axes: Axes, mean: Floats, half: Floats) -> None:
    colours = LinearSegmentedColormap.from_list("house", ["#ffffff", tint(SENDERS[0], 0.15)])
    axes.imshow(mean, cmap=colours, aspect="auto")
    low, spread = mean.min(), max(float(np.ptp(mean)), 1e-9)
    for (row, column), value in np.ndenumerate(mean):
        share = (value - low) / spread
        colour = "white" if share > 0.75 else INK
        axes.text(column, row - 0.13, words.whole(value), ha="center", va="center", size=8.5,
                  color=colour)  # fmt: skip
        error = f"± {words.decimal(float(half[row, column]), 1)}"
        axes.text(column, row + 0.27, error, ha="center", va="center", size=6.5,
                  color=QUIET if share < 0.25 else colour)  # fmt: skip


def _label(axes: Axes, strategies: tuple[str, ...], *, rows: str, columns: str) -> None:
    places = np.arange(len(strategies))
    width = (7.85 - _LEFT) / len(strategies)
    said = [words.from_name(name) for name in strategies]
    axes.set_xticks(places, ["\n".join(fitted(name, 8, width, lines=2)) for name in said], size=8)
    axes.set_yticks(places, ["".join(fitted(name, 8.5, _LEFT - 0.35)) for name in said], size=8.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xticks(places[1:] - 0.5, minor=True)
    axes.set_yticks(places[1:] - 0.5, minor=True)
    axes.grid(visible=True, which="minor", axis="both", color="white", lw=1.5)
    axes.tick_params(which="minor", length=0)
    against = tr("against {side}’s …", side=columns)
    axes.set_title(against, size=8.5, color=QUIET, loc="left", pad=4)
    axes.annotate(tr("{side}’s …", side=rows), (0, 1), xytext=(-4, 16.5), xycoords="axes fraction",
                  textcoords="offset points", ha="right", size=8.5, color=QUIET)  # fmt: skip


def _title(game: Game, side: Side, label: str, mean: Floats) -> str:
    return tr(
        "What {side} gets, by its {kind} and the other side’s: means from {low} to {high} {unit}",
        side=label,
        kind=strategy_kind(game.subject),
        low=words.whole(float(mean.min())),
        high=words.whole(float(mean.max())),
        unit=unit(side),
    )


def _table(game: Game, mean: Floats, half: Floats) -> pd.DataFrame:
    row, column = (place.ravel() for place in np.indices(mean.shape))
    strategies = np.array(game.strategies, dtype=object)
    return pd.DataFrame(
        {
            "own": strategies[row],
            "against": strategies[column],
            "mean": mean.ravel(),
            "low": (mean - half).ravel(),
            "high": (mean + half).ravel(),
        }
    )


def _alt(title: str, table: pd.DataFrame) -> str:
    ranked = table.sort_values("mean", kind="stable")
    pairs = ranked[["own", "against"]].to_numpy()
    least, most = (
        tr("{own} against {other}", own=strategy(own), other=strategy(other))
        for own, other in (pairs[0], pairs[-1])
    )
    return tr(
        "{title}. A heat map of means, some too near one another to be told apart; the highest "
        "shown is {highest}, the lowest {lowest}.",
        title=title,
        highest=most,
        lowest=least,
    )
