"""``sanctions sensitivity``: which numbers of a scenario matter, and how much is luck."""

from __future__ import annotations

import shlex
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.experiment import begun, takes
from simulator.cli.names import as_given, packaged_names
from simulator.cli.places import kept_at
from simulator.cli.plugins import plugin_words
from simulator.cli.progress import Stages

if TYPE_CHECKING:
    from simulator.analysis.sensitivity.study import Sizes, Study

_STAGES: Final = {
    "given": "ordinary run",
    "replication": "luck",
    "morris": "screening",
    "sobol": "Sobol' indices",
}


@click.command(
    epilog="""\b
Examples:
  sanctions sensitivity belarus-2025
  sanctions sensitivity belarus-2025 --quick
  sanctions sensitivity belarus-2025 --of net_effect --of relief_value_usd_m --sobol 256
  sanctions sensitivity my-case.yaml --trajectories 0 --sobol 0 -o what-matters
"""
)
@click.argument("scenario", shell_complete=packaged_names)
@click.option(
    "--of",
    "outcomes",
    multiple=True,
    default=("net_effect", "released"),
    show_default=True,
    metavar="OUTCOME",
    help="A column of outcomes.csv to explain; may be repeated.",
)
@click.option("--worlds", type=click.IntRange(100), help="Ordinary worlds, for first-order shares.")
@click.option(
    "--replicated", type=click.IntRange(2), help="Points in 256 shared worlds each, for luck."
)
@click.option("--trajectories", type=click.IntRange(0), help="Of the screening; 0: none.")
@click.option("--sobol", type=click.IntRange(0), help="Points, a power of 2; 0: no such indices.")
@click.option("--alone", type=click.IntRange(1), help="How many factors get Sobol' indices alone.")
@click.option("--quick", is_flag=True, help="First-order shares and luck only, in few worlds.")
@takes("sensitivity", earlier="study")
def sensitivity(  # noqa: PLR0913 - click hands over each option
    scenario: str,
    *,
    outcomes: tuple[str, ...],
    seed: int | None,
    changes: tuple[str, ...],
    jobs: int | None,
    dask: str | None,
    resume: bool,
    output: Path | None,
    force: bool,
    quiet: bool,
    **sizes: int | None,
) -> None:
    """Find which uncertain numbers of SCENARIO explain most of an outcome's variance.

    The factors are the scenario's own distributions and weighted choices; the share that is the
    world's luck stands by itself. Writes tables, figures and a summary. An index that cannot be
    told from zero is said to be no more than that.

    Screening and Sobol' indices need SALib: pip install 'sanctions-simulator[sensitivity]'.
    """
    from simulator.analysis.sensitivity.study import sensitivity as study_of
    from simulator.engine.places import Wanted, place_for
    from simulator.report.sensitivity.write import write_study

    asked = begun(scenario, "sensitivity", changes=changes, seed=seed, output=output, force=force)
    size, began = _sizes(**sizes), time.perf_counter()  # type: ignore[arg-type] # by click
    with kept_at(asked.folder, force=force, resume=resume) as parts:
        with place_for(Wanted(jobs, dask), blocks=_blocks(size)) as place:
            study = study_of(
                asked.scenario,
                outcomes=outcomes,
                seed=asked.seed,
                sizes=size,
                executor=place.executor,
                told=None if quiet else Stages(_STAGES),
                kept=parts,
            )
        timing = {"simulation_seconds": time.perf_counter() - began}
        command = _command(scenario, study, size, changes)
        write_study(study, parts, command=command, timing=timing, force=force)
    _say(study, asked.folder, quiet=quiet)


def _sizes(*, quick: bool, **given: int | None) -> Sizes:
    from simulator.analysis.sensitivity.study import QUICK, Sizes

    wanted = {name: number for name, number in given.items() if number is not None}
    return replace(QUICK if quick else Sizes(), **wanted)


def _blocks(size: Sizes) -> int:
    """Blocks of the largest stage, roughly: what decides whether all cores are worth starting."""
    from simulator.engine.blocks import blocks_of

    return len(blocks_of(max(size.cost(100, 100).values())))


def _command(scenario: str, study: Study, size: Sizes, changes: tuple[str, ...]) -> str:
    """The command that gives the same study, without what only concerns the output."""
    name = as_given(scenario)
    said = ["sanctions", "sensitivity", name, "--seed", str(study.seed)]
    for outcome in study.outcomes:
        said += ["--of", outcome]
    for option, number in asdict(size).items():
        said += [f"--{option}", str(number)]
    for change in changes:
        said += ["--set", change]
    said += plugin_words()
    return shlex.join(said)


def _say(study: Study, folder: Path, *, quiet: bool) -> None:
    from simulator.report.sensitivity.text import summary

    if not quiet:
        click.echo(summary(study))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(f"Tables:  {folder} (indices.csv, variance.csv, swings.csv)")
