"""A program that the student writes, judged by letting it bargain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.exercise.kinds.base import Check, Unusable, Verdict
from simulator.exercise.programs import Play, Unplayable

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake


class Meeting(BaseModel):
    """Whom the program meets, and what is to come of it.

    ``changes`` (``path=value``) put it into the scenario. The ``mean`` of a column of
    ``outcomes.csv``, or the ``per_cent`` of worlds in which it is not 0, has to be at least so
    much; ``missed`` is told where it is not. Below the ``limit`` a program has only what one
    earns that plays, whatever it reaches elsewhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    changes: list[str] = Field(min_length=1)
    of: str
    measure: Literal["mean", "per_cent"] = "mean"
    at_least: float
    limit: float | None = None
    missed: str

    def met(self, values: Sequence[float]) -> bool:
        """Whether it came out as it should."""
        return self._of(values) >= self.at_least - 1e-9

    def within(self, values: Sequence[float]) -> bool:
        """Whether it came out at its limit or above."""
        return self.limit is None or self._of(values) >= self.limit - 1e-9

    def _of(self, values: Sequence[float]) -> float:
        counted = [float(v != 0) * 100 for v in values] if self.measure == "per_cent" else values
        return sum(counted) / len(counted)


class Program(Check):
    """A file of Python, judged in ``meetings`` of fixed worlds; ``valid`` is for one that plays.

    It is run only where the case has a player, that is where somebody asked for it. ``solved`` and
    the ``answer`` of a mistake are texts of such a file.
    """

    named: ClassVar[str] = "program"

    file: str
    meetings: list[Meeting] = Field(min_length=1)
    worlds: int = Field(default=512, ge=256, le=4096)
    seed: int = 1
    valid: float = Field(default=0.25, ge=0, lt=1)
    solved: str

    @property
    def answered_in(self) -> str:
        """The file."""
        return self.file

    @property
    def form(self) -> str:
        """How an answer is written."""
        return f"nothing here; change {self.file} and save it"

    def blank(self, task: str) -> list[str]:
        """Nothing to fill in: the answer is the file."""
        return [f"#    ({task} is answered in the file itself.)"]

    def read(self, raw: Any) -> str:
        """The text of the file."""
        return str(raw)

    def judge(self, answer: str, case: Case, mistakes: Mapping[str, Mistake]) -> Verdict:
        """Whether it plays, and reaches what is asked in each meeting."""
        if answer.split() == case.given_text(self.file).split():
            return Verdict(0.0, f"{self.file} is as it was given")
        if case.player is None:
            return Verdict(
                0.0,
                f"{self.file} was not run. It is a program: if you wrote it, or have read it, add "
                "--run-code to the command",
            )
        plays = [Play(one.changes, [one.of], self.worlds, self.seed) for one in self.meetings]
        try:
            found = case.player.play(
                answer, file=self.file, scenario=case.given_text(), plays=plays
            )
        except Unplayable as error:
            raise Unusable(f"{error}{_tip(str(error), answer)}") from None
        came = [(one, columns[one.of]) for one, columns in zip(self.meetings, found, strict=True)]
        missed = [one.missed for one, values in came if not one.met(values)]
        if not missed:
            return Verdict(1.0, "right")
        beyond = any(not one.within(values) for one, values in came)
        reached = 0.0 if beyond else 1 - len(missed) / len(self.meetings)
        share = self.valid + (1 - self.valid) * reached
        recognised = (name for name, each in mistakes.items() if each.answer == answer)
        return Verdict(min(share, 0.99), "; ".join(missed), next(recognised, ""))

    def solution(self, case: Case) -> str:
        """A program that reaches all."""
        return self.solved


_TIPS = (
    (r" for \^:", "in Python, to the power of 4 is written ** 4, with two stars"),
    (r"answered None", "the function has to end with a line that begins with return"),
    (r"answered \[\(", "is there a comma in a number? Python wants a point, such as 0.5"),
    (r"NameError", "names have to be spelt as between the brackets behind def"),
    (r"IndentationError", "the lines below def begin with four blanks"),
)


def _tip(said: str, program: str) -> str:
    r"""What a beginner may have meant, and the line where the program cannot be read.

    >>> _tip("mine.py:2: cannot be run as Python (SyntaxError: …)", "def mine(x):\n  retrun x")
    '\n  the line is: retrun x'
    """
    shown, lines = "", program.splitlines()
    found = re.search(r":(\d+): cannot be run as Python", said)
    if found and 0 < int(found[1]) <= len(lines):
        shown = f"\n  the line is: {lines[int(found[1]) - 1].strip()}"
    return shown + "".join(f"\n  {tip}" for sign, tip in _TIPS if re.search(sign, said))
