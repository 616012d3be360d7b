"""How far the search had come by each generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from simulator.report.language import tr, trn
from simulator.report.optimum import telling
from simulator.report.picture import Picture
from simulator.report.style import SENDERS, house_style, sheet
from simulator.report.words import percent, whole

if TYPE_CHECKING:
    from simulator.analysis.optimize.study import Optimum

LATE = 0.2  # of the generations: what these add says whether the search has ended


def course(found: Optimum) -> Picture:
    """Draw the hypervolume under all points tried, generation by generation."""
    table, title = found.convergence, tr("The search: {late}", late=late(found))
    note = tr(
        "Hypervolume: how much of the room between the ends of the front a point tried beats "
        "so far, in the worlds searched; a share of the last generation’s."
    )
    with house_style():
        page = sheet(title, note, telling.facts(found), height=3.4)
        axes = page.axes(0.95, 7.7, bottom=page.bottom + 0.45, top=page.top)
        axes.plot(table["generation"], table["hypervolume"], "o-", ms=3, color=SENDERS[0])
        axes.set_ylim(0, 1.05)
        axes.yaxis.set_major_formatter(lambda at, _: percent(at))
        axes.set_xlabel(tr("generation"))
        axes.set_ylabel(tr("hypervolume"))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    alt = tr("{title}. A curve that rises to {all}.", title=title, all=percent(1))
    return Picture("search", title, page.figure, table, alt)


def late(found: Optimum) -> str:
    """What the last fifth of the generations added."""
    table = found.convergence
    last = max(1, round(LATE * len(table)))
    if len(table) <= last:
        return tr("one generation says nothing of what more would find")
    added = 1 - float(table["hypervolume"].iloc[-1 - last])
    return trn(
        "the last generation of {all} added {added} of the hypervolume",
        "the last {n} generations of {all} added {added} of the hypervolume",
        last,
        n=whole(last),
        all=whole(len(table)),
        added=percent(added),
    )
