"""``sanctions explain``: one world of a run as a dated story with reasons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.plugins import plugins

if TYPE_CHECKING:
    import pandas as pd

    from simulator.api import Run

_MINOR = ("round", "gesture")
_PEOPLE = ("released", "held_start", "held_end", "held_end_without_talks")


@click.command(
    epilog="""\b
Examples:
  sanctions explain reports/belarus-2025-1 --world 17
  sanctions explain reports/belarus-2025-1 --typical
  sanctions explain reports/belarus-2025-1 --world 17 --brief
  sanctions explain my-run --typical --plugin mine.py
"""
)
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@plugins
@click.option("--world", type=click.IntRange(0), help="Which world, counted from 0.")
@click.option("--typical", is_flag=True, help="The world nearest the medians (the default).")
@click.option("--brief", is_flag=True, help="Leave out the rounds of talks and the pardons.")
@click.option("--json", "as_json", is_flag=True, help="Print events with their numbers as JSON.")
def explain(run: Path, world: int | None, typical: bool, brief: bool, as_json: bool) -> None:
    """Tell what happened in one world of RUN (a run's folder), week by week, and why.

    The world is run again with the same draws; it is the same world.
    """
    from simulator.api import read_run

    if world is not None and typical:
        raise click.UsageError("give either --world or --typical, not both")
    told = read_run(run)
    chosen = told.typical if world is None else world
    if as_json:
        click.echo(_json(told, chosen))
        return
    for line in _lines(told, chosen, brief=brief):
        click.echo(line)


def _lines(run: Run, world: int, *, brief: bool) -> list[str]:
    story = run.story_of(world)
    if brief:
        story = story[~story["kind"].isin(_MINOR)]
    kept = run.columns(*_PEOPLE)
    held = {name: int(kept[name].iloc[world]) for name in _PEOPLE}
    head = [
        f"{run.scenario.title or run.scenario.name}: "
        f"world {world} of {run.worlds}, seed {run.seed}",
        f"Released by deal: {held['released']}. Held at the start {held['held_start']}, at the "
        f"end {held['held_end']}; without talks it would have been "
        f"{held['held_end_without_talks']}.",
        "",
    ]
    return head + _weeks(story) if len(story) else [*head, "Nothing happened in this world."]


def _weeks(story: pd.DataFrame) -> list[str]:
    import textwrap

    lines = []
    for (week, date), events in story.groupby(["week", "date"], sort=False):
        lines.append(f"{date}  (week {week})")
        for text in events["text"]:
            lines += textwrap.wrap(text, 88, initial_indent="  - ", subsequent_indent="    ")
    return lines


def _json(run: Run, world: int) -> str:
    told = run.replay(world)
    events = [
        {"week": e.week, "actor": e.actor, "kind": e.kind, "numbers": dict(e.numbers)}
        for e in told.events
    ]
    return json.dumps({"world": world, "parameters": told.parameters, "events": events}, indent=2)
