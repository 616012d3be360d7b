"""What the documents say of the second engine is so."""

from __future__ import annotations

import re

from tests.reference import document
from tests.reference.document import VALIDATION, between_marks, table
from tests.reference.planted import PLANTED
from tests.reference.test_same_worlds import DRAWN, EVERYWHERE, MANY, SHIPPED

TEXT = VALIDATION.read_text(encoding="utf-8")
SECTION = TEXT[TEXT.index("## The rules: a second engine") :].split("\n## ", maxsplit=1)[0]


def test_the_table_of_planted_changes_is_that_of_the_tests() -> None:
    assert between_marks(SECTION, document.FIRST, document.LAST) == table()


def test_the_number_of_planted_changes_is_that_of_the_table() -> None:
    (told,) = re.findall(r"\*\*(\d+) rules carried out wrongly\*\*", SECTION)
    assert int(told) == len(PLANTED)


def test_the_numbers_of_scenarios_and_worlds_are_those_of_the_comparison() -> None:
    rows = re.findall(r"^\| (.*?) \| (\d+) \|", SECTION, re.M)
    drawn = [(int(re.findall(r"\d+", what)[0]), int(worlds)) for what, worlds in rows[2:4]]
    assert [int(worlds) for _, worlds in rows[:2]] == [SHIPPED, EVERYWHERE]
    assert drawn == [DRAWN, MANY]
