"""What a run costs by its size: block and world, weeks, senders, rungs, processes, memory."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.rows import Row
from benchmarks.scenario import FULL_BLOCK, SKETCH, by_blocks, sketch
from benchmarks.timing import Spread, command, in_turn
from simulator import load_scenario
from simulator.engine.blocks import Block, Plan, run_block
from simulator.results.block import BlockResult
from simulator.results.part import part_of
from simulator.results.run import week_dates
from simulator.scenario import Scenario

WIDTHS = (256, 4096, 16_384, FULL_BLOCK)
LINEAR = 1.05
"""An exponent above this means that a cost grows faster than its size."""


def seconds(runs: dict[int, Scenario], worlds: dict[int, int], *, times: int) -> dict[int, float]:
    """Median processor time of a block by size, in turn."""
    rivals = {str(size): partial(_lived, runs[size], worlds[size]) for size in runs}
    rates = in_turn(rivals, times=times)
    return {int(name): 1.0 / Spread.of(values).median for name, values in rates.items()}


def _lived(scenario: Scenario, worlds: int) -> float:
    by_blocks(scenario, worlds)
    return 1.0


def block_and_world(*, times: int) -> Iterator[Row]:
    """The fixed cost of a block and the cost of a world: a line through blocks of several widths."""
    known = {width: sketch() for width in WIDTHS}
    taken = seconds(known, {width: width for width in WIDTHS}, times=times)
    world, fixed = np.polyfit(list(taken), list(taken.values()), 1)
    yield Row("fixed cost of a block", f"{fixed:.2f} s", "≤ 0.2 s", holds=fixed <= 0.2)
    yield Row("cost of a world", f"{1e6 * world:.0f} µs", "≤ 30 µs", holds=1e6 * world <= 30)


def exponents(*, times: int) -> Iterator[Row]:
    """How cost grows with worlds, weeks, senders and rungs: the slope in logarithms.

    What does not grow (a block's fixed cost, a world without senders) is taken off with the least
    size: the cost beyond it against the size beyond it. 1 is cost in proportion.
    """
    worlds = {width: width for width in WIDTHS}
    yield _grows("worlds", seconds({w: sketch() for w in WIDTHS}, worlds, times=times))
    for name, scenarios in (("weeks", _weeks()), ("senders", _senders()), ("rungs", _rungs())):
        narrow = dict.fromkeys(scenarios, 4096)
        yield _grows(name, seconds(scenarios, narrow, times=times))


def _grows(name: str, taken: dict[int, float]) -> Row:
    sizes, costs = np.array(list(taken)), np.array(list(taken.values()))
    slope, fixed = np.polyfit(sizes, costs, 1)
    beyond = np.log(sizes[1:] - sizes[0]), np.log(costs[1:] - costs[0])
    exponent = np.polyfit(*beyond, 1)[0]
    told = f"exponent {exponent:.2f}; {fixed:.2f} s + {1e3 * slope:.3g} ms each"
    return Row(f"cost by {name} ({sizes[0]:,} to {sizes[-1]:,})", told, f"exponent ≤ {LINEAR}",
               holds=bool(exponent <= LINEAR))  # fmt: skip


def _weeks() -> dict[int, Scenario]:
    return {weeks: sketch(weeks=weeks) for weeks in (52, 104, 208, 416)}


def _senders() -> dict[int, Scenario]:
    """The sketch with its Brussels standing one, two or four times beside each other."""
    return {count: _made(_with_senders(count)) for count in (1, 2, 4, 8)}


def _rungs() -> dict[int, Scenario]:
    """One sender with so many rungs, each with an instrument of its own."""
    return {count: _made(_with_rungs(count)) for count in (2, 4, 8, 16)}


def _with_senders(count: int) -> str:
    text = SKETCH.read_text(encoding="utf-8")
    head, rest = text.split("senders:\n", 1)
    senders, patron = rest.split("patron:", 1)
    brussels = senders.split("  brussels:\n", 1)[1]
    head = head.replace(", keys: [transit]", "")
    copies = []
    for number in range(count):
        copy = brussels
        for word in ("transit", "eu_banks"):
            copy = copy.replace(f"{word}:", f"{word}_{number}:")
        copy = copy.replace(f"transit_{number}: {{relief", "transit: {relief")
        copies.append(f"  sender_{number}:\n{copy}")
    return head + "senders:\n" + "".join(copies) + "patron:" + patron


def _with_rungs(count: int) -> str:
    text = SKETCH.read_text(encoding="utf-8")
    head, rest = text.split("senders:\n", 1)
    head = head.replace(", keys: [transit]", "")
    finance = next(line for line in head.splitlines() if line.startswith("finance"))
    head = head.replace(finance + "\n", "")
    patron = rest.split("patron:", 1)[1]
    instruments = "".join(
        f"      visit_{i}: {{kind: flow, value_usd_m_per_week: 0.5, time_constant_weeks: 4, cost: 5}}\n"
        for i in range(count)
    )
    rungs = "".join(
        f"      visit_{i}: {{relief: {{visit_{i}: 1}}, mix: {{foreign: 0.1, rank_and_file: 0.9}}}}\n"
        for i in range(count)
    )
    return (
        f"{head}senders:\n  west:\n    instruments:\n{instruments}"
        "    prisoner_values: {foreign: 10, prominent: 5, rank_and_file: 1}\n"
        f"    rungs:\n{rungs}    behaviour: {{slip: 0.03, walk_out_per_round: 0.03}}\npatron:{patron}"
    )


def _made(text: str) -> Scenario:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.yaml"
        path.write_text(text, encoding="utf-8")
        return load_scenario(str(path))


def series_and_tables(*, times: int) -> Iterator[Row]:
    """Weekly series, and the tables as CSV, in shares of what the simulation takes."""
    scenario = sketch()
    plan, block = Plan(scenario, 1), Block(0, FULL_BLOCK)
    results: list[BlockResult] = []

    def with_series() -> float:
        results.append(run_block(block, plan=plan))
        return 1.0

    def as_csv() -> float:
        part_of(results.pop(), week_dates(scenario))
        return 1.0

    def without() -> float:
        by_blocks(scenario, FULL_BLOCK)
        return 1.0

    rates = in_turn({"bare": without, "series": with_series, "csv": as_csv}, times=times)
    took = {name: 1.0 / Spread.of(values).median for name, values in rates.items()}
    share = took["series"] / took["bare"] - 1.0
    yield Row("weekly series and quantiles ÷ simulation", f"{100 * share:.0f}%", "≤ 40%",
              holds=share <= 0.4)  # fmt: skip
    written = took["csv"] / took["bare"]
    yield Row("writing the CSVs ÷ simulation", f"{100 * written:.0f}%", "≤ 100%",
              holds=written <= 1.0)  # fmt: skip


def run_command(worlds: int, folder: str, *, jobs: int, scenario: str = str(SKETCH)) -> list[str]:
    """``sanctions run`` of a scenario, the benchmark's if nothing is said."""
    sanctions = str(Path(sys.executable).parent / "sanctions")
    told = ["run", scenario, "--worlds", str(worlds), "--jobs", str(jobs)]
    return [sanctions, *told, "-o", folder, "--force", "--quiet"]


def processes(*, times: int, worlds: int) -> Iterator[Row]:
    """One process and two in turn, on the wall: the simulation, and the whole command."""
    parts, wholes = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            one, two = (_simulated(worlds, f"{folder}/{jobs}", jobs) for jobs in (1, 2))
            parts.append(one[0] / two[0])
            wholes.append(one[1] / two[1])
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    of = {"simulation": Spread.of(parts), "with files, figures and report": Spread.of(wholes)}
    for what, gain in of.items():
        yield Row(f"1 → 2 processes, {worlds:,} worlds, {what}", f"{gain.text()} times; {load}",
                  "≥ 1.85 times", holds=gain.median >= 1.85)  # fmt: skip


def _simulated(worlds: int, folder: str, jobs: int) -> tuple[float, float]:
    """Seconds of a command's simulation, as its manifest says, and of all of it."""
    whole = command(run_command(worlds, folder, jobs=jobs)).wall
    manifest = json.loads((Path(folder) / "manifest.json").read_text("utf-8"))
    return manifest["timing"]["simulation_seconds"], whole


def memory(sizes: Sequence[int]) -> Iterator[Row]:
    """Peak memory of the command at several numbers of worlds."""
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        for worlds in sizes:
            began = time.perf_counter()
            used = command(run_command(worlds, f"{folder}/run", jobs=1))
            peaks[worlds] = used.peak_mib
            told = f"{used.peak_mib:.0f} MiB; {time.perf_counter() - began:.0f} s on the wall"
            yield Row(f"peak memory at {worlds:,} worlds", told, "≤ 1,024 MiB",
                      holds=used.peak_mib <= 1024)  # fmt: skip
    low, high = min(sizes), max(sizes)
    grown = peaks[high] / peaks[low] - 1.0
    yield Row(f"peak memory at {high:,} over {low:,} worlds", f"{100 * grown:+.0f}%", "≤ +10%",
              holds=grown <= 0.1)  # fmt: skip


def waits(sizes: Sequence[int]) -> Iterator[Row]:
    """What to plan with: the main scenario on the wall, files, figures and report included."""
    with tempfile.TemporaryDirectory() as folder:
        for worlds in sizes:
            took = [_spoken(command(_main_case(worlds, folder, jobs)).wall) for jobs in (1, 2)]
            yield Row(f"belarus-2025, {worlds:,} worlds: one process; two", "; ".join(took))


def _main_case(worlds: int, folder: str, jobs: int) -> list[str]:
    return run_command(worlds, f"{folder}/wait", jobs=jobs, scenario="belarus-2025")


def _spoken(seconds: float) -> str:
    """Seconds, or from two minutes up, minutes."""
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.1f} min"
