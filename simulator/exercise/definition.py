"""What an exercise says of itself: ``exercise.yaml``, checked, with every problem told at once.

The file is as little trusted as a scenario: it is read as plain data, and it names what judges an
answer (a kind) and where the right answer comes from (a quantity) by words that are known here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from simulator.exercise.kinds import Check, check_of
from simulator.exercise.kinds.base import Asked

Level = Literal["introductory", "intermediate", "advanced"]
Value = int | float | str


class Strict(BaseModel):
    """Data that cannot change and has no keys but those named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Vary(Strict):
    """A number or word that differs from student to student.

    ``path`` (or a list of them) is where it stands in the scenario; without one it only appears in
    texts and in what quantities are asked. The first of ``values`` is that of the exercise without
    a student.
    """

    path: str | list[str] | None = None
    values: list[Value] = Field(min_length=1)

    @property
    def paths(self) -> list[str]:
        """Where it stands, none to many."""
        return [self.path] if isinstance(self.path, str) else self.path or []


class Band(Asked):
    """A quantity that every variant has within these bounds, so that all are equally hard."""

    at_least: float = float("-inf")
    at_most: float = float("inf")


class Mistake(Asked):
    """An answer that students typically give instead, and why.

    It is given as ``answer``, as a ``quantity`` that is computed, or, for an edited scenario, as
    ``change`` (values by path). ``says`` is told to a student who gives it; ``share`` of the marks
    is given for it.
    """

    quantity: str | None = None
    answer: Any = None
    change: Mapping[str, Any] = Field(default_factory=dict)
    why: str
    says: str | None = None
    share: float = Field(default=0.0, ge=0, lt=1)


class Task(Strict):
    """One thing that is asked.

    ``look`` is told when the answer is not right; ``hints`` are given one after the other;
    ``worked`` tells the instructor how the solution is found.
    """

    ask: str
    marks: int = Field(ge=0, le=100)
    check: Annotated[Check, BeforeValidator(check_of)]
    look: str = ""
    hints: list[str] = Field(default_factory=list)
    mistakes: dict[str, Mistake] = Field(default_factory=dict)
    worked: str = ""

    @property
    def worth(self) -> str:
        """Its marks in words."""
        if not self.check.graded:
            return "not graded"
        return "1 mark" if self.marks == 1 else f"{self.marks} marks"


class Definition(Strict):
    """The whole of ``exercise.yaml``."""

    title: str
    question: str
    minutes: int = Field(ge=5, le=240)
    level: Level
    learns: list[str] = Field(min_length=1)
    files: list[str] = Field(default_factory=lambda: ["scenario.yaml"])
    vary: dict[str, Vary] = Field(default_factory=dict)
    bands: dict[str, Band] = Field(default_factory=dict)
    tasks: dict[str, Task] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_can_be_keys(self) -> Definition:
        for name in self.tasks:
            if not name.isidentifier() or name in {"exercise", "variant"}:
                raise ValueError(f"a task cannot be called {name!r}; use letters, digits and _")
        return self

    @property
    def marks(self) -> int:
        """All marks there are."""
        return sum(task.marks for task in self.tasks.values())
