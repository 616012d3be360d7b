"""The notebook works from the first box to the last, for somebody who changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulator import exercise
from simulator.exercise.variants import case_of, code_of

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "exercises.ipynb"


def cells(kind: str) -> list[dict[str, Any]]:
    every = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    return [cell for cell in every if cell["cell_type"] == kind]


def played(names: dict[str, Any], *, slow: bool) -> None:
    """Run the boxes in order, as Shift and Enter would."""
    for number, cell in enumerate(cells("code"), start=1):
        if slow or "slow" not in cell["metadata"].get("tags", ()):
            exec(compile("".join(cell["source"]), f"box {number}", "exec"), names)


def test_the_boxes_run_from_the_top_and_leave_a_folder_for_each_exercise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    played({}, slow=False)
    assert {path.name for path in (tmp_path / "my-exercises").iterdir()} == set(exercise.names())
    told = capsys.readouterr().out
    assert "zone of possible agreement: All numbers" in told
    assert told.count("not answered yet") >= len(exercise.names())


@pytest.mark.slow
def test_every_box_runs_and_solutions_earn_full_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    played(names, slow=True)
    told = capsys.readouterr().out
    assert "Error:" not in told
    assert "Traceback" not in told
    for name in exercise.names():
        case = case_of(exercise.load(name), code_of(names["STUDENT"]))
        tasks = case.exercise.definition.tasks
        answers = {task: one.check.solution(case) for task, one in tasks.items()}
        assert exercise.check_answers(name, answers, student=names["STUDENT"]).full


def test_the_notebook_speaks_of_all_twelve_and_keeps_no_output() -> None:
    text = "".join("".join(cell["source"]) for cell in cells("markdown"))
    assert [f"## {number}. " in text for number in range(1, 13)] == [True] * 12
    for name in exercise.names():
        assert f"## {int(name[:2])}. {exercise.load(name).definition.title}" in text
    assert all(cell["outputs"] == [] for cell in cells("code"))


def test_the_lines_of_a_page_can_be_run_without_a_terminal(tmp_path: Path) -> None:
    folder = exercise.start("zopa", tmp_path / "zopa")
    assert exercise.commands(folder) == ("sanctions run scenario.yaml",)


def test_lines_that_need_a_run_to_be_filled_in_first_are_left_to_the_student(
    tmp_path: Path,
) -> None:
    folder = exercise.start("who-told-you-so", tmp_path / "traced")
    assert exercise.commands(folder) == ("sanctions validate scenario.yaml --evidence",)
