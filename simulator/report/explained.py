"""The section of a run's page that says why its typical world went as it did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.document import Section, Terms, Text
from simulator.report.labels import as_date
from simulator.report.language import tr

if TYPE_CHECKING:
    from simulator.report.tables import RunTables


def explained(tables: RunTables) -> Iterator[Section]:
    """What the typical world turned on, and what would have turned it, if it is kept."""
    points = tables.told.points if tables.told is not None else ()
    if not points:
        return
    intro = tr(
        "What the typical world turned on, and the smallest change of a single number that would "
        "have turned it. Each was tried: the same world was lived once more, with the same luck "
        "and that number in that week. The timeline below shows the talks of this world."
    )
    turned = [
        (f"{words.capital(words.week_of(as_date(day)))}: {said}", otherwise)
        for day, said, otherwise in points
    ]
    title = tr("Why one world went as it did")
    yield Section("why", title, title, (Text(intro), Terms(tuple(turned), own=True)))
