"""The direction of an effect: more, fewer, or not to be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final

from pydantic import Field

from simulator.exercise.kinds.base import Check, Unusable, Verdict

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake

WORDS: Final = ("more", "fewer", "cannot_tell")


class Sign(Check):
    """``more``, ``fewer`` or ``cannot_tell``: the sign of a quantity beside its Monte Carlo error.

    With ``worlds`` that a student runs, an effect of less than ``unsettled`` standard errors is not
    to be told and one of more than ``settled`` is; between them the sign and "cannot tell" both
    count, because luck decides which of them a student sees.
    """

    named: ClassVar[str] = "sign"

    quantity: str
    worlds: int
    unsettled: float = Field(default=0.5, ge=0)
    settled: float = Field(default=5.0, ge=2)

    @property
    def form(self) -> str:
        """How an answer is written."""
        return f"one of these words: {', '.join(WORDS)}"

    def read(self, raw: Any) -> str:
        """The word; ``Unusable`` if it is another."""
        word = str(raw).strip().lower().replace(" ", "_").replace("-", "_")
        word = {"less": "fewer", "higher": "more", "lower": "fewer"}.get(word, word)
        if word not in WORDS:
            what = "is empty" if raw is None else f'is "{str(raw)[:40]}"'
            raise Unusable(f"{what}; write {self.form}")
        return word

    def judge(self, answer: str, case: Case, mistakes: Mapping[str, Mistake]) -> Verdict:
        """Right, or the wrong way round, or surer or less sure than the worlds allow."""
        if answer in self._accepted(case):
            return Verdict(1.0, "right")
        told = next((m for m in mistakes.items() if m[1].answer == answer), None)
        if told:
            name, mistake = told
            return Verdict(mistake.share, mistake.says or "not this one", name)
        if answer == "cannot_tell":
            return Verdict(0.0, "these worlds do settle the direction")
        if self._accepted(case) == {"cannot_tell"}:
            return Verdict(0.0, "these worlds do not settle it: look at the interval")
        return Verdict(0.0, "the other way round: look at which run is subtracted from which")

    def solution(self, case: Case) -> str:
        """The word that is never wrong here."""
        accepted = self._accepted(case)
        return next(word for word in (*WORDS[:2], WORDS[2]) if word in accepted)

    def _accepted(self, case: Case) -> set[str]:
        truth = case.quantity(self)
        error = truth.error_of(self.worlds)
        size = abs(truth.number) / error if error > 0 else (0.0 if truth.number == 0 else 1e9)
        way = "more" if truth.number > 0 else "fewer"
        if size < self.unsettled:
            return {"cannot_tell"}
        return {way} if size > self.settled else {way, "cannot_tell"}
