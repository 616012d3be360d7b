"""Names of scenarios: completed in the shell, and as the command that a manifest tells has them."""

from __future__ import annotations

from pathlib import Path

import click


def packaged_names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The packaged scenarios whose names begin with what has been typed."""
    from simulator.scenario import scenario_names

    return [name for name in scenario_names() if name.startswith(incomplete)]


def as_given(given: str) -> str:
    """A file by its name, whatever folder it lies in; a packaged name as it is."""
    return Path(given).name if Path(given).exists() else given
