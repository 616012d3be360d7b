"""The notebook works from the first box to the last, for somebody who changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from simulator import exercise
from simulator.exercise.notebook import Desk
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


def test_lines_with_words_in_capitals_wait_for_numbers_and_what_compares_them_too(
    tmp_path: Path,
) -> None:
    folder = exercise.start("who-told-you-so", tmp_path / "mine")
    assert exercise.blanks(folder) == ("LOW", "HIGH")
    assert not any("compare" in line for line in exercise.commands(folder))
    low, high, compared = exercise.commands(folder, {"LOW": "0.1", "HIGH": "0.5"})[-3:]
    assert "=0.1 -o low" in low
    assert "=0.5 -o high" in high
    assert compared == "sanctions compare low high"


def test_what_is_wrong_is_printed_and_never_raised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk("ada", tmp_path)
    desk.begin(2)
    page = capsys.readouterr().out
    assert "`run(2)`" in page
    assert "sanctions exercise" not in page
    desk.hint(2, "beleif")
    desk.begin(13)
    desk.run(10)
    desk.averages(2, "released")
    desk.terminal(2, "cd ..")
    answers = tmp_path / "02-zopa" / "answers.yaml"
    answers.write_text(answers.read_text("utf-8").replace("\nbelief:", "\nbelief"), "utf-8")
    desk.check(2)
    told = capsys.readouterr().out
    for words in (
        'did you mean "belief"?', "there is no exercise", "has nothing to run",
        "There is no run yet", 'begins with "sanctions"', "answers.yaml, line ",
    ):  # fmt: skip
        assert words in told


def test_another_name_is_told_and_the_folder_keeps_its_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Desk("ada", tmp_path).begin(2)
    page = capsys.readouterr().out
    Desk("bo", tmp_path).begin(2)
    told = capsys.readouterr().out
    assert "was begun under another name" in told
    assert told.endswith(page)


def test_the_lines_of_a_page_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed: list[list[str]] = []

    def run(words: list[str], *, cwd: Path, **_: Any) -> CompletedProcess[str]:
        typed.append(words)
        if "-o" in words:
            (cwd / words[words.index("-o") + 1]).mkdir(exist_ok=True)
        return CompletedProcess(words, 0, "", "")

    monkeypatch.setattr("simulator.exercise.notebook.subprocess.run", run)
    desk = Desk("ada", tmp_path)
    desk.run(1)
    runs = [words for words in typed if "run" in words]
    assert not any("--force" in words for words in runs)
    assert "(working: line 1 of " in capsys.readouterr().out
    typed.clear()
    desk.run(1)
    again = [words for words in typed if "run" in words]
    assert again == [[*words, "--force"] for words in runs]
