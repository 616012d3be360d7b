"""A class's folders: who is in it, and a folder for each of them and each exercise.

Students are known by a code alone in everything that is written. Which code is whose is told once,
on standard output, and can be worked out again from the instructor's own list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.errors import ExerciseError
from simulator.exercise.folders import write
from simulator.exercise.library import load, names
from simulator.exercise.variants import case_of, code_of

_HEADS: Final = ("student", "id", "name", "email", "number", "students", "names", "ids")
_MOST: Final = 5000


@dataclass(frozen=True)
class Member:
    """A student as the instructor's list has them, and the code under which they are written."""

    student: str
    code: str


def members(file: str | Path) -> tuple[Member, ...]:
    """The students of a list: the first column of a CSV file, with or without a heading.

    ``ExerciseError`` if the file cannot be read, is empty, or has a student twice.
    """
    path = Path(file)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ExerciseError(
            f"{path} cannot be read: {error.strerror}; expected a list of students, one a line"
        ) from None
    except UnicodeDecodeError:
        raise ExerciseError(f"{path} is not UTF-8 text; save it as 'CSV UTF-8'") from None
    return of_ids(_column(text), where=str(path))


def of_ids(ids: Iterable[str], *, where: str = "the list") -> tuple[Member, ...]:
    """Members from ids; ``ExerciseError`` if there are none or one comes twice."""
    found = [Member(one.strip(), code_of(one)) for one in ids if one.strip()]
    if not found:
        raise ExerciseError(f"{where} names no student; expected one a line, such as: ada")
    if len(found) > _MOST:
        raise ExerciseError(f"{where} names {len(found):,} students; at most {_MOST:,}")
    seen: dict[str, str] = {}
    for one in found:
        if one.code in seen:
            raise ExerciseError(
                f'{where} has "{one.student}" twice ("{seen[one.code]}" is the same: capitals do '
                "not count); give each student a name or number of their own"
            )
        seen[one.code] = one.student
    return tuple(found)


def _column(text: str) -> Iterator[str]:
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=separator)):
        if row and not (number == 0 and row[0].strip().lower() in _HEADS):
            yield row[0]


def make_set(
    students: str | Path | Sequence[str],
    folder: str | Path = "class",
    *,
    exercises: Sequence[str] = (),
) -> list[tuple[Member, Path]]:
    """Write a folder for each student, with one for each exercise in it; return whose is which.

    ``students`` is a CSV file or a list of ids; ``exercises`` default to all. Nothing is written if
    ``folder`` is there already.
    """
    whole = members(students) if isinstance(students, str | Path) else of_ids(students)
    wanted = [load(name) for name in (exercises or names())]
    top = Path(folder)
    if top.exists():
        raise ExerciseError(f"{top} is there already and was left as it is; choose another with -o")
    made = []
    for one in whole:
        for exercise in wanted:
            write(case_of(exercise, one.code), one.code, top / one.code / exercise.name)
        made.append((one, top / one.code))
    return made
