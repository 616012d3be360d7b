"""How far a run is: a bar on a terminal, plain lines elsewhere; on standard error, always."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from simulator.engine.blocks import Progress


@contextmanager
def bar_of_worlds(worlds: int) -> Iterator[Progress]:
    """Show worlds done, worlds a second and time left on standard error while a run lasts."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Running worlds", total=worlds, rate="")

        def told(done: int) -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{done / elapsed:,.0f} worlds/s" if elapsed > 0 else ""
            bar.update(task, completed=done, rate=rate)

        yield told


@contextmanager
def lines_of_worlds(worlds: int) -> Iterator[Progress]:
    """Say in a line after each block how many worlds are done and how long the rest will take."""
    began = time.perf_counter()

    def told(done: int) -> None:
        rate = done / max(time.perf_counter() - began, 1e-9)
        left = f"; about {(worlds - done) / rate:,.0f} s left" if done < worlds else ""
        click.echo(f"{done:,} of {worlds:,} worlds, {rate:,.0f} a second{left}", err=True)

    yield told
