"""The numbers worked out from the series are those of the evidence, and of the scenario."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from simulator.analysis.estimation.autoregression import Autoregression
from simulator.analysis.estimation.estimate import Estimate
from simulator.analysis.estimation.price import WINDOWS, price, rivals, window
from simulator.analysis.estimation.repression import decrees, monthly_reviews, repression
from simulator.analysis.estimation.series import flow
from simulator.cli import sanctions
from simulator.scenario import load_scenario
from simulator.scenario.distributions import Triangular
from simulator.scenario.evidence import read_evidence
from simulator.scenario.grounds import grounds

ESTIMATES = [*price(), *repression()]


def told(estimate: Estimate) -> str:
    """The name of an estimate in a test's name."""
    return estimate.row


@pytest.mark.parametrize("estimate", ESTIMATES, ids=told)
def test_an_estimate_is_what_its_row_of_evidence_says(estimate: Estimate) -> None:
    row = read_evidence()[estimate.row]
    assert estimate.agrees(row), (estimate, row)
    assert row.unit == estimate.unit


@pytest.mark.parametrize("estimate", ESTIMATES, ids=told)
def test_an_estimate_stands_behind_a_number_of_the_main_scenario(estimate: Estimate) -> None:
    assert any(estimate.row in n.basis.evidence for n in grounds(load_scenario("belarus-2025")))


def test_an_estimate_that_differs_from_its_row_is_found() -> None:
    row = read_evidence()["arrests-per-week-2025"]
    off = Estimate(row.id, "", 8.26, 4.06, 13.1, row.unit, "")
    assert not off.agrees(row)


def test_months_do_not_overlap_and_periods_count_both_ends() -> None:
    months = monthly_reviews("2024-07")
    assert all(a.last < b.first for a, b in pairwise(months))
    assert flow("2025-01-18", "2025-09-17").days == 243


def test_a_month_s_total_is_not_counted_beside_its_decrees() -> None:
    found = decrees()
    in_december = [e.quantity for e in found if (e.day.year, e.day.month) == (2024, 12)]
    assert len(found) == 14
    assert in_december == [29, 20]


def test_the_pardon_that_no_event_records_follows_from_the_flow() -> None:
    (july,) = [e for e in decrees() if e.day == dt.date(2025, 7, 2)]
    assert july.quantity == 16


@pytest.mark.parametrize("since", WINDOWS)
def test_the_series_has_momentum_that_one_lag_misses(since: str) -> None:
    by_name = {rival.name: rival for rival in rivals(since)}
    assert by_name["AR(2)"].bic < by_name["AR(1)"].bic - 10


def test_no_window_excludes_a_price_that_never_returns() -> None:
    assert [window(since)[1].high for since in WINDOWS] == [1.0, 1.0, 1.0]


def test_the_command_prints_the_numbers_of_the_evidence() -> None:
    shown = CliRunner().invoke(sanctions, ["estimate", "repression"]).stdout
    assert "  8.15 (4.06 to 13.1) persons a week\n" in shown
    assert "  seeds/evidence.csv: arrests-per-week-2025\n" in shown


def test_the_command_compares_descriptions_of_the_price() -> None:
    shown = CliRunner().invoke(sanctions, ["estimate", "price"]).stdout
    assert "  2023-06  AR(2)" in shown
    assert " to no return\n" in shown


def test_the_command_gives_the_estimates_as_data() -> None:
    data = json.loads(CliRunner().invoke(sanctions, ["estimate", "price", "--json"]).stdout)
    assert [one["row"] for one in data["estimates"]] == [one.row for one in price()]
    assert len(data["rivals"]) == 10


def the_odd() -> str:
    """What the description of the model says of the price, on one line."""
    page = (Path(__file__).parents[2] / "docs" / "ODD.md").read_text("utf-8")
    return " ".join(page.split())


def test_the_odd_quotes_the_criteria_and_spreads_that_the_command_gives() -> None:
    whole, calm = ({r.name: r for r in rivals(since)} for since in ("2018-01", "2023-06"))
    one, two = whole["AR(1)"], whole["AR(2)"]
    now_one, now_two = calm["AR(1)"], calm["AR(2)"]
    for told in (
        f"AIC −{-two.aic:.0f} against −{-one.aic:.0f} over the whole series",
        f"−{-now_two.aic:.0f} against −{-now_one.aic:.0f} since June 2023",
        f"spreads by {now_one.spreads[1]:.3f} with one lag and {now_two.spreads[1]:.3f} with two",
        f"({one.spreads[1]:.2f} and {two.spreads[1]:.2f} over the whole series",
    ):
        assert told in the_odd()


@pytest.mark.parametrize(
    ("place", "told"),
    [(0.5, "middle values give {:.3f}"), (1.0, "the scenario's widest shocks, {:.2f}")],
)
def test_the_odd_quotes_the_spread_of_the_scenario_s_own_process(place: float, told: str) -> None:
    commodity = load_scenario("belarus-2025").commodity
    assert commodity is not None
    shock, weeks = commodity.volatility_per_month, commodity.half_life_weeks
    assert isinstance(shock, Triangular)
    assert isinstance(weeks, Triangular)
    sd, half = (shock.mode, weeks.mode) if place == 0.5 else (shock.b, weeks.mode)
    process = Autoregression(0.0, (0.5 ** (4.348 / half),), sd, np.zeros(1), 0.0)
    assert told.format(process.spread_after(12)) in the_odd()
