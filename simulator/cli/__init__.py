"""The command line, ``sanctions``: one file a command, each imported only when it is used."""

from __future__ import annotations

import signal
from types import FrameType

import click

from simulator.cli.group import Commands
from simulator.version import __version__

_COMMANDS = {
    "run": ("simulator.cli.run:run", "Run a scenario; write tables, figures and a report."),
    "explain": ("simulator.cli.explain:explain", "Tell the story of one world of a run, and why."),
    "report": ("simulator.cli.report:report", "Set a folder's page again, or print it as PDF."),
    "compare": ("simulator.cli.compare:compare", "Set scenarios side by side, world by world."),
    "figures": ("simulator.cli.figures:figures", "Draw a run's figures again, in another size."),
    "sensitivity": (
        "simulator.cli.sensitivity:sensitivity",
        "Find which uncertain numbers matter, and how much is luck.",
    ),
    "sweep": (
        "simulator.cli.sweep:sweep",
        "Run a scenario at many points of its numbers.",
    ),
    "discover": ("simulator.cli.discover:discover", "Find in which worlds something happens."),
    "optimize": (
        "simulator.cli.optimize:optimize",
        "Find the trade-offs between outcomes that levers allow.",
    ),
    "tournament": (
        "simulator.cli.tournament:tournament",
        "Let every strategy meet every other; say what each is good at.",
    ),
    "estimate": ("simulator.cli.estimate:estimate", "Work numbers out anew from the series."),
    "hindcast": ("simulator.cli.hindcast:hindcast", "Score past cases against what happened."),
    "calibrate": ("simulator.cli.calibrate:calibrate", "Learn numbers from what was observed."),
    "forecast": ("simulator.cli.forecast:forecast", "Forecast what follows what was observed."),
    "validate": ("simulator.cli.validate:validate", "Check scenario files; name every problem."),
    "list": ("simulator.cli.list_:list_scenarios", "List the packaged scenarios."),
    "new": ("simulator.cli.new:new", "Write a scenario or a strategy of your own to start from."),
    "exercise": ("simulator.cli.exercise:exercise", "Exercises for a class: start, check, mark."),
    "glossary": ("simulator.cli.glossary:glossary", "Explain a word, such as snapback."),
    "schema": ("simulator.cli.schema:schema", "Print the JSON Schema of scenario files."),
}


@click.command(
    cls=Commands,
    commands_at=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  sanctions list
  sanctions run belarus-2025
  sanctions run belarus-2025 --worlds 5000 --set prisoners.restock=0 -o without-restock
  sanctions explain reports/belarus-2025-1 --typical
  sanctions report reports/belarus-2025-1 --format pdf
  sanctions new my-case && sanctions validate my-case.yaml --evidence
""",
)
@click.version_option(__version__, prog_name="sanctions")
def sanctions() -> None:
    """Simulate how political prisoners are traded for sanctions relief, and what is uncertain.

    A scenario is a text file: who is held, what can be eased, who pulls the other way. A run plays
    it many times, in worlds that differ in what nobody knows. 'sanctions COMMAND --help' tells
    more.
    """


def main() -> None:
    """The entry point of the ``sanctions`` command."""
    signal.signal(signal.SIGTERM, _terminated)
    sanctions(prog_name="sanctions")


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    """Asked to end from outside: leave like an interruption does, with nothing half-written."""
    raise SystemExit(128 + signal.SIGTERM)
