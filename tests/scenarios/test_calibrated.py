"""The calibrated scenario, and the pages that tell of it, are what the commands wrote."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulator import load_scenario
from simulator.analysis.calibration import calibrate
from simulator.analysis.foresight import load_case

ROOT = Path(__file__).resolve().parents[2]
GALLERY = ROOT / "reports" / "gallery"
LEARNED = pd.read_csv(GALLERY / "calibration" / "learned.csv").set_index("path")


def between_marks(page: Path, what: str = "tables") -> str:
    text = page.read_text("utf-8")
    return text.partition(f"<!-- {what} -->\n")[2].partition(f"<!-- end of {what} -->")[0]


def test_the_scenario_draws_what_the_gallery_says_was_learned() -> None:
    posterior = load_scenario("belarus-2025-calibrated").posterior
    assert posterior
    for path in posterior.paths:
        row = LEARNED.loc[path]
        if row["kind"] == "number":
            middle = np.median(posterior.numbers(path))
            assert middle == pytest.approx(row["posterior_p50"], rel=0.03), path


def test_the_posterior_is_small_enough_to_carry() -> None:
    assert (ROOT / "scenarios" / "posteriors" / "belarus-2025.csv").stat().st_size <= 400_000


def test_the_forecasts_page_shows_the_tables_that_the_command_wrote() -> None:
    tables = (GALLERY / "forecast" / "tables.md").read_text("utf-8")
    assert between_marks(ROOT / "docs" / "forecast.md") == tables


def test_the_forecasts_tables_are_those_to_be_scored() -> None:
    rows = pd.read_csv(GALLERY / "forecast" / "forecast.csv")
    mixed = rows[(rows["forecast"] == "mixed") & (rows["quantity"] == "released_by_deal")]
    page = between_marks(ROOT / "docs" / "forecast.md")
    for _, row in mixed.iterrows():
        shown = re.search(rf"\| {row['date']} \| ([^\n]*) \|", page)
        assert shown
        told = [float(cell.replace(",", "")) for cell in shown[1].split(" | ")]
        assert told == row[["p025", "p10", "p25", "p50", "p75", "p90", "p975"]].tolist()


@pytest.mark.parametrize("name", ["from the prior", "near history"])
def test_the_document_says_what_the_check_found(name: str) -> None:
    table = pd.read_csv(GALLERY / "calibration" / f"check-{name.replace(' ', '-')}.csv")
    inside = [f"{table[f'within{level}'].mean():.1%}" for level in (50, 80, 95)]
    uneven = f"{np.floor(100 * (table['p'] < 0.05).mean() + 0.5):.0f}% of {len(table)}"
    spread = table.set_index("path")["spread"]
    known = [path for path in LEARNED.index if path in spread]
    posterior = load_scenario("belarus-2025-calibrated").posterior
    assert posterior
    learned = spread[[path for path in known if path in posterior]]
    cells = [name, *inside, uneven, f"{learned.min():.2f} to {learned.max():.2f}"]
    assert f"| {' | '.join(cells)} |" in between_marks(
        ROOT / "docs" / "validation.md", "calibration"
    )


def test_the_document_counts_the_parameters_right() -> None:
    posterior = load_scenario("belarus-2025-calibrated").posterior
    assert posterior
    text = (ROOT / "docs" / "validation.md").read_text("utf-8")
    assert f"Of {len(LEARNED)} parameters {len(posterior.paths)} were learned about" in text
    assert f"the {len(load_case('belarus-2025').scored)} observations" in text


def test_the_example_in_the_document_runs() -> None:
    page = (ROOT / "docs" / "experiments.md").read_text("utf-8")
    (code,) = [c for c in re.findall(r"```python\n(.*?)```", page, re.S) if "calibrate(" in c]
    names: dict[str, object] = {}
    exec(compile(code, "experiments.md", "exec"), names)
    assert getattr(names["learned"], "posterior", None) is not None


def test_the_observations_in_the_document_can_be_read(tmp_path: Path) -> None:
    from simulator.analysis.observations import read_observations

    page = (ROOT / "docs" / "experiments.md").read_text("utf-8")
    (table,) = re.findall(r"```\n(id,date,.*?)```", page, re.S)
    (tmp_path / "mine.csv").write_text(table, "utf-8")
    scenario = load_scenario("belarus-2025")
    observed = read_observations(tmp_path / "mine.csv", start=scenario.start)
    done = calibrate(scenario, observed, worlds=1000, seed=1)
    assert "prisoners.arrests_per_week" in done.columns


@pytest.mark.slow
def test_the_posterior_is_what_the_command_makes() -> None:
    case = load_case("belarus-2025")
    made = calibrate(load_scenario("belarus-2025"), case.observations, seed=1)
    shipped = load_scenario("belarus-2025-calibrated").posterior
    assert shipped
    assert made.posterior.paths == shipped.paths
    for path in shipped.paths:
        if path in LEARNED.index and LEARNED.loc[path, "kind"] == "number":
            assert np.allclose(made.posterior.numbers(path), shipped.numbers(path), rtol=1e-4)
