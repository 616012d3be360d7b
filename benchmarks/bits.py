"""Whether a change of the code has changed a result: digests of several runs' tables.

``python -m benchmarks.bits > before.txt``, change something, again ``> after.txt``, ``diff`` them.
A change made for speed alone must leave every digest as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from simulator import load_scenario
from simulator.engine.blocks import run_worlds
from simulator.scenario import scenario_names

TESTS = Path(__file__).parents[1] / "tests"
FILES = (TESTS / "fixtures" / "sketch.yaml", TESTS / "reference" / "everything.yaml")
WORLDS = 600
TABLES = ("outcomes", "series", "deals")


def digests() -> Iterator[str]:
    """A line a scenario and table: the digest of its bytes as CSV, every bit of a float in it."""
    for name in (*scenario_names(), *map(str, FILES)):
        result = run_worlds(load_scenario(name), worlds=WORLDS, seed=1)
        for table in TABLES:
            text = getattr(result, table).to_csv(index=False)
            yield f"{Path(name).stem} {table} {hashlib.sha256(text.encode()).hexdigest()}"


if __name__ == "__main__":
    for line in digests():
        print(line)
