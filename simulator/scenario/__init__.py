"""Scenario files: from text to a checked, immutable ``Scenario``."""

from simulator.scenario.evidence import Evidence, read_evidence
from simulator.scenario.library import evidence_path, find_scenario, scenario_names
from simulator.scenario.loader import load_scenario, scenario_from_text, with_overrides
from simulator.scenario.origin import Provenance
from simulator.scenario.schema import Scenario
from simulator.scenario.tables import Table

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
