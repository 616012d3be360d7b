"""Shares of strategies over the generations, on both sides, with the error of the payoffs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from simulator.report import words
from simulator.report.axes import Label, counted, end_labels
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import FAINT, INK, QUIET, SENDERS, house_style, sheet
from simulator.report.tournament.names import facts_of, names_of, strategy, strategy_kind

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.analysis.tournament.game import Game, Side
    from simulator.analysis.tournament.study import Tournament


_SHOWN: Final = 0.05
_NAMED_ALIKE: Final = 3
"""A strategy whose share ever reaches this, beyond the start, is drawn in colour and named."""


def generations(found: Tournament, game: Game) -> Picture:
    """Draw the shares of both sides' strategies, generation by generation."""
    names = names_of(found)
    told = found.generations
    table = told[told["game"] == game.subject].drop(columns="game")
    title = _title(game, table, names.sender, names.target)
    colours = _colours(table, game.strategies)
    with house_style():
        note = tr(
            "From equal shares; each generation, strategies that score above their own side’s "
            "average gain share (replicator dynamics). Band: {share}, worlds resampled. No "
            "forecast of what governments do: it shows which strategies hold their own as the "
            "opponents change.",
            share=words.percent(words.CONFIDENCE),
        )
        page = sheet(title, note, facts_of(found), height=4.6)
        bottom, top = page.bottom + 0.48, page.top - 0.28
        panels: tuple[tuple[Side, float], ...] = (("sender", 0.6), ("target", 4.55))
        for side, left in panels:
            axes = page.axes(left, left + 1.95, bottom=bottom, top=top)
            _draw(axes, table[table["side"] == side], game.strategies, colours)
            head = tr("{side}: share of its side", side=names.of(side))
            axes.set_title(head, loc="left", size=9.5, color=INK)
    return Picture(f"{game.subject}-generations", title, page.figure, table, _alt(title, table))


def _colours(table: pd.DataFrame, strategies: tuple[str, ...]) -> dict[str, str]:
    """A colour for each strategy that is ever common on either side, the same on both."""
    least = max(_SHOWN, 1 / len(strategies) + 0.02)
    highest = table.groupby("strategy")["share"].max().to_dict()
    shown = [name for name in strategies if highest[name] >= least]
    return {name: (*SENDERS, INK)[min(place, len(SENDERS))] for place, name in enumerate(shown)}


def _draw(
    axes: Axes, table: pd.DataFrame, strategies: tuple[str, ...], colours: dict[str, str]
) -> None:
    last = int(table["generation"].max())
    axes.set_xlim(0, max(last, 1))
    axes.set_ylim(0, 1)
    labels = []
    for name in sorted(strategies, key=lambda name: name in colours):
        rows = table[table["strategy"] == name].sort_values("generation")
        colour = colours.get(name, FAINT)
        axes.fill_between(rows["generation"], rows["low"], rows["high"], color=colour, alpha=0.14)
        axes.plot(rows["generation"], rows["share"], color=colour, lw=1.8 if name in colours else 1)
        end = float(rows["share"].iloc[-1])
        if name in colours and rows["share"].max() >= 1 / len(strategies) + 0.005:
            text = f"{words.from_name(name)}, {words.percent(end)}"
            labels.append(Label(end, text, colour))
    end_labels(axes, labels, width=1.35)
    counted(axes.xaxis)
    axes.yaxis.set_major_formatter(lambda share, _: words.percent(share))
    axes.set_xlabel(tr("generation"), color=QUIET)


def leaders(table: pd.DataFrame, side: str) -> list[tuple[str, float]]:
    """The strategies that a side has at the end, the commonest first, from a share of 1% on."""
    ranked = _at_the_end(table, side)
    common = ranked[ranked["share"] >= 0.01]
    return list(zip(common["strategy"].tolist(), common["share"].tolist(), strict=True))


def _at_the_end(table: pd.DataFrame, side: str) -> pd.DataFrame:
    """The last generation of a side, the commonest strategy first."""
    rows = table[(table["side"] == side) & (table["generation"] == table["generation"].max())]
    ranked: pd.DataFrame = rows.sort_values("share", ascending=False, kind="stable")
    return ranked


def _title(game: Game, table: pd.DataFrame, sender: str, target: str) -> str:
    said = [
        _commonest(table, side, label) for side, label in (("sender", sender), ("target", target))
    ]
    return tr(
        "After {generations} the commonest {kind} is {strategies}",
        generations=words.count(int(table["generation"].max()), "generation", "generations"),
        kind=strategy_kind(game.subject),
        strategies=words.listed(said),
    )


def _commonest(table: pd.DataFrame, side: str, label: str) -> str:
    """The commonest strategy of a side at the end, or those that cannot be told from it."""
    ranked = _at_the_end(table, side)
    alike = ranked[ranked["high"] >= float(ranked["low"].iloc[0])]
    names = [strategy(str(name)) for name in alike["strategy"]]
    if len(names) == 1:
        share = words.percent(float(ranked["share"].iloc[0]))
        return tr("{strategy} for {side} ({share})", strategy=names[0], side=label, share=share)
    if len(names) > _NAMED_ALIKE:
        return tr("one of {n} for {side}", n=words.whole(len(names)), side=label)
    either = tr("{first} or {last}", first=", ".join(names[:-1]), last=names[-1])
    return tr("{strategies} for {side}", strategies=either, side=label)


def _alt(title: str, table: pd.DataFrame) -> str:
    said = [
        f"{label}: " + ", ".join(f"{strategy(name)} {words.percent(share)}" for name, share in
                                 leaders(table, side))
        for side, label in (("sender", tr("sender")), ("target", tr("target")))
    ]  # fmt: skip
    return tr(
        "{title}. Lines of shares by generation; at the end {shares}.",
        title=title,
        shares="; ".join(said),
    )
