"""How far a run is: a bar on a terminal, plain lines elsewhere; on standard error, always."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from simulator.engine.blocks import Progress

_REMEMBERED: Final = 9


class Pace:
    """Worlds a second over the last reports; what was done before the first does not count.

    Going on with an experiment, much that is there already is reported at once, now and then; the
    pace forgets it.
    """

    def __init__(self) -> None:
        self._heard: deque[tuple[float, int]] = deque(maxlen=_REMEMBERED)

    def at(self, done: int) -> float:
        """The pace now; 0 at the first report."""
        now = time.perf_counter()
        self._heard.append((now, done))
        (began, before), reports = self._heard[0], len(self._heard)
        return (done - before) / max(now - began, 1e-9) if reports > 1 else 0.0


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
        pace = Pace()

        def told(done: int) -> None:
            rate = pace.at(done)
            shown = f"{rate:,.0f} worlds/s" if rate else ""
            bar.update(task, completed=done, rate=shown)

        yield told


@contextmanager
def lines_of_batches(most: int) -> Iterator[Progress]:
    """Say in a line after each block how many worlds are done, of nobody knows how many."""
    pace = Pace()

    def told(done: int) -> None:
        if rate := pace.at(done):
            click.echo(f"{done:,} worlds, {rate:,.0f} a second; at most {most:,}", err=True)

    yield told


@contextmanager
def lines_of_worlds(worlds: int) -> Iterator[Progress]:
    """Say in a line after each block how many worlds are done and how long the rest will take."""
    pace = Pace()

    def told(done: int) -> None:
        rate = pace.at(done)
        if not rate:
            if done:
                click.echo(f"{done:,} of {worlds:,} worlds were done before", err=True)
            return
        left = f"; about {(worlds - done) / rate:,.0f} s left" if done < worlds else ""
        click.echo(f"{done:,} of {worlds:,} worlds, {rate:,.0f} a second{left}", err=True)

    yield told


def progress_of(worlds: int) -> AbstractContextManager[Progress]:
    """A bar on a terminal, plain lines in a pipe."""
    return (bar_of_worlds if sys.stderr.isatty() else lines_of_worlds)(worlds)


class Stages:
    """Plain lines on standard error: worlds done, worlds a second, time left of a stage.

    ``names`` say what each stage is called for readers.
    """

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._names = names or {}
        self._stage = ""
        self._pace = Pace()

    def __call__(self, stage: str, done: int, worlds: int) -> None:
        """Say how far a stage is; the first that is heard of it is what was done before."""
        if stage != self._stage:
            self._stage, self._pace = stage, Pace()
        rate, name = self._pace.at(done), self._names.get(stage, stage)
        if not rate:
            if done:
                click.echo(f"{name}: {done:,} of {worlds:,} worlds were done before", err=True)
            return
        left = f"; about {(worlds - done) / rate:,.0f} s left" if done < worlds else ""
        click.echo(f"{name}: {done:,} of {worlds:,} worlds, {rate:,.0f} a second{left}", err=True)
