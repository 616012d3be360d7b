"""Completing the names of scenarios in the shell."""

from __future__ import annotations

import click


def packaged_names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The packaged scenarios whose names begin with what has been typed."""
    from simulator.scenario import scenario_names

    return [name for name in scenario_names() if name.startswith(incomplete)]
