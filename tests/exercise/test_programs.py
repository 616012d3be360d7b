"""Programs that students write: run only where asked for, within limits, with plain messages."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator import exercise
from simulator.cli import sanctions
from simulator.exercise.case import Case
from simulator.exercise.kinds.program import Program
from simulator.exercise.programs import Play, Player, Unplayable
from simulator.exercise.variants import case_of

PLAYS = [Play(["target.concession=mine"], ["released"], 256, 1)]
NOTED = "\nfrom pathlib import Path\nPath({!r}).write_text('was here')\n"


def given() -> Case:
    return case_of(exercise.load("12"))


def told(program: str, *, seconds: float = 8) -> str:
    """What is said of a program that cannot be played."""
    with pytest.raises(Unplayable) as wrong:
        Player(seconds).play(
            program, file="negotiator.py", scenario=given().given_text(), plays=PLAYS
        )
    return str(wrong.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A student's folder whose program leaves a note where it was run."""
    made = exercise.start("12", tmp_path / "mine")
    check = exercise.load("12").definition.tasks["negotiator"].check
    assert isinstance(check, Program)
    note = NOTED.format(str(tmp_path / "note"))
    (made / "negotiator.py").write_text(check.solved + note, encoding="utf-8")
    return made


def test_check_and_grade_do_not_run_a_program_unless_asked(folder: Path) -> None:
    for checked in (exercise.check(folder), exercise.grade(folder.parent).graded[0].checked):
        assert checked is not None
        (said,) = (one for one in checked.tasks if one.task == "negotiator")
        assert said.marks == 0
        assert "--run-code" in said.said
    assert not (folder.parent / "note").exists()


def test_check_runs_a_program_when_asked(folder: Path) -> None:
    found = CliRunner().invoke(
        sanctions, ("exercise", "check", str(folder), "--run-code"), prog_name="sanctions"
    )
    assert "negotiator: right" in found.output
    assert (folder.parent / "note").exists()


def test_the_file_as_it_was_given_earns_nothing_and_is_not_run(tmp_path: Path) -> None:
    found = exercise.check(exercise.start("12", tmp_path / "mine"), run_code=True)
    (said,) = (one for one in found.tasks if one.task == "negotiator")
    assert said.marks == 0
    assert "as it was given" in said.said.lower()


def test_a_loop_without_an_end_is_stopped() -> None:
    assert "loop without an end" in told("while True:\n    pass\n", seconds=0.5)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_what_a_program_started_ends_with_it(tmp_path: Path) -> None:
    late = tmp_path / "late"
    child = f"    time.sleep(0.4)\n    open({str(late)!r}, 'w')\n"
    program = f"import os, time\nif os.fork() == 0:\n{child}os._exit(0)\n"
    assert "ended the process" in told(program)
    time.sleep(0.6)
    assert not late.exists()


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("def mine(fraction)\n", ("negotiator.py:1",)),
        ("def mine(fraction):\n    return 1 / 0\nCONCESSION = {'mine': mine}\n", ("division",)),
        ("def mine(fraction):\n    return 2.0\nCONCESSION = {'mine': mine}\n", ("2",)),
        ("import os\nos._exit(0)\n", ("ended the process",)),
    ],
    ids=["no colon", "division by zero", "out of range", "ends the process"],
)
def test_what_is_wrong_with_a_program_is_told_plainly(program: str, words: tuple[str, ...]) -> None:
    said = told(program)
    assert all(word in said for word in words), said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("line", "tip"),
    [
        ("return fraction ** 2,5", "Python wants a point"),
        ("return fraction ^ 2", "two stars"),
        ("fraction ** 2", "begins with return"),
        ("return fraktion", "spelt as between the brackets"),
        ("retrun fraction", "the line is: retrun fraction"),
    ],
)
def test_a_beginners_slip_in_a_program_is_told_with_a_tip(
    tmp_path: Path, line: str, tip: str
) -> None:
    made = exercise.start("12", tmp_path / "mine")
    program = made / "negotiator.py"
    text = program.read_text("utf-8").splitlines()
    marked = next(n for n, old in enumerate(text) if "change this line" in old)
    text[marked] = f"    {line}"
    program.write_text("\n".join(text), encoding="utf-8")
    (said,) = (one for one in exercise.check(made, run_code=True).tasks if one.task == "negotiator")
    assert tip in said.said
