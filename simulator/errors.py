"""The errors a user can meet, in one tree.

::

    SimulatorError            anything this package refuses or could not do, said in plain words
    ├── ScenarioError         a scenario cannot be used; ``problems`` lists every reason at once
    ├── RunFolderError        a run folder is missing, damaged, not ours, or would be overwritten
    ├── RequestError          something was asked of a run that it cannot give
    ├── ExerciseError         an exercise, or an answer to one, cannot be used
    └── RunError              a run started and could not be finished

The command line turns each into one clear block: exit code 2 where the input was refused
(``ScenarioError``, ``RunFolderError``, ``RequestError``, ``ExerciseError``), 1 where a run failed
(``RunError``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


class SimulatorError(Exception):
    """Anything this package refuses or could not do; its text is written for the user."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a scenario: where, what, what was expected, what to try.

    ``file`` is the file as the user knows it, or ``--set path=value``; ``line`` and ``column``
    count from 1 and are absent where there is no place to point at.

    >>> print(Problem("my.yaml", "target.slip", "is 7", line=3, column=9,
    ...               expected="a number between 0 and 1"))
    my.yaml:3:9: target.slip: is 7; expected a number between 0 and 1
    """

    file: str
    path: str
    message: str
    line: int | None = None
    column: int | None = None
    expected: str | None = None
    hint: str | None = None

    @property
    def where(self) -> str:
        """``file:line:column``, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    def __str__(self) -> str:
        expected = f"expected {self.expected}" if self.expected else None
        what = "; ".join(part for part in (self.message, expected, self.hint) if part)
        return ": ".join(part for part in (self.where, self.path, what) if part)

    def as_data(self) -> dict[str, str | int | None]:
        """The problem as plain data, for ``--json``."""
        return asdict(self)


class ScenarioError(SimulatorError):
    """A scenario cannot be used; ``problems`` holds every reason, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class RunFolderError(SimulatorError):
    """A run folder is missing, damaged or not ours, or would have been overwritten."""


class RequestError(SimulatorError):
    """Something was asked of a run that it cannot give: a world it has not, a figure unknown."""


class ExerciseError(SimulatorError):
    """An exercise, or what a student wrote, cannot be used; the text says how to mend it."""


class RunError(SimulatorError):
    """A run started and could not be finished."""
