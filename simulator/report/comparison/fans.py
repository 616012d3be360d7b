"""People held and released over time, a fan a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from simulator.report import words
from simulator.report.axes import Label, counted, date_axis, end_labels
from simulator.report.comparison.colours import side_colours
from simulator.report.comparison.many import are_many, line_styles, panel_height, short_names
from simulator.report.comparison.sentences import in_short
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import house_style, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.difference import Spread
    from simulator.analysis.comparison.sides import Side


_BESIDE_MANY: Final = 3.0
_COLUMNS: Final = ["scenario", "week", "date", "variable", "mean", "p10", "p50", "p90"]
_VARIABLES: Final = ("held", "released")


def fans(compared: Compared, facts: Mapping[str, Any]) -> Picture:
    """Draw the fans of all scenarios over one another: held above, released below."""
    others = compared.others
    title = tr("People held and released, scenario by scenario")
    if len(others) == 1:
        found = compared.of(others[0].label, "held_end")
        title = in_short(
            found, compared.base.scenario, base=compared.base.label, other=others[0].label
        )
    many = are_many(compared)
    with house_style():
        height = 1.6 + 2 * panel_height(compared, 2.0)
        page = sheet(title, _note(many=many), facts, height=height)
        middle, edge = (page.bottom + page.top) / 2, page.width - (_BESIDE_MANY if many else 2.0)
        upper = page.axes(0.95, edge, bottom=middle + 0.3, top=page.top)
        lower = page.axes(0.95, edge, bottom=page.bottom + 0.36, top=middle)
        _panel(upper, compared, "held")
        upper.tick_params(labelbottom=False)
        _panel(lower, compared, "released")
    table = pd.concat([_rows(side, name) for side in compared.sides for name in _VARIABLES])
    return Picture("fans", title, page.figure, table[_COLUMNS].reset_index(drop=True),
                   _alt(compared))  # fmt: skip


def _note(*, many: bool) -> str:
    if many:
        return tr(
            "Line: median over worlds. Beside: median at the end, and in brackets the {middle}, "
            "which says how far worlds differ, not how sure the difference between the lines is.",
            middle=words.middle_of_worlds(),
        )
    return tr(
        "Line: median over worlds. Band: {middle}, which says how far worlds differ, not how sure "
        "the difference between the lines is.",
        middle=words.middle_of_worlds(),
    )


def _rows(side: Side, variable: str) -> pd.DataFrame:
    rows = side.series[side.series["variable"] == variable]
    return rows.assign(scenario=side.label).sort_values("week", kind="stable")


def _panel(axes: Axes, compared: Compared, variable: str) -> None:
    colours, labels, top = side_colours(compared), [], 1.0
    many, styles = are_many(compared), line_styles(compared)
    names = short_names(compared, width=1.6, size=7.5)
    for side in compared.sides:
        rows, colour = _rows(side, variable), colours[side.label]
        if not many:
            axes.fill_between(rows["week"], rows["p10"], rows["p90"], color=colour, alpha=0.14)
            axes.plot(rows["week"], rows[["p10", "p90"]], color=colour, lw=0.7, alpha=0.6)
        axes.plot(rows["week"], rows["p50"], styles[side.label], color=colour)
        end = _end(compared, side, variable)
        said = _end_in_a_line(names[side.label], end) if many else _end_told(side, end)
        labels.append(Label(end.p50, said, colour))
        top = max(top, float(rows["p50" if many else "p90"].max()))
    axes.set_ylim(0, 1.1 * top)
    label = tr("people released\nby deals so far")
    axes.set_ylabel(tr("people held") if variable == "held" else label)
    counted(axes.yaxis)
    date_axis(axes, compared.base.scenario.start, compared.base.scenario.horizon_weeks)
    room = _BESIDE_MANY - 0.05 if many else 1.95
    end_labels(axes, labels, width=room, size=7.5 if many else 8)


def _end(compared: Compared, side: Side, variable: str) -> Spread:
    """How the worlds end: from their outcomes, as in the table, not from the weekly lines.

    A week's quantile is a value that some world has; that of an outcome lies between two worlds.
    """
    outcome = "held_end" if variable == "held" else variable
    if side is compared.base:
        return compared.of(compared.others[0].label, outcome).base
    return compared.of(side.label, outcome).other


def _end_told(side: Side, end: Spread) -> str:
    return f"{side.label}: {words.whole(end.p50)}\n({words.whole_range(end.p10, end.p90)})"


def _end_in_a_line(name: str, end: Spread) -> str:
    return f"{name} {words.whole(end.p50)} ({words.whole(end.p10)}–{words.whole(end.p90)})"


def _alt(compared: Compared) -> str:
    parts = []
    for side in compared.sides:
        held, released = (words.whole(_end(compared, side, name).p50) for name in _VARIABLES)
        parts.append(
            tr(
                "{scenario}: {held} held at the end in the median, {released} released.",
                scenario=side.label,
                held=held,
                released=released,
            )
        )
    return tr("Fans of people held and released over time. {scenarios}", scenarios=" ".join(parts))
