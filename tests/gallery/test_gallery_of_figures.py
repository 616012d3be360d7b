"""The gallery has every figure, small, and its page shows each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from simulator.analysis.tournament.game import SIDES
from simulator.report.comparison.figures import FIGURES as COMPARED
from simulator.report.figures import FIGURES
from tests.gallery.catalogue import GALLERY, INDEX, ROOT, SHELVES, index

PATHS = [path for shelf in SHELVES for path in shelf.paths()]
BY_FOLDER = {shelf.heading: set(shelf.shown) for shelf in SHELVES}


def test_every_figure_of_a_run_and_of_a_comparison_has_its_picture() -> None:
    assert set(FIGURES) == BY_FOLDER["A run"]
    assert set(COMPARED) == BY_FOLDER["A comparison"]
    assert len(BY_FOLDER["A tournament"]) == 2 * (len(SIDES) + 1)


def test_every_function_that_makes_a_picture_has_one_in_the_gallery() -> None:
    """A figure's name is a text in the code: its picture's name must fit one of them."""
    called = []
    for path in (ROOT / "simulator" / "report").rglob("*.py"):
        called += re.findall(r"\bPicture\(\s*f?\"([^\"]+)\"", path.read_text("utf-8"))
    patterns = [re.compile(re.sub(r"\{[^}]*\}(?:'[^}]*\})?", ".+", name)) for name in called]
    names = [name for shelf in SHELVES for name in shelf.shown]
    assert len(patterns) >= 20
    assert [p.pattern for p in patterns if not any(p.fullmatch(name) for name in names)] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(GALLERY)))
def test_a_picture_is_there_and_small(path: Path) -> None:
    assert path.stat().st_size <= 120_000
    with Image.open(path) as image:
        assert 600 <= image.width <= 1200


def test_no_picture_lies_in_the_gallery_unnamed() -> None:
    assert sorted(GALLERY.rglob("*.png")) == sorted(PATHS)


def test_the_page_of_the_gallery_is_the_one_that_the_catalogue_gives() -> None:
    assert INDEX.read_text("utf-8") == index()


def test_the_document_of_figures_shows_every_figure_of_a_run() -> None:
    text = (ROOT / "docs" / "figures.md").read_text("utf-8")
    assert [n for n in FIGURES if f"../reports/gallery/{n}.png" not in text] == []
