"""How long it takes to reach each rung, with the worlds that never do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from simulator.report import words
from simulator.report.axes import Label, date_axis, end_labels
from simulator.report.comparison.colours import side_colours
from simulator.report.comparison.many import are_many, line_styles, panel_height, short_names
from simulator.report.comparison.names import rung_reached
from simulator.report.language import tr
from simulator.report.picture import Picture
from simulator.report.style import Sheet, empty_panel, fitted, house_style, ink, sheet, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.measures import Rung


_COLUMNS: Final = 3
_MOST: Final = 12
_HEAD: Final = 0.18  # inches, a line of names


def rungs(compared: Compared, facts: Mapping[str, Any]) -> Picture:
    """Draw a panel a rung: the share of worlds that have reached it, a curve a scenario."""
    title = _title(compared)
    shown = compared.rungs[:_MOST]
    rows = max(1, -(-len(shown) // _COLUMNS))
    with house_style():
        head = _HEAD * (_legend_rows(compared) - 1)
        height = 1.75 + head + rows * (0.67 + panel_height(compared, 1.08))
        note = tr(
            "Share of worlds in which the relief of a rung has come into force (Kaplan-Meier, with "
            "its {confidence}); worlds that never get there count as still waiting.",
            confidence=words.confidence(),
        )
        page = sheet(title, note, facts, height=height)
        if not shown:
            empty_panel(
                page.axes(0.78, 7.6, bottom=page.bottom + 0.4, top=page.top),
                tr("The scenarios have no rung in common."),
            )
        for place, rung in enumerate(shown):
            _panel(_axes(page, place, rows, head=head), compared, rung)
        _legend(page, compared)
    return Picture("rungs", title, page.figure, _table(compared), _alt(compared))


def _title(compared: Compared) -> str:
    """Name the rung whose share differs most beyond doubt, if there is one."""
    found = [
        (abs(difference.mean), other.label, difference)
        for other in compared.others
        for difference in compared.found[other.label]
        if difference.outcome in {rung.reached for rung in compared.rungs}
        and difference.interval.sign
    ]
    if not found:
        return tr(
            "No rung is reached in more worlds with one scenario than with another, beyond doubt"
        )
    _, label, most = max(found, key=lambda item: item[0])
    return tr(
        "“{rung}” is reached in {share} of worlds with {other}, in {base_share} with {base}",
        rung=rung_reached(most.outcome, compared.base.scenario),
        share=words.percent(most.other.mean),
        other=label,
        base_share=words.percent(most.base.mean),
        base=compared.base.label,
    )


def _axes(page: Sheet, place: int, rows: int, *, head: float) -> Axes:
    row, column = divmod(place, _COLUMNS)
    height = (page.top - 0.42 - head - page.bottom) / rows
    width = (page.width - 0.6) / _COLUMNS
    top = page.top - 0.55 - head - row * height
    left = 0.6 + column * width
    axes = page.axes(left, left + width - 0.72, bottom=top - height + 0.62, top=top)
    if column:
        axes.tick_params(labelleft=False)
    return axes


def _panel(axes: Axes, compared: Compared, rung: Rung) -> None:
    colours, labels, style = side_colours(compared), [], line_styles(compared)
    for side in compared.sides:
        found, colour = compared.arrivals(side, rung), colours[side.label]
        axes.fill_between(found.weeks, found.low, found.high, step="post", color=colour, alpha=0.2)
        axes.step(
            found.weeks, found.share, where="post", color=colour, lw=1.5, ls=style[side.label]
        )
        labels.append(Label(float(found.share[-1]), words.percent(float(found.share[-1])), colour))
    axes.set_ylim(0, 1.02)
    axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    date_axis(axes, compared.base.scenario.start, compared.base.scenario.horizon_weeks, labels=4)
    name = rung_reached(rung.reached, compared.base.scenario)
    axes.set_title(fitted(name, 8.5, 2.35)[0], size=8.5, loc="left")
    end_labels(axes, labels, width=0.72, size=6.5 if are_many(compared) else 7.5)


def _legend(page: Sheet, compared: Compared) -> None:
    """The scenarios' names in their colours, in as few lines as hold them, under the note."""
    across = _across(compared)
    most = (page.width - 0.4) / across
    names = short_names(compared, width=most - (0.3 if are_many(compared) else 0.4), size=8.5)
    left, y = 0.18, page.top - 0.02
    for place, (label, colour) in enumerate(side_colours(compared).items()):
        if place and place % across == 0:
            left, y = 0.18, y - _HEAD
        text = f"● {names[label]}"
        page.write(left, y, text, size=8.5, color=ink(colour), va="top")
        left += most if are_many(compared) else min(text_width(text, 8.5) + 0.3, most)


def _across(compared: Compared) -> int:
    return 4 if are_many(compared) else len(compared.sides)


def _legend_rows(compared: Compared) -> int:
    return -(-len(compared.sides) // _across(compared))


def _table(compared: Compared) -> pd.DataFrame:
    parts = []
    for rung in compared.rungs:
        for side in compared.sides:
            found = compared.arrivals(side, rung)
            parts.append(pd.DataFrame({
                "scenario": side.label, "sender": rung.sender, "rung": rung.name,
                "week": found.weeks, "waiting": found.waiting, "share": found.share,
                "low": found.low, "high": found.high,
            }))  # fmt: skip
    columns = ["scenario", "sender", "rung", "week", "waiting", "share", "low", "high"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _alt(compared: Compared) -> str:
    if not compared.rungs:
        return tr("An empty panel: the scenarios have no rung in common.")
    parts = []
    for rung in compared.rungs:
        name = rung_reached(rung.reached, compared.base.scenario)
        ends = [
            tr(
                "{share} with {scenario}",
                share=words.percent(float(compared.arrivals(side, rung).share[-1])),
                scenario=side.label,
            )
            for side in compared.sides
        ]
        parts.append(f"{name}: {words.listed(ends)}.")
    return tr(
        "Curves of the share of worlds past each rung. At the end: {ends}", ends=" ".join(parts)
    )
