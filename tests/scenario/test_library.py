"""Packaged scenarios and the table of evidence: found by safe names, cited by id."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import evidence, library, load_scenario, read_evidence, scenario_from_text
from simulator.scenario.loader import catalogue


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: str) -> Path:
    """A library of its own: one scenario, one case in a folder."""
    folder = tmp_path / "scenarios"
    (folder / "cases").mkdir(parents=True)
    (folder / "tiny.yaml").write_text(f"title: Tiny\n{tiny}", encoding="utf-8")
    (folder / "cases" / "old.yaml").write_text("extends: ../tiny.yaml\n", encoding="utf-8")
    (folder / "cases" / "older.yaml").write_text("extends: tiny\nworlds: 4\n", encoding="utf-8")
    monkeypatch.setattr(library, "scenario_folder", lambda: folder)
    return folder


def test_names_are_paths_without_the_ending(shelf: Path) -> None:
    assert library.scenario_names() == ("cases/old", "cases/older", "tiny")


def test_a_scenario_is_found_by_its_name(shelf: Path) -> None:
    assert library.find_scenario("cases/older") == shelf / "cases" / "older.yaml"
    assert load_scenario("cases/older").worlds == 4


@pytest.mark.parametrize(
    "name", ["../tiny", "/tiny", "cases/../tiny", "tiny.yaml/..", "", "cases", "~/tiny", "ti\0ny"]
)
def test_an_unsafe_name_finds_nothing(shelf: Path, name: str) -> None:
    assert library.find_scenario(name) is None


def test_a_link_out_of_the_library_finds_nothing(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: 1\n", encoding="utf-8")
    (shelf / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    assert library.find_scenario("link") is None


def test_a_case_is_found_by_its_bare_name_unless_a_scenario_has_it(shelf: Path) -> None:
    assert library.find_scenario("older") == shelf / "cases" / "older.yaml"
    (shelf / "older.yaml").write_text("extends: tiny\n", encoding="utf-8")
    assert library.find_scenario("older") == shelf / "older.yaml"


def test_a_misspelt_name_names_the_nearest(shelf: Path) -> None:
    with pytest.raises(ScenarioError, match='did you mean "tiny"'):
        load_scenario("tinny")


def test_a_file_in_this_folder_comes_before_a_packaged_scenario(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny").write_text(f"worlds: 77\n{tiny}", encoding="utf-8")
    assert load_scenario("tiny").worlds == 77


def test_the_catalogue_gives_titles_and_passes_over_what_is_broken(shelf: Path) -> None:
    (shelf / "broken.yaml").write_text("a: [", encoding="utf-8")
    entries = {entry["name"]: entry["title"] for entry in catalogue()}
    assert entries["tiny"] == "Tiny"
    assert entries["broken"] == ""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of evidence with two rows."""
    file = tmp_path / "evidence.csv"
    file.write_text(
        "id,date,series,value,unit,low,high,source,confidence,note,url\n"
        'stock-2025,2025-01-31,stock,1244,people,,,"Viasna, 2025",high,,x\n'
        "prices,2025,price,340,USD,,,World Bank,high,,\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(evidence, "evidence_path", lambda: file)
    return file


def test_rows_are_read_by_id(table: Path) -> None:
    row = read_evidence()["stock-2025"]
    assert (row.value, row.unit, row.source) == ("1244", "people", "Viasna, 2025")


def test_an_unknown_id_is_named_with_the_nearest(table: Path, tiny: str) -> None:
    text = tiny.replace("held: 10", "held: {value: 10, evidence: [prices, stock-2052]}")
    with pytest.raises(ScenarioError) as caught:
        scenario_from_text(text, name="my.yaml")
    assert str(caught.value) == (
        'my.yaml:4:40: prisoners.classes.some.held.evidence: unknown evidence "stock-2052"; '
        'expected the id of a row of the evidence table; did you mean "stock-2025"?'
    )


def test_without_a_table_ids_are_taken_on_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: str
) -> None:
    monkeypatch.setattr(evidence, "evidence_path", lambda: None)
    assert read_evidence() == {}
    assert scenario_from_text(tiny + "  evidence: anything\n").provenance[
        "prisoners.classes.some.held"
    ].evidence == ("anything",)
