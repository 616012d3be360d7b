"""What the numbers of a scenario rest on: a table on a terminal, plain lines in a pipe, data."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any, Final

import click

from simulator.report.facts import said
from simulator.scenario.distributions import Distribution, WordChoice
from simulator.scenario.evidence import Evidence
from simulator.scenario.grounds import (
    ASSUMPTION,
    CALIBRATION,
    EVIDENCE,
    JUDGEMENT,
    KINDS,
    NOTHING,
    STRUCTURAL,
    Ground,
)

_COUNTED: Final = {
    "evidence": (EVIDENCE, JUDGEMENT),
    "assumptions": (ASSUMPTION, STRUCTURAL, CALIBRATION),
    "nothing": (NOTHING,),
}


def tally(found: Sequence[Ground]) -> str:
    """How many numbers there are and what they rest on.

    >>> tally(())
    '0 numbers: 0 on evidence, 0 on assumptions, 0 on nothing'
    """
    kinds = [ground.kind for ground in found]
    counts = (
        f"{sum(kind in among for kind in kinds)} on {word}" for word, among in _COUNTED.items()
    )
    return f"{len(found)} numbers: {', '.join(counts)}"


def show(found: Sequence[Ground]) -> None:
    """List each number with what it rests on, by kind of basis."""
    for kind in KINDS:
        group = [ground for ground in found if ground.kind == kind]
        click.secho(f"\nResting on {kind}: {len(group)}", bold=True)
        if sys.stdout.isatty():
            _table(group)
        else:
            click.echo(
                "".join(f"{line}\n" for ground in group for line in _lines(ground)), nl=False
            )


def _lines(ground: Ground) -> Iterator[str]:
    yield f"  {ground.path}: {said(ground.value)}"
    for told in basis_of(ground):
        yield f"    {told}"


def _table(group: Sequence[Ground]) -> None:
    """The numbers of a group, a table for each part of the scenario."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False)
    for part, members in groupby(group, key=lambda ground: ground.path.rpartition(".")[0]):
        table = Table(box=None, show_header=False, expand=True, pad_edge=False)
        for ratio in (2, 2, 5):
            table.add_column(ratio=ratio, overflow="fold")
        for ground in members:
            told = "\n".join(basis_of(ground))
            cells = [ground.path.rpartition(".")[2], said(ground.value), told]
            table.add_row(*map(escape, cells), style="bold red" if ground.flaw else "")
        console.print(f"\n  [bold]{escape(part)}[/bold]")
        console.print(table)


def basis_of(ground: Ground) -> Iterator[str]:
    """What a number rests on, a line for each row of evidence, assumption, range and flaw."""
    yield from map(figure, ground.rows)
    if ground.rows and ground.basis.conversion != (1.0, 0.0):
        yield f"converted: {_conversion(ground)}"
    if ground.basis.assumption:
        yield f"{STRUCTURAL if ground.basis.structural else ASSUMPTION}: {ground.basis.assumption}"
    if ground.basis.range:
        yield "range: {:g} to {:g}".format(*ground.basis.range)
    if ground.basis.posterior:
        yield "calibrated: drawn with the others from the scenario's posterior"
    if ground.basis.note:
        yield f"note: {ground.basis.note}"
    if ground.left_out:
        yield f"narrower than its evidence: {ground.left_out}"
    if ground.flaw:
        yield f"OUTSIDE: {ground.flaw}"


def figure(row: Evidence) -> str:
    """A row of evidence on a line.

    >>> figure(Evidence("E1", value="8.2", low="4.1", high="13.1", unit="people a week",
    ...                 confidence="medium", source="a review"))
    'E1: 8.2 (4.1 to 13.1) people a week; medium confidence; a review'
    """
    within = f" ({row.low} to {row.high})" if row.low and row.high else ""
    told = " ".join(f"{row.value}{within} {row.unit}".split())
    return f"{row.id}: {told}; {row.confidence} confidence; {row.told_source}"


def _conversion(ground: Ground) -> str:
    factor, addend = ground.basis.conversion
    span = "{:.4g} to {:.4g}".format(*ground.allowed) if ground.allowed else "no range"
    plus = f" plus {addend:g}" if addend else ""
    return f"times {factor:g}{plus}: {span}"


def as_data(ground: Ground) -> dict[str, Any]:
    """A number with what it rests on, as plain data for ``--json``."""
    basis = asdict(ground.basis)
    rows = [asdict(row) for row in ground.rows]
    return {
        "value": _plain(ground.value),
        **basis,
        "kind": ground.kind,
        "rows": rows,
        "reach": ground.reach,
        "allowed": ground.allowed,
        "flaw": ground.flaw,
    }


def _plain(value: object) -> Any:
    return value.as_data() if isinstance(value, Distribution | WordChoice) else value
