"""Setting a page from a template so that it needs nothing else: style and pictures within it."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any


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
    text = template.with_name(style).read_text(encoding="utf-8")
    code = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    sheet = Markup(text)  # noqa: S704 - the style sheet is the package's own
    return environment.get_template(template.name).render(style=sheet, style_hash=code, **said)


def embedded(svg: bytes) -> str:
    """A picture as the source of an image of the page.

    >>> embedded(b"<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
