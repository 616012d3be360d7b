"""A line on the terminal that says how far a run is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.engine.blocks import Progress


@contextmanager
def worlds_done(worlds: int) -> Iterator[Progress]:
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
