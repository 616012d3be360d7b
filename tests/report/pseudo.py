"""A language that nobody speaks, in which what passed by translation stands out."""

from __future__ import annotations

import gettext
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

import html5lib

from simulator.report import style
from simulator.report.html import html as html_of
from simulator.report.language import speaking

if TYPE_CHECKING:
    from simulator.report.document import Document
    from simulator.report.picture import Picture

WORD = re.compile(r"[^\W\d_]{2,}")
DRAWN = re.compile(r"<text[^>]*>([^<]*)</text>")


class Pseudo(gettext.NullTranslations):
    """English between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@contextmanager
def spoken_pseudo() -> Iterator[None]:
    """Speak it, and let nothing be cut or broken in a figure, so that brackets stay in pairs."""
    whole = {"_cut": lambda line, *_, **__: line, "wrapped": lambda text, *_, **__: [text]}
    with speaking("xx", Pseudo()), mock.patch.multiple(style, **whole):
        yield


def bare(text: str) -> str:
    """What of a text stands outside all brackets."""
    while True:
        less = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
        if less == text:
            return text
        text = less


def left(text: str, own: Iterable[str] = ()) -> list[str]:
    """Words of a text that no translation can reach, but for those of ``own``."""
    return [word for word in WORD.findall(bare(text)) if word.lower() not in own]


def words_in(*sources: Any) -> set[str]:
    """The words of a scenario, which are its own: labels, titles and names."""
    said = json.dumps(sources, ensure_ascii=False, default=str)
    return {word.lower() for word in WORD.findall(said)}


def left_in_picture(picture: Any, own: Iterable[str] = ()) -> list[str]:
    """Words of a figure, its title and its alternative text that no translation can reach."""
    drawn = " ".join(DRAWN.findall(picture.svg().decode()))
    return left(" ".join((picture.title, picture.alt, html.unescape(drawn))), own)


def left_on_page(page: str, own: Iterable[str] = ()) -> list[str]:
    """Texts of a page that no translation can reach."""
    whole = page.replace("<wbr>", "")  # where a long word may break is no end of a text
    tree = html5lib.parse(whole, namespaceHTMLElements=False)
    return [text for text in _said(tree) if left(text, own)]


def _said(node: Any, *, own: bool = False) -> Iterator[str]:
    """Texts, alternatives and labels below an element, but for what no translation may touch."""
    own = own or node.attrib.get("translate") == "no"
    if not own and node.tag not in ("style", "title", "code"):
        yield from filter(None, (node.text, node.attrib.get("aria-label"), node.attrib.get("alt")))
    for child in node:
        if isinstance(child.tag, str):
            yield from _said(child, own=own)
        if child.tail and not own:
            yield child.tail


def left_in_report(
    document: Callable[[Sequence[Picture]], Document],
    pictures: Callable[[], Iterable[Picture]],
    own: Iterable[str],
) -> list[str]:
    """What no translation can reach of a page and of its figures, both made in the language."""
    with spoken_pseudo():
        drawn = list(pictures())
        page = html_of(document(drawn), dict.fromkeys((one.name for one in drawn), b""))
        found = [f"{one.name}: {word}" for one in drawn for word in left_in_picture(one, own)]
    return [*found, *left_on_page(page, own)]
