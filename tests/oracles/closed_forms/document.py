"""The tables of known answers in ``docs/validation.md``.

``python -m tests.oracles.closed_forms.document`` writes them anew; a test holds them to the engine.
"""

from __future__ import annotations

import math
from typing import Final

from tests.oracles.closed_forms.case import Exact, Measured, Setting
from tests.oracles.closed_forms.settings import SETTINGS, results
from tests.oracles.worlds import ROOT

DOCUMENT: Final = ROOT / "docs" / "validation.md"
SECTION: Final = "## Known answers: other people's engines and closed forms"
FIRST: Final = "<!-- the tables from here on are written by tests.oracles.closed_forms.document -->"
LAST: Final = "<!-- the tables end here -->"

Row = tuple[str, ...]
HEAD: Final[Row] = (
    "what", "must be", "engine", "standard errors off", "error it would show", "because", "ODD",
)  # fmt: skip
RULE: Final[Row] = ("---",) * len(HEAD)
EXACT_HEAD: Final[Row] = ("what", "because", "ODD")


def row(measured: Measured) -> Row:
    """A statistical case and what the engine gave."""
    case = measured.case
    return (
        case.name, f"{case.expected:.4g}", f"{measured.mean:.4g}", f"{measured.deviation:+.1f}",
        f"{measured.resolution:.2g}", case.derivation, case.rule,
    )  # fmt: skip


def exact_row(case: Exact) -> Row:
    """A case that holds in every world."""
    return case.name, case.derivation, case.rule


def table(head: Row, rows: list[Row]) -> str:
    """A table in Markdown."""
    lines = (head, RULE[: len(head)], *rows)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def part(setting: Setting) -> str:
    """The tables of one setting under its name."""
    found = [f"**{setting.name.capitalize()}**"]
    if setting.cases:
        every = results(setting.name)
        found.append(table(HEAD, [row(every[case.name]) for case in setting.cases]))
    if setting.exact:
        found.append(table(EXACT_HEAD, [exact_row(case) for case in setting.exact]))
    return "\n\n".join(found)


def tables() -> str:
    """All tables."""
    return "\n\n".join([FIRST, *map(part, SETTINGS), LAST])


def written() -> str:
    """What the document says between the marks."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return text[text.index(FIRST) : text.index(LAST) + len(LAST)]


def section() -> str:
    """This section of the document, as one line of words."""
    text = DOCUMENT.read_text(encoding="utf-8")
    start = text.index(SECTION) + len(SECTION)
    return " ".join(text[start : text.find("\n## ", start)].split())


def cells(markdown: str) -> list[Row]:
    """The rows of all tables, heads included."""
    lines = [line for line in markdown.splitlines() if line.startswith("| ")]
    return [tuple(line[2:-2].split(" | ")) for line in lines]


ENGINE, OFF, SHOWS = (HEAD.index(name) for name in HEAD[2:5])


def alike(shown: Row, found: Row) -> bool:
    """The same words and answers; the engine's numbers but for what another numpy may change."""
    if len(shown) != len(HEAD) or shown in (HEAD, RULE):
        return shown == found
    fixed = [place for place in range(len(HEAD)) if place not in (ENGINE, OFF, SHOWS)]
    near = {ENGINE: {"rel_tol": 1e-3}, OFF: {"abs_tol": 0.11}, SHOWS: {"rel_tol": 0.1}}
    return all(shown[place] == found[place] for place in fixed) and all(
        math.isclose(float(shown[place]), float(found[place]), **how) for place, how in near.items()
    )


if __name__ == "__main__":
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(text.replace(written(), tables()), encoding="utf-8")
