"""Memory does not grow with the number of worlds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.interruptions.runs import ENVIRONMENT

PEAK = Path(__file__).with_name("peak.py")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads memory as Linux counts it")


def peak(folder: Path, worlds: int) -> float:
    """The most memory, in MiB, that a run of so many worlds takes, all in one process."""
    said = subprocess.run(
        ["taskset", "-c", "0", sys.executable, str(PEAK), str(folder / str(worlds)), str(worlds)],
        env=ENVIRONMENT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(said.stdout)


def test_four_times_the_worlds_take_no_more_memory(tmp_path: Path) -> None:
    few, many = peak(tmp_path, 51_200), peak(tmp_path, 204_800)  # two blocks and eight
    assert many < 1.1 * few
    assert many < 1024


@pytest.mark.slow
def test_a_million_worlds_take_a_tenth_more_than_a_hundred_thousand_at_most(tmp_path: Path) -> None:
    few, many = peak(tmp_path, 100_000), peak(tmp_path, 1_000_000)
    assert many < 1.1 * few + 25, "25 MiB: some columns of eight bytes a world"
    assert many < 1024
