"""Thirty weeks of one world, kept in ``golden-trace.txt``, are told alike by both engines."""

from __future__ import annotations

from simulator import load_scenario
from simulator.engine.replay import replay
from tests.reference.trace import (
    GOLDEN,
    SCENARIO,
    SEED,
    WEEKS,
    WORLD,
    golden_history,
    trace,
    where_apart,
)


def golden() -> str:
    return GOLDEN.read_text(encoding="utf-8")


def test_the_reference_tells_the_golden_trace() -> None:
    found = where_apart(golden_history(), golden())
    assert found is None, found


def test_the_simulator_tells_the_golden_trace() -> None:
    told = replay(load_scenario(str(SCENARIO)), seed=SEED, world=WORLD)
    found = where_apart(trace(told.events, told.values), golden())
    assert found is None, found


def test_the_golden_trace_has_thirty_weeks_and_every_stage_of_a_deal() -> None:
    told = golden()
    assert told.count("week ") == told.count("  = ") == WEEKS == 30
    for stage in ("talks open", "round", "agreement", "release", "relief", "deal complete"):
        assert f"washington, {stage}: " in told


def test_a_changed_event_is_told_with_its_world_week_and_rule() -> None:
    changed = golden().replace("agreement: people=9", "agreement: people=8", 1)
    found = where_apart(changed, golden()) or ""
    assert found.startswith("golden, seed 1, world 7, week 6, rule 7.6 Agreement:")


def test_a_changed_weekly_value_is_told_with_its_world_week_and_rule() -> None:
    changed = golden().replace("price_usd_per_t=342.08595", "price_usd_per_t=342.08596", 1)
    found = where_apart(changed, golden()) or ""
    assert found.startswith("golden, seed 1, world 7, week 1, rule 7.1 Price:")


def test_a_missing_line_is_told() -> None:
    lines = golden().splitlines(keepends=True)
    assert "week 29" in (where_apart("".join(lines[:-1]), golden()) or "")
