"""What ``make facts`` writes: a figure a fact, the table as CSV and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.facts import words
from tests.facts.examine import Examined
from tests.facts.figure import figure
from tests.facts.live import Size

FOLDER: Final = Path(__file__).resolve().parents[2] / "reports" / "gallery" / "facts"


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
