"""Marking a class: every folder checked, marks with reasons, what most got wrong.

A folder that cannot be read gets no marks and the reason; the others are marked all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from simulator.errors import ExerciseError
from simulator.exercise.case import Runs
from simulator.exercise.checking import Checked, Told, as_sentence, check_work
from simulator.exercise.definition import Task
from simulator.exercise.folders import ANSWERS, Work, read
from simulator.exercise.programs import Player
from simulator.exercise.variants import CODE, NOBODY

if TYPE_CHECKING:
    import pandas as pd

    from simulator.exercise.classes import Member
    from simulator.report.picture import Picture

_MARKS: Final = ("folder", "code", "exercise", "marks", "of", "reasons")
_TASKS: Final = (
    "folder", "code", "exercise", "number", "task", "marks", "of", "state", "mistake", "in_words",
    "reason",
)  # fmt: skip
_LISTED: Final = ("exercise", "marks", "of", "reasons")
_TEXTS: Final = ("folder", "code", "exercise", "task", "text")


@dataclass(frozen=True)
class Graded:
    """One folder: what was found, or why it could not be read; ``remarks`` for the instructor."""

    folder: str
    code: str
    exercise: str
    checked: Checked | None
    texts: Mapping[str, str]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grades:
    """A class's marks as tables: ``marks`` a row a folder, ``tasks`` a row a task, ``texts``."""

    graded: tuple[Graded, ...]

    @property
    def marks(self) -> pd.DataFrame:
        """A row a folder: marks, of how many, and every reason for a missing mark."""
        return _frame((_row(one) for one in self.graded), _MARKS)

    @property
    def tasks(self) -> pd.DataFrame:
        """A row a folder and graded task: marks, state, the mistake that was recognised, why.

        ``in_words`` is what somebody does who makes the mistake, as the guide says it, or what a
        changed file does not reach.
        """
        rows = (row for one in self.graded if one.checked for row in _task_rows(one))
        return _frame(rows, _TASKS)

    @property
    def texts(self) -> pd.DataFrame:
        """What was answered in free text, which is for the instructor to read."""
        rows = (
            (one.folder, one.code, one.exercise, task, _harmless(text))
            for one in self.graded
            for task, text in one.texts.items()
        )
        return _frame(rows, _TEXTS)

    def by_student(self, students: tuple[Member, ...]) -> pd.DataFrame:
        """A row a student and exercise, or a folder where there are several, or none.

        Folders that belong to nobody on the list come last, by their place.
        """
        table = self.marks
        exercises = sorted(set(table["exercise"]) - {""})
        rows: list[tuple[Any, ...]] = []
        for one in students:
            for exercise in exercises:
                mine = table[(table["code"] == one.code) & (table["exercise"] == exercise)]
                rows += [(one.student, *row) for row in mine[list(_LISTED)].itertuples(index=False)]
                if not len(mine):
                    rows.append((one.student, exercise, "", "", "not handed in"))
        known = table["code"].isin([one.code for one in students])
        for folder, *row in table.loc[~known, ["folder", *_LISTED]].itertuples(index=False):
            rows.append((f"(nobody on the list: {folder})", *row))
        return _frame(iter(rows), ("student", *_LISTED))

    def picture(self) -> Picture:
        """What most got wrong: a bar a task."""
        from simulator.report.classroom import class_picture

        unread = sum(one.checked is None for one in self.graded)
        return class_picture(self.tasks, unread=unread)

    def save(self, folder: str | Path) -> Path:
        """Write ``marks.csv``, ``tasks.csv``, ``texts.csv`` and the figure into a new folder."""
        top = Path(folder)
        if top.exists():
            raise ExerciseError(f"{top} is there already; choose another place with -o")
        picture = self.picture()
        top.mkdir(parents=True)
        for name in ("marks", "tasks", "texts"):
            getattr(self, name).to_csv(top / f"{name}.csv", index=False, lineterminator="\n")
        (top / "class.svg").write_bytes(picture.svg())
        (top / "class.png").write_bytes(picture.png())
        (top / "class.csv").write_text(picture.csv(), encoding="utf-8")
        return top


