"""A class whose folders are filled in every way that an instructor meets, with the marks due."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simulator import exercise
from simulator.exercise.case import Case, Runs
from simulator.exercise.checking import marks_of
from simulator.exercise.definition import Mistake, Task
from simulator.exercise.edits import changed_text
from simulator.exercise.folders import read
from simulator.exercise.kinds.edit import Edit
from simulator.exercise.kinds.number import Number
from simulator.exercise.kinds.probabilities import Probabilities
from simulator.exercise.kinds.program import Program
from simulator.exercise.variants import case_of, code_of

ANSWERS = "answers.yaml"


@dataclass(frozen=True)
class Due:
    """What a folder has to get: its marks, and words that have to stand among the reasons."""

    marks: float
    said: str = ""


Choice = Callable[[str, Task], "Mistake | str | None"]  # a mistake, nothing, or "right"


class Class:
    """Students' folders, filled one after the other; worlds are shared between them."""

    def __init__(self, top: Path, students: Sequence[str], exercises: Sequence[str]) -> None:
        self.top, self.runs = top, Runs()
        self.exercises = [exercise.load(name).name for name in exercises]
        exercise.make_set(list(students), top, exercises=exercises)
        self.due: dict[str, Due] = {}
        for number, student in enumerate(students):
            for name in self.exercises:
                self._hand_in(number, top / code_of(student) / name)

    def _hand_in(self, number: int, folder: Path) -> None:
        ways = list(_WAYS)
        way = ways[number] if number < len(ways) else one_mistake
        place, due = way(self, folder, number - len(ways))
        self.due[place.relative_to(self.top).as_posix()] = due

    def filled(self, folder: Path, choose: Choice) -> dict[str, float]:
        """Answer every task as ``choose`` says; the marks of each."""
        work = read(folder)
        case = case_of(work.exercise, work.code, runner=self.runs)
        marks = {}
        for name, task in work.exercise.definition.tasks.items():
            chosen = choose(name, task) if task.check.graded else None
            marks[name] = 0.0
            if chosen is None:
                continue
            answer, marks[name] = _answer(task, chosen, case)
            _write(folder, name, task, answer)
            case = replace(case, answers={**case.answers, name: answer})
        return marks


def _answer(task: Task, chosen: Mistake | str, case: Case) -> tuple[Any, float]:
    if isinstance(chosen, Mistake):
        return task.check.mistaken(chosen, case), marks_of(chosen.share, task.marks)
    return task.check.solution(case), float(task.marks)


def _write(folder: Path, name: str, task: Task, answer: Any) -> None:
    check, answers = task.check, folder / ANSWERS
    if isinstance(check, Edit):
        file = folder / check.file
        text = changed_text(file.read_text("utf-8"), answer, file=check.file)
        file.write_text(text, encoding="utf-8")
    elif isinstance(check, Program):
        (folder / check.file).write_text(answer, encoding="utf-8")
    else:
        lines = answer if isinstance(check, Probabilities) else {name: answer}
        text = answers.read_text("utf-8")
        for key, value in lines.items():
            indent = "  " if isinstance(check, Probabilities) else ""
            assert f"\n{indent}{key}:\n" in text, key
            text = text.replace(f"\n{indent}{key}:\n", f"\n{indent}{key}: {value}\n")
        answers.write_text(text, encoding="utf-8")


def _all_right(_name: str, _task: Task) -> str:
    return "right"


def right(klass: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """All right."""
    return folder, Due(sum(klass.filled(folder, _all_right).values()))


def untouched(_class: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """As it was given."""
    return folder, Due(0, "not answered")


def half(klass: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """Every other task answered, and rightly."""
    names = list(read(folder).exercise.definition.tasks)
    taken = klass.filled(folder, lambda name, _: "right" if names.index(name) % 2 == 0 else None)
    return folder, Due(sum(taken.values()), "not answered")


def bad_yaml(klass: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """All right, but for a first line that is no YAML."""
    right(klass, folder, 0)
    given = (folder / ANSWERS).read_text("utf-8")
    (folder / ANSWERS).write_text(f"remark [not closed: 1\n{given}", "utf-8")
    return folder, Due(0, f"{ANSWERS}, line ")


def renamed(klass: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """All right, in a file that an editor gave another name."""
    right(klass, folder, 0)
    (folder / ANSWERS).rename(folder / f"{ANSWERS}.txt")
    place = folder.relative_to(klass.top).as_posix()
    return folder, Due(0, f"{ANSWERS} is not in {place}, but {ANSWERS}.txt is. Was it renamed?")


def without_scenario(klass: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """All right, but the file that was to be changed lies elsewhere: its task alone is lost."""
    marks = klass.filled(folder, _all_right)
    tasks = read(folder).exercise.definition.tasks
    edited = [name for name, task in tasks.items() if isinstance(task.check, Edit)]
    (folder / "scenario.yaml").rename(folder / "my scenario.yaml")
    lost = sum(marks[name] for name in edited)
    return folder, Due(sum(marks.values()) - lost, "scenario.yaml is not in" if edited else "")


def impossible(klass: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """All right, but for a number that is none: its task alone is lost."""
    tasks = read(folder).exercise.definition.tasks
    first = next(name for name, task in tasks.items() if isinstance(task.check, Number))
    marks = klass.filled(folder, lambda name, _: None if name == first else "right")
    text = (folder / ANSWERS).read_text("utf-8")
    changed = text.replace(f"\n{first}:\n", f"\n{first}: 12,5\n")
    (folder / ANSWERS).write_text(changed, encoding="utf-8")
    return folder, Due(sum(marks.values()), f"{first}: {first} is")


def late(klass: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """All right, and collected into another folder than the rest."""
    _, due = right(klass, folder, 0)
    place = klass.top / "late" / folder.parent.name / folder.name
    place.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.move(folder, place)), due


def other_numbers(klass: Class, folder: Path, _turn: int) -> tuple[Path, Due]:
    """All right for this student, and then a neighbour's variant line."""
    _, due = right(klass, folder, 0)
    text = (folder / ANSWERS).read_text("utf-8")
    changed = text.replace(f"variant: {folder.parent.name}", f"variant: {code_of('a neighbour')}")
    (folder / ANSWERS).write_text(changed, encoding="utf-8")
    return folder, Due(due.marks, "'variant' was changed")


def one_mistake(klass: Class, folder: Path, turn: int) -> tuple[Path, Due]:
    """All right but for one typical mistake, another one for each student."""
    found = list(_mistakes(read(folder).exercise.definition.tasks))
    where, mistake = found[turn % len(found)]
    marks = klass.filled(folder, lambda name, _: mistake if name == where else "right")
    return folder, Due(sum(marks.values()), f"{where}: ")


def _mistakes(tasks: Mapping[str, Task]) -> Iterator[tuple[str, Mistake]]:
    for name, task in tasks.items():
        yield from ((name, mistake) for mistake in task.mistakes.values())


_WAYS = (
    right, untouched, half, bad_yaml, renamed, without_scenario, impossible, late, other_numbers,
)  # fmt: skip
