"""Writing the report of a run into its folder: figures, their tables, page and summary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.report.figures import FIGURES, FURTHER, figure
from simulator.report.sizes import PAGE, Size, Within, drawn_for

if TYPE_CHECKING:
    from simulator.report.picture import Picture
    from simulator.report.tables import RunTables


def draw(tables: RunTables, name: str, place: Size | Within = PAGE) -> Picture:
    """Draw one figure of a run by name (one of ``figures.FIGURES``), for a size or a place.

    Raises ``KeyError`` for any other name.
    """
    with drawn_for(place):
        return figure(name)(tables)


def write_report(tables: RunTables, folder: Path) -> list[str]:
    """Write figures, ``report.html`` and ``summary.txt`` into an existing folder.

    Returns the names of the files, relative to the folder, in the order of writing. The same tables
    give the same bytes.
    """
    from simulator.report.page import page
    from simulator.report.summary import summary_text

    (folder / "figures").mkdir(exist_ok=True)
    names: list[str] = []
    pictures = [draw(tables, name) for name in FIGURES]
    svgs = {picture.name: picture.svg() for picture in pictures}
    for picture in pictures:
        names += _write_picture(picture, svgs[picture.name], folder)
    texts = {"report.html": page(tables, pictures, svgs), "summary.txt": summary_text(tables)}
    return names + _write_texts(texts, folder)


def _write_picture(picture: Picture, svg: bytes, folder: Path) -> list[str]:
    """Write a figure's files; of further ones no PNG, which takes longest to draw of all."""
    files = {"svg": svg, "csv": picture.csv().encode()}
    if picture.name not in FURTHER:
        files["png"] = picture.png()
    for ending, content in files.items():
        (folder / "figures" / f"{picture.name}.{ending}").write_bytes(content)
    return [f"figures/{picture.name}.{ending}" for ending in files]


def _write_texts(texts: Mapping[str, str], folder: Path) -> list[str]:
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    return list(texts)
