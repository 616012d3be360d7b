"""``make bench``: every yardstick in one run, printed with its bar beside it and written down.

The table goes into ``reports/gallery/performance.md`` and into ``docs/performance.md``, the figure of
where the time goes into ``reports/gallery/performance.png``. ``--short`` is for a quick look and
for CI: fewer turns, fewer worlds, nothing written and nothing asserted.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks import peers, sizes, wait
from benchmarks.profile import draw, shares
from benchmarks.rows import Row, table

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "reports" / "gallery"
PAGE = ROOT / "docs" / "performance.md"
README = ROOT / "README.md"
BEGIN, END = "<!-- figures: written by make bench -->\n", "<!-- end of figures -->"
FIRST = ("simulator ÷", "belarus-2025, ")
"""What the README shows: the rows that begin so."""

Part = Callable[[], Iterator[Row]]
Sizes = tuple[int, ...]
WHOLE = (2_000, 20_000, 100_000, 1_000_000)


def parts(*, times: int, worlds: int, memory: Sizes, wholes: Sizes) -> dict[str, list[Part]]:
    """What is measured, by heading."""
    return {
        "The same rules, run otherwise": [
            peers.agreement,
            lambda: peers.speeds(times=times),
            lambda: peers.main_case(times=times),
            lambda: peers.agreements(times=times),
        ],
        "By size": [
            lambda: sizes.block_and_world(times=times),
            lambda: sizes.exponents(times=min(times, 3)),
            lambda: sizes.series_and_tables(times=times),
            lambda: sizes.processes(times=times, worlds=worlds),
            lambda: sizes.memory(memory),
        ],
        "How long a run takes": [lambda: sizes.waits(wholes)],
        "A person's wait": [
            lambda: wait.help_(times=times),
            lambda: wait.run(times=times),
            lambda: wait.validation(times=times),
        ],
    }


def main() -> None:
    """Measure, print, and unless it is a short run, write down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a quick look; nothing is written")
    parser.add_argument("--only", default="", help="only headings that contain this text")
    parser.add_argument("--times", type=int, default=5, help="turns that are counted")
    asked = parser.parse_args()
    wanted = parts(times=asked.times, worlds=100_000, memory=(100_000, 1_000_000), wholes=WHOLE)
    if asked.short:
        wanted = parts(times=1, worlds=65_536, memory=(40_000, 80_000), wholes=(2_000,))
    told = about(1 if asked.short else asked.times)
    print(told, flush=True)
    found = dict(measured(wanted, asked.only))
    if not (asked.short or asked.only):
        keep(told, found)


def measured(wanted: dict[str, list[Part]], only: str) -> Iterator[tuple[str, list[Row]]]:
    """Measure part by part, printing each table as it is done."""
    for heading, measures in wanted.items():
        if only.lower() in heading.lower():
            rows = [row for measure in measures for row in measure()]
            print(f"\n{under(heading, rows)}", flush=True)
            yield heading, rows


def under(heading: str, rows: list[Row]) -> str:
    """A table under its heading."""
    return f"**{heading}**\n\n{table(rows)}"


def about(times: int) -> str:
    """What the figures were measured on."""
    return (
        f"Measured on {time.strftime('%d %B %Y')} with Python {platform.python_version()}, numpy "
        f"{np.__version__}, {os.cpu_count()} cores ({_processor()}), load average "
        f"{os.getloadavg()[0]:.1f}. Medians of {times} interleaved turns, the least and the greatest "
        "in brackets; processor time unless the wall is named."
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def keep(told: str, found: dict[str, list[Row]]) -> None:
    """Write the tables and the figure where the documents show them."""
    GALLERY.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join([told, *(under(heading, rows) for heading, rows in found.items())]) + "\n"
    (GALLERY / "performance.md").write_text(text, encoding="utf-8")
    draw(shares(), GALLERY / "performance.png")
    insert(PAGE, text)
    first = [row for rows in found.values() for row in rows if row.what.startswith(FIRST)]
    insert(README, table(first) + "\n")


def insert(page: Path, text: str) -> None:
    """Put a text between the marks of a document."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END, 1)[1]
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
