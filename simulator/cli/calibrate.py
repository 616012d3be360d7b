"""``sanctions calibrate``: what a scenario's unknown numbers must be like, given what happened."""

from __future__ import annotations

import json
import shlex
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.names import as_given, packaged_names
from simulator.cli.plugins import plugin_words, plugins

if TYPE_CHECKING:
    from simulator.engine.blocks import Progress


@click.command(
    epilog="""\b
Examples:
  sanctions calibrate belarus-2025 --data belarus-2025
  sanctions calibrate my-case.yaml --data my-observations.csv --worlds 20000 -o my-calibration
  sanctions calibrate belarus-2025 --data belarus-2025 --free target.opening --check 200
  sanctions run belarus-2025 --set posterior=my-calibration/posterior.csv
"""
)
@click.argument("scenario", shell_complete=packaged_names)
@click.option(
    "--data",
    required=True,
    metavar="NAME|FILE",
    help="Dated observations: a packaged case's name, or a CSV file as seeds/README.md describes.",
)
@click.option(
    "--worlds",
    type=click.IntRange(1000, 1_000_000),
    default=100_000,
    show_default=True,
    help="How many worlds are run, each with its own draw; 1 in 100 is kept, and at least 200.",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Where random numbers begin.")
@click.option(
    "--free",
    multiple=True,
    metavar="PATH",
    help="Learn this parameter only, and keep it in the posterior; may be repeated.",
)
@click.option(
    "--check",
    "truths",
    type=click.IntRange(20, 2000),
    metavar="N",
    help="Also learn from N made-up histories, whose numbers are known, and see how right it is.",
)
@plugins
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; default: reports/calibration-<scenario>-<seed>.",
)
@click.option("--force", is_flag=True, help="Replace the folder of an earlier run.")
@click.option("--quiet", is_flag=True, help="Say only where the files are.")
@click.option("--json", "as_json", is_flag=True, help="Print what was learned as JSON.")
def calibrate(  # noqa: PLR0913, PLR0917 - click hands over each option
    scenario: str,
    data: str,
    worlds: int,
    seed: int | None,
    free: tuple[str, ...],
    truths: int | None,
    output: Path | None,
    force: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Learn the numbers that SCENARIO draws from what was observed.

    Writes posterior.csv, joint draws that a scenario can name with 'posterior:', what was learned
    about each parameter and what was not, and figures.
    """
    from simulator.analysis.calibration import calibrate as learn
    from simulator.analysis.coverage import check
    from simulator.analysis.observations import read_observations
    from simulator.report.calibration import summary_text, write_calibration
    from simulator.report.calibration_told import Told
    from simulator.results.folder import check_target
    from simulator.scenario import load_scenario

    loaded = load_scenario(scenario)
    observations = read_observations(data, start=loaded.start)
    start = loaded.seed if seed is None else seed
    folder = output or Path("reports") / f"calibration-{Path(loaded.name).name}-{start}"
    check_target(folder, force=force)
    with told(worlds, silent=quiet or as_json) as progress:
        done = learn(loaded, observations, worlds=worlds, seed=start, free=free, progress=progress)
    checks = {
        name: check(done.bank, done.parameters, truths=truths, near_history=near)
        for name, near in (("from the prior", False), ("near history", True))
        if truths
    }
    result = Told(done, checks)
    words = ["sanctions", "calibrate", as_given(scenario), "--data", as_given(data)]
    words += ["--worlds", str(worlds), "--seed", str(start)]
    words += [word for path in free for word in ("--free", path)]
    words += ["--check", str(truths)] if truths else []
    words += plugin_words()
    write_calibration(result, folder, command=shlex.join(words), force=force)
    if as_json:
        rows = json.loads(done.learned.to_json(orient="records", double_precision=6))
        click.echo(json.dumps({"folder": str(folder), "learned": rows}, indent=2))
        return
    if not quiet:
        click.echo(summary_text(result))
    click.echo(f"Report:    {folder / 'report.html'}")
    click.echo(f"Posterior: {folder / 'posterior.csv'}")
    click.echo(f"Figures:   {folder / 'figures'}")


def told(worlds: int, *, silent: bool) -> AbstractContextManager[Progress | None]:
    """Worlds done and time left: a bar on a terminal, plain lines in a pipe, or nothing."""
    if silent:
        return nullcontext(None)
    from simulator.cli.progress import bar_of_worlds, lines_of_worlds

    return (bar_of_worlds if sys.stderr.isatty() else lines_of_worlds)(worlds)
