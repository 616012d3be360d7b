"""Rules for words: strategies, policies, kinds, orders of rungs, and weighted choices of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simulator.scenario import vocabulary
from simulator.scenario.distributions import WordChoice
from simulator.scenario.faults import Rule, did_you_mean, fault, one_of, quoted, what_is
from simulator.scenario.parsing import weights


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
            raise fault(
                f"combines {'+'.join(parts)}", expected="different policies, not indifferent", at=at
            )
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class OrderRule(Rule):
    """The order of a sender's rungs: a list, or a weighted choice of lists."""

    @property
    def words(self) -> str:
        """The two forms."""
        return (
            "a list of rungs, or {choice: {early: 0.5, late: 0.5}, of: {early: [...], late: [...]}}"
        )

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
