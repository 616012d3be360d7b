"""Probabilities of things that did or did not happen, scored by Brier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from simulator.exercise.kinds.base import Check, Unusable, Verdict

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake


class Event(BaseModel):
    """A statement about the record, and the row of ``seeds/observed`` that settles it.

    The last row of that ``case`` and ``quantity`` not after the day ``by`` counts. The statement is
    true if its value is ``at_least`` so much, or ``at_most``; either may be ``{name}`` of a number
    that varies from student to student.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: str
    case: str
    quantity: str
    by: dt.date = Field(le=dt.date(2025, 9, 30))
    at_least: float | str | None = None
    at_most: float | str | None = None


class Probabilities(Check):
    """A probability for each of ``events``, which the record settles.

    Marks are for giving all of them, since a good forecaster can be unlucky: whether the Brier
    score beat the base rate is for a task of its own to ask. The score is not told by ``check``:
    from it the record could be worked out.
    """

    named: ClassVar[str] = "probabilities"

    events: dict[str, Event] = Field(min_length=1)

    @property
    def form(self) -> str:
        """How an answer is written."""
        return "a number from 0 (cannot happen) to 1 (certain) behind each name, such as 0.3"

    @property
    def listed(self) -> Mapping[str, str]:
        """The statements."""
        return {name: event.says for name, event in self.events.items()}

    def blank(self, task: str) -> list[str]:
        """A line for each statement."""
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
        case: Case,
        mistakes: Mapping[str, Mistake],
    ) -> Verdict:
        """How many of the probabilities are there."""
        missing = [name for name in self.events if name not in answer]
        if not missing:
            return Verdict(1.0, "right")
        share = len(answer) / len(self.events)
        return Verdict(min(share, 0.99), f"still without a probability: {', '.join(missing)}")

    def solution(self, case: Case) -> dict[str, float]:
        """One half for each: a forecast without any knowledge."""
        return dict.fromkeys(self.events, 0.5)
