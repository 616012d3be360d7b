"""``sanctions figures``: the figures of a run once more, for a page, a slide or a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.plugins import plugins

if TYPE_CHECKING:
    from simulator.api import Run


@click.command(
    epilog="""\b
Examples:
  sanctions figures reports/belarus-2025-1 --size slide -o slides
  sanctions figures reports/belarus-2025-1 prisoners road --size phone -o phone
  sanctions figures reports/belarus-2025-1 door --format svg -o print
"""
)
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--size",
    type=click.Choice(["page", "slide", "phone"]),
    default="page",
    show_default=True,
    help="1,200 pixels wide; 1,920 by 1,080; or 1,080 wide with panels below one another.",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["png", "svg"]),
    default="png",
    show_default=True,
    help="SVG is sharp at any size and fit for print.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    required=True,
    help="Where to write; made if it is not there.",
)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@plugins
def figures(
    run: Path, names: tuple[str, ...], size: str, kind: str, output: Path, force: bool
) -> None:
    """Draw figures of RUN (a run's folder) again: all of them, or those named.

    docs/figures.md shows each by name. Letters keep their size; a slide is as wide as the screen,
    and on a phone panels stand below one another.
    """
    from simulator.api import read_run
    from simulator.errors import RequestError
    from simulator.report.figures import FIGURES

    unknown = [name for name in names if name not in FIGURES]
    if unknown:
        raise RequestError(
            f"no figure is called {', '.join(unknown)}; there are {', '.join(FIGURES)}"
        )
    wanted = {name: output / f"{name}.{kind}" for name in names or FIGURES}
    there = [path for path in wanted.values() if path.exists()]
    if there and not force:
        raise RequestError(f"{there[0]}: exists already; add --force to replace it, or give "
                           "another folder with -o")  # fmt: skip
    _write(read_run(run), wanted, size=size)


def _write(told: Run, wanted: dict[str, Path], *, size: str) -> None:
    """Draw everything before anything is written."""
    from simulator.errors import RunFolderError

    drawn = {}
    for name, path in wanted.items():
        picture = told.picture(name, size=size)
        drawn[path] = (picture.svg() if path.suffix == ".svg" else picture.png(), picture.title)
    try:
        for path, (content, title) in drawn.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            click.echo(f"{path}: {title}")
    except OSError as error:
        raise RunFolderError(
            f"{error.filename}: cannot be written ({error.strerror}); give another folder with -o"
        ) from error
