"""A class: a folder for each student, marks with reasons, names that are written nowhere."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from simulator import exercise
from simulator.cli import sanctions
from simulator.errors import ExerciseError
from simulator.exercise.classes import of_ids
from simulator.exercise.edits import changed_text
from simulator.exercise.folders import read
from simulator.exercise.kinds.edit import Edit
from simulator.exercise.variants import case_of, code_of

PEOPLE = ("Ada Lovelace", "Bo", "Cy", "Dee")


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, ("exercise", *words), prog_name="sanctions")


def fill(folder: Path, *, mistakes: tuple[str, ...] = (), leave: tuple[str, ...] = ()) -> None:
    """Answer an exercise as a student would: right, but for the first mistake of some tasks."""
    work = read(folder)
    case = case_of(work.exercise, work.code)
    file = folder / "answers.yaml"
    text = file.read_text("utf-8")
    for name, task in work.exercise.definition.tasks.items():
        if name in leave or not task.check.graded:
            continue
        wrong = next(iter(task.mistakes.values())) if name in mistakes else None
        answer = task.check.mistaken(wrong, case) if wrong else task.check.solution(case)
        case = replace(case, answers={**case.answers, name: answer})  # later sums build on it
        if isinstance(task.check, Edit):
            scenario = folder / task.check.file
            given = scenario.read_text("utf-8")
            changed = changed_text(given, answer, file=task.check.file)
            scenario.write_text(changed, encoding="utf-8")
        else:
            text = text.replace(f"\n{name}:\n", f"\n{name}: {answer}\n")
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four students' folders for one exercise, answered in four ways."""
    top = tmp_path_factory.mktemp("course")
    exercise.make_set(PEOPLE, top / "class", exercises=["zopa"])
    whole, some, empty, broken = (top / "class" / code_of(one) / "02-zopa" for one in PEOPLE)
    fill(whole)
    fill(some, mistakes=("targets_most", "agreed"), leave=("gains",))
    assert empty.is_dir()
    (broken / "answers.yaml").write_text("exercise: [02-zopa\n", encoding="utf-8")
    return top / "class"


@pytest.fixture(scope="module")
def grades(answered: Path) -> exercise.Grades:
    """The class marked."""
    return exercise.grade(answered)


