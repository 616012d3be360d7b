"""``sanctions discover``: in which worlds, by what they drew, something happens."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.experiment import default_folder, takes
from simulator.cli.names import as_given, packaged_names
from simulator.cli.places import kept_at
from simulator.cli.plugins import plugin_words

if TYPE_CHECKING:
    from simulator.analysis.discovery.discovery import Discovery, Worlds
    from simulator.engine.places import Wanted
    from simulator.results.parts import Parts
    from simulator.scenario import Scenario


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
@takes("discovery", earlier="discovery")
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
    resume: bool,
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
    from simulator.analysis.discovery.discovery import discover_in, worlds_of_run
    from simulator.engine.places import Wanted
    from simulator.errors import RequestError
    from simulator.report.discovery.write import write_discovery
    from simulator.results.folder import check_target, is_run_folder
    from simulator.scenario import load_scenario

    condition_of(when)  # refused before anything runs
    began, path = time.perf_counter(), Path(scenario)
    loaded = None if is_run_folder(path) else load_scenario(scenario, overrides=changes)
    if loaded is None and (changes or seed is not None):
        raise RequestError(f"{scenario} is a run, which --set and --seed cannot change")
    start = seed if seed is not None or loaded is None else loaded.seed
    folder = output or _folder(path, loaded, start)
    check_target(folder, force=force)
    with kept_at(folder, force=force, resume=resume) as parts:
        if loaded is None:
            asked = worlds_of_run(path, when)
        else:
            wish = _Wish(when, worlds, start, Wanted(jobs, dask), quiet=quiet)
            asked = _run(loaded, wish, parts)
        found = discover_in(asked, when, with_tree=tree)
        timing = {"seconds": time.perf_counter() - began}
        more = [] if loaded is None else ["--worlds", str(worlds), "--seed", str(start)]
        more += ["--tree"] if tree else []
        more += [word for change in changes for word in ("--set", change)]
        command = _command(scenario, when, more)
        write_discovery(found, parts, command=command, timing=timing, force=force)
    _say(found, folder, quiet=quiet)


def _folder(path: Path, scenario: Scenario | None, seed: int | None) -> Path:
    if scenario is None:
        return Path("reports") / f"{path.name}-discovery"
    return default_folder(scenario, "discovery", seed)


@dataclass(frozen=True)
class _Wish:
    """What is asked of how many worlds, from which seed, and where they run."""

    when: str
    worlds: int
    seed: int | None
    where: Wanted
    quiet: bool


def _run(scenario: Scenario, wish: _Wish, parts: Parts) -> Worlds:
    from simulator.analysis.discovery.discovery import worlds_of_scenario
    from simulator.cli.progress import progress_of
    from simulator.engine.blocks import blocks_of
    from simulator.engine.places import place_for

    with (
        place_for(wish.where, blocks=len(blocks_of(wish.worlds))) as place,
        nullcontext(None) if wish.quiet else progress_of(wish.worlds) as progress,
    ):
        return worlds_of_scenario(
            scenario,
            wish.when,
            worlds=wish.worlds,
            seed=wish.seed,
            executor=place.executor,
            progress=progress,
            kept=parts,
        )


def _command(scenario: str, when: str, more: Sequence[str]) -> str:
    """The command that gives the same discovery, without what only concerns the output."""
    name = as_given(scenario)
    return shlex.join(["sanctions", "discover", name, "--when", when, *more, *plugin_words()])


def _say(found: Discovery, folder: Path, *, quiet: bool) -> None:
    from simulator.report.discovery.sentences import summary

    if not quiet:
        click.echo(summary(found))
    click.echo(f"Report:  {folder / 'report.html'}")
    click.echo(f"Figures: {folder / 'figures'}")
    click.echo(f"Tables:  {folder} (box.csv, judgement.csv)")
