"""The page of a comparison: what is compared, what differs, how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.comparison.divergence import divergence_sentences, example_of, side_by_side
from simulator.report.comparison.sentences import how_sure, of_what, sentences
from simulator.report.comparison.table import tables
from simulator.report.comparison.text import setting, title, titles
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
from simulator.report.facts import said, stated_facts
from simulator.report.html import drawn
from simulator.report.labels import as_date
from simulator.report.language import tr
from simulator.report.levers import levers
from simulator.report.parts import again, figures, footer, limits, made_with
from simulator.report.sensitivity.names import parameter
from simulator.report.sources import rest_note, sources
from simulator.results.folder import versions
from simulator.scenario.grounds import value_at
from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.divergence import Divergence
    from simulator.report.picture import Picture
    from simulator.scenario import Scenario

_MOST_CHANGES = 40
_MOST_WEEKS = 12


def document(
    compared: Compared,
    pictures: Sequence[Picture],
    parted: Sequence[Divergence] = (),
    *,
    command: str,
) -> Document:
    """The page of a comparison from its figures."""
    facts = stated_facts(compared.base.scenario)
    rests = rest_note(facts)
    sections = [
        Section(
            "sides",
            tr("What is compared"),
            tr("What is compared"),
            (*_sides(compared), *_changes(compared)),
        ),
        Section(
            "found",
            tr("What differs"),
            tr("What differs"),
            (Text(of_what()), Items(tuple(sentences(compared)))),
        ),
        *_parting(compared, parted),
        Section("tables", tr("All outcomes"), tr("All outcomes"), tuple(_tables(compared))),
        figures([drawn(picture, topic=_topic(picture.name)) for picture in pictures]),
        Section(
            "sure",
            tr("How sure"),
            tr("How sure"),
            (Items((*how_sure(compared), *([rests] if rests else []))),),
        ),
        *sources(facts),
        limits(),
        again(command, _identity(compared)),
    ]
    base, *others = (f"“{one}”" for one in titles(compared))
    question = tr(
        "What changes with {others}, set beside {base}?", others=words.listed(others), base=base
    )
    return Document(
        title(compared),
        question,
        setting(compared),
        "found",
        tuple(sections),
        footer(__version__),
        kind=tr("Comparison"),
    )


def _parting(compared: Compared, parted: Sequence[Divergence]) -> Iterator[Section]:
    """When worlds part and on what, and one of them told side by side."""
    blocks: list[Block] = []
    for found in parted:
        blocks.append(Items(tuple(divergence_sentences(compared, found)), own=True))
        example = example_of(compared, found)
        if example is None:
            continue
        told = side_by_side(compared, found, example.world)
        rows = tuple(
            cells([words.short_date(as_date(row[0])), *row[2:]], own=True)
            for row in told.head(_MOST_WEEKS).itertuples(index=False, name=None)
        )
        caption = tr("World {world} from where it parts.", world=example.world)
        columns = (tr("Week of"), compared.base.label, found.label)
        label = tr("Table of one world told twice: {other}", other=found.label)
        blocks.append(Table(label, caption, columns, rows))
    if blocks:
        title = tr("Where worlds part")
        yield Section("parts", title, title, tuple(blocks))


def _topic(figure: str) -> str:
    topics = {
        "fans": tr("Held and released, scenario by scenario"),
        "difference": tr("The difference over time"),
        "tradeoff": tr("What relief is worth, and what it brings"),
        "rungs": tr("When rungs are reached"),
    }
    return topics.get(figure) or words.from_name(figure)


def _sides(compared: Compared) -> Iterator[Block]:
    pairs = [
        (side.label, ". ".join(filter(None, (side.scenario.title, side.scenario.question))))
        for side in compared.sides
    ]
    yield Terms(tuple(pairs), own=True)
    if compared.notes:
        yield Items(tuple(compared.notes))
    base = compared.base
    yield Heading(tr("The levers of {scenario}", scenario=base.label))
    yield Terms(tuple(levers(stated_facts(base.scenario))), own=True)


def _changes(compared: Compared) -> Iterator[Block]:
    """Where each of the other scenarios says something else than the first."""
    one = compared.base.scenario
    for other in compared.others:
        two = other.scenario
        paths = [
            path
            for path in dict.fromkeys([*one.provenance, *two.provenance])
            if _value(one, path) != _value(two, path)
        ]
        yield Heading(tr("What {other} changes", other=f"“{other.label}”"))
        if not paths:
            yield Text(tr("No number of the scenario; what else differs is in the files."))
            continue
        told = [
            Row((Cell(parameter(path, two), path, own=True), *_cells(path, one, two)))
            for path in paths[:_MOST_CHANGES]
        ]
        caption = tr("Numbers that differ.")
        if len(paths) > len(told):
            caption = tr(
                "The first {n} of {all} numbers that differ; the others are in the files.",
                n=words.whole(len(told)),
                all=words.whole(len(paths)),
            )
        columns = (tr("Number"), compared.base.label, other.label)
        label = tr("Table of changes: {other}", other=other.label)
        yield Table(label, caption, columns, tuple(told))


def _cells(path: str, *scenarios: Scenario) -> Iterator[Cell]:
    for scenario in scenarios:
        yield Cell(_value(scenario, path), own=True)


def _value(scenario: Scenario, path: str) -> str:
    """What a scenario says at a path; a dash where it has no such place."""
    try:
        return said(value_at(scenario, path))
    except (AttributeError, KeyError, TypeError):
        return words.NONE


def _tables(compared: Compared) -> Iterator[Block]:
    for table in tables(compared):
        rows = [
            (row.name, row.base, row.other, row.difference, row.worlds, row.shares)
            for row in table.rows
        ]
        yield Table(
            tr("Table of outcomes: {other}", other=table.other),
            tr(
                "{other} against {base}. Each scenario: median and, in brackets, the {middle}. "
                "Difference: of the means, with its {confidence} (Monte Carlo error). Last "
                "columns: differences within worlds.",
                other=table.other,
                base=table.base,
                middle=words.middle_of_worlds(),
                confidence=words.confidence(),
            ),
            (
                tr("Outcome"),
                table.base,
                table.other,
                tr("Difference ({confidence})", confidence=words.confidence()),
                tr("{middle} of differences", middle=words.capital(words.middle())),
                tr("Worlds in which {other} is higher, equal, lower", other=table.other),
            ),
            tuple(cells(row) for row in rows),
        )


def _identity(compared: Compared) -> Iterator[tuple[str, str]]:
    for side in compared.sides:
        yield (
            side.label,
            tr(
                "{scenario}; {worlds}, seed {seed}; fingerprint of the resolved scenario {sha}.",
                scenario=side.scenario.title or side.scenario.name,
                worlds=words.count(side.worlds, "world", "worlds"),
                seed=side.seed,
                sha=side.scenario.sha256,
            ),
        )
    yield from made_with(versions())
