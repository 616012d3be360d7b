"""``sanctions exercise``: exercises for a class."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli.group import guarded

_STUDENT = click.option(
    "--student",
    metavar="ID",
    help="Numbers of one's own, drawn from any name or number; it is hashed and never written.",
)


class _Guarded(click.Group):
    """Its commands' errors are told as those of the other commands are."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what goes wrong becomes a message and an exit code."""
        return guarded(lambda: super(_Guarded, self).invoke(ctx), ctx)


@click.group(
    cls=_Guarded,
    epilog="""\b
Examples:
  sanctions exercise list
  sanctions exercise start 2 --student ada     a folder with a page, a scenario, answers to fill in
  sanctions exercise check                     in that folder: right or not yet, and where to look
  sanctions exercise hint targets_most
""",
)
def exercise() -> None:
    """Exercises for a class: start one, answer, and have the answers checked."""


@exercise.command("list")
def list_exercises() -> None:
    """List the exercises, in the order of the course."""
    from simulator.exercise import load, names

    for name in names():
        told = load(name).definition
        click.echo(f"{name}  {told.title} ({told.minutes} min, {told.level})")
        click.echo(f"    {' '.join(told.question.split())}")


@exercise.command()
@click.argument("name")
@_STUDENT
def show(name: str, student: str | None) -> None:
    """Print the page of exercise NAME (its number is enough)."""
    from simulator.exercise import show

    click.echo(show(name, student=student))


@exercise.command()
@click.argument("name")
@_STUDENT
@click.option(
    "-o", "--output", metavar="FOLDER", help="Where to write; default: a folder called like it."
)
def start(name: str, student: str | None, output: str | None) -> None:
    """Write a folder to work in: the page, the answers to fill in, the scenario."""
    from simulator.exercise import load, start

    folder = start(name, output, student=student)
    files = ["exercise.md", "answers.yaml", *load(name).definition.files]
    click.echo(f"Wrote {folder}: {', '.join(files)}")
    click.echo(f"Next: read {folder / 'exercise.md'}, then: cd {folder}")
    click.echo("When an answer is written: sanctions exercise check")


@exercise.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def check(folder: Path) -> None:
    """Check the answers in FOLDER (default: here). The solution is never told."""
    from simulator.exercise import check

    click.echo(check(folder).text())


@exercise.command()
@click.argument("task", required=False)
@click.option(
    "--exercise", "name", metavar="NAME", help="Which exercise; default: that of this folder."
)
@click.option("--number", type=click.IntRange(1), default=1, help="The first hint, the second …")
@_STUDENT
def hint(task: str | None, name: str | None, number: int, student: str | None) -> None:
    """Print a hint for TASK (its name or number), as little as possible first."""
    from simulator.exercise import hint, hint_in, load
    from simulator.exercise.folders import read

    if task is None:
        tasks = list((load(name) if name else read(Path()).exercise).definition.tasks)
        click.echo("A hint for which task? " + ", ".join(tasks))
        click.echo(f"For example: sanctions exercise hint {tasks[0]}")
    elif name:
        click.echo(hint(name, task, number=number, student=student))
    else:
        click.echo(hint_in(".", task, number=number))


@exercise.command()
@click.argument("name")
@_STUDENT
def guide(name: str, student: str | None) -> None:
    """Print the instructor's guide of exercise NAME, solutions included."""
    from simulator.exercise import guide

    click.echo(guide(name, student=student))
