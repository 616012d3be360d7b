"""The table of planted changes in ``docs/validation.md``.

``python -m tests.reference.document`` writes it anew; a test holds it to ``planted.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.reference.planted import PLANTED
from tests.reference.planting import Change

VALIDATION: Final = Path(__file__).parents[2] / "docs" / "validation.md"
FIRST: Final = "<!-- this table is written by tests.reference.document -->"
LAST: Final = "<!-- the table ends here -->"
HEAD: Final = ("rule", "carried out wrongly", "shows in world, week", "told as a difference of")


def row(change: Change) -> tuple[str, ...]:
    """A planted change, where it shows, and which rule the difference is told as."""
    week = "the outcomes" if change.week is None else str(change.week)
    return change.rule, change.what, f"{change.world}, {week}", change.seen


def table() -> str:
    """All planted changes, in Markdown."""
    rows = [HEAD, ("---",) * len(HEAD), *map(row, PLANTED)]
    return "\n".join([FIRST, "", *("| " + " | ".join(cells) + " |" for cells in rows), "", LAST])


def between_marks(text: str, first: str, last: str) -> str:
    """What a document says from one mark to another, marks included."""
    return text[text.index(first) : text.index(last) + len(last)]


if __name__ == "__main__":
    text = VALIDATION.read_text(encoding="utf-8")
    VALIDATION.write_text(text.replace(between_marks(text, FIRST, LAST), table()), encoding="utf-8")
