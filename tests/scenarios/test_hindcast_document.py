"""What docs/validation.md says of the hindcast is what the command gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.analysis.hindcast import DRAWS, KEEP, hindcast
from simulator.analysis.observations import observed_cases
from simulator.report.hindcast import markdown_table, summary_text

ROOT = Path(__file__).resolve().parents[2]
GALLERY = ROOT / "reports" / "gallery" / "hindcast"
TEXT = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
A_NUMBER = re.compile(r"\d[\d,]*\.?\d*")


def made(name: str) -> str:
    """A text that `make hindcast` left in the gallery."""
    return (GALLERY / name).read_text(encoding="utf-8")


def test_the_document_shows_the_table_and_the_findings_of_the_gallery() -> None:
    assert made("summary.md") in TEXT
    assert made("summary.txt").partition("\n\n")[0] in TEXT


def test_the_document_says_how_many_draws_are_tried_and_kept() -> None:
    assert f"{DRAWS:,} draws" in TEXT
    assert f"the {KEEP} are kept" in TEXT


def test_the_gallery_has_a_figure_of_each_case() -> None:
    wanted = {f"hindcast-{name}.png" for name in (*observed_cases(), "all")}
    assert wanted <= {path.name for path in GALLERY.iterdir()}


@pytest.mark.slow
def test_the_command_gives_the_numbers_that_the_document_shows() -> None:
    done = hindcast(worlds=2000, seed=1, taught=True)
    for found, shown in (
        (markdown_table(done.summary), made("summary.md")),
        (summary_text(done), made("summary.txt")),
    ):
        assert A_NUMBER.sub("", found) == A_NUMBER.sub("", shown)
        pairs = zip(A_NUMBER.findall(found), A_NUMBER.findall(shown), strict=True)
        for one, other in pairs:
            expected = float(other.replace(",", ""))
            assert float(one.replace(",", "")) == pytest.approx(expected, rel=0.02, abs=0.02)
