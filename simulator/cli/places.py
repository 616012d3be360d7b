"""Options that say where worlds are run, and what an interruption tells the user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from simulator.results.parts import Parts


def places(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--jobs`` and ``--dask`` to a command."""
    jobs = click.option(
        "--jobs",
        type=click.IntRange(1, 1024),
        metavar="N",
        help="Processes; default: one, or all cores for a large run. The result is the same.",
    )
    dask = click.option(
        "--dask",
        metavar="ADDRESS",
        help="Run on a Dask cluster: its scheduler's address, or 'local'.",
    )
    return jobs(dask(command))


def resumes(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--resume`` to a command."""
    return click.option("--resume", is_flag=True, help="Go on where this was interrupted.")(command)


@contextmanager
def kept_at(folder: Path, *, force: bool, resume: bool) -> Iterator[Parts]:
    """Have a place beside ``folder`` in which an experiment keeps what is done of it.

    What was done for something that cannot be is not worth keeping.
    """
    from simulator.errors import RequestError
    from simulator.results.folder import making

    with resumable(folder), making(folder, force=force, resume=resume) as parts:
        try:
            yield parts
        except RequestError:
            parts.clear()
            raise


@contextmanager
def resumable(folder: Path) -> Iterator[None]:
    """On Ctrl-C, say what is kept of the run that was to stand at ``folder``."""
    from simulator.cli.group import Interrupted
    from simulator.results.folder import RESUME
    from simulator.results.parts import Parts

    try:
        yield
    except KeyboardInterrupt:
        kept = Parts(folder).count()
        if kept:
            blocks = "1 block" if kept == 1 else f"{kept} blocks"
            raise Interrupted(f"{blocks} of worlds done and kept: {RESUME}.") from None
        raise
