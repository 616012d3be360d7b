"""The difference from the first scenario week by week, with how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from simulator.report import words
from simulator.report.axes import Label, counted, date_axis, end_labels
from simulator.report.comparison.colours import side_colours
from simulator.report.comparison.many import are_many, line_styles, panel_height, short_names
from simulator.report.language import tr, trn
from simulator.report.picture import Picture
from simulator.report.style import INK, house_style, sheet

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from simulator.analysis.comparison.compared import Compared

_BESIDE_MANY: Final = 3.0
_VARIABLES: Final = ("held", "released")


def gaps(compared: Compared, facts: Mapping[str, Any]) -> Picture:
    """Draw the mean difference of people held (above) and released (below) over time."""
    base, table = compared.base.label, compared.over_time
    worlds = int(table["worlds"].iloc[0])
    title = tr("What changes against {base}, week by week", base=base)
    note = " ".join(_note(compared, worlds))
    many = are_many(compared)
    with house_style():
        height = 1.5 + 2 * panel_height(compared, 1.95)
        page = sheet(title, note, facts, height=height)
        middle, edge = (page.bottom + page.top) / 2, page.width - (_BESIDE_MANY if many else 1.9)
        upper = page.axes(1.05, edge, bottom=middle + 0.3, top=page.top)
        lower = page.axes(1.05, edge, bottom=page.bottom + 0.36, top=middle)
        _panel(upper, compared, "held")
        upper.tick_params(labelbottom=False)
        _panel(lower, compared, "released")
    return Picture("difference", title, page.figure, table, _alt(compared))


def _note(compared: Compared, worlds: int) -> Iterator[str]:
    yield tr(
        "Line: mean difference, with its {confidence} (dark band: Monte Carlo error).",
        confidence=words.confidence(),
    )
    if compared.paired and not are_many(compared):
        yield tr("Light band: {middle} of the differences within worlds.", middle=words.middle())
    if worlds < compared.worlds:
        yield trn(
            "Over the first {n} world.", "Over the first {n} worlds.", worlds, n=f"{worlds:,}"
        )


def _panel(axes: Axes, compared: Compared, variable: str) -> None:
    table, colours = compared.over_time, side_colours(compared)
    labels, many, styles = [], are_many(compared), line_styles(compared)
    names = short_names(compared, width=1.6, size=7.5)
    for other in compared.others:
        rows = table[(table["variable"] == variable) & (table["other"] == other.label)]
        colour = colours[other.label]
        _band(axes, rows, colour, worlds=compared.paired and not many)
        axes.plot(rows["week"], rows["mean"], styles[other.label], color=colour)
        end = rows.iloc[-1]
        said = f"{names[other.label]} {_signed(float(end['mean']))} ({_span(end)})"
        labels.append(Label(float(end["mean"]), said if many else _end(other.label, end), colour))
    axes.axhline(0, color=INK, lw=1)
    axes.margins(y=0.1)
    label = tr("more (+) or\nfewer (−) released")
    axes.set_ylabel(tr("more (+) or\nfewer (−) held") if variable == "held" else label)
    counted(axes.yaxis)
    date_axis(axes, compared.base.scenario.start, compared.base.scenario.horizon_weeks)
    room = _BESIDE_MANY - 0.05 if many else 1.85
    end_labels(axes, labels, width=room, size=7.5 if many else 8)


def _band(axes: Axes, rows: pd.DataFrame, colour: str, *, worlds: bool) -> None:
    if worlds:
        axes.fill_between(rows["week"], rows["p10"], rows["p90"], color=colour, alpha=0.13)
    axes.fill_between(rows["week"], rows["low"], rows["high"], color=colour, alpha=0.35)


def _end(label: str, end: pd.Series[Any]) -> str:
    share = words.percent(words.CONFIDENCE)
    return f"{label}: {_signed(float(end['mean']))}\n({share}: {_span(end)})"


def _span(end: pd.Series[Any]) -> str:
    low, high = (_signed(float(end[name])) for name in ("low", "high"))
    return tr("{low} to {high}", low=low, high=high)


def _signed(number: float) -> str:
    return (
        f"+{words.whole(number)}"
        if number > 0 and words.whole(number) != "0"
        else words.whole(number)
    )


def _alt(compared: Compared) -> str:
    table, parts = compared.over_time, []
    for other in compared.others:
        for variable in _VARIABLES:
            rows = table[(table["variable"] == variable) & (table["other"] == other.label)]
            end = _end(other.label, rows.iloc[-1]).replace("\n", " ")
            held = tr("People held: {end}.", end=end)
            parts.append(held if variable == "held" else tr("People released: {end}.", end=end))
    return tr(
        "Mean differences from {base} over time. At the end: {ends}",
        base=compared.base.label,
        ends=" ".join(parts),
    )
