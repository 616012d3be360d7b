"""Print the peak memory, in MiB, of a run of so many worlds: ``python peak.py FOLDER WORLDS``."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from simulator.api import simulate_to
from simulator.scenario import load_scenario

if __name__ == "__main__":
    simulate_to(Path(sys.argv[1]), load_scenario("minimal"), worlds=int(sys.argv[2]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    print(peak)  # noqa: T201 - the parent reads it
