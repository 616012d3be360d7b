"""The report page and the files written into a run folder."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import simulator.report
from simulator.report import write_report
from simulator.report.figures import FIGURES
from simulator.report.page import page

VOID = {"meta", "img", "link", "br", "input", "wbr"}
TEMPLATE = Path(simulator.report.__file__).with_name("templates") / "page.html.j2"


class Outline(HTMLParser):
    """Checks that tags close in order, and collects ids, references and images."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "img":
            self.images.append(found)
        if tag == "a":
            self.links.append(str(found["href"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def folder(base: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report of an ordinary run."""
    made = tmp_path_factory.mktemp("run")
    write_report(base, made)
    return made


@pytest.fixture(scope="module")
def html(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    assert not parser.open
    return parser


def test_the_same_run_gives_the_same_files_and_names_them(
    base: Any, folder: Path, tmp_path: Path
) -> None:
    names = write_report(base, tmp_path)
    assert sorted(names) == sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*"))
    for name in names:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_the_page_needs_nothing_from_outside(html: str) -> None:
    assert "<script" not in html
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#)""", html)
    assert "style=" not in html


def test_the_security_policy_lets_in_the_style_and_pictures_only(html: str) -> None:
    policy = re.search(r'Security-Policy" content="([^"]+)"', html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert policy
    assert style
    code = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"style-src &#39;sha256-{code}&#39;" in policy.group(1).replace("'", "&#39;")
    assert policy.group(1).startswith("default-src 'none'")


def test_every_figure_has_words_for_those_who_do_not_see_it(outline: Outline) -> None:
    assert len(outline.images) == len(FIGURES)
    assert all(re.search(r"\d", str(image["alt"])) for image in outline.images)


def test_the_page_has_landmarks_one_heading_and_links_that_lead_somewhere(
    outline: Outline,
) -> None:
    assert {"header", "nav", "main", "footer"} <= set(outline.tags)
    assert outline.tags.count("h1") == 1
    assert len(set(outline.ids)) == len(outline.ids)
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)


def test_no_result_is_written_into_the_template() -> None:
    text = re.sub(r"<[^>]*>|\{[%{].*?[%}]\}", "", TEMPLATE.read_text(encoding="utf-8"))
    assert not re.findall(r"\d", text)


def test_names_from_the_scenario_cannot_bring_in_markup(base: Any) -> None:
    evil = "<script>alert('x')</script>"
    facts = {**base.facts, "title": evil, "question": evil, "target": evil}
    assert "<script" not in page(replace(base, facts=facts), [], {})


def test_the_page_counts_what_the_numbers_rest_on(base: Any) -> None:
    rows = [
        {"path": "a.b", "value": "1", "evidence": ["price-2025"], "assumption": "", "note": ""},
        {"path": "c.d", "value": "2", "evidence": [], "assumption": "a guess", "note": ""},
    ]
    text = page(replace(base, facts={**base.facts, "provenance": rows}), [], {})
    assert "1 rests on cited evidence" in text
    assert "Assumption: a guess" in text


def test_the_page_stays_small(folder: Path) -> None:
    assert (folder / "report.html").stat().st_size < 1_500_000


def test_asking_for_the_report_imports_nothing_heavy() -> None:
    code = (
        "import sys, simulator.report.words, simulator.report; "
        "print([m for m in ('pandas', 'matplotlib', 'jinja2', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
