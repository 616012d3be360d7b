"""The scenario as typed, immutable values; attribute names are the keys of the file."""

from simulator.scenario.schema.scenario import Scenario

__all__ = ["Scenario"]
