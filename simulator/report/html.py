"""A document as one page of HTML that needs nothing else: no network, no scripts, no fonts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.report.digest import digest
from simulator.report.document import Document, Drawn
from simulator.report.language import speaking, spoken, tr
from simulator.report.setting import embedded, page_set

if TYPE_CHECKING:
    from simulator.report.picture import Picture

_TEMPLATE: Final = Path(__file__).with_name("templates") / "page.html.j2"
_TAG: Final = re.compile(rb"<[^>]*>")
_FINER: Final = re.compile(rb"(\d\.\d{3})\d+")
_ENDS: Final = re.compile(rb"[ \t]+$", re.MULTILINE)
_CSS_PIXELS: Final = 96  # an inch


def drawn(picture: Picture, *, topic: str, named: Mapping[str, str] | None = None) -> Drawn:
    """A figure as a document has it, under a heading that says what it is about.

    ``named`` says what names in the table behind it are called.
    """
    width, height = (
        round(_CSS_PIXELS * float(inches)) for inches in picture.figure.get_size_inches()
    )
    table = digest(picture.table, f"figures/{picture.name}.csv", name=picture.name, named=named)
    alt = picture.alt if picture.title in picture.alt else f"{picture.title}. {picture.alt}"
    return Drawn(picture.name, topic, picture.title, alt, width, height, table)


def html(document: Document, svgs: Mapping[str, bytes]) -> str:
    """Set a document; ``svgs`` are its figures by name. The same document gives the same bytes."""
    if document.language != spoken():
        with speaking(document.language):
            return html(document, svgs)
    images = {name: embedded(_slim(svg)) for name, svg in svgs.items()}
    return page_set(
        _TEMPLATE, style="report.css", document=document, images=images, said=_furniture()
    )


def _slim(svg: bytes) -> bytes:
    r"""A picture for a page: no place finer than a thousandth of a point, no empty ends of lines.

    What is written in the picture stays as it is.

    >>> _slim(b'<path d="M 347.412345 -1.5 \nL 2 3"/>')
    b'<path d="M 347.412 -1.5\nL 2 3"/>'
    >>> _slim(b'<text x="3.14159">0.00839</text>')
    b'<text x="3.141">0.00839</text>'
    """
    return _ENDS.sub(b"", _TAG.sub(lambda tag: _FINER.sub(rb"\1", tag[0]), svg))


def _furniture() -> dict[str, str]:
    """What stands on every page."""
    return {
        "skip": tr("Skip to what was found"),
        "sections": tr("Sections"),
        "figure": tr("Figure"),
        "behind": tr("This figure in words, and the numbers behind it"),
        "wide_figures": tr("On a small screen figures scroll sideways. Turned, it shows more."),
        "scrolls": tr("Wider than a small screen: this table scrolls sideways."),
        "print": tr(
            "The tables behind the figures, and every number with its source, are not printed: "
            "they are on the page itself and in the files beside it."
        ),
    }
