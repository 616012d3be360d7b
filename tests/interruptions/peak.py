"""Print the peak memory, in MiB, of a run of so many worlds: ``python peak.py FOLDER WORLDS``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from simulator.api import simulate_to
from simulator.scenario import load_scenario

if __name__ == "__main__":
    simulate_to(Path(sys.argv[1]), load_scenario("minimal"), worlds=int(sys.argv[2]))
    # The kernel's count of this program alone: getrusage would hand on what the parent once held.
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert held
    print(int(held[1]) / 1024)  # noqa: T201 - the parent reads it
