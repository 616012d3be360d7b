"""The sanctions simulator: prisoners traded for relief, in thousands of possible worlds.

The public names, imported when they are first used:

======================  ==========================================================
``load_scenario``       a scenario from a packaged name or a file
``scenario_from_text``  a scenario from YAML text
``Scenario``            a checked, immutable scenario
``simulate``            run a scenario's worlds
``simulate_to``         run them straight into a folder, however many
``compare``             set scenarios beside one another, world by world
``Run``                 what a run gives: tables, figures, stories
``read_run``            a run back from its folder
``load_plugin``         strategies of one's own, from a file of Python
``sensitivity``         which numbers of a scenario matter, and how much is luck
``sweep``               a scenario at many points of its numbers and words
``discover``            where among the numbers that worlds draw something happens
``optimize``            the trade-offs between outcomes that levers allow
``tournament``          every strategy against every other, in the same worlds
``SimulatorError``      whatever this package refuses, in plain words
``__version__``         the version
======================  ==========================================================
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from simulator.version import __version__

if TYPE_CHECKING:
    from simulator.agents.plugins.registry import load_plugin
    from simulator.analysis.discovery.discovery import discover
    from simulator.analysis.optimize.study import optimize
    from simulator.analysis.sensitivity.study import sensitivity
    from simulator.analysis.sweep.sweep import sweep
    from simulator.analysis.tournament.study import tournament
    from simulator.api import Run, compare, read_run, simulate, simulate_to
    from simulator.errors import SimulatorError
    from simulator.scenario import Scenario, load_scenario, scenario_from_text

_HOMES = {
    "Run": "simulator.api",
    "Scenario": "simulator.scenario",
    "SimulatorError": "simulator.errors",
    "compare": "simulator.api",
    "discover": "simulator.analysis.discovery.discovery",
    "load_plugin": "simulator.agents.plugins.registry",
    "load_scenario": "simulator.scenario",
    "optimize": "simulator.analysis.optimize.study",
    "read_run": "simulator.api",
    "scenario_from_text": "simulator.scenario",
    "sensitivity": "simulator.analysis.sensitivity.study",
    "simulate": "simulator.api",
    "simulate_to": "simulator.api",
    "sweep": "simulator.analysis.sweep.sweep",
    "tournament": "simulator.analysis.tournament.study",
}

__all__ = [
    "Run",
    "Scenario",
    "SimulatorError",
    "__version__",
    "compare",
    "discover",
    "load_plugin",
    "load_scenario",
    "optimize",
    "read_run",
    "scenario_from_text",
    "sensitivity",
    "simulate",
    "simulate_to",
    "sweep",
    "tournament",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that ``--help`` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulator' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
