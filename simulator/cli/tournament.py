"""``sanctions tournament``: every strategy against every other, in the same worlds."""

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
    from simulator.analysis.tournament.study import Tournament


@click.command(
    epilog="""\b
Examples:
  sanctions tournament
  sanctions tournament belarus-2025 --worlds 4096
  sanctions tournament belarus-2025 --sender brussels
  sanctions tournament my-case.yaml --plugin mine.py --generations 300 -o who-meets-whom
"""
)
@click.argument("scenario", default="belarus-2025", shell_complete=packaged_names)
@click.option("--sender", metavar="NAME", help="The sender that plays; default: the first.")
@click.option(
    "--worlds",
    type=click.IntRange(1, 16_384),
    default=1024,
    show_default=True,
    help="Worlds for each pair, the same for all; rounded up to a multiple of 256.",
)
@click.option(
    "--generations",
    type=click.IntRange(0, 10_000),
    default=100,
    show_default=True,
    help="Generations of the replicator dynamics.",
)
@takes("tournament", earlier="tournament")
def tournament(  # noqa: PLR0913 - click hands over each option
    scenario: str,
    *,
    sender: str | None,
    worlds: int,
    generations: int,
    seed: int | None,
    changes: tuple[str, ...],
    jobs: int | None,
    dask: str | None,
    resume: bool,
    output: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Let every strategy meet every other in SCENARIO, and say what each is good at.

    Concession strategies, and then delivery policies, of one sender and of the target, your own
    among them (--plugin). Each pair lives through the same worlds. Writes tables, heat maps of both
    sides' scores, shares over generations, and a summary.
    """
    from simulator.analysis.tournament.study import tournament as play
    from simulator.engine.blocks import blocks_of
    from simulator.engine.places import Wanted, place_for
    from simulator.report.tournament.write import write_tournament
    from simulator.scenario.vocabulary import words

    asked = begun(scenario, "tournament", changes=changes, seed=seed, output=output, force=force)
    began = time.perf_counter()
    blocks = len(blocks_of(len(words("concession")) ** 2 * worlds))
    with kept_at(asked.folder, force=force, resume=resume) as parts:
        with place_for(Wanted(jobs, dask), blocks=blocks) as place:
            found = play(
                asked.scenario,
                sender=sender,
                worlds=worlds,
                generations=generations,
                seed=asked.seed,
                executor=place.executor,
                told=None if quiet else Stages(),
                kept=parts,
            )
        timing = {"simulation_seconds": time.perf_counter() - began}
        command = _command(scenario, found, generations, changes)
        write_tournament(found, parts, command=command, timing=timing, force=force)
    _say(found, asked.folder, quiet=quiet)


def _command(scenario: str, found: Tournament, generations: int, changes: tuple[str, ...]) -> str:
    """The command that gives the same tournament, without what only concerns the output."""
    name = as_given(scenario)
    said = ["sanctions", "tournament", name, "--sender", found.sender, "--seed", str(found.seed)]
    said += ["--worlds", str(found.worlds_a_pair), "--generations", str(generations)]
    for change in changes:
        said += ["--set", change]
    return shlex.join(said + plugin_words())


def _say(found: Tournament, folder: Path, *, quiet: bool) -> None:
    from simulator.report.tournament.text import summary

    if not quiet:
        click.echo(summary(found))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(f"Tables:  {folder} (scores.csv, strengths.csv, generations.csv)")
