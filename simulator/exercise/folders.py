"""A student's folder: written when an exercise is started, read when it is checked."""

from __future__ import annotations

import glob
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulator.errors import ExerciseError
from simulator.exercise.case import Case
from simulator.exercise.library import STUDENT, Exercise, load, names
from simulator.exercise.messages import broken_file, missing_file, renamed
from simulator.exercise.sentences import sentences_quoted
from simulator.exercise.variants import CODE, NOBODY, case_of
from simulator.scenario.faults import did_you_mean
from simulator.scenario.nodes import Unreadable
from simulator.scenario.source import read_source

ANSWERS: Final = "answers.yaml"
PAGE: Final = "exercise.md"
_MOST_BYTES: Final = 256 * 1024


@dataclass(frozen=True)
class Work:
    """What a student's folder holds: whose exercise it is, raw answers by task, changed files."""

    exercise: Exercise
    code: str
    raw: Mapping[str, Any]
    texts: Mapping[str, str]
    missing: Mapping[str, str]


def files_of(case: Case) -> dict[str, str]:
    """What a student is given: the page, the answers to fill in, the scenario to run and change."""
    definition = case.exercise.definition
    given = {file: case.given_text(file) for file in definition.files}
    page = case.said(case.exercise.text(STUDENT))
    return {PAGE: page, ANSWERS: _answers(case), **given}


def write(case: Case, code: str, folder: Path) -> Path:
    """Write a student's folder; an existing one is left as it is (``ExerciseError``)."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExerciseError(
            f"{folder} is there already and was left as it is; choose another place with -o, "
            "or delete it if you want to start anew"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files_of(case).items():
        filled = text.replace("VARIANT_CODE", code) if name == ANSWERS else text
        (folder / name).write_text(filled, encoding="utf-8")
    return folder


def _answers(case: Case) -> str:
    """The file in which answers are written, each under what is asked."""
    definition = case.exercise.definition
    lines = [
        f"# {definition.title}",
        "# Write each answer behind its colon, with a blank between, and save the file. A line",
        "# that begins with # is a remark. Then type:  sanctions exercise check",
        "",
        "# Leave the next two lines as they are.",
        f"exercise: {case.exercise.name}",
        "variant: VARIANT_CODE",
    ]
    for number, (name, task) in enumerate(definition.tasks.items(), start=1):
        asked = f"{number}. ({task.worth}) {case.said(task.ask)}"
        form = f"Write {task.check.form}."
        lines += ["", *_remark(asked), *_remark(form, indent="   ")]
        for key, told in task.check.listed.items():
            lines += _remark(f"{key}: {case.said(told)}", indent="     ")
        lines += task.check.blank(name)
    return "\n".join(lines) + "\n"


def _remark(text: str, indent: str = "") -> list[str]:
    wrap = textwrap.TextWrapper(
        width=96, initial_indent=f"# {indent}", subsequent_indent=f"#    {indent}",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return wrap.wrap(" ".join(text.split()))


def read(folder: Path) -> Work:
    """Read a student's folder; ``ExerciseError`` says how to mend what cannot be read."""
    file = folder / ANSWERS
    if not folder.is_dir():
        raise ExerciseError(
            f"{folder} is no folder; name the one that 'sanctions exercise start' made"
            f"{_begins_alike(folder)}"
        )
    if not file.is_file():
        raise ExerciseError(_no_answers(folder))
    text = _as_meant(_text(file))
    if not text.strip():
        raise ExerciseError(f"{file} is empty; {_fresh(folder)}")
    try:
        source = read_source(text, file=ANSWERS)
    except Unreadable as error:
        raise ExerciseError(broken_file(file, text, error)) from None
    twice = [finding for finding in source.findings if finding.path]
    if twice:
        where = twice[0].mark.line if twice[0].mark else "?"
        raise ExerciseError(
            f"{ANSWERS}, line {where}: {twice[0].path[-1]} {twice[0].message}; "
            f"expected {twice[0].expected}: delete one of the two lines"
        )
    exercise, code = _whose(source.data, folder)
    raw = {
        name: value for name, value in source.data.items() if name not in {"exercise", "variant"}
    }
    _known(raw, exercise, source)
    texts, missing = _files(folder, exercise)
    return Work(exercise, code, raw, texts, missing)


