"""The pages about numbers say what the program, the scenario and the committed study say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from simulator import load_scenario
from simulator.analysis.estimation.estimate import Estimate
from simulator.analysis.estimation.price import price
from simulator.analysis.estimation.repression import repression
from simulator.analysis.sensitivity.factors import factors
from simulator.analysis.sensitivity.given import first_order
from simulator.analysis.sensitivity.study import Sizes
from simulator.analysis.sensitivity.variance import Share
from simulator.engine.blocks import Plan
from simulator.engine.columns import run_columns
from simulator.scenario import scenario_names
from simulator.scenario.grounds import KINDS, grounds

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "reports" / "gallery" / "sensitivity"
OUTCOMES = {"net_effect": "net effect", "released": "released"}


@cache
def page(name: str) -> str:
    """A page of the documents, its lines joined where they are wrapped."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    return re.sub(r"(?<=[^\n])\n(?=[^\n|#`-])", " ", text)


def study() -> pd.DataFrame:
    """The committed indices."""
    return pd.read_csv(GALLERY / "indices.csv")


def test_validation_counts_what_the_numbers_rest_on() -> None:
    kinds = Counter(ground.kind for ground in grounds(load_scenario("belarus-2025")))
    for kind in KINDS:
        if kinds[kind]:
            assert f"| {kind} | {kinds[kind]} |" in page("validation.md")
    assert f"All {sum(kinds.values())} numbers" in page("validation.md")


def test_validation_says_how_many_numbers_leave_their_evidence() -> None:
    every = [ground for name in scenario_names() for ground in grounds(load_scenario(name))]
    flawed = sum(bool(ground.flaw) for ground in every)
    said = f"In the {len(scenario_names())} shipped scenarios {flawed or 'none'} of them leaves"
    assert said in page("validation.md")


@pytest.mark.parametrize("estimate", [*price(), *repression()], ids=lambda one: one.row)
def test_validation_shows_each_estimate(estimate: Estimate) -> None:
    value, low, high = (f"{number:.3g}" for number in (estimate.value, estimate.low, estimate.high))
    row = f"| {estimate.what} | {value} | {low} to {high} | {estimate.unit} | `{estimate.row}` |"
    assert row in page("validation.md")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_validation_names_the_three_numbers_that_matter_most(outcome: str) -> None:
    table = study()
    mine = (table["outcome"] == outcome) & (table["method"] == "given-data")
    for place, row in enumerate(table[mine].nlargest(3, "value").itertuples(), start=1):
        share = Share(row.value, row.low, row.high)
        total = total_of(table, outcome, str(row.parameter))
        said = f"| {OUTCOMES[outcome]} | {place} | `{row.parameter}` | {share} | {total} |"
        assert said in page("validation.md")


def total_of(table: pd.DataFrame, outcome: str, parameter: str) -> Share:
    """The total Sobol' index of a parameter."""
    mine = (table["outcome"] == outcome) & (table["parameter"] == parameter)
    (row,) = table[mine & (table["index"] == "total")].itertuples()
    return Share(row.value, row.low, row.high)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_validation_says_how_much_is_luck(outcome: str) -> None:
    table = pd.read_csv(GALLERY / "variance.csv")
    for row in table[table["outcome"] == outcome].itertuples():
        share = Share(row.share, row.low, row.high)
        assert f"| {OUTCOMES[outcome]} | {row.part} | {share} |" in page("validation.md")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_validation_says_how_many_cannot_be_told_from_zero(outcome: str) -> None:
    table = study()
    mine = (table["outcome"] == outcome) & (table["method"] == "given-data")
    idle = int((~table[mine]["told_from_zero"]).sum())
    assert f"{idle} of {int(mine.sum())}" in page("validation.md")


def test_the_page_on_experiments_counts_factors_and_worlds() -> None:
    every = factors(load_scenario("belarus-2025"))
    drawn = sum(factor.drawn for factor in every)
    cost = Sizes().cost(len(every), drawn)["morris"]
    said = f"six trajectories through {len(every)} numbers are {cost:,} worlds"
    assert Sizes().trajectories == 6
    assert said in page("experiments.md")
    assert f"With {drawn} numbers about four will pass by chance" in page("experiments.md")
    assert round(0.025 * drawn) == 4


@pytest.mark.slow
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_committed_shares_are_those_of_the_scenario_as_it_stands(outcome: str) -> None:
    table = study()
    mine = table[(table["outcome"] == outcome) & (table["method"] == "given-data")]
    top = mine.nlargest(5, "value")
    columns = [outcome, *(f"param_{name}" for name in top["parameter"])]
    found = run_columns(Plan(load_scenario("belarus-2025"), 1), columns=columns, worlds=20_480)
    for row in top.itertuples():
        share = first_order(found[f"param_{row.parameter}"], found[outcome].astype(float))
        assert share.value == pytest.approx(row.value, rel=1e-4), "make sensitivity"
