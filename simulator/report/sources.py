"""Where each number of a scenario comes from: evidence, a stated assumption, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.report import words
from simulator.report.document import Block, Cell, Fold, Row, Section, Table, Text
from simulator.report.language import tr, trn


def rest_note(facts: Mapping[str, Any]) -> str:
    """Count what rests on evidence, on stated assumptions and on nothing."""
    rows = facts.get("provenance") or ()
    if not rows:
        return ""
    number = Counter(_rests(row) for row in rows)
    return trn(
        "Of {entries} in the scenario with numbers, {evidence} rests on cited evidence, "
        "{assumption} on a stated assumption and {nothing} on neither.",
        "Of {entries} in the scenario with numbers, {evidence} rest on cited evidence, "
        "{assumption} on a stated assumption and {nothing} on neither.",
        number["evidence"],
        entries=words.count(len(rows), "entry", "entries"),
        evidence=words.whole(number["evidence"]),
        assumption=words.whole(number["assumption"]),
        nothing=words.whole(number["nothing"]),
    )


def _rests(row: Mapping[str, Any]) -> str:
    return "evidence" if row["evidence"] else "assumption" if row["assumption"] else "nothing"


def sources(facts: Mapping[str, Any]) -> Iterator[Section]:
    """The section with each number and what it rests on; none where that is not known."""
    rows = facts.get("provenance") or ()
    if not rows:
        return
    cited = facts.get("evidence") or ()
    blocks: list[Block] = [_numbers(rows, {row["id"] for row in cited})]
    if cited:
        blocks.append(_evidence(cited))
    yield Section(
        "sources",
        tr("Where numbers come from"),
        tr("Where numbers come from"),
        (
            Text(f"{rest_note(facts)} {_how_sure(cited)}".strip()),
            Fold(tr("Every number and what it rests on"), tuple(blocks)),
        ),
    )


def _how_sure(cited: Any) -> str:
    """How sure the figures cited are, as the list of evidence grades them."""
    if not cited:
        return ""
    grades = Counter(row["confidence"] for row in cited)
    return tr(
        "Of the figures cited, {high} are graded as of high confidence, {medium} as of medium and "
        "{low} as of low.",
        **{grade: words.whole(grades[grade]) for grade in ("high", "medium", "low")},
    )


def _numbers(rows: Any, linked: set[str]) -> Table:
    return Table(
        tr("Table of sources"),
        "",
        (tr("Number"), tr("Value"), tr("Rests on")),
        tuple(
            Row(
                (
                    Cell(row["path"], code=True, own=True),
                    Cell(row["value"], own=True),
                    _ground(row, linked),
                )
            )
            for row in rows
        ),
        wide=True,
    )


def _ground(row: Mapping[str, Any], linked: set[str]) -> Cell:
    """What one number rests on: evidence by id, and what is said of it."""
    ids = tuple(id for id in row["evidence"] if id in linked)  # noqa: A001
    told = [id for id in row["evidence"] if id not in linked]  # noqa: A001
    if row["assumption"]:
        told.append(tr("Assumption: {text}", text=row["assumption"]))
    if row["note"]:
        told.append(tr("Note: {text}", text=row["note"]))
    if _rests(row) == "nothing":
        told.insert(0, tr("Nothing stated"))
    return Cell("", ". ".join(told), links=ids)


def _evidence(cited: Any) -> Table:
    return Table(
        tr("Table of evidence"),
        tr(
            "The evidence cited above: each figure, with its range in brackets where it has one, "
            "its source, and how sure it is."
        ),
        (tr("Evidence"), tr("Figure"), tr("Source"), tr("Confidence")),
        tuple(
            Row(
                (
                    Cell(row["id"], row["date"], own=True),
                    Cell(_figure(row), own=True),
                    Cell(row["source"], row["note"], own=True),
                    Cell(row["confidence"], own=True),
                ),
                id=f"evidence-{row['id']}",
            )
            for row in cited
        ),
        wide=True,
    )


def _figure(row: Mapping[str, str]) -> str:
    low, high = row["low"], row["high"]
    within = f" ({words.span(low, high)})" if low and high else ""
    return f"{row['value']}{within} {row['unit']}".strip()
