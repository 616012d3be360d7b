"""What every page has in common: its style, and figures with their words and numbers."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.report.digest import Digest, digest

if TYPE_CHECKING:
    from simulator.report.picture import Picture

_TEMPLATES: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Shown:
    """A figure as a page shows it; sizes in CSS pixels."""

    name: str
    topic: str
    title: str
    alt: str
    image: str
    width: int
    height: int
    table: Digest


def shown(picture: Picture, svg: bytes, *, topic: str) -> Shown:
    """Set a figure on a page under a heading, its SVG within the page."""
    image = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
    width, height = (round(96 * float(inches)) for inches in picture.figure.get_size_inches())
    table = digest(picture.table, f"figures/{picture.name}.csv")
    return Shown(picture.name, topic, picture.title, picture.alt, image, width, height, table)


def rendered(template: str, **said: Any) -> str:
    """Fill a template in; the style sheet and its hash come with it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(**_style(), **said)


def _style() -> dict[str, Any]:
    """Give the style sheet and its hash, by which the security policy lets it in."""
    from markupsafe import Markup

    text = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    code = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"style": Markup(text), "style_hash": code}
