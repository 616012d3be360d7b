"""The words of the student pages, explained for somebody outside the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from simulator.errors import ExerciseError
from simulator.exercise.library import exercises_folder
from simulator.scenario.faults import did_you_mean, quoted
from simulator.scenario.source import read_source

_FILE: Final = "glossary.yaml"
_MARKED: Final = re.compile(r"\*\*([^*]+)\*\*")
_TOLD_THERE: Final = re.compile(r":|\s\(")


class _Said(BaseModel):
    """An entry as the file has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    term: str
    says: str
    also: list[str] = Field(default_factory=list)
    see: list[str] = Field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A word, what it means, other words for it, and related words."""

    term: str
    says: str
    also: tuple[str, ...] = ()
    see: tuple[str, ...] = ()

    def text(self) -> str:
        """The entry as it is printed."""
        lines = [f"{self.term}: {self.says}"]
        if self.also:
            lines.append(f"Also: {', '.join(self.also)}.")
        if self.see:
            lines.append(f"See: {', '.join(self.see)}.")
        return "\n".join(lines)


@cache
def terms() -> Mapping[str, Entry]:
    """Every entry by its word, in alphabetical order."""
    file = exercises_folder() / _FILE
    source = read_source(file.read_text("utf-8"), file=_FILE)
    said = TypeAdapter(list[_Said]).validate_python(source.data["words"])
    return {
        one.term: Entry(one.term, " ".join(one.says.split()), tuple(one.also), tuple(one.see))
        for one in sorted(said, key=lambda one: one.term.casefold())
    }


def term(word: str) -> Entry:
    """The entry for a word, by any of its names; ``ExerciseError`` if there is none.

    Capitals and hyphens do not count.

    >>> term("ZOPA").term
    'zone of possible agreement'
    >>> term("Common random-numbers").term
    'common luck'
    """
    named = _named()
    found = named.get(_plain(word))
    if found is None:
        hint = (
            did_you_mean(_plain(word), [_plain(name) for name in terms()])
            or "'sanctions glossary' lists all words"
        )
        raise ExerciseError(f"the glossary has no word {quoted(word)}; {hint}")
    return found


def known(word: str) -> bool:
    """Whether the glossary has a word."""
    return _plain(word) in _named()


def marked(page: str) -> tuple[str, ...]:
    """The words that a student page marks, in bold, as words to be explained.

    Those that the page explains on the spot, behind a colon or in brackets, are left out.

    >>> marked("Each **world** is *one* history. Its **seed**: the number behind its luck.")
    ('world',)
    """
    found = (
        " ".join(mark[1].split())
        for mark in _MARKED.finditer(page)
        if not _TOLD_THERE.match(page, mark.end())
    )
    return tuple(dict.fromkeys(found))


@cache
def _named() -> Mapping[str, Entry]:
    return {_plain(name): one for one in terms().values() for name in (one.term, *one.also)}


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").replace("’", "'").split()).strip(".,:;")
