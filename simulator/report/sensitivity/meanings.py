"""What a scenario's numbers are, for readers who know only their short names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from simulator.report.document import Cell, Row, Table
from simulator.report.language import tr
from simulator.report.sensitivity import names
from simulator.scenario.schema.walk import description_at

if TYPE_CHECKING:
    from simulator.scenario import Scenario


def meaning(path: str) -> str:
    """What a number or word of a scenario is, with its unit, as the scenario reference says it.

    >>> meaning("prisoners.calm")
    'By how much arrests fall while a completed deal is being watched. Share.'
    """
    return description_at(path.split("."))


def meanings(
    paths: Iterable[str], scenario: Scenario, *, label: str | None = None
) -> Iterator[Table]:
    """A table of what some numbers and words are; none where there are none.

    A second one on a page needs a ``label`` of its own.
    """
    rows = tuple(
        Row(
            (
                Cell(names.parameter(path, scenario), own=True),
                Cell(meaning(path), own=True),
                Cell(path, code=True, own=True),
            )
        )
        for path in dict.fromkeys(paths)
    )
    if rows:
        yield Table(
            label or tr("Table of what the numbers are"),
            tr("What the numbers and words named on this page are, with their units."),
            (tr("Number"), tr("What it is"), tr("In the scenario file")),
            rows,
        )
