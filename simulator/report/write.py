"""Writing the report of a run into its folder: figures, their tables, page and summary."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.report import sizes
from simulator.report.figures import FIGURES, FURTHER, figure

if TYPE_CHECKING:
    from simulator.report.picture import Picture
    from simulator.report.tables import RunTables


def draw(tables: RunTables, name: str, place: sizes.Size | sizes.Within = sizes.PAGE) -> Picture:
    """Draw one figure of a run by name (one of ``figures.FIGURES``), for a size or a place.

    Raises ``KeyError`` for any other name.
    """
    with sizes.drawn_for(place):
        return figure(name)(tables)


def page_of(tables: RunTables, kept: Mapping[str, bytes]) -> str:
    """The page of a run by itself, as ``write_report`` writes it.

    ``kept`` are figures (SVG by name) that were drawn already. A figure drawn from tables that were
    read back may differ from them in the last digits, as files hold ten.
    """
    from simulator.report.page import page

    pictures = [draw(tables, name) for name in FIGURES]
    svgs = {one.name: kept[one.name] if one.name in kept else one.svg() for one in pictures}
    return page(tables, pictures, svgs)


def write_report(tables: RunTables, folder: Path) -> list[str]:
    """Write figures, ``report.html`` and ``summary.txt`` into an existing folder.

    Returns the names of the files, relative to the folder, in the order of writing. The same tables
    give the same bytes.
    """
    from simulator.report.files import PAGE, drawings
    from simulator.report.page import page
    from simulator.report.summary import summary_text

    (folder / "figures").mkdir(exist_ok=True)
    with _no_collection():
        pictures = [draw(tables, name) for name in FIGURES]
        files, svgs = drawings(pictures, without_png=FURTHER)
    texts = {PAGE: page(tables, pictures, svgs), "summary.txt": summary_text(tables)}
    files |= {name: text.encode() for name, text in texts.items()}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return list(files)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let no garbage be looked for while figures are drawn: a tenth of the time goes into that.

    A dozen figures live until the report is written, and what they leave behind is collected then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
