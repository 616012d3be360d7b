"""Probabilities of things that will or will not happen, scored by Brier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from simulator.exercise.kinds.base import Check, Unusable, Verdict

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake


class Probabilities(Check):
    """A probability for each of ``events`` (what each says, by name); ``happened`` is the record.

    Marks are for giving all of them, since a good forecaster can be unlucky: whether the Brier
    score beat ``base_rate`` is for a task of its own to ask. The score is not told by ``check``:
    from it the record could be worked out.
    """

    named: ClassVar[str] = "probabilities"

    events: dict[str, str] = Field(min_length=1)
    happened: dict[str, bool]
    base_rate: float = Field(ge=0, le=1)

    @property
    def form(self) -> str:
        """How an answer is written."""
        return "a number from 0 (cannot happen) to 1 (certain) behind each name, such as 0.3"

    @property
    def listed(self) -> Mapping[str, str]:
        """The events."""
        return self.events

    def blank(self, task: str) -> list[str]:
        """A line for each event."""
        return [f"{task}:", *(f"  {name}:" for name in self.events)]

    def read(self, raw: Any) -> dict[str, float]:
        """The probabilities that are given; ``Unusable`` if one cannot be, or none is there."""
        if not isinstance(raw, Mapping):
            raise Unusable(f"has to be a list of names; write {self.form}")
        wrong = [name for name in raw if name not in self.events]
        if wrong:
            raise Unusable(f'has a line "{wrong[0]}"; the names are: {", ".join(self.events)}')
        given = {name: value for name, value in raw.items() if value is not None}
        for name, value in given.items():
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if not is_number or not 0 <= value <= 1:
                hint = "; 70 per cent is 0.7" if is_number and 1 < value <= 100 else ""
                raise Unusable(f"{name}: {value} is no probability; write {self.form}{hint}")
        return {name: float(value) for name, value in given.items()}

    def judge(
        self,
        answer: dict[str, float],
        case: Case,  # noqa: ARG002 - every kind is asked so
        mistakes: Mapping[str, Mistake],  # noqa: ARG002 - every kind is asked so
    ) -> Verdict:
        """How many of the probabilities are there."""
        missing = [name for name in self.events if name not in answer]
        if not missing:
            return Verdict(1.0, "right")
        share = len(answer) / len(self.events)
        return Verdict(min(share, 0.99), f"still without a probability: {', '.join(missing)}")

    def solution(self, case: Case) -> dict[str, float]:  # noqa: ARG002 - every kind is asked so
        """The base rate for each: what a forecast has to beat."""
        return dict.fromkeys(self.events, self.base_rate)

    def brier(self, answer: Mapping[str, float]) -> float:
        """The mean squared distance from what happened, 0 is perfect.

        >>> one = Probabilities(kind="probabilities", events={"a": "A?", "b": "B?"},
        ...                     happened={"a": True, "b": False}, base_rate=0.5)
        >>> one.brier({"a": 0.9, "b": 0.1}), one.brier({"a": 0.5, "b": 0.5})
        (0.01, 0.25)
        """
        gaps = [(answer[name] - float(self.happened[name])) ** 2 for name in self.events]
        return round(sum(gaps) / len(gaps), 12)
