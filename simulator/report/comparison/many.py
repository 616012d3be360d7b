"""What changes in a comparison's figures when there are more scenarios than bands can show.

Bands of many scenarios lie over one another until none can be seen. Beyond five, lines stand alone,
and the spread is told in figures beside their ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simulator.report.language import tr
from simulator.report.style import SENDERS, fitted, text_width

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared

FEW: Final = 5
ROW: Final = 0.165
"""Room in inches that one line of words beside an axes takes."""


def are_many(compared: Compared) -> bool:
    """Whether there are too many scenarios for bands."""
    return len(compared.sides) > FEW


def line_styles(compared: Compared) -> dict[str, str]:
    """A line for each scenario: dashed where its colour is taken already."""
    styles = ("-", "--", ":")
    others = {
        side.label: styles[place // len(SENDERS) % len(styles)]
        for place, side in enumerate(compared.others)
    }
    return {compared.base.label: "-", **others}


def short_names(compared: Compared, *, width: float, size: float) -> dict[str, str]:
    """Names in one line of so many inches; where there are many, without what all begin with."""
    base = compared.base.label
    names = {side.label: side.label for side in compared.sides}
    if are_many(compared):
        for label in names:
            rest = label.removeprefix(base).lstrip("-? ")
            names[label] = rest if label.startswith(base) and rest else label
    marks = dict.fromkeys(names, "")
    if are_many(compared):
        dashed = " " + tr("(dashed)")
        marks = {label: "" if style == "-" else dashed for label, style in
                 line_styles(compared).items()}  # fmt: skip
    return {
        label: fitted(name, size, width - text_width(marks[label], size))[0] + marks[label]
        for label, name in names.items()
    }


def panel_height(compared: Compared, least: float) -> float:
    """Height in inches of a panel that has a line of words beside it for each scenario."""
    return max(least, ROW * len(compared.sides)) if are_many(compared) else least
