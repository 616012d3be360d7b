"""The figure of a class, drawn of answers that nobody gave."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from simulator.report.classroom import class_picture

_TASKS = ("the typical world", "who moves first", "what patience is worth", "arrests after a deal")
_MISTAKES = ("", "Exchanges more and fewer.", "Takes the mean for the median.", "")
_STUDENTS = 12


def answers() -> pd.DataFrame:
    """A row a student and task: each fourth answer or so is missing or wrong."""
    states = ("right", "right", "part", "not yet", "right", "")
    rows = [
        {
            "folder": f"student-{student:02}", "exercise": "01-made-up", "number": number,
            "task": task, "state": (state := states[(student * (number + 2)) % len(states)]),
            "mistake": (done := _MISTAKES[number - 1] if state == "not yet" else ""),
            "in_words": done,
        }
        for student in range(_STUDENTS)
        for number, task in enumerate(_TASKS, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def draw(folder: Path) -> Path:
    """Write the figure into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "class.png"
    path.write_bytes(class_picture(answers()).png())
    return path
