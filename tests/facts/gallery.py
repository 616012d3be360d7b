"""What ``make facts`` writes: a figure a fact, the tables as CSV, as a page, in the document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from tests.facts import words
from tests.facts.examine import Examined
from tests.facts.figure import figure
from tests.facts.live import Size

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "reports" / "gallery" / "facts"
DOCUMENT: Final = ROOT / "docs" / "validation.md"


def write(examined: Sequence[Examined], size: Size, folder: Path = FOLDER) -> list[Path]:
    """Write everything into a folder; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = words.frame(examined)
    files = [folder / "facts.csv", folder / "facts.md"]
    rows.to_csv(files[0], index=False, lineterminator="\n")
    files[1].write_text(_page(examined, size), encoding="utf-8")
    for one in examined:
        files.append(folder / picture(one.fact.number))
        files[-1].write_bytes(figure(one, size))
    return files


def renew(document: Path, rows: pd.DataFrame) -> None:
    """Put the tables into a document, between ``<!-- facts: … -->`` and ``<!-- end -->``."""
    text = document.read_text(encoding="utf-8")
    for mark, table in (("table", words.markdown(rows)), ("why not", words.why_not(rows))):
        begin = f"<!-- facts: {mark} -->\n"
        before, after = text.split(begin)
        text = f"{before}{begin}\n{table}\n\n<!-- end -->{after.split('<!-- end -->', 1)[1]}"
    document.write_text(text, encoding="utf-8")


def picture(number: int) -> str:
    """The name of a fact's figure."""
    return f"fact-{number:02}.png"


def _page(examined: Sequence[Examined], size: Size) -> str:
    rows = words.frame(examined)
    parts = [
        "# Stylised facts",
        f"Written by `make facts`: {size.draws} draws from the priors of `belarus-2025`, "
        f"{size.worlds_a_draw} worlds of luck each, the same in all arms of a fact. A claim holds "
        "if the whole 95% interval exceeds the smallest effect and at least 90% of the draws have "
        f"the right sign. {words.DAGGER} written after the first results were seen.",
        words.markdown(rows),
        "## Claims that do not hold as they were made",
        words.why_not(rows),
    ]
    parts += [f"![{one.fact.pattern}]({picture(one.fact.number)})" for one in examined]
    return "\n\n".join(parts) + "\n"
