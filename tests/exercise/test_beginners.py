"""What a beginner gets wrong in a file, and what is said of it: where, why, and what is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator import exercise
from simulator.cli import sanctions
from simulator.errors import ExerciseError

Change = Callable[[str], str]


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, ("exercise", *words), prog_name="sanctions")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder to work in."""
    return exercise.start("zopa", tmp_path / "mine", student="ada")


def put(file: Path, change: Change) -> None:
    text = file.read_text("utf-8")
    changed = change(text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")


def line_of(file: Path, words: str) -> int:
    lines = file.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


@pytest.mark.parametrize(
    ("change", "words", "said"),
    [
        (lambda t: t.replace("\nbelief:\n", "\nbelief: 0.6: 2\n"), "belief: 0.6", "a colon where"),
        (
            lambda t: t.replace("\nbelief:\n", "\nbelief 0.6\n"),
            "belief 0.6",
            "line without a colon",
        ),
        (lambda t: t.replace("\nbelief:\n", '\nbelief: "0.6\n'), 'belief: "0.6', "quotes"),
        (lambda t: t.replace("\nbelief:\n", "\nbelief: [0.6\n"), "belief: [0.6", "bracket"),
    ],
    ids=["two colons", "no colon", "open quotes", "open bracket"],
)
def test_broken_yaml_is_told_with_its_line_and_an_example(
    mine: Path, change: Change, words: str, said: str
) -> None:
    put(mine / "answers.yaml", change)
    result = typed("check", str(mine))
    assert result.exit_code == 2
    assert "answers.yaml, line " in result.stderr
    assert said in result.stderr
    assert "right would be, for example:" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_name_that_no_task_has_is_told_with_its_line_and_the_nearest(mine: Path) -> None:
    file = mine / "answers.yaml"
    put(file, lambda text: text.replace("\ntargets_most:\n", "\ntarget_most: 12\n"))
    result = typed("check", str(mine))
    assert result.exit_code == 2
    assert f"line {line_of(file, 'target_most: 12')}" in result.stderr
    assert 'did you mean "targets_most"?' in result.stderr


def test_an_answer_twice_is_told(mine: Path) -> None:
    put(mine / "answers.yaml", lambda text: text + "\nbelief: 1\n")
    result = typed("check", str(mine))
    assert result.exit_code == 2
    assert "comes twice" in result.stderr
    assert "delete one of the two" in result.stderr


@pytest.mark.parametrize("other", ["answers.yaml.txt", "Answers (1).yaml", "my answers.yml"])
def test_a_renamed_file_is_named(mine: Path, other: str) -> None:
    (mine / "answers.yaml").rename(mine / other)
    result = typed("check", str(mine))
    assert result.exit_code == 2
    assert other in result.stderr
    assert "Call it answers.yaml again" in result.stderr


def test_a_folder_above_is_told_where_to_go(mine: Path) -> None:
    result = typed("check", str(mine.parent))
    assert result.exit_code == 2
    assert f"sanctions exercise check {mine}" in result.stderr


def test_a_renamed_scenario_costs_only_its_own_task(mine: Path) -> None:
    (mine / "scenario.yaml").rename(mine / "scenario2.yaml")
    result = typed("check", str(mine))
    assert result.exit_code == 0
    assert "scenario2.yaml is. Was it renamed?" in result.stdout.replace("\n   ", " ")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("many", "which is no number"),
        ("12.5", "people come whole"),
        ("-3", "which cannot be: it is at least 0"),
        (".inf", "is not a finite number"),
        ("true", "which is no number"),
        ("'12,5'", "with a point, not a comma"),
        ("12 people", "the number alone"),
        ("1,024", "nothing between thousands"),
    ],
)
def test_an_impossible_number_is_told_with_an_example(mine: Path, answer: str, said: str) -> None:
    put(
        mine / "answers.yaml",
        lambda t: t.replace("\ntargets_most:\n", f"\ntargets_most: {answer}\n"),
    )
    told = typed("check", str(mine)).stdout.replace("\n   ", " ")
    assert said in told
    assert "such as 12" in told


def test_an_impossible_number_in_the_scenario_shows_the_line_as_it_was_given(mine: Path) -> None:
    put(
        mine / "scenario.yaml",
        lambda text: text.replace("target_trust: {kept: ", "target_trust: {kept: -"),
    )
    told = typed("check", str(mine)).stdout
    assert "he file cannot be run yet" in told
    assert "target_trust" in told
    assert "as it was given:" in told


def test_a_scenario_that_cannot_be_read_shows_lines_as_given_and_no_remark(mine: Path) -> None:
    put(mine / "scenario.yaml", lambda text: text.replace("horizon_weeks: ", "horizon_weeks "))
    told = typed("check", str(mine)).stdout
    shown = told.partition("as they were given:")[2].splitlines()[1:3]
    assert any("horizon_weeks: " in line for line in shown)
    assert not any(line.strip().startswith("#") for line in shown)


