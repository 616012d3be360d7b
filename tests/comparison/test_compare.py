"""Scenarios side by side: what is paired, what is cut, what is refused, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from simulator import compare, load_scenario, read_run, simulate
from simulator.analysis.comparison.entries import Wish, entries_of, worlds_to_run
from simulator.cli import sanctions
from simulator.errors import RequestError
from simulator.report.comparison.comparison import Comparison
from simulator.report.comparison.names import named
from simulator.report.comparison.sentences import MAIN, sentences
from simulator.scenario import with_overrides
from tests.interruptions.runs import contents

ASK = "senders.washington.rungs.contact.ask"
MORE = f"minimal?{ASK}=9"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sanctions, list(arguments))


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare("minimal", MORE, worlds=300)


def test_a_difference_is_that_of_the_two_runs_world_by_world(found: Comparison) -> None:
    base = simulate(load_scenario("minimal"), worlds=300)
    other = simulate(load_scenario("minimal", overrides=[f"{ASK}=9"]), worlds=300)
    gaps = (other.outcomes["released"] - base.outcomes["released"]).to_numpy()
    row = found.compared.of("ask=9", "released")
    assert row.mean == gaps.mean()
    assert (row.higher, row.equal) == (np.mean(gaps > 0), np.mean(gaps == 0))


def test_a_scenario_differs_from_itself_in_nothing() -> None:
    same = compare("minimal", "minimal", worlds=60)
    assert (same.table["difference"].fillna(0) == 0).all()
    assert all("the same in every world" in told for told in sentences(same.compared))


def test_nothing_is_claimed_that_the_interval_does_not_support() -> None:
    belarus = compare("belarus-2025", "belarus-2025?target.slip=0.03", worlds=120, seed=3)
    for outcome, told in zip(MAIN, sentences(belarus.compared), strict=True):
        assert told.startswith(named(outcome, belarus.compared.base.scenario).label)
        claims = "than with “" in told
        assert claims == bool(belarus.compared.of("slip=0.03", outcome).interval.sign)


def test_too_few_worlds_are_said_to_be_too_few() -> None:
    few = compare("minimal", MORE, worlds=5)
    assert all("too few to compare" in told for told in sentences(few.compared))


def test_different_seeds_are_compared_unpaired_and_it_is_said() -> None:
    scenario = load_scenario("minimal")
    runs = [simulate(scenario, worlds=200, seed=seed) for seed in (1, 2)]
    apart = compare(*runs)
    assert not apart.compared.paired
    assert "different seeds (1 and 2)" in apart.notes[0]
    assert "unpaired" in apart.summary_text()
    assert apart.compared.found["minimal (2)"][0].interval.sign == 0


def test_different_numbers_of_worlds_are_compared_over_those_in_common() -> None:
    scenario = load_scenario("minimal")
    uneven = compare(*[simulate(scenario, worlds=worlds) for worlds in (60, 100)])
    assert uneven.compared.worlds == 60
    assert "60 and 100 worlds" in uneven.notes[0]


def test_different_horizons_are_compared_over_the_weeks_in_common() -> None:
    short = compare("minimal", "minimal?horizon_weeks=20", worlds=60)
    assert short.compared.base.scenario.horizon_weeks == 20
    assert "run 52 and 20 weeks" in short.notes[0]
    assert (short.table["difference"].fillna(0) == 0).all()


def test_different_starts_are_refused_with_the_reason() -> None:
    with pytest.raises(RequestError, match="begin on different days do not share their luck"):
        compare("minimal", "minimal?start=2025-02-01", worlds=20)


def test_a_run_that_is_there_is_not_run_again(tmp_path: Path) -> None:
    simulate(load_scenario("minimal"), worlds=60).save(tmp_path / "one")
    entries = entries_of([tmp_path / "one", "minimal"], wish=Wish(worlds=60))
    assert worlds_to_run(entries) == 60
    assert entries[0].label == "one"
    stored = compare(tmp_path / "one", read_run(tmp_path / "one"), worlds=60)
    assert (stored.table["difference"].fillna(0) == 0).all()


def test_a_run_s_folder_can_be_changed_too(tmp_path: Path) -> None:
    simulate(load_scenario("minimal"), worlds=60).save(tmp_path / "one")
    changed = compare(tmp_path / "one", f"{tmp_path / 'one'}?{ASK}=9")
    direct = compare("minimal", MORE, worlds=60)
    np.testing.assert_allclose(changed.table["difference"], direct.table["difference"], atol=1e-8)
    assert changed.table["share_equal"].equals(direct.table["share_equal"])


def test_a_rung_that_the_first_scenario_does_not_offer_has_its_name() -> None:
    silent = load_scenario("minimal", overrides=["senders.washington.order=[]"])
    found = compare(silent, "minimal", worlds=256, labels=["silent", "talking"])
    told = found.figure("rungs").axes[0].get_title(loc="left")
    assert told == load_scenario("minimal").senders["washington"].rungs["contact"].label


def test_labels_that_would_be_the_same_are_numbered() -> None:
    entries = entries_of(["minimal", "minimal", MORE], labels=["A"], wish=Wish())
    assert [entry.label for entry in entries] == ["A", "minimal", "ask=9"]


def test_one_scenario_alone_cannot_be_compared() -> None:
    with pytest.raises(RequestError, match="at least two"):
        compare("minimal")


def test_the_differences_over_time_end_where_the_outcomes_are(found: Comparison) -> None:
    weekly = found.compared.over_time
    last = weekly[(weekly["variable"] == "released") & (weekly["week"] == 51)].iloc[0]
    assert last["mean"] == found.compared.of("ask=9", "released").mean


def test_scenarios_from_python_are_compared_as_they_are(found: Comparison) -> None:
    base = load_scenario("minimal")
    direct = compare(base, with_overrides(base, [f"{ASK}=9"]), worlds=300, labels=["a", "ask=9"])
    assert direct.table["difference"].equals(found.table["difference"])


# -- the command ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("compared") / "folder"
    done = run("compare", "minimal", MORE, "--worlds", "300", "-o", str(made))
    assert done.exit_code == 0, done.output
    return made


def test_the_folder_holds_what_its_manifest_says(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == files
    assert {"comparison.csv", "outcomes.csv", "report.html", "figures/rungs.png"} <= files
    assert [side["label"] for side in manifest["scenarios"]] == ["minimal", "ask=9"]


def test_the_command_and_python_say_the_same(folder: Path, found: Comparison) -> None:
    assert (folder / "summary.txt").read_text() == found.summary_text()


def test_the_command_in_the_manifest_gives_the_same_folder(folder: Path, tmp_path: Path) -> None:
    command = json.loads((folder / "manifest.json").read_text())["command"].split()[1:]
    assert run(*[word.strip("'") for word in command], "-o", str(tmp_path / "again")).exit_code == 0
    assert contents(tmp_path / "again") == contents(folder)


def test_an_interrupted_comparison_is_gone_on_with(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    arguments = ("compare", "minimal", MORE, "--worlds", "300", "-o", str(tmp_path / "r"))
    with monkeypatch.context() as patch:
        patch.setattr("simulator.analysis.comparison.entries.seen", interrupted)
        said = run(*arguments)
    assert said.exit_code == 130
    assert "1 block of worlds done and kept" in said.stderr
    assert run(*arguments).exit_code == 2
    assert run(*arguments, "--resume").exit_code == 0
    assert contents(tmp_path / "r") == contents(folder)


def test_a_change_that_no_scenario_knows_is_refused(tmp_path: Path) -> None:
    said = run("compare", "minimal", "minimal?target.slipp=0", "-o", str(tmp_path / "r"))
    assert said.exit_code == 2
    assert "slip" in said.stderr
    assert list(tmp_path.iterdir()) == []


def test_json_holds_a_difference_for_each_outcome(tmp_path: Path) -> None:
    said = run("compare", "minimal", MORE, "--worlds", "40", "-o", str(tmp_path / "r"), "--json")
    rows = json.loads(said.stdout)["differences"]
    assert {row["outcome"] for row in rows} >= {
        "released",
        "net_effect",
        "reached_washington_contact",
    }
