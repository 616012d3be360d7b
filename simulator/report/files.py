"""The files of a report: figures with the tables behind them, and the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.report.html import html
from simulator.report.stored import as_json
from simulator.results.dictionary import write_columns

if TYPE_CHECKING:
    from simulator.report.document import Document
    from simulator.report.picture import Picture

PAGE: Final = "report.html"
SAID: Final = "report.json"
"""What the page of an experiment says, kept so that the page can be set again."""


def drawings(
    pictures: Sequence[Picture], *, without_png: Sequence[str] = ()
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of some figures by their path in the folder, and their SVGs by name.

    Letters take longest to draw as dots: figures named in ``without_png`` are spared that.
    """
    svgs = {picture.name: picture.svg() for picture in pictures}
    files: dict[str, bytes] = {}
    for picture in pictures:
        files[f"figures/{picture.name}.svg"] = svgs[picture.name]
        if picture.name not in without_png:
            files[f"figures/{picture.name}.png"] = picture.png()
        files[f"figures/{picture.name}.csv"] = picture.csv().encode()
    return files, svgs


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write files into a folder, and the dictionary of its tables; name them all."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return [*files, write_columns(folder, files)]


def illustrated(document: Document, pictures: Sequence[Picture]) -> Iterator[tuple[str, bytes]]:
    """The figures of an experiment, its page, and what the page says as data."""
    files, svgs = drawings(pictures)
    yield from files.items()
    yield PAGE, html(document, svgs).encode()
    yield SAID, as_json(document)
