"""What a person waits for: the help, a run with its report, the check of a long scenario."""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.rows import Row
from benchmarks.timing import Spread, Taken, commands_in_turn
from simulator.scenario import load_scenario, scenario_from_text

BIN = Path(sys.executable).parent
LONG = 2000


def _ratio(taken: dict[str, list[Taken]], name: str, other: str) -> Spread:
    pairs = zip(taken[name], taken[other], strict=True)
    return Spread.of([mine.cpu / theirs.cpu for mine, theirs in pairs])


def help_(*, times: int) -> Iterator[Row]:
    """``sanctions --help`` beside the import of what it cannot do without."""
    taken = commands_in_turn(
        {
            "help": [str(BIN / "sanctions"), "--help"],
            "imports": [sys.executable, "-c", "import click, numpy"],
        },
        times=times,
    )
    ratio = _ratio(taken, "help", "imports")
    yield Row("sanctions --help ÷ import of click and numpy", f"{ratio.text()} times",
              "≤ 1.5 times", holds=ratio.median <= 1.5)  # fmt: skip


def run(*, times: int) -> Iterator[Row]:
    """The main scenario with 2,000 worlds, figures and report."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["run", "belarus-2025", "--worlds", "2000", "-o", f"{folder}/run", "--force"]
        taken = commands_in_turn(
            {
                "run": [str(BIN / "sanctions"), *words],
                "imports": [sys.executable, "-c", "import numpy, pandas, matplotlib.pyplot"],
            },
            times=times,
        )
        timing = json.loads((Path(folder) / "run" / "manifest.json").read_text())["timing"]
    whole = _ratio(taken, "run", "imports")
    imports = Spread.of([one.wall for one in taken["imports"]]).median
    simulation = timing["simulation_seconds"] / imports
    yield Row("simulation of 2,000 worlds ÷ import of numpy, pandas, pyplot (wall)",
              f"{simulation:.2f} times", "≤ 0.5 times", holds=simulation <= 0.5)  # fmt: skip
    yield Row("sanctions run with 2,000 worlds and report ÷ the same import",
              f"{whole.text()} times", "≤ 6 times", holds=whole.median <= 6)  # fmt: skip


def validation(*, times: int) -> Iterator[Row]:
    """A scenario of 2,000 lines, beside ruamel's own round trip of the text."""
    text = long_scenario()
    ratios = []
    for _ in range(times + 1):
        began = time.process_time()
        YAML(typ="rt").load(io.StringIO(text))
        read = time.process_time()
        scenario_from_text(text)
        ratios.append((time.process_time() - read) / (read - began))
    ratio = Spread.of(ratios[1:])
    yield Row(f"validating {text.count(chr(10)):,} lines ÷ ruamel's round-trip load",
              f"{ratio.text()} times", "≤ 2.5 times", holds=ratio.median <= 2.5)  # fmt: skip


def long_scenario() -> str:
    """The main scenario, resolved, with more and more dated events until it has 2,000 lines."""
    text = load_scenario("belarus-2025").resolved_yaml()
    head, mark, rest = text.partition("\ntimeline:\n")
    assert mark, "the main scenario has dated events"
    events, lines = [], text.count("\n")
    while lines + len(events) < LONG:
        events += [
            f"  event_{len(events)}:",
            f"    week: {len(events) % 150}",
            "    for_weeks: 2",
            "    note: a hard winter",
            "    repression: {scale: 1.1}",
        ]
    return f"{head}{mark}" + "\n".join(events) + f"\n{rest}"