@pytest.fixture
def klass(answered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the class to change, in the present folder."""
    monkeypatch.chdir(tmp_path)
    Path("students.csv").write_text("name\n" + "\n".join(PEOPLE) + "\n", encoding="utf-8")
    return shutil.copytree(answered, tmp_path / "class")


def alone(klass: Path, student: str) -> Path:
    """The class with only one student's folder in it."""
    for one in PEOPLE:
        if one != student:
            shutil.rmtree(klass / code_of(one))
    return klass / code_of(student) / "02-zopa"


def test_the_list_by_name_has_every_folder_that_was_handed_in(
    answered: Path, tmp_path: Path
) -> None:
    top = tmp_path / "class"
    shutil.copytree(answered, top)
    mine = top / code_of(PEOPLE[0]) / "02-zopa"
    shutil.copytree(mine, top / "a-late-one")
    stray = top / "stray"
    shutil.copytree(mine, stray)
    text = (stray / "answers.yaml").read_text("utf-8")
    (stray / "answers.yaml").write_text(text.replace(code_of(PEOPLE[0]), "standard"), "utf-8")
    listed = exercise.grade(top).by_student(of_ids(PEOPLE))
    twice = listed[listed["student"] == PEOPLE[0]]
    assert len(twice) == 2
    assert twice["reasons"].str.contains("is also in").sum() == 1
    assert listed["student"].tolist()[-1] == "(nobody on the list: stray)"


def test_no_name_is_written_anywhere(klass: Path) -> None:
    texts = [path.read_text("utf-8") for path in klass.rglob("*") if path.is_file()]
    paths = [path.as_posix() for path in klass.rglob("*")]
    assert not [one for one in PEOPLE for text in (*texts, *paths) if "Lovelace" in text]
    assert {path.name for path in klass.iterdir()} == {code_of(one) for one in PEOPLE}


def test_whose_folder_is_whose_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("student;group\nAda;1\nBo;2\n", encoding="utf-8-sig")
    told = typed("make-set", "list.csv", "--exercise", "2").stdout.splitlines()
    assert told == ["student,folder", *(f"{one},class/{code_of(one)}" for one in ("Ada", "Bo"))]


def test_marks_are_those_that_the_guide_gives(grades: exercise.Grades) -> None:
    marks = grades.marks.set_index("code")
    found = [marks.loc[code_of(one), "marks"] for one in PEOPLE]
    whole = exercise.load("zopa").definition.marks
    # two of three marks for the most and two for the agreed number are lost, one for the gains
    assert found == [whole, whole - 2 - 2 - 1, 0, 0]
    assert "gains: not answered" in marks.loc[code_of("Bo"), "reasons"]
    assert "the file" in marks.loc[code_of("Dee"), "reasons"]


def test_a_class_is_marked_the_same_again_and_written_with_its_figure(
    grades: exercise.Grades, klass: Path
) -> None:
    again = exercise.grade(klass)
    first, second = grades.save(klass.parent / "a"), again.save(klass.parent / "b")
    names = {"marks.csv", "tasks.csv", "texts.csv", "class.csv", "class.svg", "class.png"}
    assert {path.name for path in first.iterdir()} == names
    assert all((first / n).read_bytes() == (second / n).read_bytes() for n in names)
    table = pd.read_csv(first / "class.csv").set_index("task")
    assert list(table.loc["gains", ["right", "part", "wrong", "empty"]]) == [1, 0, 0, 2]
    assert table.loc["targets_most", "usual_mistake"] == "not_first"
    assert table.loc["targets_most", "in_words"].startswith("Leaves out that Minsk delivers first")


def test_marks_by_name_are_printed_and_written_nowhere(klass: Path) -> None:
    result = typed("grade", "class", "--students", "students.csv", "--quiet")
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "student,exercise,marks,of,reasons"
    assert [line.split(",")[0] for line in lines[1:]] == list(PEOPLE)
    written = "".join(p.read_text("utf-8") for p in Path("class-marks").glob("*.csv"))
    assert "Lovelace" not in written


def test_a_changed_variant_line_does_not_choose_other_numbers(klass: Path) -> None:
    folder = alone(klass, "Ada Lovelace")
    text = (folder / "answers.yaml").read_text("utf-8")
    changed = text.replace(code_of("Ada Lovelace"), code_of("somebody else"))
    (folder / "answers.yaml").write_text(changed, encoding="utf-8")
    marks = exercise.grade(klass).marks.set_index("code")
    assert marks.loc[code_of("Ada Lovelace"), "marks"] == exercise.load("zopa").definition.marks
    assert "'variant' was changed" in marks.loc[code_of("Ada Lovelace"), "reasons"]


def test_free_text_is_collected_and_is_no_formula(klass: Path) -> None:
    folder = alone(klass, "Bo")
    text = (folder / "answers.yaml").read_text("utf-8")
    (folder / "answers.yaml").write_text(
        text.replace("missing: |\n  \n", "missing: |\n  =1+1 said one: two\n"), encoding="utf-8"
    )
    (row,) = exercise.grade(klass).texts.itertuples()
    assert (row.task, row.text) == ("what_is_missing", "'=1+1 said one: two")


@pytest.mark.parametrize(
    ("ids", "said"), [((), "names no student"), (("Ada", "ada "), "twice"), ((" ",), "no student")]
)
def test_a_list_that_cannot_be_is_refused(ids: tuple[str, ...], said: str, tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=said):
        exercise.make_set(ids, tmp_path / "class")
    assert not (tmp_path / "class").exists()


def test_a_folder_without_answers_is_refused(tmp_path: Path) -> None:
    result = typed("grade", str(tmp_path))
    assert result.exit_code == 2
    assert "holds no answers.yaml" in result.stderr
