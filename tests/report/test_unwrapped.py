"""No sentence that a reader of a report meets stands in the code outside of translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import simulator.report

REPORT: Final = Path(simulator.report.__file__).parent
SAY: Final = {"tr", "trn", "count"}
SHOW: Final = {
    "set_xlabel", "set_ylabel", "set_title", "set_label", "text", "write", "annotate", "Label",
    "empty_panel", "sheet", "Picture", "Bar", "Said", "Text", "Heading", "Section", "Fold",
}  # fmt: skip
"""What puts words before a reader: there a single word is one too many."""

IN_A_TERMINAL: Final = {
    "calibration.py", "comparison/text.py", "discovery/sentences.py", "evidence.py", "forecast.py",
    "hindcast.py", "optimum/text.py", "sensitivity/text.py", "summary.py", "sweep/write.py",
    "tournament/text.py",
}  # fmt: skip
"""What is said in a terminal and in summary.txt: English in part (docs/translating.md)."""

DATA: Final = {
    "comparison/comparison.py": {"none, as seeds differ"},  # part of an error
    "comparison/names.py": {"USD million", "share of worlds"},  # names of units, not shown
    "figures/road.py": {"before a deal"},  # a value in a table
    "figures/skill.py": {"nothing happens"},  # a forecast by its name in a table
    "sensitivity/tornado.py": {"up to "},  # how a table says an end
    "outcomes.py": {"fewer people", "USD million"},  # units in a table
    "sizes.py": {"what is drawn for"},  # names a variable
    "talks.py": {"no deal", "walked out", "under way"},  # values in a table
}
_LETTER: Final = r"[^\W\d_]"
_WORDS: Final = re.compile(rf"{_LETTER}{{2,}}[,;:]?[ \n]+[(“]?{_LETTER}")
_WORD: Final = re.compile(rf"{_LETTER}{{2}}")
_BESIDE: Final = re.compile(rf"[ \n“(]{_LETTER}{{2,}}|{_LETTER}{{2,}}[ \n”]")
_MARKUP: Final = re.compile(
    r"<[^>]*>?|offset points|axes fraction|DejaVu Sans|sanctions simulator "
)


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def unwrapped(node: ast.AST, *, shown: bool = False) -> Iterator[tuple[int, str]]:
    """Texts below a node that read as words and pass through nothing that translates them.

    Errors, docstrings, keys, what is compared and what asserts say are not for readers of reports.
    """
    skipped = (ast.Raise, ast.Compare, ast.Assert)
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, skipped) or is_docstring:
        return
    if isinstance(node, ast.Constant):
        value = _MARKUP.sub("", node.value) if isinstance(node.value, str) else ""
        if _WORDS.search(value) or (shown and _WORD.search(value)):
            yield node.lineno, value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            if not isinstance(part, ast.Constant):
                yield from unwrapped(part)
            elif _BESIDE.search(_MARKUP.sub("", str(part.value))):
                yield part.lineno, str(part.value)
    else:
        for child, is_shown in children(node, shown=shown):
            yield from unwrapped(child, shown=is_shown)


def children(node: Any, *, shown: bool) -> Iterator[tuple[ast.AST, bool]]:
    """What stands below a node, and whether it is put before a reader."""
    if isinstance(node, ast.Call):
        name = name_of(node)
        yield node.func, False
        for place, one in enumerate(node.args):
            is_name = name in ("Picture", "Section") and place == 0
            if not (name in SAY and isinstance(one, ast.Constant)):
                yield one, name in SHOW and not is_name
        yield from ((word.value, False) for word in node.keywords)
    elif isinstance(node, ast.Dict):
        yield from ((value, False) for value in node.values)
    elif isinstance(node, ast.Subscript):
        yield node.value, shown
    else:
        passed = shown and isinstance(node, ast.IfExp | ast.BinOp | ast.Tuple | ast.BoolOp)
        yield from ((child, passed) for child in ast.iter_child_nodes(node))


MODULES: Final = [
    path for path in sorted(REPORT.rglob("*.py"))
    if path.relative_to(REPORT).as_posix() not in IN_A_TERMINAL
]  # fmt: skip


def test_every_sentence_passes_through_translation() -> None:
    offences = [
        f"{name}:{line}: {text!r}"
        for path in MODULES
        for name in (path.relative_to(REPORT).as_posix(),)
        for line, text in unwrapped(ast.parse(path.read_text("utf-8")))
        if text not in DATA.get(name, ())
    ]
    assert not offences, "\n".join(offences)


@pytest.mark.parametrize(
    "code",
    [
        'NOTE = "Dashed: the median"',
        'f"{people} are held"',
        'f"at the end: {level}"',
        'axes.set_ylabel("arrests")',
        'axes.set_ylabel("arrests" if few else tr("people"))',
        'Picture("door", "Finding", figure, table, tr("Alt"))',
        'names = {"held": "people held"}',
        'tr("{what} rises", what="the price of potash")',
    ],
)
def test_a_sentence_outside_of_translation_is_found(code: str) -> None:
    assert list(unwrapped(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'axes.set_ylabel(tr("people held"))',
        'raise ValueError("no such figure")',
        'kind == "talks open"',
        'row["what it is"]',
        'f"figures/{name}.svg"',
        'words.count(n, "lesser event", "lesser events")',
    ],
)
def test_what_no_reader_of_a_report_meets_is_left_alone(code: str) -> None:
    assert not list(unwrapped(ast.parse(code)))


def test_things_that_are_counted_are_named_in_both_numbers() -> None:
    """A translator's tool finds ``count`` by two nouns; with one it would stay in English."""
    offences = [
        f"{path.name}:{node.lineno}"
        for path in sorted(REPORT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and name_of(node) == "count" and path.stem != "numbers"
        if len(node.args) == 2 and isinstance(node.args[1], ast.Constant)
    ]
    assert not offences, "\n".join(offences)
