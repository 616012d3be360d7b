"""The facts in the gallery and in docs/validation.md are those that were computed."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from PIL import Image

from tests.facts import words
from tests.facts.gallery import DOCUMENT, FOLDER, picture
from tests.facts.table import FACTS

PARTS = {part.key: part for fact in FACTS for part in fact.parts}


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "facts.csv", keep_default_na=False)


def test_the_gallery_has_every_part_as_it_is_stated(rows: pd.DataFrame) -> None:
    stated = [(p.key, p.claim, p.sign * p.least, p.fails) for p in PARTS.values()]
    columns = ["part", "claim", "smallest_effect", "why_not"]
    assert list(rows[columns].itertuples(index=False, name=None)) == stated


def test_a_part_holds_unless_the_table_says_why_not(rows: pd.DataFrame) -> None:
    assert ((rows["holds"] == "yes") == (rows["why_not"] == "")).all()


def test_a_part_that_does_not_hold_at_full_size_is_never_left_out(rows: pd.DataFrame) -> None:
    replaced = {part.instead_of for part in PARTS.values() if part.instead_of}
    assert replaced <= set(rows.loc[rows["holds"] == "no", "part"])


def test_the_document_has_the_table_of_the_gallery(rows: pd.DataFrame) -> None:
    text = DOCUMENT.read_text("utf-8")
    assert words.markdown(rows) in text
    assert words.why_not(rows) in text


def test_the_patterns_are_those_of_the_model_s_description() -> None:
    text = (DOCUMENT.parent / "ODD.md").read_text("utf-8")
    assert [f.pattern for f in FACTS if f"| {f.number} | {f.pattern} |" not in text] == []


@pytest.mark.parametrize("number", range(1, 11))
def test_each_fact_has_a_small_figure_that_the_document_shows(number: int) -> None:
    path = FOLDER / picture(number)
    assert path.stat().st_size <= 60_000
    with Image.open(path) as image:
        assert image.width == 1000
    assert re.search(rf"!\[[^\]]+\]\(\.\./reports/gallery/facts/{path.name}\)",
                     DOCUMENT.read_text("utf-8"))  # fmt: skip


def test_the_page_of_the_gallery_has_its_table(rows: pd.DataFrame) -> None:
    assert words.markdown(rows) in (FOLDER / "facts.md").read_text("utf-8")
