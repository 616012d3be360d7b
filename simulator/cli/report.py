"""``sanctions report``: the page of a folder again, as HTML or PDF, or its tables as Parquet."""

from __future__ import annotations

from pathlib import Path

import click

_ENDINGS = {"html": ".html", "pdf": ".pdf"}


@click.command(
    epilog="""\b
Examples:
  sanctions report reports/belarus-2025-1
  sanctions report reports/belarus-2025-1 --format pdf
  sanctions report reports/belarus-2025-1 --format pdf -o for-the-minister.pdf
  sanctions report reports/belarus-2025-1 --format parquet
"""
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf", "parquet"]),
    default="html",
    show_default=True,
    help="A page, the page printed on A4 (WeasyPrint or a browser does it), or the tables once "
    "more as Parquet (pyarrow does it).",
)
@click.option(
    "--language",
    metavar="CODE",
    help="Language of a run's page; default: that of SANCTIONS_LANGUAGE, else English (en).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PLACE",
    help="Write this file (of Parquet: into this folder) instead of into FOLDER.",
)
def report(folder: Path, form: str, language: str | None, output: Path | None) -> None:
    """Set the page of FOLDER again: that of a run, a comparison, or any other experiment.

    A run's page is worked out from its tables; an experiment's from what its folder says. Without
    -o the file stands in FOLDER, in place of the one that was there.
    """
    from simulator.report.language import speaking, spoken
    from simulator.results.folder import note_files, read_manifest

    read_manifest(folder)
    if form == "parquet":
        names = _parquet(folder, output or folder)
    else:
        with speaking(language or spoken()):
            content = _content(folder, form)
        names = [_written(folder, content, form, output)]
    if output is None:
        note_files(folder, names)
    for name in names:
        click.echo(name if output and form != "parquet" else str((output or folder) / name))


def _content(folder: Path, form: str) -> bytes:
    from simulator.api import page_of

    page = page_of(folder)
    if form == "html":
        return page.encode()
    from simulator.report.pdf import pdf

    return pdf(page)


def _written(folder: Path, content: bytes, form: str, output: Path | None) -> str:
    """Write a page; the name of its file."""
    from simulator.results.folder import replace_file

    path = output or folder / f"report{_ENDINGS[form]}"
    if path.is_dir():
        raise click.UsageError(f"{path} is a folder; -o names the file to write")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content)
    return str(path) if output else path.name


def _parquet(folder: Path, place: Path) -> list[str]:
    from simulator.results.parquet import write_parquet

    return write_parquet(folder, place)
