"""Pages as a browser and a screen reader take them: well formed, landmarks, headings, contrast."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest

import simulator.report
from simulator.report.document import (
    Code,
    Document,
    Fold,
    Items,
    Section,
    Table,
    Terms,
    Text,
    cells,
)
from simulator.report.html import html
from simulator.report.page import document
from simulator.report.stored import as_json, read_json

CSS = Path(simulator.report.__file__).parent / "templates" / "report.css"


def parsed(page: str) -> Any:
    """The page as a tree; anything that is not well formed is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


@pytest.fixture(scope="module")
def everything() -> Document:
    """A document with a block of every kind."""
    table = Table("Table of all", "What it says.", ("a", "b"), (cells(["x", "1 < 2 & 3"], id="r"),))
    blocks = (
        Text("A sentence."), Text("Quiet.", quiet=True), Items(("one", "two"), ordered=True),
        Terms((("name", "text"),)), Code("sanctions run <x>"), table,
        Fold("More", (table, Text("Inside."))),
    )  # fmt: skip
    return Document("Title", "Why?", "Ten worlds.", "all", (Section("all", "All", "All", blocks),),
                    "Made.")  # fmt: skip


def test_a_page_with_every_kind_of_block_is_well_formed(everything: Document) -> None:
    tree = parsed(html(everything, {}))
    assert [node.text for node in tree.iter("pre")] == [None]
    assert "".join(next(tree.iter("pre")).itertext()) == "sanctions run <x>"


def test_a_document_comes_back_from_json_as_it_was(everything: Document) -> None:
    assert read_json(as_json(everything)) == everything


def test_the_page_of_a_run_is_well_formed_and_its_headings_skip_no_level(base: Any) -> None:
    tree = parsed(html(document(base, []), {}))
    levels = [int(node.tag[1]) for node in tree.iter() if re.fullmatch(r"h[1-6]", str(node.tag))]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_region_and_table_has_a_name(base: Any) -> None:
    tree = parsed(html(document(base, []), {}))
    named = [
        n for n in tree.iter() if n.attrib.get("role") == "region" or n.tag in ("table", "nav")
    ]
    assert named
    assert all(node.attrib.get("aria-label") for node in named)
    assert all(
        node.attrib["aria-labelledby"] in {n.attrib.get("id") for n in tree.iter()}
        for node in tree.iter("section")
    )


def luminance(colour: str) -> float:
    whole = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
    parts = [int(whole[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> list[dict[str, str]]:
    """The colours for light, dark and print."""
    blocks = re.findall(r":root \{([^}]*)\}", CSS.read_text("utf-8"))
    return [dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", block)) for block in blocks]


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark", "print"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "link"])
@pytest.mark.parametrize("paper", ["paper", "panel"])
def test_text_stands_out_from_what_is_behind_it(
    palette: dict[str, str], ink: str, paper: str
) -> None:
    assert contrast(palette[ink], palette[paper]) >= 4.5


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
