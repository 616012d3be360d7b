"""The language of what people read: every sentence of a page passes through ``tr`` or ``trn``.

Sentences stand in English where they are said, with names in braces for what is filled in, so that
the code reads as the page does. A translation is a gettext catalogue in ``locale/``;
``docs/translating.md`` says how one is made. No sentence holds a digit: numbers are filled in.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from simulator.errors import RequestError

LOCALE: Final = Path(__file__).with_name("locale")
"""Where the catalogues are: ``LANGUAGE/LC_MESSAGES/sanctions.mo``."""

ENGLISH: Final = "en"
_DOMAIN: Final = "sanctions"

_spoken: ContextVar[tuple[str, gettext.NullTranslations]] = ContextVar(
    "_spoken", default=(ENGLISH, gettext.NullTranslations())
)


def tr(sentence: str, /, **parts: object) -> str:
    """Say a sentence in the chosen language and fill its parts in.

    >>> tr("{who} breaks a deal", who="Minsk")
    'Minsk breaks a deal'
    """
    return _spoken.get()[1].gettext(sentence).format(**parts)


def trn(one: str, many: str, number: int, /, **parts: object) -> str:
    """Say a sentence in the form that a number asks for (some languages have more than two).

    >>> trn("{n} axis", "{n} axes", 3, n="three")
    'three axes'
    """
    return _spoken.get()[1].ngettext(one, many, number).format(**parts)


def spoken() -> str:
    """The code of the chosen language, for the ``lang`` of a page."""
    return _spoken.get()[0]


def languages() -> list[str]:
    """The languages that pages can be written in: English and those with a catalogue.

    >>> languages()[0]
    'en'
    """
    found = sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))
    return [ENGLISH, *found]


@contextmanager
def speaking(language: str, catalogue: gettext.NullTranslations | None = None) -> Iterator[None]:
    """Say everything within the block in a language; a ``catalogue`` stands in for its file.

    Raises ``RequestError`` for a language that has no catalogue.
    """
    token = _spoken.set((language, catalogue or _catalogue(language)))
    try:
        yield
    finally:
        _spoken.reset(token)


def _catalogue(language: str) -> gettext.NullTranslations:
    if language == ENGLISH:
        return gettext.NullTranslations()
    if language not in languages():
        raise RequestError(
            f"there is no translation into {language!r}; there are: {', '.join(languages())} "
            "(docs/translating.md says how to make another)"
        )
    return gettext.translation(_DOMAIN, LOCALE, [language])
