"""Rules for values: how each is parsed, what it may be, and how to say so.

A rule stands in a field's type (``Annotated[Number, NumberRule(low=0, high=1)]``) and checks plain
numbers and everything a distribution can give.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from simulator.scenario import vocabulary
from simulator.scenario.distributions import Distribution, Number, WordChoice
from simulator.scenario.faults import did_you_mean, fault, one_of, quoted, what_is
from simulator.scenario.parsing import DISTRIBUTIONS, parse_distribution, plain_number, weights

RESERVED: Final = frozenset(
    {"value", "evidence", "assumption", "note", "extends", "all", "of", *DISTRIBUTIONS}
)
"""Keys with a meaning of their own, which no class, sender or rung may be called."""

_TITLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")


class Rule:
    """How a value is read; ``words`` says what is expected, for messages and for the reference."""

    @property
    def words(self) -> str:
        """What is expected, as it follows the word "expected"."""
        raise AssertionError(type(self))

    def parse(self, raw: Any) -> Any:
        """The value, or a fault."""
        raise AssertionError(type(self))

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """Have pydantic call ``parse`` and nothing else, so that a mistake is reported once."""
        return core_schema.no_info_plain_validator_function(self.parse)


@dataclass(frozen=True, slots=True)
class NumberRule(Rule):
    """A number between bounds, or a distribution that stays between them.

    ``cap`` is a bound of sanity: a distribution need not be cut at it, but may hardly exceed it.
    """

    low: float = -math.inf
    high: float = math.inf
    above_low: bool = False
    whole: bool = False
    drawn: bool = True
    cap: float = 1e9

    @property
    def words(self) -> str:
        """For example ``a number between 0 and 1``."""
        noun = "a whole number" if self.whole else "a number"
        if self.low == -math.inf:
            return noun
        if self.high < math.inf:
            return f"{noun} between {_figure(self.low)} and {_figure(self.high)}"
        return f"{noun} {'above' if self.above_low else 'of at least'} {_figure(self.low)}"

    def parse(self, raw: Any) -> Number | int:
        """The number or distribution, if it keeps to the bounds."""
        if isinstance(raw, Mapping) and not self.drawn:
            raise fault(what_is(raw), expected=f"{self.words}, without a distribution")
        if not isinstance(raw, Mapping):
            return self._check_plain(plain_number(raw, wanted=self.words))
        value = parse_distribution(raw)
        self._check_drawn(value)
        return value

    def _check_plain(self, value: float | int) -> float | int:
        if self._too_low(value) or value > self.high or (self.whole and value != int(value)):
            raise fault(what_is(value), expected=self.words)
        if abs(value) > self.cap:
            raise fault(what_is(value), expected=f"{self.words}, at most {_figure(self.cap)}")
        return int(value) if self.whole else float(value)

    def _check_drawn(self, value: Distribution) -> None:
        low, high = self._rounded(*value.support())
        if low < self.low or (self._too_low(low) and value.attains_least()):
            hint = f"give it a min {'above' if self.above_low else 'of at least'} {_figure(self.low)}"
            raise fault(_ends("low", low), expected=self.words, hint=_cut(value, hint))
        if high > self.high:
            hint = f"give it a max of at most {_figure(self.high)}"
            raise fault(_ends("high", high), expected=self.words, hint=_cut(value, hint))
        least, greatest = value.reach()
        if max(abs(least), abs(greatest)) > self.cap:
            hint = f"give it a max of at most {_figure(self.cap)}"
            raise fault(_ends("high", greatest), expected=self.words, hint=_cut(value, hint))

    def _too_low(self, value: float) -> bool:
        return value < self.low or (self.above_low and value == self.low)

    def _rounded(self, low: float, high: float) -> tuple[float, float]:
        if not self.whole:
            return low, high
        return low if math.isinf(low) else round(low), high if math.isinf(high) else round(high)


@dataclass(frozen=True, slots=True)
class WordRule(Rule):
    """One of the words of a subject, or a weighted choice among them."""

    subject: str

    @property
    def words(self) -> str:
        """For example ``one of: arrivals, count``."""
        return one_of(vocabulary.words(self.subject))

    def parse(self, raw: Any) -> str | WordChoice[str]:
        """The word or the choice."""
        if isinstance(raw, Mapping):
            found = choice_of_words(raw, self.words)
            labels = tuple(self._word(label, ("choice", label)) for label in found)
            return WordChoice(labels, labels, tuple(found.values()))
        return self._word(raw, ())

    def _word(self, raw: Any, at: tuple[str, ...]) -> str:
        if isinstance(raw, str) and raw in vocabulary.words(self.subject):
            return raw
        hint = did_you_mean(raw, vocabulary.words(self.subject))
        raise fault(what_is(raw), expected=self.words, hint=hint, at=at)


@dataclass(frozen=True, slots=True)
class OneOfRule(Rule):
    """One of a few words, the same in every world."""

    options: tuple[str, ...]

    @property
    def words(self) -> str:
        """For example ``one of: flow, finance``."""
        return one_of(self.options)

    def parse(self, raw: Any) -> str:
        """The word."""
        if isinstance(raw, str) and raw in self.options:
            return raw
        raise fault(what_is(raw), expected=self.words, hint=did_you_mean(raw, self.options))


@dataclass(frozen=True, slots=True)
class PolicyRule(Rule):
    """What the patron does: a policy, several together, or a weighted choice; parsed to tuples."""

    @property
    def words(self) -> str:
        """The policies."""
        return f"{one_of(vocabulary.PATRON_POLICIES)}, or a list of the last three"

    def parse(self, raw: Any) -> tuple[str, ...] | WordChoice[tuple[str, ...]]:
        """The policies that hold together, as a tuple, or the choice among such tuples."""
        if isinstance(raw, Mapping):
            found = choice_of_words(raw, self.words)
            options = tuple(self._policies(label.split("+"), label) for label in found)
            return WordChoice(tuple(found), options, tuple(found.values()))
        if isinstance(raw, str):
            return self._policies(raw.split("+"), None)
        if isinstance(raw, list) and raw:
            return self._policies(raw, None)
        raise fault(what_is(raw), expected=self.words)

    def _policies(self, parts: list[Any], label: str | None) -> tuple[str, ...]:
        at = ("choice", label) if label else ()
        for part in parts:
            if part not in vocabulary.PATRON_POLICIES:
                hint = did_you_mean(part, vocabulary.PATRON_POLICIES)
                raise fault(f"unknown policy {quoted(part)}", expected=self.words, hint=hint, at=at)
        if len(parts) > 1 and ("indifferent" in parts or len(set(parts)) < len(parts)):
            raise fault(f"combines {'+'.join(parts)}", expected="different policies, not indifferent", at=at)
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class OrderRule(Rule):
    """The order of a sender's rungs: a list, or a weighted choice of lists."""

    @property
    def words(self) -> str:
        """The two forms."""
        return "a list of rungs, or {choice: {early: 0.5, late: 0.5}, of: {early: [...], late: [...]}}"

    def parse(self, raw: Any) -> tuple[str, ...] | WordChoice[tuple[str, ...]]:
        """The rungs as a tuple, or the choice among such tuples; names are checked elsewhere."""
        if isinstance(raw, list | tuple):
            return self._rungs(raw, ())
        if not isinstance(raw, Mapping) or set(raw) != {"choice", "of"}:
            raise fault(what_is(raw), expected=self.words)
        found = choice_of_words({"choice": raw["choice"]}, self.words)
        orders = raw["of"]
        if not isinstance(orders, Mapping):
            raise fault(f"of {what_is(orders)}", expected=self.words, at=("of",))
        self._same_names(found, orders)
        options = tuple(self._rungs(orders[label], ("of", label)) for label in found)
        return WordChoice(tuple(found), options, tuple(found.values()))

    def _same_names(self, found: Mapping[str, float], orders: Mapping[str, Any]) -> None:
        for label in found:
            if label not in orders:
                hint = did_you_mean(label, orders)
                message = f"chooses {quoted(label)}, which is not under of"
                raise fault(message, expected=one_of(orders), hint=hint, at=("choice", label))
        for label in orders:
            if label not in found:
                message = f"lists {quoted(label)}, which choice does not name"
                raise fault(message, expected=one_of(found), at=("of", label))

    def _rungs(self, raw: Any, at: tuple[str, ...]) -> tuple[str, ...]:
        if not isinstance(raw, list | tuple):
            raise fault(what_is(raw), expected="a list of rungs", at=at)
        for place, name in enumerate(raw):
            if not isinstance(name, str):
                raise fault(f"a rung {what_is(name)}", expected="a rung's name", at=(*at, place))
        return tuple(raw)


