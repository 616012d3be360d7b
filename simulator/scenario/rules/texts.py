"""Rules for names, texts and dates."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Any, Final

from simulator.scenario.faults import Rule, fault, quoted, what_is
from simulator.scenario.parsing import DISTRIBUTIONS
from simulator.scenario.posterior import Posterior
from simulator.scenario.vocabulary import ANNOTATIONS

RESERVED: Final = frozenset({*ANNOTATIONS, "value", "extends", "all", "of", *DISTRIBUTIONS})
"""Keys with a meaning of their own, which no class, sender or rung may be called."""

TITLE_PATTERN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
NAME_PATTERN: Final = "[A-Za-z][A-Za-z0-9_-]{0,39}"
_NAME: Final = re.compile(NAME_PATTERN)


@dataclass(frozen=True, slots=True)
class TextRule(Rule):
    """Some text for readers."""

    longest: int = 2000

    @property
    def words(self) -> str:
        """``text``."""
        return "text"

    def parse(self, raw: Any) -> str:
        """The text, without blanks at its ends; none where nothing in it can be seen."""
        if not isinstance(raw, str):
            raise fault(what_is(raw), expected="text", hint="put it in quotes")
        if len(raw) > self.longest:
            raise fault(f"has {len(raw):,} characters", expected=f"at most {self.longest:,}")
        if any(ord(c) < 32 and c not in "\n\t" for c in raw):
            raise fault("contains control characters", expected="plain text")
        text = raw.strip() if any(c.isprintable() and not c.isspace() for c in raw) else ""
        if text.startswith(("=", "+", "-", "@")):
            raise fault(
                f"begins with {text[0]}, which a spreadsheet takes for a formula",
                expected="text that begins otherwise",
            )
        return text


@dataclass(frozen=True, slots=True)
class NameRule(Rule):
    """A name that other parts of the file, and columns of the results, refer to."""

    @property
    def words(self) -> str:
        """What a name looks like."""
        return "a name: a letter, then letters, digits, _ or - (at most 40)"

    def parse(self, raw: Any) -> str:
        """The name."""
        if not isinstance(raw, str):
            raise fault(what_is(raw), expected=self.words)
        if not _NAME.fullmatch(raw):
            raise fault(f"{quoted(raw)} cannot be a name", expected=self.words)
        if raw in RESERVED:
            raise fault(f"{quoted(raw)} has a meaning of its own", expected="another name")
        return raw

    @classmethod
    def annotated(cls) -> Any:
        """The rule as a type."""
        return Annotated[str, cls()]


@dataclass(frozen=True, slots=True)
class ReferenceRule(Rule):
    """The name of something elsewhere in the scenario; that it exists is checked elsewhere."""

    @property
    def words(self) -> str:
        """``a name``."""
        return "a name"

    def parse(self, raw: Any) -> str:
        """The name."""
        if not isinstance(raw, str):
            raise fault(what_is(raw), expected=self.words)
        return raw


@dataclass(frozen=True, slots=True)
class DateRule(Rule):
    """A day, with room for every horizon on both sides."""

    @property
    def words(self) -> str:
        """How dates are written."""
        return "a date such as 2025-01-26, between 1900 and 2200"

    def parse(self, raw: Any) -> dt.date:
        """The date."""
        day = day_of(raw)
        if day is None or not 1900 <= day.year <= 2200:
            raise fault(what_is(raw), expected=self.words)
        return day


@dataclass(frozen=True, slots=True)
class TitleRule(Rule):
    """A scenario's own name, fit for a folder's name."""

    @property
    def words(self) -> str:
        """What such a name looks like."""
        return "letters, digits, -, _ or . (at most 80, beginning with a letter or digit)"

    def parse(self, raw: Any) -> str:
        """The name."""
        if isinstance(raw, str) and TITLE_PATTERN.fullmatch(raw):
            return raw
        raise fault(what_is(raw), expected=self.words)


@dataclass(frozen=True, slots=True)
class PosteriorRule(Rule):
    """A table of joint draws; the loader has put it where its name or text stood."""

    @property
    def words(self) -> str:
        """What can stand there."""
        return "the name of a CSV file with joint draws of parameters"

    def parse(self, raw: Any) -> Posterior:
        """The table."""
        if isinstance(raw, Posterior):
            return raw
        raise fault(what_is(raw), expected=self.words)


def day_of(raw: Any) -> dt.date | None:
    """The day that a value stands for; nothing if it is no day."""
    if isinstance(raw, dt.datetime):
        return None
    if isinstance(raw, dt.date):
        return raw
    try:
        return dt.date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
