"""Scenario files: from text to a checked, immutable ``Scenario``.

The public names are imported when they are first used, so that completing the names of scenarios
in the shell waits for nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.scenario.evidence import Evidence, read_evidence
    from simulator.scenario.library import evidence_path, find_scenario, scenario_names
    from simulator.scenario.loader import load_scenario, scenario_from_text, with_overrides
    from simulator.scenario.origin import Provenance
    from simulator.scenario.schema import Scenario
    from simulator.scenario.tables import Table

_HOMES = {
    "Evidence": "evidence",
    "Provenance": "origin",
    "Scenario": "schema",
    "Table": "tables",
    "evidence_path": "library",
    "find_scenario": "library",
    "load_scenario": "loader",
    "read_evidence": "evidence",
    "scenario_from_text": "loader",
    "scenario_names": "library",
    "with_overrides": "loader",
}

__all__ = [
    "Evidence",
    "Provenance",
    "Scenario",
    "Table",
    "evidence_path",
    "find_scenario",
    "load_scenario",
    "read_evidence",
    "scenario_from_text",
    "scenario_names",
    "with_overrides",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulator.scenario' has no attribute {name!r}")
    return getattr(import_module(f"simulator.scenario.{_HOMES[name]}"), name)