@dataclass(frozen=True, slots=True)
class TextRule(Rule):
    """Some text for readers."""

    longest: int = 2000

    @property
    def words(self) -> str:
        """``text``."""
        return "text"

    def parse(self, raw: Any) -> str:
        """The text, without blanks at its ends."""
        if not isinstance(raw, str):
            raise fault(what_is(raw), expected="text", hint="put it in quotes")
        if len(raw) > self.longest:
            raise fault(f"has {len(raw):,} characters", expected=f"at most {self.longest:,}")
        if any(ord(c) < 32 and c not in "\n\t" for c in raw):
            raise fault("contains control characters", expected="plain text")
        return raw.strip()


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
        day = _day(raw)
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
        if isinstance(raw, str) and _TITLE.fullmatch(raw):
            return raw
        raise fault(what_is(raw), expected=self.words)


def choice_of_words(raw: Mapping[Any, Any], form: str) -> dict[str, float]:
    """The weighted words of ``{"choice": {...}}``."""
    if set(raw) != {"choice"}:
        unknown = next((key for key in raw if key != "choice"), "")
        message = f"has the key {quoted(unknown)}" if raw else "is an empty mapping"
        raise fault(message, expected=f"{form}, or {{choice: {{word: weight}}}}", at=(unknown,))
    found = weights(raw["choice"], form="words with weights")
    for label in found:
        if not isinstance(label, str):
            raise fault(f"an option {what_is(label)}", expected=form, at=("choice", label))
    return found


def _day(raw: Any) -> dt.date | None:
    if isinstance(raw, dt.datetime):
        return None
    if isinstance(raw, dt.date):
        return raw
    try:
        return dt.date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"


def _ends(side: str, value: float) -> str:
    if math.isinf(value):
        return f"has no {'least' if side == 'low' else 'greatest'} value"
    return f"goes {'down' if side == 'low' else 'up'} to {value:g}"


def _cut(value: Distribution, hint: str) -> str | None:
    """Advice to cut a distribution, where it can be cut."""
    return hint if hasattr(value, "min") else None
