"""Setting a page from a template so that it needs nothing else: style and pictures within it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from markupsafe import Markup

_LONG: Final = 20
"""Letters of a word that may have to be broken on a phone."""
_SIGNS: Final = re.compile(r"(?<=[/_.=&?])(?=\w)")
_SPACES: Final = re.compile(r"(\s+)")


def page_set(template: Path, *, style: str, **said: Any) -> str:
    """Fill a template in; ``style`` is the style sheet beside it.

    The template finds the sheet as ``style`` and its hash, by which the security policy lets it in,
    as ``style_hash``. What is filled in is escaped; something that is missing is an error.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(template.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["breakable"] = breakable
    text = template.with_name(style).read_text(encoding="utf-8")
    code = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    sheet = Markup(text)  # noqa: S704 - the style sheet is the package's own
    return environment.get_template(template.name).render(style=sheet, style_hash=code, **said)


def breakable(text: str) -> Markup:
    """A text, escaped, in which a long path or address may break after its signs, not in a word.

    >>> breakable("it & target.delivery/incentive_memory_weeks")
    Markup('it &amp; target.<wbr>delivery/<wbr>incentive_<wbr>memory_<wbr>weeks')
    """
    from markupsafe import Markup, escape

    pieces = (
        Markup("<wbr>").join(map(escape, _SIGNS.split(piece))) if len(piece) > _LONG else piece
        for piece in _SPACES.split(text)
    )
    return Markup("").join(pieces)


def embedded(svg: bytes) -> str:
    """A picture as the source of an image of the page.

    >>> embedded(b"<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
