"""What the shipped scenarios show when they are run: the README's table, and the round by hand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from simulator import Run, load_scenario, simulate

ROOT = Path(__file__).resolve().parents[2]
WORLDS, SEED = 1024, 1
A_ROW = re.compile(r"^\| `([\w-]+)` \| `(\w+)` \| ([+-]) \| ([0-9.]+) \|$", re.MULTILINE)


class Expected(NamedTuple):
    """A line of the table: the variant, the outcome, which way it moves, how far at least."""

    variant: str
    outcome: str
    sign: str
    least: float


def table() -> list[Expected]:
    """The README's table of expected differences."""
    text = (ROOT / "scenarios" / "README.md").read_text(encoding="utf-8")
    return [Expected(a, b, c, float(d)) for a, b, c, d in A_ROW.findall(text)]


@cache
def run(name: str, weeks: int) -> Run:
    """A shipped scenario's worlds over so many weeks."""
    scenario = load_scenario(name, overrides=[f"horizon_weeks={weeks}"])
    return simulate(scenario, worlds=WORLDS, seed=SEED)


def differences(line: Expected) -> pd.Series[float]:
    """Variant less base case, world by world, where both have a value."""
    weeks = load_scenario(line.variant).horizon_weeks
    variant, base = (
        run(name, weeks).outcomes[line.outcome].astype(float)
        for name in (line.variant, "belarus-2025")
    )
    return (variant - base).dropna()


@pytest.mark.parametrize("line", table(), ids=lambda line: f"{line.variant}-{line.outcome}")
def test_a_variant_differs_from_the_base_case_as_the_catalogue_says(line: Expected) -> None:
    difference = differences(line) * (1 if line.sign == "+" else -1)
    margin = 1.96 * difference.std() / len(difference) ** 0.5
    assert difference.mean() - margin >= line.least


def test_every_variant_has_an_expected_difference() -> None:
    variants = {path.stem for path in (ROOT / "scenarios").glob("belarus-2025-*.yaml")}
    assert {line.variant for line in table()} == variants


def test_nobody_is_freed_in_a_deal_when_nobody_talks() -> None:
    assert run("belarus-2025-no-talks", 156).outcomes["released"].max() == 0


def test_the_minimal_scenario_is_the_round_worked_by_hand() -> None:
    first = simulate(load_scenario("minimal"), worlds=256).deals.groupby("world").first()
    numbers = first[["zopa_low", "zopa_high", "prisoners", "round"]]
    assert numbers.drop_duplicates().to_numpy().tolist() == [[3, 24, 5, 1]]


def test_what_happened_by_september_2025_lies_within_the_base_case() -> None:
    deals = run("belarus-2025", 156).deals
    early = deals[deals["agreed_week"] <= 33].groupby("world")["released"].sum()
    freed = early.reindex(range(WORLDS), fill_value=0)
    low, high = freed.quantile([0.05, 0.95])
    assert low < 71 < high  # 19 people around visits and 52 for the airline
