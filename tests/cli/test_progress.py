"""How fast a run is said to be."""

from __future__ import annotations

import time

import pytest

from simulator.cli.progress import Pace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, as a list of one number that a test moves on."""
    now = [100.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now[0])
    return now


def test_worlds_that_were_done_before_do_not_count(clock: list[float]) -> None:
    pace = Pace()
    assert pace.at(5000) == 0.0
    clock[0] += 2.0
    assert pace.at(5200) == 100.0


def test_a_jump_over_worlds_found_done_is_soon_forgotten(clock: list[float]) -> None:
    pace = Pace()
    pace.at(0)
    pace.at(90_000)  # all at once: they were there
    for step in range(1, 10):
        clock[0] += 1.0
        found = pace.at(90_000 + 256 * step)
    assert found == 256.0
