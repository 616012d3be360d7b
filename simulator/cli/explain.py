"""``sanctions explain``: one world of a run as a dated story with reasons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.plugins import plugins

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.whatif.decisions import Decision
    from simulator.api import Run

_MINOR = ("round", "gesture")
_PEOPLE = ("released", "held_start", "held_end", "held_end_without_talks")
_TURNS: Final = "turns"
_FORMATS: Final = (".png", ".svg")


@click.command(
    epilog="""\b
Examples:
  sanctions explain reports/belarus-2025-1 --world 17
  sanctions explain reports/belarus-2025-1 --typical --brief
  sanctions explain reports/belarus-2025-1 --worst
  sanctions explain reports/belarus-2025-1 --world 17 --why
  sanctions explain reports/belarus-2025-1 --world 17 --why 77
  sanctions explain my-run --typical --plugin mine.py

Of best and worst, the best is the world in which talks left the fewest people in
prison, compared with no talks in the same world; the worst, the most. That is one
outcome of several, and no score.
"""
)
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@plugins
@click.option("--world", type=click.IntRange(0), help="Which world, counted from 0.")
@click.option("--typical", is_flag=True, help="The world nearest the medians (the default).")
@click.option("--best", is_flag=True, help="The world with the highest net effect of talks.")
@click.option("--worst", is_flag=True, help="The world with the lowest net effect of talks.")
@click.option(
    "--why",
    is_flag=False,
    flag_value=_TURNS,
    metavar="[WEEK]",
    help="What would have changed the decisions of a week; without one, those the story turns on.",
)
@click.option("--brief", is_flag=True, help="Leave out the rounds of talks and the pardons.")
@click.option(
    "--figure",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Draw the story as a timeline into a .png or .svg file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print events with their numbers as JSON.")
def explain(  # noqa: PLR0913 - click hands over each option
    run: Path,
    *,
    world: int | None,
    typical: bool,
    best: bool,
    worst: bool,
    why: str | None,
    brief: bool,
    figure: Path | None,
    as_json: bool,
) -> None:
    """Tell what happened in one world of RUN (a run's folder), week by week, and why.

    The world is run again with the same draws; it is the same world. With --why it is run again
    with one number after another put elsewhere, to see at which value a decision goes the other
    way; every value that is said was tried.
    """
    from simulator.api import read_run

    named = {"typical": typical, "best": best, "worst": worst}
    wanted = [name for name, given in named.items() if given]
    if len(wanted) + (world is not None) > 1:
        raise click.UsageError("give only one of --world, --typical, --best and --worst")
    told = read_run(run)
    chosen, which = _chosen(told, world, wanted)
    if figure is not None:
        _draw(told, chosen, figure)
    elif why is not None:
        _say_why(told, chosen, which, why, as_json=as_json)
    elif as_json:
        click.echo(_json(told, chosen))
    else:
        for line in _lines(told, chosen, which, brief=brief):
            click.echo(line)


def _chosen(run: Run, world: int | None, wanted: Sequence[str]) -> tuple[int, str]:
    """The world that is meant, and which one that is, in words."""
    from simulator.results.typical import EXTREMES

    if world is not None:
        return world, ""
    (which,) = wanted or ("typical",)
    if which == "typical":
        return run.typical, "the world nearest the medians"
    return run.extreme(which), EXTREMES[which]


def _head(run: Run, world: int, which: str) -> list[str]:
    kept = run.columns(*_PEOPLE)
    held = {name: int(kept[name].iloc[world]) for name in _PEOPLE}
    title = run.scenario.title or run.scenario.name
    return [
        f"{title}: world {world} of {run.worlds}, seed {run.seed}",
        *([f"This is {which}."] if which else []),
        f"Released by deal: {held['released']}. Held at the start {held['held_start']}, at the "
        f"end {held['held_end']}; without talks it would have been "
        f"{held['held_end_without_talks']}.",
        "",
    ]


def _lines(run: Run, world: int, which: str, *, brief: bool) -> list[str]:
    story = run.story_of(world)
    if brief:
        story = story[~story["kind"].isin(_MINOR)]
    head = _head(run, world, which)
    return head + _weeks(story) if len(story) else [*head, "Nothing happened in this world."]


def _weeks(story: pd.DataFrame) -> list[str]:
    lines = []
    for (week, date), events in story.groupby(["week", "date"], sort=False):
        lines.append(f"{date}  (week {week})")
        for text in events["text"]:
            lines += _item(text)
    return lines


def _item(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 88, initial_indent="  - ", subsequent_indent="    ")


def _say_why(run: Run, world: int, which: str, why: str, *, as_json: bool) -> None:
    """What would have changed the decisions that are asked about."""
    from simulator.report.whatif import turning_points

    every = run.decisions(world)
    asked = turning_points(every) if why == _TURNS else _of_week(every, why)
    answers = run.what_would_change(*asked)
    if as_json:
        tables = [json.loads(one.table.to_json(orient="records")) for one in answers]
        said = [{"said": one.said, "sentence": one.sentence} for one in answers]
        data = [{**words, "levers": rows} for words, rows in zip(said, tables, strict=True)]
        click.echo(json.dumps({"world": world, "decisions": data}, indent=2))
        return
    for line in _head(run, world, which):
        click.echo(line)
    if not answers:
        click.echo("Nothing was decided in this world that could have gone the other way.")
    for answer in answers:
        click.echo(f"{answer.date.isoformat()}  (week {answer.decision.week})")
        for line in (*_item(answer.said), *_item(answer.sentence)):
            click.echo(line)


def _of_week(every: Sequence[Decision], why: str) -> list[Decision]:
    """The decisions of a week; refused, with the weeks there are, if it has none."""
    weeks = sorted({one.week for one in every})
    if not why.isdigit():
        raise click.BadParameter(f"{why!r} is no week; give a number such as {weeks[0]}",
                                 param_hint="--why")  # fmt: skip
    found = [one for one in every if one.week == int(why)]
    if not found:
        listed = ", ".join(map(str, weeks))
        raise click.BadParameter(
            f"nothing was decided in week {why}; there were decisions in weeks {listed}",
            param_hint="--why",
        )
    return found


def _draw(run: Run, world: int, file: Path) -> None:
    """The story as a figure, in the format that the file's ending names."""
    if file.suffix.lower() not in _FORMATS:
        raise click.BadParameter(
            f"{file}: cannot be drawn; expected a file that ends in {', '.join(_FORMATS)}",
            param_hint="--figure",
        )
    picture = run.timeline(world)
    draw = {".png": picture.png, ".svg": picture.svg}[file.suffix.lower()]
    file.write_bytes(draw())
    click.echo(f"Figure:  {file}")


def _json(run: Run, world: int) -> str:
    told = run.replay(world)
    events = [
        {"week": e.week, "actor": e.actor, "kind": e.kind, "numbers": dict(e.numbers)}
        for e in told.reasoned
    ]
    return json.dumps({"world": world, "parameters": told.parameters, "events": events}, indent=2)
