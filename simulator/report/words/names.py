"""Names, lists of names and beginnings of sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from simulator.report.language import tr


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does.

    >>> listed(["contact"]), listed(["contact", "banks"]), listed(["a", "b", "c"])
    ('contact', 'contact and banks', 'a, b and c')
    """
    if len(names) < 2:
        return "".join(names)
    return tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


def capital(text: str) -> str:
    """Begin a sentence with a capital letter, and leave the rest as it is.

    >>> capital("the EU eases it")
    'The EU eases it'
    """
    return text[:1].upper() + text[1:]


def from_name(name: str) -> str:
    """Turn a name of the scenario file into words.

    >>> from_name("rank_and_file")
    'Rank and file'
    """
    return capital(name.replace("_", " ").strip())


def shortened(text: str, width: int, mark: str = "…") -> str:
    """Cut a long name at a word so that it keeps within a number of characters.

    >>> shortened("A very long name for a rung", 16)
    'A very long…'
    """
    if len(text) <= width:
        return text
    words = textwrap.shorten(text, width, placeholder=mark)
    return words if len(words) > width // 2 else f"{text[: width - len(mark)].rstrip()}{mark}"
