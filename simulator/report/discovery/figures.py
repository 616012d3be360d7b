"""Figures of a discovery: the box's limits, and the steps of peeling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from simulator.analysis.discovery.box import Among, is_words
from simulator.report import words
from simulator.report.discovery.sentences import headline, limit_in_words
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.sensitivity import names
from simulator.report.style import FAINT, INK, QUIET, SENDERS, fitted, house_style, sheet
from simulator.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.analysis.discovery.discovery import Discovery

_LEFT: Final = 2.6


def limits(found: Discovery) -> Picture:
    """Draw, for each limit, which part of all worlds keeps to it."""
    table = pd.DataFrame(
        [_row(found, path) for path in found.box.limits],
        columns=["parameter", "limit", "from_share", "to_share", "came_again"],
    )
    title = headline(found).removesuffix(".")
    note = tr(
        "Grey: all worlds, ordered by the number's value. Blue: those within the limit. On the "
        "right: in what share of resamples the limit came again."
    )
    with house_style():
        page = sheet(title, note, _facts(found), height=1.75 + 0.42 * len(table))
        axes = page.axes(_LEFT, 6.9, bottom=page.bottom + 0.5, top=page.top)
        _bars(axes, table)
    return Picture("limits", title, page.figure, table, _alt_of_limits(title, table))


def _alt_of_limits(title: str, table: pd.DataFrame) -> str:
    told = [
        tr(
            "{number} {limit} holds for {share} of all worlds and came again in {again} of "
            "resamples",
            number=row["parameter"],
            limit=row["limit"],
            share=words.percent(float(row["to_share"] - row["from_share"])),
            again=words.percent(float(row["came_again"])),
        )
        for row in table.to_dict("records")
    ]
    return tr("{title}. A bar for each limit: {limits}.", title=title, limits="; ".join(told))


def _row(found: Discovery, path: str) -> tuple[object, ...]:
    limit, values = found.box.limits[path], found.worlds.factors[path]
    name = names.parameter(path, found.worlds.scenario)
    if isinstance(limit, Among) or is_words(values):
        ends = 0.0, float(limit.holds(values).mean())
    else:
        ends = float((values < limit.low).mean()), float((values <= limit.high).mean())
    return (name, limit_in_words(limit), *ends, found.judgement.again.get(path, float("nan")))


def _bars(axes: Axes, table: pd.DataFrame) -> None:
    places = -np.arange(len(table), dtype=np.float64)
    axes.barh(places, 1.0, height=0.3, color=FAINT)
    wide = table["to_share"] - table["from_share"]
    axes.barh(places, wide, left=table["from_share"], height=0.3, color=SENDERS[0])
    for place, row in zip(places, table.itertuples(), strict=True):
        axes.text(0.0, place + 0.2, str(row.limit), size=8.5, color=QUIET, va="bottom")
        again = float(row.came_again)  # type: ignore[arg-type] # a share
        axes.text(1.02, place, words.percent(again), size=8.5, color=INK, va="center")
    labels = ["\n".join(fitted(name, 9, _LEFT - 0.3, lines=2)) for name in table["parameter"]]
    axes.set_yticks(places, labels)
    axes.set_ylim(places[-1] - 0.5, 0.75)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(lambda share, _: words.percent(share))
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(tr("share of worlds"), color=QUIET)


def steps(found: Discovery) -> Picture:
    """Draw coverage against density of the boxes on the way, and of the box in fresh worlds."""
    table = pd.DataFrame(
        [(step.mass, step.coverage, step.density) for step in found.steps],
        columns=["mass", "coverage", "density"],
    )
    verdict = found.judgement
    title = _price(found)
    note = tr(
        "Dots: boxes on the way, in the worlds they were found in, which flatter them. Diamond: "
        "the box chosen, in worlds it was not found in, with a {confidence}. Dotted: base rate.",
        confidence=words.confidence(),
    )
    with house_style():
        page = sheet(title, note, _facts(found), height=4.6)
        axes = page.axes(0.9, 7.6, bottom=page.bottom + 0.55, top=page.top)
        axes.plot(table["coverage"], table["density"], "o-", ms=3, lw=0.8, color=SENDERS[0])
        axes.axhline(verdict.base, color=INK, lw=0.9, ls=":")
        if found.speaks:
            at = verdict.coverage
            axes.plot([at, at], [verdict.low, verdict.high], color=INK, lw=1.2)
            axes.plot(at, verdict.density, "D", ms=6, mfc="white", mec=INK)
        axes.set_xlim(0, 1.02)
        axes.set_ylim(0, 1.02)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda share, _: words.percent(share))
        axes.set_xlabel(tr("coverage: share of all such worlds that lie in the box"))
        axes.set_ylabel(tr("density: share of the box's worlds"))
    return Picture("steps", title, page.figure, table, _alt_of_steps(title, found))


def _alt_of_steps(title: str, found: Discovery) -> str:
    first, last = (
        tr(
            "coverage {coverage}, density {density}",
            coverage=words.percent(step.coverage),
            density=words.percent(step.density),
        )
        for step in (found.steps[0], found.steps[-1])
    )
    return tr(
        "{title}. A line of {boxes} in the worlds they were found in, from the widest ({first}) to "
        "the narrowest ({last}); the base rate is {base}.",
        title=title,
        boxes=words.count(len(found.steps), "box", "boxes"),
        first=first,
        last=last,
        base=words.percent(found.judgement.base),
    )


def _price(found: Discovery) -> str:
    if not found.speaks:
        return tr(
            "Denser boxes hold fewer of such worlds, and none holds up in worlds it has not seen"
        )
    dense, whole = (words.percent(v) for v in (found.judgement.density, found.judgement.coverage))
    return tr(
        "Denser boxes hold fewer of such worlds; the box chosen, in fresh worlds: density "
        "{density}, coverage {coverage}",
        density=dense,
        coverage=whole,
    )


def _facts(found: Discovery) -> dict[str, Any]:
    worlds = found.worlds
    return {
        "name": worlds.scenario.name,
        "worlds": worlds.count,
        "seed": worlds.seed,
        "version": __version__,
    }
