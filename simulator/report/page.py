"""The page of a run: what was asked, what happens, how sure that is, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.report import narrative, words
from simulator.report.document import (
    Block,
    Cell,
    Document,
    Heading,
    Items,
    Row,
    Section,
    Table,
    Terms,
    Text,
    cells,
)
from simulator.report.explained import explained
from simulator.report.html import drawn
from simulator.report.labels import labels_of
from simulator.report.language import tr
from simulator.report.levers import levers
from simulator.report.outcomes import main_outcomes
from simulator.report.parts import again, figures, footer, identity, limits
from simulator.report.sources import rest_note, sources

if TYPE_CHECKING:
    from simulator.report.picture import Picture
    from simulator.report.tables import RunTables

_EVENTS_TOLD = 12


def document(tables: RunTables, pictures: Sequence[Picture]) -> Document:
    """The page of a run from its tables and its figures."""
    facts = tables.facts
    sections = [
        Section(
            "levers",
            tr("The question and the levers"),
            tr("Question and levers"),
            tuple(_asked(tables)),
        ),
        Section("happens", tr("What happens"), tr("What happens"), tuple(_happens(tables))),
        Section("outcomes", tr("Main outcomes"), tr("Main outcomes"), tuple(_outcomes(tables))),
        *explained(tables),
        figures([drawn(picture, topic=_topic(picture.name)) for picture in pictures]),
        Section("sure", tr("How sure"), tr("How sure"), tuple(_sure(tables))),
        *sources(facts),
        limits(),
        again(str(facts.get("command") or ""), identity(facts)),
    ]
    return Document(
        str(facts["title"]),
        str(facts.get("question") or ""),
        narrative.setting(tables),
        "happens",
        tuple(sections),
        footer(str(facts.get("version", ""))),
    )


def _topic(figure: str) -> str:
    topics = {
        "prisoners": tr("People held and released"),
        "deals": tr("Deals"),
        "relief": tr("Relief"),
        "reliance": tr("Reliance on the patron"),
        "tradeoff": tr("What relief was worth, and what it brought"),
        "story": tr("One typical world"),
        "timeline": tr("Its talks, and why they ended as they did"),
        "road": tr("The road to a deal"),
        "price": tr("Relief per person released"),
        "door": tr("The revolving door"),
        "decreed": tr("Relief decreed and relief felt"),
        "remaining": tr("Who is still held"),
    }
    return topics.get(figure) or words.from_name(figure)


def _asked(tables: RunTables) -> Iterator[Block]:
    facts = tables.facts
    if facts.get("summary"):
        yield Text(str(facts["summary"]), own=True)
    yield Terms(tuple(levers(facts)), own=True)
    events = [f"{words.full_date(event.date)}: {event.note}" for event in labels_of(facts).events]
    if events:
        yield Heading(tr("Dated events of the scenario"))
        yield Items(tuple(events), own=True)


def _happens(tables: RunTables) -> Iterator[Block]:
    yield Items(narrative.what_happens(tables))
    heading, events = narrative.typical_world(tables, _EVENTS_TOLD)
    if events:
        yield Heading(tr("A typical world"))
        yield Text(heading)
        yield Text(tr("It is an example, not a forecast."), quiet=True)
        yield Items(events, ordered=True, own=True)


def _outcomes(tables: RunTables) -> Iterator[Block]:
    yield Table(
        tr("Table of main outcomes"),
        tr(
            "Over all worlds, unless the first column says otherwise. The last column is where the "
            "median would be expected with other seeds."
        ),
        (
            tr("Outcome"),
            tr("Median"),
            words.capital(words.middle_of_worlds()),
            tr("Monte Carlo error of the median ({confidence})", confidence=words.confidence()),
        ),
        tuple(
            Row(
                (
                    Cell(row.label, f"({row.note})" if row.note else ""),
                    Cell(row.median),
                    Cell(row.middle),
                    Cell(row.error),
                )
            )
            for row in main_outcomes(tables)
        ),
    )
    ladders = narrative.ladders(tables)
    if ladders:
        yield _ladders(tables, ladders)


def _ladders(tables: RunTables, ladders: Sequence[tuple[str, Sequence[Any]]]) -> Table:
    rows = []
    for sender, items in ladders:
        for item in items:
            rung, *rest = narrative.rung_cells(tables, item)
            head = Cell(f"{sender}: {rung}" if sender else rung, own=True)
            rows.append(Row((head, *cells(rest).cells)))
    return Table(
        tr("Table of rungs"),
        tr(
            "The rungs of the ladders: how often the relief comes into force (± Monte Carlo error "
            "in percentage points, {confidence}), when it typically does where it does, and how "
            "many people a deal on that rung alone frees.",
            confidence=words.confidence(),
        ),
        (
            tr("Rung"),
            tr("Reached in"),
            tr("Typically"),
            tr("People freed ({middle})", middle=words.middle()),
        ),
        tuple(rows),
    )


def _sure(tables: RunTables) -> Iterator[Block]:
    rests = rest_note(tables.facts)
    yield Items((*narrative.how_sure(tables), *([rests] if rests else [])))


def page(tables: RunTables, pictures: Sequence[Picture], svgs: Mapping[str, bytes]) -> str:
    """Write the page of a run from its tables and its figures (SVG by figure name)."""
    from simulator.report.html import html

    return html(document(tables, pictures), svgs)
