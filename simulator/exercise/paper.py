"""An exercise on paper: a sheet for students, the results of a run, and the teacher's key.

Three pages of HTML that need nothing else and print on A4. The same exercise, student, worlds and
seed give the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.errors import ExerciseError
from simulator.exercise import glossary, lessons
from simulator.exercise.case import SCENARIO, Case
from simulator.exercise.definition import Task
from simulator.exercise.library import STUDENT, load
from simulator.exercise.results import Results, results
from simulator.exercise.variants import case_of, code_of
from simulator.report.setting import embedded, page_set

if TYPE_CHECKING:
    from markupsafe import Markup

_TEMPLATES: Final = Path(__file__).with_name("templates")
SHEETS: Final = {
    "student": "1-student.html",
    "run": "2-results.html",
    "key": "key-for-teacher.html",
}
"""The files: the second is handed out when the sums by hand are done; the key never."""


def handout(
    name: str,
    folder: str | Path,
    *,
    student: str | None = None,
    worlds: int = 512,
    seed: int = 1,
) -> Path:
    """Write the sheets of an exercise into a new folder; ``ExerciseError`` if that is there."""
    top = Path(folder)
    if top.exists() and (not top.is_dir() or any(top.iterdir())):
        raise ExerciseError(f"{top} is there already and was left as it is; choose another with -o")
    pages = sheets(name, student=student, worlds=worlds, seed=seed)
    top.mkdir(parents=True, exist_ok=True)
    for file, page in pages.items():
        (top / file).write_text(page, encoding="utf-8")
    return top


def sheets(
    name: str, *, student: str | None = None, worlds: int = 512, seed: int = 1
) -> dict[str, str]:
    """The pages by file. An exercise without a scenario has no page of results."""
    case = case_of(load(name), code_of(student))
    ran = results(case, worlds=worlds, seed=seed)
    made = {
        SHEETS["student"]: student_sheet(name, student=student),
        SHEETS["key"]: _page(
            case, "teacher.html.j2", guide=_set(lessons.guide(name, student=student))
        ),
    }
    if ran is not None:
        made[SHEETS["run"]] = _page(case, "results.html.j2", ran=ran, images=_images(ran))
    return dict(sorted(made.items()))


def student_sheet(name: str, *, student: str | None = None) -> str:
    """The page for students: what they read, what is asked, room for answers, the words."""
    case = case_of(load(name), code_of(student))
    text = case.said(case.exercise.text(STUDENT))
    tasks = [_asked(case, task) for task in case.exercise.definition.tasks.values()]
    words = {glossary.term(word) for word in glossary.marked(text) if glossary.known(word)}
    return _page(
        case, "student.html.j2", text=_set(text), tasks=tasks,
        with_results=SCENARIO in case.exercise.definition.files,
        words=sorted(words, key=lambda one: one.term.casefold()),
    )  # fmt: skip


def _asked(case: Case, task: Task) -> dict[str, Any]:
    """A task as it stands on paper: what is asked, and room for the answer by its kind."""
    kind = task.check.named
    listed = [case.said(told) for told in task.check.listed.values()]
    return {
        "ask": case.said(task.ask),
        "marks": task.marks,
        "listed": listed,
        "edit": kind == "edit",
        "rows": 4 if kind in {"text", "edit"} else 0 if listed else 1,
    }


def _images(ran: Results) -> dict[str, str]:
    return {picture.name: embedded(picture.svg()) for picture in ran.pictures}


def _set(markdown: str) -> Markup:
    """Markdown as HTML; HTML within it stays text."""
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return Markup(reader.render(markdown))  # noqa: S704 - HTML in the text was escaped


def _page(case: Case, template: str, **said: Any) -> str:
    return page_set(
        _TEMPLATES / template, style="paper.css",
        told=case.exercise.definition, number=_number(case), **said,
    )  # fmt: skip


def _number(case: Case) -> str:
    return case.exercise.name.partition("-")[0].lstrip("0")
