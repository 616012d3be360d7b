"""Every sentence of a page can be translated, and no number hides in one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import simulator
import simulator.report
from simulator.errors import RequestError
from simulator.report.html import html
from simulator.report.language import languages, speaking, tr, trn
from simulator.report.page import document
from tests.report.pseudo import left_on_page, spoken_pseudo

REPORT = Path(simulator.report.__file__).parent
CODE = sorted(Path(simulator.__file__).parent.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in CODE}
SAYS = {"tr": (0,), "trn": (0, 1), "count": (1, 2)}


def test_every_sentence_of_a_run_s_page_is_open_to_translation(base: Any) -> None:
    rows = [{"path": "a.b", "value": "1", "evidence": [], "assumption": "guess", "note": "why"}]
    told = replace(base, facts={**base.facts, "provenance": rows, "summary": "s"})
    with spoken_pseudo():
        page = html(document(told, []), {})
    assert left_on_page(page) == []
    assert '<html lang="xx">' in page


def test_without_a_translation_a_page_is_in_english(base: Any) -> None:
    page = html(document(base, []), {})
    assert "⟦" not in page
    assert '<html lang="en">' in page


def test_a_language_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(RequestError, match=r"'tlh'; there are: en"), speaking("tlh"):
        pass
    assert languages()[0] == "en"


def test_the_form_of_a_word_follows_the_number() -> None:
    assert [trn("{n} world", "{n} worlds", n, n=n) for n in (0, 1, 2)] == [
        "0 worlds",
        "1 world",
        "2 worlds",
    ]


def messages() -> Iterator[tuple[str, str]]:
    """Every sentence in the code with where it stands."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else (
                    node.func.id if isinstance(node.func, ast.Name) else "")  # fmt: skip
                for place in SAYS.get(name, ()):
                    if place < len(node.args) and isinstance(node.args[place], ast.Constant):
                        value = node.args[place].value  # type: ignore[attr-defined]
                        if isinstance(value, str):
                            yield f"{path.name}:{node.lineno}", value


def test_no_sentence_holds_a_digit_or_a_percent_sign() -> None:
    """Numbers come from the run; of ``%`` and a letter a translator's tool makes a placeholder."""
    offences = [f"{where}: {text}" for where, text in messages() if re.search(r"[\d%]", text)]
    assert not offences, "\n".join(offences)


def test_sentences_are_whole_strings_that_a_translator_s_tool_can_read() -> None:
    offences = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if (
                called
                and node.func.id in ("tr", "trn")
                and path.stem not in ("language", "numbers")
            ):
                constant = isinstance(node.args[0], ast.Constant)
                offences += [] if constant else [f"{path.name}:{node.lineno}"]
    assert not offences, "\n".join(offences)


PAGES = [
    path
    for path in sorted(REPORT.rglob("*.py"))
    if path.stem.endswith("page") or path.stem in ("parts", "sources", "levers", "experiment")
]
KEY = re.compile(r"[a-z_][a-z0-9_]*")
"""Names of columns and keys, which may hold digits and are read by no one."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_hold_no_number_of_their_own(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    formats = {id(part) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)
               for part in ast.walk(node)}  # fmt: skip
    offences = [
        f"{path.name}:{node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in formats
        and re.search(r"\d", node.value)
        and not KEY.fullmatch(node.value)
    ]
    assert not offences, "\n".join(offences)


def test_no_text_and_no_number_stands_in_a_template() -> None:
    for path in (REPORT / "templates").glob("*.j2"):
        said = re.sub(r"\{[%{].*?[%}]\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"<[^>]*>", "", said).replace(' translate="no"', "")
        assert not re.search(r"\w", text), path.name


def test_translations_keep_the_parts_of_a_sentence_and_hold_no_digit() -> None:
    from babel.messages.pofile import read_po

    for path in (REPORT / "locale").rglob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                source = " ".join(message.id) if isinstance(message.id, tuple) else message.id
                for form in filter(None, forms) if source else ():
                    assert set(re.findall(r"\{\w+\}", form)) <= set(re.findall(r"\{\w+\}", source))
                    assert not re.search(r"\d", form)


def test_a_filled_in_part_may_hold_braces() -> None:
    assert tr("{text}", text="{x}") == "{x}"


def test_a_translator_s_tool_finds_every_sentence_of_a_report() -> None:
    """Within an f-string it would find none; ``make translation`` calls it with these words."""
    from babel.messages.extract import extract_from_dir

    keywords = {"tr": None, "trn": (1, 2), "count": (2, 3)}
    every = extract_from_dir(str(REPORT), [("**.py", "python")], keywords=keywords)
    found = {text for _, _, ids, *_ in every for text in ([ids] if isinstance(ids, str) else ids)}
    said = list(messages())
    assert len(said) > len(found) / 2
    assert [f"{where}: {text}" for where, text in said if text not in found] == []
