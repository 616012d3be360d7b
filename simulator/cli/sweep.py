"""``sanctions sweep``: a scenario at many points of its numbers and words."""

from __future__ import annotations

import shlex
import time
from contextlib import nullcontext
from pathlib import Path

import click

from simulator.cli.experiment import begun, takes
from simulator.cli.names import as_given, packaged_names
from simulator.cli.places import kept_at
from simulator.cli.plugins import plugin_words


@click.command(
    epilog="""\b
Examples:
  sanctions sweep belarus-2025 --vary prisoners.restock=0:8:5
  sanctions sweep belarus-2025 --vary prisoners.restock=0:8:5 --vary target.slip=0:0.5:5
  sanctions sweep belarus-2025 --vary senders.washington.behaviour.concession=linear,boulware
  sanctions sweep belarus-2025 --vary prisoners.restock=0:8 --vary target.slip=0:0.5 \\
    --vary prisoners.calm=0:0.4 --design lhs --points 64
"""
)
@click.argument("scenario", shell_complete=packaged_names)
@click.option(
    "--vary",
    "vary",
    multiple=True,
    required=True,
    metavar="PATH=VALUES",
    help="What varies: PATH=low:high:steps, PATH=low:high, or PATH=x,y,z; may be repeated.",
)
@click.option(
    "--of",
    "outcomes",
    multiple=True,
    default=("net_effect", "released", "relief_value_usd_m"),
    show_default=True,
    metavar="OUTCOME",
    help="A column of outcomes.csv; may be repeated.",
)
@click.option(
    "--design",
    type=click.Choice(["grid", "lhs", "sobol"]),
    default="grid",
    show_default=True,
    help="Every combination, a Latin hypercube, or a Sobol' sequence.",
)
@click.option("--points", type=click.IntRange(2), help="How many points lhs or sobol have.")
@click.option(
    "--worlds",
    type=click.IntRange(1, 1_000_000),
    default=1024,
    show_default=True,
    help="Worlds of each point, rounded up to a multiple of 256.",
)
@takes("sweep", earlier="sweep")
def sweep(  # noqa: PLR0913 - click hands over each option
    scenario: str,
    *,
    vary: tuple[str, ...],
    outcomes: tuple[str, ...],
    design: str,
    points: int | None,
    worlds: int,
    seed: int | None,
    changes: tuple[str, ...],
    jobs: int | None,
    dask: str | None,
    resume: bool,
    output: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Run SCENARIO at many points of some of its numbers and words, all in the same worlds.

    Writes a tidy table (a row a point and outcome), figures and a summary. Everything is checked
    before anything runs.
    """
    from simulator.analysis.sweep.sweep import Points, prepare
    from simulator.cli.progress import progress_of
    from simulator.engine.blocks import blocks_of
    from simulator.engine.places import Wanted, place_for
    from simulator.randomness import TILE
    from simulator.report.sweep.write import summary, write_sweep

    asked = begun(scenario, "sweep", changes=changes, seed=seed, output=output, force=force)
    wanted = Points(design, points, worlds)
    whole = prepare(asked.scenario, vary, outcomes=outcomes, points=wanted, seed=asked.seed)
    began, blocks = time.perf_counter(), len(blocks_of(whole.worlds))
    name = as_given(scenario)
    words = ["sanctions", "sweep", name, "--seed", str(asked.seed)]
    words += ["--worlds", str(wanted.tiles * TILE)]  # whole tiles are run, whatever was asked
    words += ["--design", design, *(["--points", str(points)] if points else [])]
    for option, given in (("--vary", vary), ("--of", outcomes), ("--set", changes)):
        words += [word for one in given for word in (option, one)]
    words += plugin_words()
    with kept_at(asked.folder, force=force, resume=resume) as parts:
        with (
            place_for(Wanted(jobs, dask), blocks=blocks) as place,
            nullcontext(None) if quiet else progress_of(whole.worlds) as progress,
        ):
            found = whole.run(executor=place.executor, progress=progress, kept=parts)
        timing = {"simulation_seconds": time.perf_counter() - began}
        write_sweep(found, parts, command=shlex.join(words), timing=timing, force=force)
    if not quiet:
        click.echo(summary(found))
    click.echo(f"Report:  {asked.folder / 'report.html'}")
    click.echo(f"Figures: {asked.folder / 'figures'}")
    click.echo(f"Table:   {asked.folder / 'sweep.csv'}")
