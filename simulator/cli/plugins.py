"""``--plugin``: strategies of the user's own, for any command that loads a scenario or a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_GIVEN = "simulator.plugins"


def plugins(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--plugin`` to a command: the files' strategies are there before the command begins."""
    return click.option(
        "--plugin",
        multiple=True,
        is_eager=True,
        expose_value=False,
        callback=_load,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Add strategies of your own from a file of Python, which is run; may be repeated.",
    )(command)


def plugin_words() -> list[str]:
    """The ``--plugin`` options of the command that runs now, for the command a manifest tells."""
    files = click.get_current_context().meta.get(_GIVEN, ())
    return [word for file in files for word in ("--plugin", file.name)]


def _load(ctx: click.Context, _param: click.Parameter, files: tuple[Path, ...]) -> None:
    if not files or ctx.resilient_parsing:
        return
    from simulator.agents.plugins.registry import load_plugin

    ctx.meta[_GIVEN] = files
    for file in files:
        load_plugin(file)
