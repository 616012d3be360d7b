"""The glossary knows every word that the student pages mark, and tells it shortly."""

from __future__ import annotations

from collections import Counter

import pytest
from click.testing import CliRunner

from simulator import exercise
from simulator.cli import sanctions
from simulator.errors import ExerciseError
from simulator.exercise import glossary
from simulator.exercise.library import STUDENT

PAGES = {name: exercise.load(name).text(STUDENT) for name in exercise.names()}


@pytest.mark.parametrize("name", PAGES)
def test_every_word_that_a_student_page_puts_in_bold_is_explained(name: str) -> None:
    missing = []
    for word in glossary.marked(PAGES[name]):
        try:
            glossary.term(word)
        except ExerciseError:
            missing.append(word)
    assert not missing, f"add to scenarios/exercises/glossary.yaml, or use *italics*: {missing}"


def test_the_student_pages_mark_words() -> None:
    words = {word for page in PAGES.values() for word in glossary.marked(page)}
    assert {"world", "belief"} <= words


def test_no_name_stands_for_two_words() -> None:
    entries = glossary.terms().values()
    names = Counter(name.casefold() for one in entries for name in (one.term, *one.also))
    assert [name for name, times in names.items() if times > 1] == []


def test_related_words_are_in_the_glossary() -> None:
    for one in glossary.terms().values():
        for word in one.see:
            assert glossary.term(word).term != one.term


def test_an_entry_can_be_read_at_a_glance() -> None:
    long = [one.term for one in glossary.terms().values() if len(one.says.split()) > 60]
    assert not long
    assert all(one.says.endswith(".") for one in glossary.terms().values())


@pytest.mark.parametrize("word", ["ZOPA", "zopa", "Zone of possible agreement", "hold-values"])
def test_a_word_is_found_by_any_of_its_names(word: str) -> None:
    assert glossary.term(word).says


def test_the_command_explains_a_word_of_several() -> None:
    done = CliRunner().invoke(sanctions, ["glossary", "95%", "interval"])
    assert done.exit_code == 0
    assert done.output.startswith("interval: A lower and an upper end.")


def test_the_command_lists_every_word() -> None:
    listed = " ".join(CliRunner().invoke(sanctions, ["glossary"]).output.split())
    assert all(term in listed for term in glossary.terms())


def test_an_unknown_word_is_answered_with_the_nearest() -> None:
    done = CliRunner().invoke(sanctions, ["glossary", "snapbak"])
    assert done.exit_code == 2
    assert 'did you mean "snapback"?' in done.output
