"""Free text: collected for the instructor, not graded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from simulator.exercise.kinds.base import Check, Verdict

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake


class Text(Check):
    """Sentences. The instructor reads them; ``good`` says what good ones contain."""

    named: ClassVar[str] = "text"
    graded: ClassVar[bool] = False

    good: str

    @property
    def form(self) -> str:
        """How an answer is written."""
        return "your sentences in the indented lines below"

    def blank(self, task: str) -> list[str]:
        """A block in which any sentence may stand, colons included."""
        return [f"{task}: |", "  "]

    def read(self, raw: Any) -> str:
        """The text, whatever it is."""
        return "" if raw is None else str(raw).strip()

    def judge(self, answer: str, case: Case, mistakes: Mapping[str, Mistake]) -> Verdict:
        """Kept, or still empty."""
        return Verdict(1.0 if answer else 0.0, "kept for your instructor" if answer else "empty")

    def solution(self, case: Case) -> str:
        """What a good answer contains."""
        return self.good
