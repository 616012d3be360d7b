"""``sanctions optimize``: the trade-offs that a scenario's levers allow."""

from __future__ import annotations

import shlex
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.experiment import begun, takes
from simulator.cli.names import as_given, packaged_names
from simulator.cli.places import kept_at
from simulator.cli.plugins import plugin_words
from simulator.cli.progress import Stages

if TYPE_CHECKING:
    from simulator.analysis.optimize.study import Optimum, Prepared

_STAGES = {"search": "searching", "fresh": "judging the front in fresh worlds"}


@click.command(
    epilog="""\b
Examples:
  sanctions optimize belarus-2025 --free senders.washington.behaviour.opening=1:6 \\
    --free senders.washington.behaviour.concession=linear,boulware,conceder
  sanctions optimize belarus-2025 --free senders.washington.behaviour.opening=1:6 \\
    --maximise released --minimise relief_value_usd_m --robust q10
  sanctions optimize belarus-2025 --free senders.washington.behaviour.opening=1:6 \\
    --robust regret --future 'calm:prisoners.restock=0' --future 'harsh:prisoners.restock=8'
"""
)
@click.argument("scenario", shell_complete=packaged_names)
@click.option(
    "--free",
    multiple=True,
    required=True,
    metavar="PATH=VALUES",
    help="A lever: PATH=low:high, PATH=low:high:steps, or PATH=x,y,z; may be repeated.",
)
@click.option(
    "--maximise",
    "raised",
    multiple=True,
    metavar="OUTCOME",
    help="A column of outcomes.csv to have much of; may be repeated. Default: net_effect.",
)
@click.option(
    "--minimise",
    "lowered",
    multiple=True,
    metavar="OUTCOME",
    help="One to have little of. Default: relief_value_usd_m and reliance_end.",
)
@click.option(
    "--robust",
    metavar="q10|regret",
    help="In place of means: the level that 9 worlds in 10 do better than, or minimax regret.",
)
@click.option(
    "--future",
    "futures",
    multiple=True,
    metavar="NAME:CHANGES",
    help="A future for --robust: NAME:PATH=VALUE&PATH=VALUE…; may be repeated.",
)
@click.option(
    "--population",
    type=click.IntRange(4, 1000),
    default=32,
    show_default=True,
    help="Candidates of a generation.",
)
@click.option(
    "--generations", type=click.IntRange(1, 1000), default=25, show_default=True, help="How many."
)
@click.option(
    "--worlds",
    type=click.IntRange(1, 65_536),
    default=256,
    show_default=True,
    help="Worlds of each candidate, the same for all; rounded up to a multiple of 256.",
)
@click.option(
    "--fresh",
    type=click.IntRange(1, 65_536),
    default=2048,
    show_default=True,
    help="Other worlds, in which the front is judged.",
)
@takes("optimum", earlier="optimisation")
def optimize(  # noqa: PLR0913 - click hands over each option
    scenario: str,
    *,
    free: tuple[str, ...],
    raised: tuple[str, ...],
    lowered: tuple[str, ...],
    robust: str | None,
    futures: tuple[str, ...],
    seed: int | None,
    changes: tuple[str, ...],
    jobs: int | None,
    dask: str | None,
    resume: bool,
    output: Path | None,
    force: bool,
    quiet: bool,
    **sizes: int,
) -> None:
    """Find the trade-offs between outcomes that the levers of SCENARIO allow.

    NSGA-II searches the levers named by --free for points that no other beats in every outcome.
    All candidates live through the same worlds; the front it ends with is judged in other worlds,
    because whoever chooses by some worlds flatters the choice. Each point becomes a scenario file.

    Needs pymoo: pip install 'sanctions-simulator[optimize]'.
    """
    from simulator.analysis.optimize.study import Aims, Effort, prepare
    from simulator.analysis.optimize.trials import named_futures
    from simulator.engine.blocks import blocks_of
    from simulator.engine.places import Wanted, place_for
    from simulator.report.optimum.write import write_optimum

    asked = begun(scenario, "optimum", changes=changes, seed=seed, output=output, force=force)
    aims = Aims(raised, lowered, robust, named_futures(futures))
    whole = prepare(asked.scenario, free, aims=aims, effort=Effort(**sizes), seed=asked.seed)
    began, blocks = time.perf_counter(), len(blocks_of(whole.worlds_a_generation))
    given = {"--free": free, "--future": futures, "--set": changes}
    command = _command(scenario, whole, given)
    with kept_at(asked.folder, force=force, resume=resume) as parts:
        with place_for(Wanted(jobs, dask), blocks=blocks) as place:
            told = None if quiet else Stages(_STAGES)
            found = whole.run(executor=place.executor, told=told, kept=parts)
        timing = {"simulation_seconds": time.perf_counter() - began}
        write_optimum(found, parts, command=command, timing=timing, force=force)
    _say(found, asked.folder, quiet=quiet)


def _command(scenario: str, whole: Prepared, given: dict[str, tuple[str, ...]]) -> str:
    """The command that gives the same optimisation, without what only concerns the output."""
    name = as_given(scenario)
    said = ["sanctions", "optimize", name, "--seed", str(whole.seed)]
    for option, some in given.items():
        said += [word for one in some for word in (option, one)]
    for goal in whole.goals:
        said += ["--maximise" if goal.is_raised else "--minimise", goal.outcome]
    if whole.measure.name != "mean":
        said += ["--robust", whole.measure.name]
    for option, number in vars(whole.effort).items():
        said += [f"--{option}", str(number)]
    return shlex.join(said + plugin_words())


def _say(found: Optimum, folder: Path, *, quiet: bool) -> None:
    from simulator.report.optimum.text import summary

    if not quiet:
        click.echo(summary(found))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Summary: {folder / 'summary.txt'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(f"Tables:  {folder} (front.csv, outcomes.csv, convergence.csv)")
    click.echo(f"Points:  {folder / 'points'} (a scenario each)")
