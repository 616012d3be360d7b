"""A document as one page of HTML that needs nothing else: no network, no scripts, no fonts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.report.digest import digest
from simulator.report.document import Document, Drawn
from simulator.report.language import speaking, spoken, tr

if TYPE_CHECKING:
    from simulator.report.picture import Picture

_TEMPLATES: Final = Path(__file__).with_name("templates")
_FINER: Final = re.compile(rb"(\d\.\d{3})\d+")
_ENDS: Final = re.compile(rb"[ \t]+$", re.MULTILINE)
_CSS_PIXELS: Final = 96  # an inch


def drawn(picture: Picture, *, topic: str) -> Drawn:
    """A figure as a document has it, under a heading that says what it is about."""
    width, height = (
        round(_CSS_PIXELS * float(inches)) for inches in picture.figure.get_size_inches()
    )
    table = digest(picture.table, f"figures/{picture.name}.csv", name=picture.name)
    return Drawn(picture.name, topic, picture.title, picture.alt, width, height, table)


def html(document: Document, svgs: Mapping[str, bytes]) -> str:
    """Set a document; ``svgs`` are its figures by name. The same document gives the same bytes."""
    if document.language != spoken():
        with speaking(document.language):
            return html(document, svgs)
    images = {
        name: f"data:image/svg+xml;base64,{base64.b64encode(_slim(svg)).decode()}"
        for name, svg in svgs.items()
    }
    return _rendered(document=document, images=images, said=_furniture())


def _slim(svg: bytes) -> bytes:
    r"""A picture for a page: no place finer than a thousandth of a point, no empty ends of lines.

    >>> _slim(b'<path d="M 347.412345 -1.5 \nL 2 3"/>')
    b'<path d="M 347.412 -1.5\nL 2 3"/>'
    """
    return _ENDS.sub(b"", _FINER.sub(rb"\1", svg))


def _furniture() -> dict[str, str]:
    """What stands on every page."""
    return {
        "skip": tr("Skip to what was found"),
        "sections": tr("Sections"),
        "figure": tr("Figure"),
        "behind": tr("This figure in words, and the numbers behind it"),
        "print": tr(
            "The tables behind the figures, and every number with its source, are not printed: "
            "they are on the page itself and in the files beside it."
        ),
    }


def _rendered(**said: Any) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2").render(**_style(), **said)


def _style() -> dict[str, Any]:
    """Give the style sheet and its hash, by which the security policy lets it in."""
    from markupsafe import Markup

    text = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    code = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"style": Markup(text), "style_hash": code}
