"""Scenario files: from text to a checked, immutable ``Scenario``."""

from simulator.scenario.loader import load_scenario, scenario_from_text
from simulator.scenario.schema import Scenario

__all__ = ["Scenario", "load_scenario", "scenario_from_text"]
