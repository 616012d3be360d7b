"""``sanctions hindcast``: cases with a known ending, run from their start and scored."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click


def _cases(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click hands them over
    from simulator.analysis.observations import observed_cases

    return [name for name in observed_cases() if name.startswith(incomplete)]


@click.command(
    epilog="""\b
Examples:
  sanctions hindcast
  sanctions hindcast belarus-2008 cuba-2014 --worlds 500
  sanctions hindcast --calibrated -o my-hindcast
"""
)
@click.argument("cases", nargs=-1, metavar="[CASE]...", shell_complete=_cases)
@click.option(
    "--worlds",
    type=click.IntRange(10, 50_000),
    default=2000,
    show_default=True,
    help="How many possible histories of each case.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**63 - 1),
    default=1,
    show_default=True,
    help="Where random numbers begin.",
)
@click.option(
    "--calibrated",
    is_flag=True,
    help="Run each case a second time, with what the cases share calibrated on the others.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; default: reports/hindcast-<seed>.",
)
@click.option("--force", is_flag=True, help="Replace the folder of an earlier run.")
@click.option("--quiet", is_flag=True, help="Say only where the files are.")
@click.option("--json", "as_json", is_flag=True, help="Print the mean scores as JSON.")
def hindcast(  # noqa: PLR0913, PLR0917 - click hands over each option
    cases: tuple[str, ...],
    worlds: int,
    seed: int,
    calibrated: bool,
    output: Path | None,
    force: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Run past cases freely from their start and score them against what happened.

    The cases are those of 'sanctions list' that begin with 'cases/'; by default all of them. Each
    is scored beside three simple forecasts: nothing happens, constant rate, last wave repeats.
    """
    from simulator.analysis.hindcast import hindcast as run_cases
    from simulator.report.hindcast import summary_text, write_hindcast
    from simulator.results.folder import check_target

    folder = output or Path("reports") / f"hindcast-{seed}"
    check_target(folder, force=force)
    silent = quiet or as_json
    told = (lambda _: None) if silent else (lambda text: click.echo(text, err=True))
    done = run_cases(cases, worlds=worlds, seed=seed, taught=calibrated, told=told)
    words = ["sanctions", "hindcast", *cases, "--worlds", str(worlds), "--seed", str(seed)]
    command = shlex.join([*words, "--calibrated"] if calibrated else words)
    write_hindcast(done, folder, command=command, force=force)
    if as_json:
        rows = json.loads(done.summary.to_json(orient="records", double_precision=6))
        click.echo(json.dumps({"folder": str(folder), "scores": rows}, indent=2))
        return
    if not quiet:
        click.echo(summary_text(done))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(
        f"Tables:  {folder} (scores.csv, predictions.csv, summary.csv, orders.csv, learned.csv)"
    )
