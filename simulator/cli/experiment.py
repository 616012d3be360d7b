"""What every experiment on a scenario takes, and how it begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from simulator.cli.places import places, resumes
from simulator.cli.plugins import plugins

if TYPE_CHECKING:
    from simulator.scenario import Scenario

Command = Callable[..., Any]


def takes(ending: str, *, earlier: str) -> Callable[[Command], Command]:
    """Add the options of an experiment, from ``--seed`` to ``--quiet``.

    Its folder ends with ``ending``; ``earlier`` is what ``--force`` replaces.
    """
    options = (
        click.option(
            "--seed", type=click.IntRange(0, 2**63 - 1), help="Where random numbers begin."
        ),
        click.option(
            "--set", "changes", multiple=True, metavar="PATH=VALUE", help="Change the scenario."
        ),
        plugins,
        places,
        resumes,
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            metavar="FOLDER",
            help=f"Where to write; default: reports/<scenario>-{ending}-<seed>.",
        ),
        click.option("--force", is_flag=True, help=f"Replace the folder of an earlier {earlier}."),
        click.option("--quiet", is_flag=True, help="Say only where the files are."),
    )

    def added(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return added


@dataclass(frozen=True)
class Begun:
    """An experiment that can begin: on what, from which seed, and where its folder will be."""

    scenario: Scenario
    seed: int
    folder: Path


def begun(
    scenario: str,
    ending: str,
    *,
    changes: tuple[str, ...],
    seed: int | None,
    output: Path | None,
    force: bool,
) -> Begun:
    """Load the scenario and find a place for the folder, or say why there is none."""
    from simulator.results.folder import check_target
    from simulator.scenario import load_scenario

    loaded = load_scenario(scenario, overrides=changes)
    start = loaded.seed if seed is None else seed
    folder = output or default_folder(loaded, ending, start)
    check_target(folder, force=force)
    return Begun(loaded, start, folder)


def default_folder(scenario: Scenario, ending: str, seed: int | None) -> Path:
    """Where an experiment is written if nobody says where."""
    return Path("reports") / f"{Path(scenario.name).name}-{ending}-{seed}"
