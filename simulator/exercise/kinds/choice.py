"""One of several words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field, model_validator

from simulator.exercise.kinds.base import Check, Unusable, Verdict
from simulator.scenario.faults import did_you_mean

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake


class Choice(Check):
    """One of ``options`` (each with what it means); right is ``is``, or what a quantity says."""

    named: ClassVar[str] = "choice"

    options: dict[str, str] = Field(min_length=2)
    right: str | None = Field(default=None, alias="is")

    @model_validator(mode="after")
    def _one_truth(self) -> Choice:
        if (self.right is None) == (self.quantity is None):
            raise ValueError("a choice needs either is: or quantity:")
        if self.right is not None and self.right not in self.options:
            raise ValueError(f"is {self.right!r}; expected one of: {', '.join(self.options)}")
        return self

    @property
    def form(self) -> str:
        """How an answer is written."""
        return f"one of these words: {', '.join(self.options)}"

    @property
    def listed(self) -> Mapping[str, str]:
        """The options."""
        return self.options

    def read(self, raw: Any) -> str:
        """The word; ``Unusable`` if it is none of the options."""
        word = _word(raw)
        if word not in self.options:
            hint = did_you_mean(word, self.options)
            what = "is empty" if raw is None else f'is "{str(raw)[:40]}"'
            raise Unusable(f"{what}; write {self.form}" + (f" ({hint})" if hint else ""))
        return word

    def judge(self, answer: str, case: Case, mistakes: Mapping[str, Mistake]) -> Verdict:
        """Right or not."""
        if answer == self.solution(case):
            return Verdict(1.0, "right")
        for name, mistake in mistakes.items():
            if self.mistaken(mistake, case) == answer:
                return Verdict(mistake.share, mistake.says or "not this one", name)
        return Verdict(0.0, "not this one")

    def solution(self, case: Case) -> str:
        """The right word."""
        return self.right if self.right is not None else str(case.quantity(self).value)


def _word(raw: Any) -> str:
    if isinstance(raw, bool):  # YAML reads true and false so
        return "yes" if raw else "no"
    return str(raw).strip().lower().replace(" ", "_").replace("-", "_")
