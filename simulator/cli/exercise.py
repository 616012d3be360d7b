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

_RUN_CODE = click.option(
    "--run-code",
    is_flag=True,
    help="Also run what students wrote in Python: all that is in it is done, so read it first.",
)


class _Guarded(click.Group):
    """Its commands' errors are told as those of the other commands are."""

    def list_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click hands it over
    ) -> list[str]:
        """The students' commands first, in the order in which they are used."""
        return list(self.commands)

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


@exercise.command(short_help="Write a folder to work in.")
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
@_RUN_CODE
def check(folder: Path, run_code: bool) -> None:
    """Check the answers in FOLDER (default: here). The solution is never told."""
    from simulator.exercise import check

    click.echo(check(folder, run_code=run_code).text())


@exercise.command(short_help="Print a hint for a task, as little as possible first.")
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


@exercise.command(short_help="For teachers: print the guide, with solutions.")
@click.argument("name")
@_STUDENT
def guide(name: str, student: str | None) -> None:
    """Print the instructor's guide of exercise NAME, solutions included."""
    from simulator.exercise import guide

    click.echo(guide(name, student=student))


@exercise.command(short_help="For teachers: sheets for a class without computers.")
@click.argument("name")
@_STUDENT
@click.option("-o", "--output", metavar="FOLDER", help="Where to write; default: NAME-on-paper.")
@click.option(
    "--worlds", type=click.IntRange(12, 20_000), default=512, show_default=True, help="How many."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Their luck.")
def handout(name: str, student: str | None, output: str | None, worlds: int, seed: int) -> None:
    """Write exercise NAME for a class without computers: sheets to print, and a key.

    Three pages that open in a browser and print on A4: the student sheet, what a run of the
    scenario found (to be handed out when the sums by hand are done), the key for the teacher.
    """
    from simulator.exercise import handout, load

    wanted = output or f"{load(name).name}-on-paper"
    folder = handout(name, wanted, student=student, worlds=worlds, seed=seed)
    click.echo(f"Wrote {folder}: {', '.join(sorted(file.name for file in folder.iterdir()))}")
    click.echo("Open each in a browser and print it. The key is for the teacher alone.")


@exercise.command("make-set", short_help="For teachers: a folder for each student of a list.")
@click.argument("students", type=click.Path(path_type=Path))
@click.option(
    "--exercise", "names", multiple=True, metavar="NAME", help="Only this one; may be repeated."
)
@click.option(
    "-o",
    "--output",
    default="class",
    show_default=True,
    metavar="FOLDER",
    help="Where to write a folder for each student.",
)
def make_set(students: Path, names: tuple[str, ...], output: str) -> None:
    """Write a folder for each student of a list (a CSV file; its first column counts).

    Folders are called by codes. Which is whose is printed, and written nowhere: keep what is
    printed, or find it again from the same list with 'grade --students'.
    """
    from simulator.exercise import make_set

    made = make_set(students, output, exercises=names)
    click.echo("student,folder")
    for member, folder in made:
        click.echo(f"{_cell(member.student)},{folder}")
    click.echo(f"Wrote {len(made)} folders in {output}.", err=True)


@exercise.command(short_help="For teachers: mark a class's folders, with reasons.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--students",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The list that make-set was given: marks by name are printed (and written nowhere).",
)
@click.option(
    "-o", "--output", metavar="FOLDER", help="Where to write; default: FOLDER-marks beside it."
)
@_RUN_CODE
@click.option("--quiet", is_flag=True, help="No progress, only what is asked for.")
def grade(
    folder: Path, *, students: Path | None, output: str | None, run_code: bool, quiet: bool
) -> None:
    """Mark every student's folder in FOLDER; write marks with reasons and a figure of the class.

    Free text is collected in texts.csv and not graded.
    """
    from simulator.exercise import grade, members

    whole = members(students) if students else None
    where = Path(output) if output else folder.with_name(f"{folder.resolve().name}-marks")
    if where.exists():
        raise click.UsageError(f"{where} is there already; choose another place with -o")
    grades = grade(folder, run_code=run_code, progress=None if quiet else _progress)
    saved = grades.save(where)
    if whole is not None:
        click.echo(grades.by_student(whole).to_csv(index=False, lineterminator="\n"), nl=False)
    else:
        click.echo(grades.picture().title)
    told = "marks.csv, tasks.csv, texts.csv, class.png, class.svg, class.csv"
    click.echo(f"Wrote {saved}: {told}", err=True)


def _progress(done: int, of: int) -> None:
    if done == of or done % 10 == 0:
        click.echo(f"{done} of {of} folders marked", err=True)


def _cell(text: str) -> str:
    quotes = any(sign in text for sign in ',"\n')
    return '"' + text.replace('"', '""') + '"' if quotes else text
