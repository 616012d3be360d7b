"""Running scenarios from Python: simulate, look at the tables, draw, explain, save, read back.

run = simulate(load_scenario("belarus-2025"), worlds=2000, seed=1)
run.outcomes["released"].median()
run.figure("prisoners")
run.save("reports/my-run")
"""

from __future__ import annotations

from simulator.api.comparing import compare, compare_to
from simulator.api.making import Making, simulate, simulate_to
from simulator.api.reading import page_of, read_run
from simulator.api.report_tables import ReportTables
from simulator.api.run import Run

__all__ = [
    "Making",
    "ReportTables",
    "Run",
    "compare",
    "compare_to",
    "page_of",
    "read_run",
    "simulate",
    "simulate_to",
]
