"""A document kept in its folder as ``report.json``, from which its page is set again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from simulator.report.document import (
    KINDS,
    Block,
    Cell,
    Document,
    Drawn,
    Fold,
    Items,
    Row,
    Section,
    Table,
    Terms,
)


def as_json(document: Document) -> bytes:
    """A document as JSON; ``read_json`` gives an equal one back.

    >>> from simulator.report.document import Text
    >>> page = Document("Title", "", "", "a", (Section("a", "A", "A", (Text("Yes."),)),), "")
    >>> read_json(as_json(page)) == page
    True
    """
    return (json.dumps(asdict(document), ensure_ascii=False) + "\n").encode()


def read_json(content: bytes) -> Document:
    """A document back from JSON.

    Raises ``ValueError``, ``KeyError`` or ``TypeError`` for what ``as_json`` did not write.
    """
    data = json.loads(content)
    sections = tuple(
        Section(one["id"], one["heading"], one["short"], tuple(map(_block, one["blocks"])))
        for one in data.pop("sections")
    )
    return Document(**{**data, "sections": sections})


def _block(data: Mapping[str, Any]) -> Block:
    kind = KINDS[data["kind"]]
    if kind is Table:
        return _table(data)
    if kind is Drawn:
        return Drawn(**{**_given(Drawn, data), "table": _table(data["table"])})
    if kind is Fold:
        return Fold(data["summary"], tuple(map(_block, data["blocks"])))
    if kind is Terms:
        return Terms(tuple((name, text) for name, text in data["pairs"]), data["own"], data["data"])
    if kind is Items:
        return Items(tuple(data["items"]), data["ordered"], data["own"])
    block: Block = kind(**_given(kind, data))
    return block


def _given(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the constructor of a kind of block takes."""
    return {one.name: data[one.name] for one in fields(kind) if one.init}


def _table(data: Mapping[str, Any]) -> Table:
    rows = tuple(
        Row(
            tuple(Cell(**{**cell, "links": tuple(cell["links"])}) for cell in row["cells"]),
            row["id"],
        )
        for row in data["rows"]
    )
    return Table(**{**_given(Table, data), "columns": tuple(data["columns"]), "rows": rows})
