"""What every kind of check can do, and what it says of an answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from simulator.errors import ExerciseError

if TYPE_CHECKING:
    from simulator.exercise.case import Case
    from simulator.exercise.definition import Mistake


class Unusable(Exception):
    """An answer that cannot be read; the text says what is wrong and what was expected."""


class NoValue(ExerciseError):
    """What is asked for has no value here, such as a mean over nobody; the text says why.

    A student's numbers can bring that about, so it is told of the one task that asks.
    """


@dataclass(frozen=True)
class Verdict:
    """What is said of one answer: the share of the marks, and why, without the solution.

    ``right`` means all of the marks; ``mistake`` names a typical mistake that was recognised.
    """

    share: float
    said: str
    mistake: str = ""

    @property
    def right(self) -> bool:
        """Whether nothing is missing."""
        return self.share >= 1.0


class Asked(BaseModel):
    """A quantity by name, and what it is asked ``with``.

    These are words and numbers, or ``{name}`` of a number that varies from student to student.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    quantity: str | None = None
    given: Mapping[str, Any] = Field(default_factory=dict, alias="with")


class Check(Asked, ABC):
    """A kind of check. A subclass in ``simulator/exercise/kinds`` is known by its ``kind``."""

    kind: str
    named: ClassVar[str]
    graded: ClassVar[bool] = True

    @property
    @abstractmethod
    def form(self) -> str:
        """How an answer is written, with an example: it follows "Write"."""

    @abstractmethod
    def read(self, raw: Any) -> Any:
        """The answer as it was meant; ``Unusable`` if it cannot be one."""

    @abstractmethod
    def judge(self, answer: Any, case: Case, mistakes: Mapping[str, Mistake]) -> Verdict:
        """What is to be said of an answer that could be read."""

    @abstractmethod
    def solution(self, case: Case) -> Any:
        """A right answer, as a student would write it."""

    def blank(self, task: str) -> list[str]:
        """The lines of ``answers.yaml`` in which the answer is written."""
        return [f"{task}:"]

    @property
    def listed(self) -> Mapping[str, str]:
        """Words to choose from, or things to answer for, with what they mean."""
        return {}

    @property
    def answered_in(self) -> str:
        """The file that is the answer, where it is not given in ``answers.yaml``."""
        return ""

    def mistaken(self, mistake: Mistake, case: Case) -> Any:
        """The answer that somebody gives who makes a typical mistake; nothing if it has none."""
        if mistake.quantity:
            try:
                return case.quantity(mistake).value
            except NoValue:
                return None
        return mistake.answer
