"""The mutants that no test notices: a list of the code as it is, shown in the document."""

from __future__ import annotations

import re

import pytest

from tests.mutants import survivors
from tests.mutants.run import LEAST, PARTS, ROOT
from tests.mutants.survivors import SURVIVORS, Survivor, table
from tests.reference.document import VALIDATION, between_marks

TEXT = VALIDATION.read_text(encoding="utf-8")
SECTION = TEXT[TEXT.index("## Tests that can fail: mutants") :].split("\n## ", maxsplit=1)[0]


@pytest.mark.parametrize("survivor", SURVIVORS, ids=lambda one: one.line)
def test_each_survivor_changes_a_line_that_is_there(survivor: Survivor) -> None:
    lines = (ROOT / survivor.file).read_text(encoding="utf-8").splitlines()
    assert survivor.line in {line.strip() for line in lines}
    assert survivor.line not in survivor.became


def test_the_survivors_in_the_document_are_those_of_the_list() -> None:
    assert between_marks(SECTION, survivors.FIRST, survivors.LAST) == table()


def test_the_figures_in_the_document_add_up_and_reach_the_least_share() -> None:
    rows = re.findall(
        r"^\| `simulator/(\w+)` \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+)% \|", SECTION, re.M
    )
    assert [name for name, *_ in rows] == [part.name for part in PARTS]
    for name, *counts, share in rows:
        tried, noticed, missed = map(int, counts)
        listed = [one for one in SURVIVORS if one.file.startswith(f"simulator/{name}/")]
        assert tried == noticed + missed
        assert missed == sum(len(one.became) for one in listed)
        assert share == f"{100 * noticed / tried:.1f}"
        assert noticed / tried >= LEAST
