"""What a page says, before it is HTML: sections of text, lists, tables and figures.

Every page of the project, of a run or of an experiment, is a ``Document``; one template sets it. A
document is plain data, so that a folder can keep it (``report.json``) for the page to be set again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from simulator.report.language import spoken

_LONG: Final = 36
_TALL: Final = 0.8  # of its width: a figure higher than this is small on half a sheet
_COLUMNS: Final = 3  # as many have room on a phone
_NAME: Final = 24
_CROWDED: Final = 6  # columns


@dataclass(frozen=True)
class Cell:
    """A cell of a table: text, what is said of it in small, and rows of the page it points to.

    ``own`` marks words, names and numbers of the scenario, which no translation may touch.
    """

    text: str
    note: str = ""
    links: tuple[str, ...] = ()
    code: bool = False
    own: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table, the first cell its head; ``id`` is where links to it lead."""

    cells: tuple[Cell, ...]
    id: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph; ``quiet`` for what may be passed over."""

    text: str
    quiet: bool = False
    own: bool = False
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: str
    id: str = ""
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Items:
    """A list; ``own`` marks the scenario's words."""

    items: tuple[str, ...]
    ordered: bool = False
    own: bool = False
    kind: str = field(default="items", init=False)


@dataclass(frozen=True)
class Terms:
    """Names, each with what is said of it; ``data`` marks digests, versions and the like."""

    pairs: tuple[tuple[str, str], ...]
    own: bool = False
    data: bool = False
    kind: str = field(default="terms", init=False)

    @property
    def long(self) -> bool:
        """Whether the names are sentences, too long to stand beside what is said of them."""
        return any(len(name) > _LONG for name, _ in self.pairs)


@dataclass(frozen=True)
class Code:
    """Something to type."""

    text: str
    kind: str = field(default="code", init=False)


@dataclass(frozen=True)
class Table:
    """A table with its caption; ``label`` names it for a screen reader where it scrolls."""

    label: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    wide: bool = False
    kind: str = field(default="table", init=False)

    @property
    def scrolls(self) -> bool:
        """Whether a phone has no room for it, so that a reader is told that it scrolls."""
        return self.wide or len(self.columns) > _COLUMNS

    @property
    def crowded(self) -> bool:
        """Whether many columns would leave the long names in the first of them too little room."""
        longest = max((len(row.cells[0].text) for row in self.rows), default=0)
        return not self.wide and len(self.columns) >= _CROWDED and longest > _NAME


@dataclass(frozen=True)
class Drawn:
    """A figure as a page shows it: sizes in CSS pixels, the table behind it under it.

    The picture itself is ``figures/NAME.svg`` of the folder.
    """

    name: str
    topic: str
    title: str
    alt: str
    width: int
    height: int
    table: Table
    kind: str = field(default="figure", init=False)

    @property
    def tall(self) -> bool:
        """Whether half a sheet of paper would make its letters too small to read."""
        return self.height > _TALL * self.width


@dataclass(frozen=True)
class Fold:
    """What is shown when it is asked for."""

    summary: str
    blocks: tuple[Block, ...]
    kind: str = field(default="fold", init=False)


Block = Text | Heading | Items | Terms | Code | Table | Drawn | Fold

KINDS: Final = {
    "text": Text, "heading": Heading, "items": Items, "terms": Terms,
    "code": Code, "table": Table, "figure": Drawn, "fold": Fold,
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """A part of a page: its id, its heading, its shorter name in the list of sections."""

    id: str
    heading: str
    short: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A page: what was asked, in what setting, and its sections.

    ``first`` is the id of the section that answers the question; ``kind`` what kind of page it is
    ("Sweep"), which stands before the title where only a title is seen, as in a browser's tab.
    """

    title: str
    question: str
    setting: str
    first: str
    sections: tuple[Section, ...]
    footer: str
    language: str = field(default_factory=spoken)
    kind: str = ""


def cells(texts: Sequence[str], *, own: bool = False, id: str = "") -> Row:  # noqa: A002
    """A row of plain cells.

    >>> cells(["Released", "240"]).cells[1].text
    '240'
    """
    return Row(tuple(Cell(text, own=own) for text in texts), id)


def figures_in(document: Document) -> list[Drawn]:
    """The figures of a document, in order."""
    return [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Drawn)
    ]
