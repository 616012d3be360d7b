"""The exercises that come with the package: where they are, and what is in each folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from simulator.errors import ExerciseError
from simulator.exercise.definition import Definition
from simulator.scenario.faults import did_you_mean, quoted
from simulator.scenario.library import EXERCISES, scenario_folder
from simulator.scenario.nodes import Unreadable
from simulator.scenario.source import Source, read_source

DEFINITION: Final = "exercise.yaml"
STUDENT: Final = "student.md"
GUIDE: Final = "guide.md"
_MOST_BYTES: Final = 256 * 1024


@dataclass(frozen=True)
class Exercise:
    """An exercise: its name (``01-luck-or-policy``), its folder, and what it says of itself."""

    name: str
    folder: Path
    definition: Definition

    def text(self, file: str) -> str:
        """The text of one of its files; ``ExerciseError`` if it is not there."""
        path = self.folder / file
        if Path(file).name != file or not path.is_file():
            raise ExerciseError(f"exercise {self.name} has no file {quoted(file)}")
        if path.stat().st_size > _MOST_BYTES:
            raise ExerciseError(f"{path} has more than {_MOST_BYTES:,} bytes")
        return path.read_text("utf-8")


def names() -> tuple[str, ...]:
    """The names of the exercises, in the order of the course."""
    folder = exercises_folder()
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{DEFINITION}")))


def exercises_folder() -> Path:
    """The folder of exercises, in a checkout or in the installed package."""
    scenarios = scenario_folder()
    if scenarios is None or not (scenarios / EXERCISES).is_dir():
        raise ExerciseError("the exercises were not found beside the scenarios; install again")
    return scenarios / EXERCISES


def find(name: str) -> str:
    """The full name that a number, a part or the whole of a name means.

    >>> find("2"), find("zopa"), find("02-zopa")
    ('02-zopa', '02-zopa', '02-zopa')
    """
    known = names()
    wanted = name.strip().lower().rstrip("/")
    if wanted.isdigit():
        found = [one for one in known if int(one.split("-")[0]) == int(wanted)]
    else:
        found = [one for one in known if one == wanted or one.partition("-")[2] == wanted]
    if len(found) == 1:
        return found[0]
    hint = did_you_mean(wanted, [*known, *(one.partition("-")[2] for one in known)])
    listed = ", ".join(known)
    raise ExerciseError(
        f"there is no exercise {quoted(name)}; {hint or 'there are: ' + listed}"
        "\n  'sanctions exercise list' names them all; the number alone is enough: 2"
    )


@cache
def load(name: str) -> Exercise:
    """An exercise by its number, the words of its name, or its whole name."""
    full = find(name)
    return load_folder(exercises_folder() / full)


def load_folder(folder: Path) -> Exercise:
    """An exercise from its folder; ``ExerciseError`` tells every problem, each with its line."""
    file = folder / DEFINITION
    if not file.is_file():
        raise ExerciseError(f"{folder} is no exercise: it has no {DEFINITION}")
    if file.stat().st_size > _MOST_BYTES:
        raise ExerciseError(f"{file} has more than {_MOST_BYTES:,} bytes")
    try:
        source = read_source(file.read_text("utf-8"), file=file.name)
    except Unreadable as error:
        raise ExerciseError(f"{file}:{error.line}: {error.message}") from None
    except UnicodeDecodeError:
        raise ExerciseError(f"{file} is not UTF-8 text") from None
    problems = [str(finding.located(source.places, _top(source))) for finding in source.findings]
    try:
        definition = Definition.model_validate(source.data)
    except ValidationError as error:
        problems += [_told(one, source) for one in error.errors(include_url=False)]
    if problems:
        raise ExerciseError(f"{file} cannot be used:\n" + "\n".join(f"  {p}" for p in problems))
    return Exercise(folder.name, folder, definition)


def _top(source: Source) -> Any:
    from simulator.scenario.findings import Mark

    return Mark(source.file)


def _told(error: Any, source: Source) -> str:
    """One of pydantic's complaints, at its line."""
    path = tuple(error["loc"])
    place = next(
        (source.places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in source.places),
        None,
    )
    where = f"{source.file}:{place.key.line}" if place else source.file
    return f"{where}: {'.'.join(map(str, path))}: {error['msg']}"
