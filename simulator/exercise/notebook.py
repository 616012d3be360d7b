"""The exercises in a notebook: what a student without a terminal calls.

::

    from simulator.exercise.notebook import Desk

    desk = Desk("ada")                 # a name or number: numbers of one's own
    desk.begin(2)                      # a folder to work in, and the page
    desk.run(2)                        # the lines that the page gives to type
    desk.check(2)                      # right or not yet, and where to look
    desk.hint(2, "belief")

What a student gets wrong is printed and never raised: a notebook shows an error of Python as thirty
lines, of which the last one helps.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from simulator.errors import SimulatorError
from simulator.exercise import lessons
from simulator.exercise.folders import read
from simulator.exercise.library import load
from simulator.exercise.variants import code_of
from simulator.scenario.faults import did_you_mean

_Step = TypeVar("_Step", bound=Callable[..., None])


def _printed(step: _Step) -> _Step:
    @wraps(step)
    def told(*args: Any, **kwargs: Any) -> None:
        try:
            step(*args, **kwargs)
        except (SimulatorError, OSError) as error:
            print(f"Error: {error}")

    return cast("_Step", told)


class Desk:
    """A student's exercises in a folder ``work``, each step printed."""

    def __init__(self, student: str | None = None, work: str | Path = "my-exercises") -> None:
        self._student = student
        self._work = Path(work)

    @_printed
    def begin(self, number: int | str) -> None:
        """Make the folder, if it is not there, and show its page."""
        folder = self._folder(number)
        page = _as_calls(lessons.show_in(folder), number)
        _shown(f"{_how_to_run(folder, number)}\n\n{page}\n\nYour folder: `{folder}`")

    @_printed
    def run(self, number: int | str, **filled: object) -> None:
        """Run the lines of the page; words in capitals are given by name: ``LOW=0.1``.

        What an earlier run wrote is replaced.
        """
        folder = self._folder(number)
        lines = lessons.commands(folder, {word: str(value) for word, value in filled.items()})
        for place, line in enumerate(lines, start=1):
            _typed(folder, line, f"{place} of {len(lines)}", replace=True)
        if left := [word for word in lessons.blanks(folder) if word not in filled]:
            values = ", ".join(f"{word}=0.1" for word in left)
            print(f"Some lines wait for numbers of yours, for example: run({number}, {values})")
        elif not lines:
            print(f"Exercise {number} has nothing to run; its page says what to do.")

    @_printed
    def terminal(self, number: int | str, line: str) -> None:
        """Do in an exercise's folder what a line would do in a terminal."""
        _typed(self._folder(number), line, "")

    @_printed
    def averages(self, number: int | str, column: str) -> None:
        """The average of a column of ``outcomes.csv`` in every run of an exercise."""
        import pandas as pd

        files = sorted(self._folder(number).glob("**/outcomes.csv"))
        if not files:
            print(f"There is no run yet: run({number}) makes one.")
        for file in files:
            table = pd.read_csv(file)
            if column not in table:
                hint = did_you_mean(column, table.columns) or "a column's name is needed"
                print(f"{file.parent.name} has no column {column}; {hint}")
            else:
                print(f"{file.parent.name}: {table[column].mean():.1f}")

    @_printed
    def check(self, number: int | str, run_code: bool = False) -> None:
        """Say what is right; ``run_code`` runs a program of one's own too."""
        told = lessons.check(self._folder(number), run_code=run_code).text()
        print(_as_calls(told, number))

    @_printed
    def hint(self, number: int | str, task: int | str, which: int = 1) -> None:
        """A hint for a task (its name or number), as little help as possible first."""
        told = lessons.hint_in(self._folder(number), str(task), number=which)
        print(_as_calls(told, number))

    def _folder(self, number: int | str) -> Path:
        """The folder of an exercise, made when it is first asked for."""
        name = load(str(number)).name
        folder = self._work / name
        if not folder.exists():
            return lessons.start(name, folder, student=self._student)
        if read(folder).code != code_of(self._student):
            print(
                f"Note: {folder} was begun under another name, and its numbers stay those of that "
                "name. Put that name back, or, to begin anew under this one, give the folder "
                "another name first.\n"
            )
        return folder


_CALLS: Final = (
    (r"sanctions exercise hint (\w+) --number (\d+)", r'hint({n}, "\1", \2)'),
    (r"sanctions exercise hint (\w+)", r'hint({n}, "\1")'),
    (r"sanctions exercise hint", r'hint({n}, "1")'),
    (r"sanctions exercise check --run-code", "check({n}, run_code=True)"),
    (r"sanctions exercise check", "check({n})"),
    (r"sanctions exercise start (\d+)", r"begin(\1)"),
    (r"add --run-code to the command", "call check({n}, run_code=True)"),
)


def _as_calls(text: str, number: int | str) -> str:
    r"""A text that names commands, with the calls of the notebook in their place.

    >>> _as_calls("type `sanctions exercise check`; 'sanctions exercise hint' helps.", 2)
    'type `check(2)`; \'hint(2, "1")\' helps.'
    """
    for command, call in _CALLS:
        text = re.sub(command, call.format(n=number), text)
    return text


def _how_to_run(folder: Path, number: int | str) -> str:
    waiting = lessons.blanks(folder)
    if not lessons.commands(folder) and not waiting:
        return "*In this notebook there is nothing to run for this page.*"
    filled = "".join(f", {word}=0.1" for word in waiting)
    also = f" (`run({number}{filled})`, with numbers of yours)" if waiting else ""
    return (
        f"*In this notebook `run({number})`{also} does what the lines that begin with `sanctions` "
        f'do; a line of your own: `terminal({number}, "sanctions …")`.*'
    )


def _typed(folder: Path, line: str, place: str, *, replace: bool = False) -> None:
    """Run a line in a folder; what is printed goes into a file where ``>`` says so."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        print(f"{line}\nA quotation mark in this line is not closed.")
        return
    if words[:1] != ["sanctions"]:
        print(f'{line}\nA line here begins with "sanctions", such as: sanctions glossary ZOPA')
        return
    words, file = (words[1:-2], words[-1]) if words[-2:-1] == [">"] else (words[1:], "")
    if replace and "-o" in words[:-1] and (folder / words[words.index("-o") + 1]).exists():
        words.append("--force")
    print(f"> {line}\n(working{place and ': line '}{place} …)", flush=True)
    done = subprocess.run(  # noqa: S603 - the simulator itself, in the folder of its exercise
        [sys.executable, "-m", "simulator", *words],
        cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if file:
        (folder / file).write_text(done.stdout, encoding="utf-8")
    print(f"{f'Wrote {file}' if file else done.stdout}\n{done.stderr}".rstrip() + "\n", flush=True)


def _shown(page: str) -> None:
    """Show a page as a notebook does, or print it where there is none."""
    notebook: Any = sys.modules.get("IPython")
    if notebook is None or notebook.get_ipython() is None:
        print(page)
    else:
        notebook.display.display(notebook.display.Markdown(page))
