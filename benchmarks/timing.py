"""Fair timing on a machine that others use too: rivals in turn, medians, and how far they spread.

What runs in this process is timed by the processor time it takes, which a busy machine lengthens
less than the time on the wall. Commands are timed by both.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Several measurements of one thing: the median, the least and the greatest."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of some measurements."""
        return cls(statistics.median(values), min(values), max(values))

    def text(self, digits: int = 3) -> str:
        """For example ``102 (95 to 110)``."""
        return f"{_figure(self.median, digits)} ({_figure(self.low, 2)} to {_figure(self.high, 2)})"


def _figure(value: float, digits: int) -> str:
    """A number with so many digits that count, thousands apart."""
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def in_turn(rivals: Mapping[str, Callable[[], float]], *, times: int) -> dict[str, list[float]]:
    """Units a second of processor time of each rival, which returns its units; one after another.

    A first turn, in which caches fill and compilers compile, is not counted.
    """
    rates: dict[str, list[float]] = {name: [] for name in rivals}
    for turn in range(times + 1):
        for name, work in rivals.items():
            began = time.process_time()
            units = work()
            taken = time.process_time() - began
            if turn:
                rates[name].append(units / taken)
    return rates


def ratios(rates: Mapping[str, Sequence[float]], name: str, other: str) -> Spread:
    """How many times faster one rival was than another, turn by turn."""
    pairs = zip(rates[name], rates[other], strict=True)
    return Spread.of([mine / theirs for mine, theirs in pairs])


@dataclass(frozen=True)
class Taken:
    """What a command took: seconds on the wall, of processor time, and its peak memory."""

    wall: float
    cpu: float
    peak_mib: float


_LAUNCH = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
wall = time.perf_counter() - began
print(json.dumps([status, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def command(words: Sequence[str]) -> Taken:
    """Run a command to its end; one that fails stops the benchmark.

    A small process of its own starts it: a child's peak memory begins at that of its parent, and
    this one is large.
    """
    launch = [sys.executable, "-c", _LAUNCH, *words]
    told = subprocess.run(launch, check=True, capture_output=True, text=True).stdout
    status, *taken = json.loads(told)
    if status:
        raise RuntimeError(f"{' '.join(words)} failed (status {status})")
    return Taken(*taken)


def commands_in_turn(rivals: Mapping[str, Sequence[str]], *, times: int) -> dict[str, list[Taken]]:
    """Each command several times, one after another; a first turn is not counted."""
    taken: dict[str, list[Taken]] = {name: [] for name in rivals}
    for turn in range(times + 1):
        for name, words in rivals.items():
            one = command(words)
            if turn:
                taken[name].append(one)
    return taken
