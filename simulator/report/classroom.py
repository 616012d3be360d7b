"""What a class got right and wrong, task by task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from matplotlib.ticker import MaxNLocator

from simulator.report.language import tr, trn
from simulator.report.picture import Picture
from simulator.report.style import INK, QUIET, SENDERS, fitted, house_style, sheet, tint

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_STATES: Final = {
    "right": SENDERS[2],
    "part": SENDERS[4],
    "wrong": SENDERS[1],
    "empty": "#c4c9d0",
}
_KINDS: Final = {"right": "right", "part": "part", "not yet": "wrong", "unusable": "wrong"}
_MOST: Final = 14  # tasks that a wall at the end of a room can show
_ROW, _LINE = 0.5, 8.0  # inches a task; points of the line below its bar


def class_picture(tasks: pd.DataFrame, *, unread: int = 0) -> Picture:
    """Draw a table with a row a student and task.

    Its columns are ``folder, exercise, number, task, state, mistake`` and ``in_words``, the mistake
    as an instructor says it. ``unread`` folders could not be read and are not in it.
    """
    table = _frame(list(_counted(tasks)))
    shown = table.head(_MOST)
    title = _title(table)
    students = tasks["folder"].nunique() if len(tasks) else 0
    told = trn(
        "Source: answers.yaml of {n} folder",
        "Source: answers.yaml of {n} folders",
        students,
        n=students,
    )
    height = max(3.0, 1.7 + _ROW * len(shown))
    with house_style():
        page = sheet(title, _note(table, shown, unread), {"source": told}, height=height)
        left, right = 2.4, page.width - 0.25
        axes = page.axes(left, right, bottom=page.bottom + 0.45, top=page.top - 0.25)
        _bars(axes, shown, room=right - left)
    return Picture("class", title, page.figure, table, _alt(title, table))


def _counted(tasks: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for (exercise, number, task), mine in tasks.groupby(["exercise", "number", "task"]):
        state = mine["state"].map(lambda word: _KINDS.get(word, "empty"))
        counts = {name: int((state == name).sum()) for name in _STATES}
        mistakes = mine.loc[mine["in_words"] != "", ["mistake", "in_words"]].value_counts()
        usual, in_words = mistakes.index[0] if len(mistakes) else ("", "")
        how_often = int(mistakes.iloc[0]) if len(mistakes) else 0
        yield {
            "exercise": exercise, "number": number, "task": task, **counts,
            "usual_mistake": usual, "in_words": in_words, "made_by": how_often,
        }  # fmt: skip


def _note(table: pd.DataFrame, shown: pd.DataFrame, unread: int) -> str:
    said = [
        tr(
            "A bar a task (exercise, then task), those most often missed on top; numbers are "
            "students. Below it the typical mistake that was recognised most often, or what "
            "changed files most often did not reach."
        )
    ]
    if len(table) > len(shown):
        said.append(
            tr(
                "The {shown} most often missed of {all} tasks; class.csv has all.",
                shown=len(shown),
                all=len(table),
            )
        )
    if unread:
        said.append(
            trn(
                "{n} folder could not be read and is left out; marks.csv says why.",
                "{n} folders could not be read and are left out; marks.csv says why.",
                unread,
                n=unread,
            )
        )
    return " ".join(said)


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    columns = ["exercise", "number", "task", *_STATES, "usual_mistake", "in_words", "made_by"]
    table = pd.DataFrame(rows, columns=columns)
    whole = table[list(_STATES)].sum(axis=1)
    order = (1 - table["right"] / whole.where(whole > 0, 1)).rename("missed")
    ordered = table.assign(missed=order.round(4))
    return ordered.sort_values(
        ["missed", "exercise", "number"], ascending=[False, True, True], kind="stable"
    ).reset_index(drop=True)


def _title(table: pd.DataFrame) -> str:
    if not len(table):
        return tr("No task was answered")
    top = table.iloc[0]
    if top["missed"] == 0:
        return tr("Every student got every task right")
    students = int(sum(top[name] for name in _STATES))
    return tr(
        "Most often missed: {task}, by {missed} of {students}",
        task=_label(top),
        missed=students - int(top["right"]),
        students=students,
    )


def _bars(axes: Axes, table: pd.DataFrame, *, room: float) -> None:
    places = range(len(table) - 1, -1, -1)
    most = int(table[list(_STATES)].sum(axis=1).max()) if len(table) else 1
    for place, (_, row) in zip(places, table.iterrows(), strict=True):
        left = 0
        for name, colour in _STATES.items():
            wide = int(row[name])
            if wide:
                axes.barh(place, wide, left=left, color=tint(colour, 0.25), height=0.46)
                axes.text(left + wide / 2, place, str(wide), ha="center", va="center", size=8)
            left += wide
        if row["made_by"]:
            (line,) = fitted(
                tr(
                    "{n} of {students}: {mistake}",
                    n=row["made_by"],
                    students=left,
                    mistake=row["in_words"],
                ),
                _LINE,
                room,
            )
            axes.text(most * 0.006, place - 0.27, line, va="top", size=_LINE, color=QUIET)
    labels = [fitted(_label(row), 9, 2.1)[0] for _, row in table.iterrows()]
    axes.set_yticks(list(places), labels)
    axes.set_xlabel(tr("students"))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(0, most)
    axes.set_ylim(-0.75, len(table) - 0.6)
    axes.grid(False)
    _legend(axes)


def _label(row: Any) -> str:
    """Exercise, task, and the task's name.

    >>> _label({"exercise": "02-zopa", "number": 3, "task": "targets_most"})
    '2.3 targets most'
    """
    exercise = str(row["exercise"]).partition("-")[0].lstrip("0")
    return f"{exercise}.{row['number']} {str(row['task']).replace('_', ' ')}"


def _legend(axes: Axes) -> None:
    """Name the four colours above the bars, in the order of the bars."""
    said = (tr("right"), tr("partly right"), tr("not right"), tr("not answered"))
    for place, (word, colour) in enumerate(zip(said, _STATES.values(), strict=True)):
        x = 0.01 + place * 0.24
        axes.text(
            x, 1.01, word, transform=axes.transAxes, size=8.5, va="bottom", color=INK,
            bbox={"facecolor": tint(colour, 0.25), "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip


def _alt(title: str, table: pd.DataFrame) -> str:
    told = (
        tr(
            "{task}: {right} right, {part} partly, {wrong} not right, {empty} not answered",
            **{key: row[key] for key in ("task", *_STATES)},
        )
        for _, row in table.iterrows()
    )
    return f"{title}. {'; '.join(told)}."