def grade(
    folder: str | Path,
    *,
    run_code: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Grades:
    """Mark every student's folder in ``folder``, however deep; ``ExerciseError`` if there is none.

    Runs are shared between folders. Programs that students wrote are run only with ``run_code``,
    each within a limit of time: read them first. ``progress`` is told how many of how many are
    done.
    """
    top = Path(folder)
    files = sorted(top.rglob(ANSWERS)) if top.is_dir() else []
    lost = _lost(top, files)
    if not files and not lost:
        raise ExerciseError(
            f"{top} holds no {ANSWERS}; name the folder into which the students' folders were "
            "collected, such as: sanctions exercise grade class"
        )
    runner, graded = Runs(), []
    player = Player() if run_code else None
    for done, file in enumerate(files, start=1):
        graded.append(_graded(file.parent, top, runner, player))
        if progress is not None:
            progress(done, len(files))
    graded += [_unread(place, top, why) for place, why in lost]
    return Grades(tuple(sorted(_copies(graded), key=lambda one: one.folder)))


def _lost(top: Path, files: list[Path]) -> list[tuple[Path, str]]:
    """Folders that ``start`` made and in which the answers are no longer called so."""
    if not top.is_dir():
        return []
    known = {file.parent for file in files}
    pages = sorted(page.parent for page in top.rglob("exercise.md") if page.parent not in known)
    return [(place, _why(place)) for place in pages]


def _why(place: Path) -> str:
    try:
        read(place)
    except ExerciseError as error:
        return str(error)
    return ""


def _graded(place: Path, top: Path, runner: Runs, player: Player | None) -> Graded:
    try:
        work = read(place)
    except ExerciseError as error:
        return _unread(place, top, str(error))
    work, remarks = _own(work, place, top)
    try:
        checked = check_work(work, runner=runner, player=player)
    except ExerciseError as error:
        return _unread(place, top, str(error))
    tasks = work.exercise.definition.tasks
    texts = {
        name: str(work.raw[name]).strip()
        for name, task in tasks.items()
        if not task.check.graded and str(work.raw.get(name) or "").strip()
    }
    return Graded(_shown(place, top), work.code, work.exercise.name, checked, texts, remarks)


def _own(work: Work, place: Path, top: Path) -> tuple[Work, tuple[str, ...]]:
    """The work with the code of its folder, if the folder is called by one: it cannot be chosen."""
    parts = place.relative_to(top).parts or (place.name,)
    codes = [part for part in parts if CODE.fullmatch(part) and part != NOBODY]
    if not codes or codes[0] == work.code:
        return work, ()
    remark = f"the line 'variant' was changed to {work.code}; marked with the folder's numbers"
    return replace(work, code=codes[0]), (remark,)


def _unread(place: Path, top: Path, why: str) -> Graded:
    parts = place.relative_to(top).parts
    code = next((part for part in parts if CODE.fullmatch(part)), "")
    exercise = place.name if place.name[:2].isdigit() else ""
    said = why.replace(str(place), _shown(place, top))  # no path of this machine among the marks
    return Graded(_shown(place, top), code, exercise, None, {}, (said,))


def _copies(graded: list[Graded]) -> Iterator[Graded]:
    """Say of folders with one code and exercise that there are two of them."""
    seen: dict[tuple[str, str], str] = {}
    for one in graded:
        key = (one.code, one.exercise)
        if one.code and one.code != NOBODY and key in seen:
            remark = f"the same student's exercise is also in {seen[key]}"
            yield replace(one, remarks=(*one.remarks, remark))
            continue
        seen.setdefault(key, one.folder)
        yield one


def _shown(place: Path, top: Path) -> str:
    return place.relative_to(top).as_posix()


def _row(one: Graded) -> tuple[Any, ...]:
    checked = one.checked
    if checked is None:
        return (one.folder, one.code, one.exercise, 0.0, "", _flat("; ".join(one.remarks)))
    missing = [
        f"{told.task}: {_reason(told.state, told.said)}"
        for told in checked.tasks
        if told.of and told.marks < told.of
    ]
    reasons = _flat("; ".join([*one.remarks, *missing]))
    return (one.folder, one.code, one.exercise, checked.marks, checked.of, reasons)


def _task_rows(one: Graded) -> Iterator[tuple[Any, ...]]:
    assert one.checked is not None, "only folders that could be read have tasks"
    tasks = one.checked.exercise.definition.tasks
    for told in one.checked.tasks:
        if told.of:
            done = _in_words(tasks[told.task], told)
            why = "" if told.state == "right" else _flat(_reason(told.state, told.said))
            yield (
                one.folder, one.code, one.exercise, told.number, told.task, told.marks, told.of,
                told.state, told.mistake, _flat(done), why,
            )  # fmt: skip


def _in_words(task: Task, told: Told) -> str:
    """What somebody did who made the mistake; of a file, what it does not reach."""
    if told.mistake:
        return task.mistakes[told.mistake].why
    if task.check.answered_in and told.state in {"part", "not yet"}:
        return as_sentence(told.said, told.task)
    return ""


def _reason(state: str, said: str) -> str:
    return "not answered" if state == "empty" else said


def _harmless(text: str) -> str:
    """A student's text as a spreadsheet shows it: never taken for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def _flat(text: str) -> str:
    return " ".join(text.split())


def _frame(rows: Iterator[tuple[Any, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns))
