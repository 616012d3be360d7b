"""A posterior lays down parameters jointly, and a bad one is refused with its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator import Run, Scenario, load_scenario, scenario_from_text, simulate
from simulator.engine.blocks import run_worlds
from simulator.errors import ScenarioError
from simulator.results.folder import read_result, write_run
from simulator.results.run import RunResult
from simulator.scenario import with_overrides
from simulator.scenario.posterior import posterior_csv, read_posterior
from tests.reference.compare import first_difference

COLUMNS = {
    "target.slip": [0.02, 0.05, 0.03],
    "target.concession": ["linear", "boulware", "conceder"],
    "senders.washington.behaviour.release_lag_weeks": [0.2, 1.6, 1.9],
    "timeline.eu_bank_ban.instrument_cost.scale": [1.0, 1.3, 1.1],
}


def write(folder: Path, table: str, *, top: str = "", name: str = "draws.csv") -> Path:
    (folder / name).write_text(table, encoding="utf-8")
    file = folder / "case.yaml"
    file.write_text(f"extends: belarus-2025\nposterior: {name}\n{top}", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    folder = tmp_path_factory.mktemp("case")
    return load_scenario(write(folder, posterior_csv(COLUMNS), top="horizon_weeks: 40\n"))


@pytest.fixture(scope="module")
def run(case: Scenario) -> RunResult:
    return run_worlds(case, worlds=3000)


def refusal(folder: Path, table: str, **kind: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write(folder, table, **kind))
    return str(caught.value)


def test_each_world_takes_one_row_for_all_columns(run: RunResult) -> None:
    rows = {tuple(row) for row in run.outcomes[[f"param_{path}" for path in COLUMNS]].to_numpy()}
    lags = [0, 2, 2]
    expected = zip(
        COLUMNS["target.slip"],
        COLUMNS["target.concession"],
        lags,
        COLUMNS["timeline.eu_bank_ban.instrument_cost.scale"],
        strict=True,
    )
    assert rows == set(expected)


def test_rows_are_equally_likely(run: RunResult) -> None:
    counts = run.outcomes["param_target.slip"].value_counts()
    assert np.allclose(counts, 1000, atol=120)  # more than four standard errors


def test_what_has_no_column_is_drawn_as_before(run: RunResult) -> None:
    path = "param_patron.grip"
    before = run_worlds(load_scenario("belarus-2025", overrides=["horizon_weeks=1"]), worlds=100)
    assert run.outcomes[path][:100].tolist() == before.outcomes[path].tolist()


def test_a_plain_value_goes_before_the_posterior(case: Scenario) -> None:
    fixed = with_overrides(case, ["target.slip=0.5", "horizon_weeks=1"])
    assert "param_target.slip" not in run_worlds(fixed, worlds=10).outcomes


def test_both_engines_tell_the_same_worlds_under_a_posterior(case: Scenario) -> None:
    assert first_difference(simulate(case, worlds=12), told=range(3)) is None


def test_it_enters_the_fingerprint_and_leaves_others_as_they_were(
    case: Scenario, tmp_path: Path
) -> None:
    other = load_scenario(write(tmp_path, posterior_csv(COLUMNS | {"target.slip": [0.02] * 3})))
    assert len({case.sha256, other.sha256, load_scenario("belarus-2025").sha256}) == 3


def test_the_resolved_scenario_holds_the_table_itself(case: Scenario) -> None:
    again = scenario_from_text(case.resolved_yaml(), name=case.name)
    assert again == case
    assert again.sha256 == case.sha256
    assert again.resolved_yaml() == case.resolved_yaml()


def test_a_run_of_it_is_read_back(run: RunResult, tmp_path: Path) -> None:
    again = read_result(write_run(run, tmp_path / "run", command="", timing={}))
    assert again.scenario.posterior == run.scenario.posterior
    assert Run(again).replay(7).released == run.outcomes["released"][7]


def test_provenance_says_what_it_lays_down(case: Scenario) -> None:
    assert case.provenance["target.slip"].posterior
    assert case.provenance["target.slip"].assumption
    assert not case.provenance["patron.grip"].posterior


def test_the_command_line_can_name_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "draws.csv").write_text(posterior_csv(COLUMNS), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_scenario("belarus-2025", overrides=["posterior=draws.csv"]).posterior
    assert load_scenario("belarus-2025", overrides=[f"posterior={tmp_path}/draws.csv"]).posterior


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("target.slpi\n0.02\n", "draws.csv:1: target.slpi: the scenario states no such parameter"),
        ("target.slip\n0.02\n0.5\n", 'draws.csv:3: target.slip: row 2 is "0.5"'),
        ("target.slip\nnan\n", 'draws.csv:2: target.slip: row 1 is "nan"'),
        ("target.concession\nlinaer\n", "expected one of: linear, boulware, conceder"),
        ("seed\n3\n", "draws.csv:1: seed: the scenario states no such parameter"),
        ("target.slip\n", "draws.csv:1: posterior: has no rows"),
        ("", "draws.csv:1: posterior: is empty"),
        ("target.slip,patron.grip\n0.02\n", "draws.csv:2: posterior: has 1 cells"),
        ("target.slip,target.slip\n0.02,0.02\n", "twice"),
        ('target.slip\n"0.02\n', "draws.csv:2: posterior: cannot be read"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(tmp_path: Path, table: str, told: str) -> None:
    assert told in refusal(tmp_path, table)


def test_a_table_of_great_size_is_refused(tmp_path: Path) -> None:
    assert "at most 524,288" in refusal(tmp_path, "target.slip\n" + "0.02\n" * 110_000)
    assert "too many rows" in refusal(tmp_path, "target.slip\n" + "0.02\n" * 20_001)


@pytest.mark.parametrize("name", ["../draws.csv", "/etc/passwd", "nowhere.csv", "C:\\draws.csv"])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(f"extends: belarus-2025\nposterior: '{name}'\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"case.yaml:2:\d+: posterior: "):
        load_scenario(file)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.csv").write_text("target.slip\n0.02\n", encoding="utf-8")
    (tmp_path / "inside" / "draws.csv").symlink_to(tmp_path / "secret.csv")
    file = tmp_path / "inside" / "case.yaml"
    file.write_text("extends: belarus-2025\nposterior: draws.csv\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="is no file beside the scenario"):
        load_scenario(file)


def test_a_bad_row_in_the_scenario_itself_is_refused_with_its_line() -> None:
    text = "extends: belarus-2025\nposterior: |\n  target.slip\n  0.02\n  7\n"
    with pytest.raises(ScenarioError, match=r'mine:5: target.slip: row 2 is "7"'):
        scenario_from_text(text, name="mine")


@pytest.mark.parametrize("given", ["7", "[a, b]", "{a: 1}"])
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(ScenarioError, match="expected the name of a CSV file"):
        scenario_from_text(f"extends: belarus-2025\nposterior: {given}\n", name="mine")


def test_six_digits_do_not_throw_a_value_out_of_its_range() -> None:
    table = posterior_csv({"target.slip": [0.06 - 1e-12, 0.01]})
    assert read_posterior(table).numbers("target.slip").tolist() == [0.06, 0.01]