def test_the_number_of_an_exercise_is_answered_with_its_folder(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.rename(mine.parent / "02-zopa")
    monkeypatch.chdir(mine.parent)
    assert "such as 02-zopa" in typed("check", "2").stderr
    assert "such as" not in typed("check", "**").stderr


def test_a_change_beyond_what_may_change_is_named(mine: Path) -> None:
    put(mine / "scenario.yaml", lambda text: text.replace("held: 1150", "held: 11"))
    told = typed("check", str(mine)).stdout.replace("\n   ", " ")
    assert "prisoners.classes.rank_and_file.held" in told
    assert "Put the rest back as it was" in told


def test_a_scenario_that_reads_other_files_is_refused(mine: Path) -> None:
    put(mine / "scenario.yaml", lambda text: f"extends: ../secret.yaml\n{text}")
    assert "cannot be run yet" in typed("check", str(mine)).stdout


def test_an_exercise_that_is_not_there_is_told_with_the_nearest() -> None:
    result = typed("start", "zoppa")
    assert result.exit_code == 2
    assert 'did you mean "zopa"?' in result.stderr


def test_a_folder_that_is_there_is_left_alone(mine: Path) -> None:
    before = (mine / "answers.yaml").read_bytes()
    result = typed("start", "zopa", "-o", str(mine))
    assert result.exit_code == 2
    assert "left as it is" in result.stderr
    assert (mine / "answers.yaml").read_bytes() == before


def test_sentences_with_colons_are_kept_and_not_graded(mine: Path) -> None:
    put(mine / "answers.yaml", lambda t: t.replace("missing: |\n  \n", "missing: |\n  One: two.\n"))
    assert "Kept for your instructor" in typed("check", str(mine)).stdout


def test_the_same_answers_are_told_the_same_again(mine: Path) -> None:
    put(mine / "answers.yaml", lambda t: t.replace("\nagreed:\n", "\nagreed: 9\n"))
    assert typed("check", str(mine)).stdout == typed("check", str(mine)).stdout


def test_a_scenario_without_any_deal_costs_only_the_task_that_asks_for_one(tmp_path: Path) -> None:
    folder = exercise.start("patience-and-price", tmp_path / "mine")
    put(folder / "scenario.yaml", lambda text: text.replace("rounds: 8 ", "rounds: 800 "))
    put(folder / "answers.yaml", lambda t: t.replace("_means:\n", "_means: trade\n"))
    result = typed("check", str(folder))
    assert result.exit_code == 0
    told = result.stdout.replace("\n   ", " ")
    assert "patient_and_quick: partly right  (1 of 4)" in told
    assert "With these numbers no deal comes about in any world" in told
    assert "what_it_means: right  (1 of 1)" in told


def test_an_answer_from_which_nothing_follows_costs_only_what_is_worked_out_from_it() -> None:
    answers = {"half_separate": 1e200, "half_common": 1, "worlds_needed": 5, "may_say": "model"}
    told = {one.task: one for one in exercise.check_answers("luck-or-policy", answers).tasks}
    assert told["worlds_needed"].state == "not yet"
    assert "other answers lead to no number here" in told["worlds_needed"].said
    assert told["may_say"].state == "right"


def test_a_minus_that_was_copied_from_a_page_is_read_and_per_cent_are_explained() -> None:
    lost = {one.task: one for one in exercise.check_answers("7", {"lost": "\N{MINUS SIGN}9"}).tasks}
    assert lost["lost"].state == "not yet"
    assert lost["lost"].said.startswith("too high")
    for answer in (60, "60%"):
        told = exercise.check_answers("zopa", {"belief": answer}).tasks[0].said
        assert "per cent is" in told


@pytest.mark.parametrize(
    "text", ["|\nNobody knows it: never.\n\nSo?", "Nobody knows: never.", "|\n  Nobody\nknows: it"]
)
def test_sentences_that_were_not_moved_in_are_kept_and_cost_nothing(mine: Path, text: str) -> None:
    put(mine / "answers.yaml", lambda t: t.replace("missing: |\n  \n", f"missing: {text}\n"))
    put(mine / "answers.yaml", lambda t: t.replace("\ngains:\n", "\ngains: minsk\n"))
    result = typed("check", str(mine))
    assert result.exit_code == 0, result.stderr
    assert "Kept for your instructor" in result.stdout
    assert "gains: right" in result.stdout


def test_a_file_of_answers_that_is_rich_text_empty_or_gone_is_told_with_the_way_out(
    mine: Path,
) -> None:
    answers = mine / "answers.yaml"
    for text, said in (("{\\rtf1 belief: 1}", "Make Plain Text"), ("", "is empty; a fresh one")):
        answers.write_text(text, encoding="utf-8")
        assert said in typed("check", str(mine)).stderr
    answers.unlink()
    assert "sanctions exercise start 2 -o again" in typed("check", str(mine)).stderr


def test_a_file_of_answers_that_is_a_link_is_not_followed(mine: Path, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.write_text("secret words\n", encoding="utf-8")
    (mine / "answers.yaml").unlink()
    (mine / "answers.yaml").symlink_to(private)
    with pytest.raises(ExerciseError, match="is a link to another file") as refused:
        exercise.check(mine)
    assert "secret" not in str(refused.value)


def test_a_line_that_cannot_be_read_is_shown_with_the_one_before(mine: Path) -> None:
    put(mine / "answers.yaml", lambda t: t.replace("\nworth_today:\n", "\nworth_today 9\n"))
    told = typed("check", str(mine)).stderr
    assert "the line before:   belief:\n  the line is:       worth_today 9" in told