def work_case(work: Work, **more: Any) -> Case:
    """The case of a student's folder."""
    return case_of(work.exercise, work.code, texts=work.texts, **more)


def _begins_alike(folder: Path) -> str:
    """The folder that may be meant by a number or the beginning of a name."""
    name = f"{int(folder.name):02}" if folder.name.isdecimal() else folder.name
    if not folder.parent.is_dir():
        return ""
    alike = sorted(folder.parent.glob(f"{glob.escape(name)}*/{ANSWERS}"))
    return f", such as {alike[0].parent}" if alike else ""


def _no_answers(folder: Path) -> str:
    below = sorted(path.parent.name for path in folder.glob(f"*/{ANSWERS}"))
    if below:
        here = "this folder" if folder == Path() else str(folder)
        return (
            f"{ANSWERS} is not in {here}, but in folders below it; check one of them: "
            f"sanctions exercise check {folder / below[0]} (or go into it: cd {folder / below[0]})"
        )
    said = missing_file(folder, ANSWERS)
    return said if renamed(folder, ANSWERS) else f"{said}. {_fresh(folder).capitalize()}"


def _fresh(folder: Path) -> str:
    """How to get another file of answers: the exercise is known by the folder's name or page."""
    page = folder / PAGE
    title = _text(page).partition("\n")[0].lstrip("# ") if page.is_file() else ""
    own = folder.resolve().name
    name = next((one for one in names() if one == own or load(one).definition.title == title), None)
    if name is None:
        return "to begin: sanctions exercise start 2 (the number of the exercise)"
    number = int(name.partition("-")[0])
    return (
        f"a fresh one comes by: sanctions exercise start {number} -o again (with your --student, "
        "if you gave one)"
    )


def _as_meant(text: str) -> str:
    """The answers with their sentences quoted, where it can be told of which exercise they are."""
    found = re.search(r"^exercise: *(\S+)", text, re.M)
    if not found or found[1] not in names():
        return text
    tasks = load(found[1]).definition.tasks
    free = [name for name, task in tasks.items() if not task.check.graded]
    return sentences_quoted(text, tasks=tasks, free=free)


def _text(file: Path) -> str:
    if file.is_symlink():  # what it leads to may be the reader's own, and faults quote its lines
        raise ExerciseError(
            f"{file.name} is a link to another file and is not followed; put the file itself here"
        )
    if file.stat().st_size > _MOST_BYTES:
        raise ExerciseError(
            f"{file.name} has more than {_MOST_BYTES:,} bytes; is it the right file?"
        )
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ExerciseError(
            f"{file.name}, line {line}: a character is not UTF-8; save the file as plain text, "
            "encoding UTF-8"
        ) from None
    if text.startswith("{\\rtf"):
        raise ExerciseError(
            f"{file.name} is rich text (RTF), with fonts in it, and has to be plain text: in "
            "TextEdit choose Format, Make Plain Text, and save it under the same name"
        )
    return text


def _whose(data: Mapping[str, Any], folder: Path) -> tuple[Exercise, str]:
    name, code = data.get("exercise"), str(data.get("variant", ""))
    if not isinstance(name, str):
        raise ExerciseError(
            f"{folder / ANSWERS} does not say which exercise it is of; right would be near its "
            "top, for example:   exercise: 02-zopa"
        )
    if not CODE.fullmatch(code):
        raise ExerciseError(
            f"{folder / ANSWERS}: variant is {code[:40]!r}; put the line back as it was given: "
            f"{NOBODY}, or ten letters and digits"
        )
    return load(name), code


def _known(raw: Mapping[str, Any], exercise: Exercise, source: Any) -> None:
    tasks = exercise.definition.tasks
    for name in raw:
        if name not in tasks:
            line = source.places[(name,)].key.line
            hint = did_you_mean(name, tasks) or f"answers are called: {', '.join(tasks)}"
            raise ExerciseError(f'{ANSWERS}, line {line}: nothing is called "{name}"; {hint}')


def _files(folder: Path, exercise: Exercise) -> tuple[dict[str, str], dict[str, str]]:
    """The scenario files of the folder, and what to say of those that are not there."""
    texts, missing = {}, {}
    for name in exercise.definition.files:
        file = folder / name
        if file.is_file():
            texts[name] = _text(file)
        else:
            missing[name] = missing_file(folder, name)
    return texts, missing
