"""``sanctions discover``: in which worlds, by what they drew, something happens."""

from __future__ import annotations

import shlex
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.names import packaged_names
from simulator.cli.places import places

if TYPE_CHECKING:
    from simulator.analysis.discovery.discovery import Worlds


@click.command(
    epilog="""\b
Examples:
  sanctions discover belarus-2025 --when "net_effect < 50"
  sanctions discover reports/belarus-2025-1 --when "released >= 300 and snapbacks == 0"
  sanctions discover belarus-2025 --when "deals == 0 or breakdowns > 3" --tree
"""
)
@click.argument("scenario", metavar="SCENARIO|RUN", shell_complete=packaged_names)
@click.option(
    "--when",
    required=True,
    metavar="CONDITION",
    help="Comparisons of outcomes with numbers, with 'and', 'or', parentheses.",
)
@click.option("--tree", is_flag=True, help="Also grow a classification tree (scikit-learn).")
@click.option(
    "--worlds",
    type=click.IntRange(400, 1_000_000),
    default=8192,
    show_default=True,
    help="Worlds to run; a run folder has its own.",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Where random numbers begin.")
@click.option("--set", "changes", multiple=True, metavar="PATH=VALUE", help="Change the scenario.")
@places
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write; default: reports/<scenario>-discovery-<seed>.",
)
@click.option("--force", is_flag=True, help="Replace the folder of an earlier discovery.")
@click.option("--quiet", is_flag=True, help="Say only where the files are.")
def discover(  # noqa: PLR0913 - click hands over each option
    scenario: str,
    *,
    when: str,
    tree: bool,
    worlds: int,
    seed: int | None,
    changes: tuple[str, ...],
    jobs: int | None,
    dask: str | None,
    output: Path | None,
    force: bool,
    quiet: bool,
) -> None:
    """Find the numbers and words of SCENARIO's worlds among which a condition holds most.

    A box of a few limits is searched for in two thirds of the worlds (PRIM) and judged on the
    others. A box that is no better than the base rate is not told.

    --tree needs scikit-learn: pip install 'sanctions-simulator[discovery]'.
    """
    from simulator.analysis.discovery.condition import condition_of
    from simulator.analysis.discovery.discovery import discover as discover_in
    from simulator.analysis.discovery.discovery import worlds_of_run, worlds_of_scenario
    from simulator.cli.progress import bar_of_worlds, lines_of_worlds
    from simulator.engine.blocks import blocks_of
    from simulator.engine.places import Wanted, place_for
    from simulator.errors import RequestError
    from simulator.report.discovery.sentences import summary
    from simulator.report.discovery.write import write_discovery
    from simulator.results.folder import check_target, is_run_folder, read_manifest
    from simulator.scenario import load_scenario

    condition_of(when)  # refused before anything runs
    began = time.perf_counter()
    if is_run_folder(Path(scenario)):
        if changes or seed is not None:
            raise RequestError(f"{scenario} is a run, which --set and --seed cannot change")
        start = int(read_manifest(Path(scenario))["seed"])
        folder = output or Path("reports") / f"{Path(scenario).name}-discovery"
        check_target(folder, force=force)
        asked: Worlds = worlds_of_run(Path(scenario), when)
    else:
        loaded = load_scenario(scenario, overrides=changes)
        start = loaded.seed if seed is None else seed
        folder = output or Path("reports") / f"{Path(loaded.name).name}-discovery-{start}"
        check_target(folder, force=force)
        show = bar_of_worlds if sys.stderr.isatty() else lines_of_worlds
        with (
            place_for(Wanted(jobs, dask), blocks=len(blocks_of(worlds))) as place,
            nullcontext(None) if quiet else show(worlds) as progress,
        ):
            asked = worlds_of_scenario(
                loaded, when, worlds=worlds, seed=start, executor=place.executor, progress=progress
            )
    found = discover_in(asked, when, with_tree=tree)
    timing = {"seconds": time.perf_counter() - began}
    name = Path(scenario).name if Path(scenario).exists() else scenario
    words = ["sanctions", "discover", name, "--when", when, *(["--tree"] if tree else [])]
    words += ["--worlds", str(asked.count), "--seed", str(start)] if name == scenario else []
    for change in changes:
        words += ["--set", change]
    write_discovery(found, folder, command=shlex.join(words), timing=timing, force=force)
    if not quiet:
        click.echo(summary(found))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(f"Tables:  {folder} (box.csv, judgement.csv)")
