"""Which branches the two engines' comparison runs through: ``make reference-coverage``.

Two measures, each by itself. First, the branches of the array code (``simulator/model`` and
``simulator/agents``) that the comparison of both engines reaches. Left out is what is no rule of
the model: how users' own strategies are found and asked (tests/plugins has it), and the changes by
which an explanation asks what would have been otherwise (tests/whatif). Second, the branches of the
reference engine that scenarios drawn by hypothesis reach: written with one ``if`` for each case of
the rules, it shows whether they reach every rule.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import coverage
import pytest

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
COMPARED = ("simulator/model", "simulator/agents")
NO_RULES = ("agents/plugins", "agents/levers.py", "agents/nudges.py")
ENGINE = [
    FOLDER / f"{name}.py"
    for name in (
        *("agent", "deal", "delivery", "economy", "engine", "ladder", "market", "patron"),
        *("prisoners", "recorder", "rounding", "sender", "talks", "timeline", "watch", "world"),
    )
]
LEAST = 0.95


Exits = dict[int, tuple[int, int]]
"""Of each line with a branch, how many ways on there are and how many were taken."""


def measured(include: list[str], *tests: str, omit: tuple[str, ...] = ()) -> dict[str, Exits]:
    """The branches of each file in some tests, but for some."""
    with tempfile.TemporaryDirectory() as folder:
        cover = coverage.Coverage(
            branch=True, include=include, data_file=str(Path(folder) / "data"), config_file=False
        )
        cover.start()
        failed = pytest.main(["-q", "-p", "no:cacheprovider", *tests])
        cover.stop()
        if failed:
            sys.exit("these tests fail, so their branches say nothing")
        files = sorted(cover.get_data().measured_files())
        return {n: cover.branch_stats(n) for n in files if not any(name in n for name in omit)}


def table(title: str, found: dict[str, Exits]) -> str:
    """The branches taken by file, with the lines of those that were not, and of all files."""
    lines = [title]
    for name, exits in found.items():
        short = Path(name).relative_to(ROOT).as_posix()
        missed = [str(line) for line, (there, taken) in exits.items() if taken < there]
        at = f"  not all from line {', '.join(missed)}" if missed else ""
        lines.append(_row(short, *total([exits])) + at)
    return "\n".join([*lines, _row("all", *total(found.values()))])


def total(found: Iterable[Exits]) -> tuple[int, int]:
    """Branches taken, and all, of some files together."""
    ways = [way for exits in found for way in exits.values()]
    return sum(taken for _, taken in ways), sum(there for there, _ in ways)


def _row(name: str, taken: int, there: int) -> str:
    return f"  {name:44} {taken:4} of {there:4} {_share(taken, there):6.1%}"


def _share(taken: int, there: int) -> float:
    return taken / there if there else 1.0


def main() -> int:
    """Print both tables; 1 if a share is too small."""
    compared, drawn_ones = FOLDER / "test_same_worlds.py", FOLDER / "test_reach.py"
    rules = [f"{ROOT / part}/*" for part in COMPARED]
    array = measured(rules, "-m", "not slow", str(compared), omit=NO_RULES)
    drawn = measured([str(path) for path in ENGINE], str(drawn_ones))
    for title, found in (
        ("Branches of the array code that the comparison reaches", array),
        ("Branches of the reference engine that drawn scenarios reach", drawn),
    ):
        sys.stdout.write(table(title, found) + "\n\n")
    return int(any(_share(*total(found.values())) < LEAST for found in (array, drawn)))


if __name__ == "__main__":
    sys.exit(main())
