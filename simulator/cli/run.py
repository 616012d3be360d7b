"""``sanctions run``: a scenario in, a folder of tables, figures and a report out."""

from __future__ import annotations

import json
import shlex
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.names import as_given, packaged_names
from simulator.cli.places import places, resumable
from simulator.cli.plugins import plugin_words, plugins

if TYPE_CHECKING:
    from simulator.analysis.precision import Aim
    from simulator.api import Making, Run
    from simulator.engine.blocks import Progress
    from simulator.scenario import Scenario


@click.command(
    epilog="""\b
Examples:
  sanctions run belarus-2025
  sanctions run belarus-2025 --worlds 5000 --seed 7 -o my-run
  sanctions run belarus-2025 --set senders.washington.behaviour.concession=boulware
  sanctions run belarus-2025 --worlds 1000000 --jobs 4 -o large
  sanctions run belarus-2025 --worlds 1000000 --jobs 4 -o large --resume
  sanctions run belarus-2025 --until net_effect:median:5
  sanctions run belarus-2025 --until 'released:share>0:0.02' --worlds 20000
  sanctions run my-scenario.yaml --quiet
  sanctions run belarus-2025 --plugin mine.py --set target.concession=patient
"""
)
@click.argument("scenario", shell_complete=packaged_names)
@click.option("--worlds", type=click.IntRange(1, 10_000_000), help="How many possible histories.")
@click.option(
    "--until",
    metavar="AIM",
    help="Run until this is known well enough, such as net_effect:median:5; --worlds is the most.",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Where random numbers begin.")
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change a number or word of the scenario for this run; may be repeated.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; default: reports/<scenario>-<seed>.",
)
@click.option("--force", is_flag=True, help="Replace the folder of an earlier run.")
@click.option("--resume", is_flag=True, help="Go on with this run where it was interrupted.")
@plugins
@places
@click.option("--quiet", is_flag=True, help="Say only where the files are.")
@click.option("--json", "as_json", is_flag=True, help="Print the manifest and medians as JSON.")
def run(  # noqa: PLR0913, PLR0917 - click hands over each option
    scenario: str,
    worlds: int | None,
    until: str | None,
    seed: int | None,
    changes: tuple[str, ...],
    output: Path | None,
    force: bool,
    resume: bool,
    jobs: int | None,
    dask: str | None,
    quiet: bool,
    as_json: bool,
) -> None:
    """Run SCENARIO (a packaged name or a file) and write tables, figures and a report.

    'sanctions list' names the packaged scenarios. A run of more than 25,600 worlds is kept in parts
    while it lasts, so that --resume can go on with it after an interruption.

    --until OUTCOME:STATISTIC:WITHIN looks after 1,024, 2,048, 4,096 ... worlds and stops when the
    statistic (median, mean, p10 ... p90, or share>0) of a column of outcomes.csv is known within so
    much either way. The interval allows for all the looks.
    """
    from simulator.analysis.precision import MOST_WORLDS, aim_of
    from simulator.api import Making
    from simulator.engine.places import Wanted
    from simulator.results.folder import check_target
    from simulator.scenario import load_scenario

    loaded = load_scenario(scenario, overrides=changes)
    aim = aim_of(until) if until else None
    count = worlds or (MOST_WORLDS if aim else loaded.worlds)
    start = loaded.seed if seed is None else seed
    folder = output or Path("reports") / f"{Path(loaded.name).name}-{start}"
    check_target(folder, force=force)
    command = _normalised(scenario, count, start, changes)
    command += f" --until {shlex.quote(aim.text)}" if aim else ""
    how = Making(Wanted(jobs, dask), resume=resume, force=force, command=command, until=aim)
    told = _progress(count, aim) if not (quiet or as_json) else nullcontext(None)
    done = _simulate(loaded, folder, worlds=count, seed=start, how=how, told=told)
    _say(done, folder, quiet=quiet, as_json=as_json)


def _simulate(
    scenario: Scenario,
    folder: Path,
    *,
    worlds: int,
    seed: int,
    how: Making,
    told: AbstractContextManager[Progress | None],
) -> Run:
    from simulator.api import simulate_to

    with resumable(folder), told as progress:
        how = replace(how, progress=progress)
        return simulate_to(folder, scenario, worlds=worlds, seed=seed, how=how)


def _normalised(scenario: str, worlds: int, seed: int, changes: tuple[str, ...]) -> str:
    """The command that gives the same run, without what only concerns the output."""
    words = ["sanctions", "run", as_given(scenario)]
    words += ["--worlds", str(worlds), "--seed", str(seed)]
    for change in changes:
        words += ["--set", change]
    words += plugin_words()
    return shlex.join(words)


def _progress(worlds: int, aim: Aim | None) -> AbstractContextManager[Progress | None]:
    """How far it is: of so many worlds, or of nobody knows how many."""
    from simulator.cli.progress import lines_of_batches, progress_of

    return progress_of(worlds) if aim is None else lines_of_batches(worlds)


def _say(done: Run, folder: Path, *, quiet: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_data(done, folder), indent=2))
        return
    if not quiet:
        click.echo((folder / "summary.txt").read_text(encoding="utf-8"))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(f"Tables:  {folder} (outcomes.csv, series.csv, deals.csv)")


def _as_data(done: Run, folder: Path) -> dict[str, Any]:
    from simulator.results.folder import read_manifest

    return {"folder": str(folder), "manifest": read_manifest(folder), "outcomes": done.quantiles}
