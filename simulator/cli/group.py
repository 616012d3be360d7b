"""The group of commands: imports on first use, and errors as one clear block."""

from __future__ import annotations

import difflib
import errno
import os
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import click

from simulator.errors import RunError, ScenarioError, SimulatorError

REFUSED = 2
FAILED = 1
INTERRUPTED = 130

_REPORT = (
    "Give the lines above to your teacher, or report them. To see where it failed, first type\n"
    f"  {'set' if os.name == 'nt' else 'export'} SANCTIONS_DEBUG=1\n"
    "and then the same command again."
)


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, with what is kept and how to go on."""


class Commands(click.Group):
    """Commands by name, each with where it is (``module:attribute``) and its short help."""

    def __init__(
        self, *args: Any, commands_at: Mapping[str, tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._at = dict(commands_at)

    def list_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click hands it over
    ) -> list[str]:
        """The commands' names, in the order in which a newcomer meets them."""
        return list(self._at)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click hands it over
        cmd_name: str,
    ) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self._at:
            return None
        module, _, attribute = self._at[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click hands it over
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the commands with their short helps, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in self._at.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one."""
        if args and not args[0].startswith("-") and args[0] not in self._at:
            near = difflib.get_close_matches(args[0], self._at, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Commands: {', '.join(self._at)}."
            ctx.fail(f"No such command '{args[0]}'. {hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes a message and an exit code."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        return guarded(lambda: self._invoke(ctx), ctx)

    def _invoke(self, ctx: click.Context) -> Any:
        """Run the command in the language that the environment asks for."""
        from simulator.report.language import ENGLISH, speaking

        with speaking(os.environ.get("SANCTIONS_LANGUAGE") or ENGLISH):
            return super().invoke(ctx)


def guarded(command: Callable[[], Any], ctx: click.Context) -> Any:
    """Run a command and turn its errors into one block on stderr and an exit code."""
    try:
        return command()
    except SimulatorError as error:
        tell(error)
        ctx.exit(FAILED if isinstance(error, RunError) else REFUSED)
    except KeyboardInterrupt as interruption:
        kept = str(interruption) or "the same command starts again."
        click.echo(f"\nInterrupted; {kept}", err=True)
        ctx.exit(INTERRUPTED)
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # click ends quietly when the reader of a pipe has gone
        _block(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        ctx.exit(FAILED)
    except Exception as error:
        if os.environ.get("SANCTIONS_DEBUG"):
            raise
        _block(f"the simulator failed, by no fault of yours ({type(error).__name__}: {error})")
        click.echo(_REPORT, err=True)
        ctx.exit(FAILED)


def tell(error: SimulatorError) -> None:
    """Write an error to stderr."""
    if isinstance(error, ScenarioError):
        count = len(error.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        _block(f"{head}; nothing was run or written.")
        for problem in error.problems:
            click.echo(f"  {problem}", err=True)
    else:
        _block(str(error))


def _block(message: str) -> None:
    click.secho("Error: ", fg="red", bold=True, nl=False, err=True)
    click.echo(message, err=True)
