"""The report as one page of HTML that needs nothing else: no network, no scripts, no fonts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from simulator.report import narrative, words
from simulator.report.html import rendered, shown
from simulator.report.labels import labels_of
from simulator.report.outcomes import main_outcomes

if TYPE_CHECKING:
    from simulator.report.labels import Labels
    from simulator.report.picture import Picture
    from simulator.report.tables import RunTables

_TOPICS: Final = {
    "prisoners": "People held and released",
    "deals": "Deals",
    "relief": "Relief",
    "reliance": "Reliance on the patron",
    "tradeoff": "What relief was worth, and what it brought",
    "story": "One typical world",
    "road": "The road to a deal",
    "price": "The price of a prisoner",
    "door": "The revolving door",
    "decreed": "Relief decreed and relief felt",
    "remaining": "Who is still held",
}
_LIMITS: Final = (
    "The model is a simplification: governments are single minds, prisoners are counted by class "
    "and not as persons, and only the instruments named above can be eased.",
    "Nothing here says what ought to be done; how many people are held is one outcome of several.",
    "The bands show the spread under this scenario’s own ranges: where a range is too narrow, the "
    "band is too.",
)


def page(tables: RunTables, pictures: Sequence[Picture], svgs: Mapping[str, bytes]) -> str:
    """Write the page of a run from its tables and its figures (SVG by figure name)."""
    figures = [
        shown(picture, svgs[picture.name], topic=_topic(picture.name)) for picture in pictures
    ]
    return rendered("report.html.j2", figures=figures, **_words(tables))


def _topic(figure: str) -> str:
    return _TOPICS.get(figure, words.from_name(figure))


def _words(tables: RunTables) -> dict[str, Any]:
    facts, labels = tables.facts, labels_of(tables.facts)
    heading, events = narrative.typical_world(tables, 12)
    cited = facts.get("evidence") or ()
    provenance = [_source(row) for row in facts.get("provenance") or ()]
    return {
        "title": facts["title"],
        "question": facts.get("question"),
        "summary": facts.get("summary"),
        "setting": narrative.setting(tables),
        "levers": list(_levers(labels, facts)),
        "events": [f"{words.full_date(event.date)}: {event.note}" for event in labels.events],
        "happens": narrative.what_happens(tables),
        "story": events,
        "story_heading": heading,
        "middle": words.percent(0.8),
        "confidence": words.percent(0.95),
        "outcomes": main_outcomes(tables),
        "ladders": [
            (sender, [narrative.rung_cells(tables, item) for item in items])
            for sender, items in narrative.ladders(tables)
        ],
        "sure": narrative.how_sure(tables),
        "provenance": provenance,
        "provenance_note": _provenance_note(provenance),
        "cited": [_cited(row) for row in cited],
        "linked": {row["id"] for row in cited},
        "limits": _LIMITS,
        "command": facts.get("command"),
        "identity": list(_identity(facts)),
        "footer": f"Made by the sanctions simulator {facts.get('version', '')}".strip() + ".",
    }


def _levers(labels: Labels, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Say who can offer what, and whose freedom is talked about."""
    for name, label in labels.senders.items():
        ladder = [rung.label for rung in labels.rungs_of(name)]
        text = f"Offers, step by step: {'; '.join(ladder)}." if ladder else "Offers nothing."
        eases = [item.label for item in labels.instruments_of(name)]
        if eases and set(eases) != set(ladder):
            text += f" It can ease: {'; '.join(eases)}."
        yield label, text
    yield labels.target, f"Holds people of these classes: {'; '.join(facts['classes'].values())}."
    if facts.get("patron"):
        yield labels.patron, f"Patron of {labels.target}."


@dataclass(frozen=True)
class _Source:
    """One number of the scenario and what it rests on: evidence by id, and what is said of it."""

    path: str
    value: str
    evidence: tuple[str, ...]
    told: str
    rests: str


def _source(row: Mapping[str, Any]) -> _Source:
    ids = tuple(row["evidence"])
    assumption, note = row["assumption"], row["note"]
    told = [f"Assumption: {assumption}"] if assumption else []
    told += [f"Note: {note}"] if note else []
    rests = "evidence" if ids else "assumption" if assumption else "nothing"
    if rests == "nothing":
        told = ["Nothing stated", *told]
    return _Source(row["path"], row["value"], ids, ". ".join(told), rests)


@dataclass(frozen=True)
class _Cited:
    """A row of the evidence table as the page shows it."""

    id: str
    date: str
    figure: str
    source: str
    confidence: str
    note: str


def _cited(row: Mapping[str, str]) -> _Cited:
    low, high = row["low"], row["high"]
    within = f" ({words.span(low, high)})" if low and high else ""
    figure = f"{row['value']}{within} {row['unit']}".strip()
    return _Cited(row["id"], row["date"], figure, row["source"], row["confidence"], row["note"])


def _provenance_note(rows: Sequence[_Source]) -> str:
    """Count what rests on evidence, on stated assumptions and on nothing."""
    number = {
        kind: sum(row.rests == kind for row in rows)
        for kind in ("evidence", "assumption", "nothing")
    }
    rest = "rests" if number["evidence"] == 1 else "rest"
    return (
        f"Of {words.count(len(rows), 'entry', 'entries')} in the scenario with numbers, "
        f"{words.whole(number['evidence'])} {rest} on cited evidence, "
        f"{words.whole(number['assumption'])} on a stated assumption and "
        f"{words.whole(number['nothing'])} on neither."
    )


def _identity(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Scenario", str(facts["name"])
    if facts.get("scenario_sha256"):
        yield "SHA-256 of the resolved scenario", str(facts["scenario_sha256"])
    yield "Seed", str(facts["seed"])
    yield "Worlds", words.whole(int(facts["worlds"]))
    if facts.get("version"):
        yield "Version", f"sanctions simulator {facts['version']}"
    versions = facts.get("versions") or {}
    if versions:
        yield "Versions", ", ".join(f"{name} {version}" for name, version in versions.items())
