"""What a class got right and wrong, task by task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

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


def class_picture(tasks: pd.DataFrame) -> Picture:
    """Draw a table with a row a student and task (``exercise, number, task, state, mistake``)."""
    rows = list(_counted(tasks))
    table = _frame(rows)
    title = _title(table)
    students = tasks["folder"].nunique() if len(tasks) else 0
    told = trn(
        "Source: answers.yaml of {n} folder",
        "Source: answers.yaml of {n} folders",
        students,
        n=students,
    )
    height = max(3.0, 1.6 + 0.34 * len(rows))
    with house_style():
        note = tr(
            "A bar a task, those most often missed on top; numbers are students. Beside it the "
            "typical mistake that was recognised most often, and how often."
        )
        page = sheet(title, note, {"source": told}, height=height)
        axes = page.axes(2.6, 5.6, bottom=page.bottom + 0.45, top=page.top - 0.25)
        _bars(axes, table)
    return Picture("class", title, page.figure, table, _alt(title, table))


def _counted(tasks: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for (exercise, number, task), mine in tasks.groupby(["exercise", "number", "task"]):
        state = mine["state"].map(lambda word: _KINDS.get(word, "empty"))
        counts = {name: int((state == name).sum()) for name in _STATES}
        mistakes = mine.loc[mine["mistake"] != "", "mistake"].value_counts()
        usual = str(mistakes.index[0]) if len(mistakes) else ""
        how_often = int(mistakes.iloc[0]) if len(mistakes) else 0
        yield {
            "exercise": exercise, "number": number, "task": task, **counts,
            "usual_mistake": usual, "made_by": how_often,
        }  # fmt: skip


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    columns = ["exercise", "number", "task", *_STATES, "usual_mistake", "made_by"]
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
        'Most often missed: "{task}" ({exercise}), by {missed} of {students}',
        task=top["task"],
        exercise=top["exercise"],
        missed=students - int(top["right"]),
        students=students,
    )


def _bars(axes: Axes, table: pd.DataFrame) -> None:
    places = range(len(table) - 1, -1, -1)
    for place, (_, row) in zip(places, table.iterrows(), strict=True):
        left = 0
        for name, colour in _STATES.items():
            wide = int(row[name])
            if wide:
                axes.barh(place, wide, left=left, color=tint(colour, 0.25), height=0.72)
                axes.text(left + wide / 2, place, str(wide), ha="center", va="center", size=8)
            left += wide
        if row["usual_mistake"]:
            words = f"{str(row['usual_mistake']).replace('_', ' ')} ({row['made_by']})"
            (line,) = fitted(words, 8, 2.1)
            axes.text(left, place, f"  {line}", va="center", size=8, color=QUIET)
    labels = [fitted(_label(row), 9, 2.3)[0] for _, row in table.iterrows()]
    axes.set_yticks(list(places), labels)
    axes.set_xlabel(tr("students"))
    axes.set_ylim(-0.6, len(table) - 0.4)
    axes.grid(False)
    _legend(axes)


def _label(row: Any) -> str:
    return f"{row['exercise'][:2]} {str(row['task']).replace('_', ' ')}"


def _legend(axes: Axes) -> None:
    """Name the four colours above the bars, in the order of the bars."""
    said = (tr("right"), tr("partly right"), tr("not right"), tr("not answered"))
    for place, (word, colour) in enumerate(zip(said, _STATES.values(), strict=True)):
        x = place * 0.3
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
