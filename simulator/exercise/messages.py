"""What is wrong with a file, for somebody who has never edited one, with an example of right."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.errors import ScenarioError
from simulator.exercise.edits import line_of
from simulator.scenario.nodes import Unreadable

_MOST = 3


def scenario_problems(error: ScenarioError, given: str) -> str:
    """The problems of an edited scenario, each with the line as it was given, if there is one."""
    told = []
    for problem in error.problems[:_MOST]:
        keys = tuple(problem.path.split(".")) if problem.path else ()
        right = line_of(given, keys, file="given") if keys else None
        if right is not None:
            told.append(f"{problem}\n    as it was given: {right.strip()}")
        else:
            told.append(f"{problem}{_around(given.splitlines(), problem.line)}")
    more = len(error.problems) - _MOST
    rest = [f"and {more} more"] if more > 0 else []
    return "the file cannot be run yet:\n  " + "\n  ".join([*told, *rest])


def _around(given: list[str], line: int | None) -> str:
    """The line to blame in a file that cannot be read, and the one before it, as they were given.

    A colon or bracket that is missing is often noticed only on the line behind it.
    """
    last = _meant(given, line)
    if not last or last > len(given):
        return ""
    first = _meant(given, last - 1)
    lines = "".join(f"\n      {given[n - 1].strip()}" for n in dict.fromkeys([first or last, last]))
    return f"\n    the fault is on one of these lines; as they were given:{lines}"


def broken_file(file: Path, text: str, error: Unreadable) -> str:
    """A text that is no YAML: the line, what is wrong with it, and an example of right."""
    lines = text.splitlines()
    line = _meant(lines, min(error.line, len(lines)) if error.line else None)
    where = f"{file.name}, line {line}" if line else file.name
    shown, example = "", "belief: 0.5"
    if line and lines[line - 1].strip():
        wrong = lines[line - 1].strip()
        before = _meant(lines, line - 1)
        shown = f"\n  the line before:   {lines[before - 1].strip()}" if before else ""
        shown, example = f"{shown}\n  the line is:       {wrong}", _mended(wrong)
    expected = f" (expected: {error.expected})" if error.expected else ""
    return (
        f"{where}: the file {error.message}{expected}.{shown}\n"
        f"  right would be, for example:   {example}\n"
        "  One answer a line: its name, a colon, a blank, the answer. The fault may stand on the "
        "line before."
    )


def _meant(lines: list[str], line: int | None) -> int | None:
    """The line to blame: a remark or an empty line is never wrong, so the one before it is.

    >>> _meant(["belief: 0.5", "variant 037f", "", "# 1. (1 mark) …"], 4)
    2
    """
    if not line or line > len(lines):
        return line
    before = (n for n in range(line, 0, -1) if not re.match(r"\s*(#|$)", lines[n - 1]))
    return next(before, line)


def _mended(line: str) -> str:
    """A line as it might have been meant: the name, a colon, a blank, one number or word.

    >>> _mended('belief: 0.6: 2'), _mended('targets_most 12')
    ('belief: 0.6', 'targets_most: 12')
    """
    words = re.findall(r"[\w.]+", line)
    return f"{words[0]}: {words[1]}" if len(words) > 1 else "belief: 0.5"


def renamed(folder: Path, wanted: str) -> str:
    """The name under which a missing file may lie in its folder; empty if none looks like it."""
    stem = wanted.split(".", maxsplit=1)[0]
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != wanted)
    return next((name for name in names if stem in name.lower()), "")


def missing_file(folder: Path, wanted: str) -> str:
    """A file that is not there; what looks like it under another name is pointed out."""
    here = "this folder" if folder == Path() else str(folder)
    if near := renamed(folder, wanted):
        return (
            f"{wanted} is not in {here}, but {near} is. Was it renamed? Call it {wanted} "
            "again (some editors add .txt: save as 'all files')"
        )
    return f"{wanted} is not in {here}; it belongs beside the exercise's other files"
