"""Checking a student's answers, task by task: right or not yet, how far off, where to look.

The solution is never told. The same answers get the same marks, whenever and wherever they are
checked.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from simulator.errors import RunError, ScenarioError
from simulator.exercise.case import Case, Runner
from simulator.exercise.definition import Task
from simulator.exercise.folders import Work, read, work_case
from simulator.exercise.kinds.base import NoValue, Unusable, Verdict
from simulator.exercise.library import Exercise, load
from simulator.exercise.programs import Player
from simulator.exercise.variants import case_of, code_of


@dataclass(frozen=True)
class Told:
    """What is said of one task.

    ``state`` is ``right``, ``part``, ``not yet``, ``empty``, ``unusable`` or ``kept``; ``mistake``
    names a typical mistake that was recognised.
    """

    task: str
    number: int
    state: str
    marks: float
    of: int
    said: str
    look: str = ""
    mistake: str = ""


@dataclass(frozen=True)
class Checked:
    """What is said of an exercise; ``code`` is the variant's."""

    exercise: Exercise
    code: str
    tasks: tuple[Told, ...]

    @property
    def marks(self) -> float:
        """Marks earned."""
        return float(sum(told.marks for told in self.tasks))

    @property
    def of(self) -> int:
        """Marks there are."""
        return self.exercise.definition.marks

    @property
    def full(self) -> bool:
        """Whether no mark is missing."""
        return self.marks >= self.of

    def text(self, width: int = 80) -> str:
        """What a student reads."""
        lines = [self.exercise.definition.title, ""]
        for told in self.tasks:
            worth = f"  ({_plain(told.marks)} of {told.of})" if told.of else ""
            lines.append(f"{told.number}. {told.task}: {_STATES[told.state]}{worth}")
            if told.said not in {"right", ""}:
                lines += _wrapped(as_sentence(told.said, told.task), width)
            if told.look:
                lines += _wrapped(f"Look at: {told.look}", width)
        lines += ["", f"Marks: {_plain(self.marks)} of {self.of}"]
        if not self.full:
            lines.append(
                "Change your answers or files, save, and check again; "
                "'sanctions exercise hint' helps."
            )
        return "\n".join(lines)


_STATES = {
    "right": "right",
    "part": "partly right",
    "not yet": "not yet",
    "empty": "not answered yet",
    "unusable": "cannot be read",
    "kept": "kept",
}


def check_folder(
    folder: Path, *, runner: Runner | None = None, player: Player | None = None
) -> Checked:
    """Check the folder that ``start`` made; a program in it is run only by a ``player``."""
    return check_work(read(folder), runner=runner, player=player)


def check_work(
    work: Work, *, runner: Runner | None = None, player: Player | None = None
) -> Checked:
    """Check what a folder holds; a program in it is run only by a ``player``."""
    case = work_case(work, runner=runner, player=player)
    return _checked(case, work.code, work.raw, missing=work.missing)


def check_answers(
    name: str,
    answers: Mapping[str, Any],
    *,
    student: str | None = None,
    runner: Runner | None = None,
) -> Checked:
    """Check answers given in Python: by task, as in ``answers.yaml``; an edit as values by path.

    A program is given as its text, and is run.
    """
    code = code_of(student)
    case = case_of(load(name), code, runner=runner, player=Player())
    return _checked(case, code, answers, missing={})


def _checked(
    case: Case, code: str, raw: Mapping[str, Any], *, missing: Mapping[str, str]
) -> Checked:
    tasks = case.exercise.definition.tasks
    case = replace(case, answers=_readable(tasks, raw))
    told = tuple(
        _told(case, name, number, raw=raw.get(name), missing=missing)
        for number, name in enumerate(tasks, start=1)
    )
    return Checked(case.exercise, code, told)


def _readable(tasks: Mapping[str, Task], raw: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for name, task in tasks.items():
        if raw.get(name) is None:
            continue
        try:
            found[name] = task.check.read(raw[name])
        except Unusable:
            continue
    return found


def _told(case: Case, name: str, number: int, *, raw: Any, missing: Mapping[str, str]) -> Told:
    task = case.exercise.definition.tasks[name]
    check = task.check
    file = check.answered_in
    if file and raw is None:
        if file in missing:
            return Told(name, number, "unusable", 0, task.marks, missing[file])
        raw = case.texts.get(file)
        if raw == case.given_text(file):
            untouched = f"{file} is as it was given"
            return Told(name, number, "empty", 0, task.marks, untouched, case.said(task.look))
    if raw is None or raw == "":
        return Told(name, number, "empty", 0, task.marks, "")
    try:
        verdict = check.judge(check.read(raw), case, task.mistakes)
    except (Unusable, NoValue, ScenarioError, RunError) as failed:
        return _failed(case, name, number, failed=failed)
    if not check.graded:
        return Told(name, number, "kept" if verdict.right else "empty", 0, 0, verdict.said)
    return _weighed(case, name, number, verdict=verdict)


def _failed(case: Case, name: str, number: int, *, failed: Exception) -> Told:
    """What is said where nothing can be judged: it costs that task's marks, and no other's."""
    task, said = case.exercise.definition.tasks[name], str(failed)
    if isinstance(failed, NoValue):
        return Told(name, number, "not yet", 0, task.marks, said, case.said(task.look))
    if not isinstance(failed, Unusable):
        said = f"with these numbers no run can be made: {said}"
    elif not task.check.answered_in:
        said = f"{name} {said}"
    return Told(name, number, "unusable", 0, task.marks, said)


def _weighed(case: Case, name: str, number: int, *, verdict: Verdict) -> Told:
    task = case.exercise.definition.tasks[name]
    state = "right" if verdict.right else "part" if verdict.share > 0 else "not yet"
    marks = marks_of(verdict.share, task.marks)
    look = "" if verdict.right else case.said(task.look)
    return Told(
        name, number, state, marks, task.marks, case.said(verdict.said), look, verdict.mistake
    )


def marks_of(share: float, marks: int) -> float:
    """A share of the marks, a third as a third.

    >>> marks_of(0.34, 3), marks_of(0.25, 2)
    (1.0, 0.5)
    """
    part = Fraction(min(1.0, share)).limit_denominator(20)
    return round(float(part * marks), 2)


def _plain(marks: float) -> str:
    return f"{marks:g}"


def as_sentence(text: str, task: str) -> str:
    """A capital and a full stop, but names of files and tasks stay as they are.

    >>> as_sentence("too high", "figure"), as_sentence("figure is empty", "figure")
    ('Too high.', 'figure is empty.')
    """
    first = text.partition(" ")[0].rstrip(",;:")
    named = first == task or not first.isalpha()
    end = "" if text.endswith((".", "!", "?")) or "\n" in text else "."
    return text + end if named else text[:1].upper() + text[1:] + end


def _wrapped(text: str, width: int) -> list[str]:
    lines = []
    for part in text.splitlines():
        indent = "   " + " " * (len(part) - len(part.lstrip()))
        lines += textwrap.wrap(
            part, width, initial_indent=indent, subsequent_indent=indent,
            break_long_words=False, break_on_hyphens=False,
        ) or [""]  # fmt: skip
    return lines
