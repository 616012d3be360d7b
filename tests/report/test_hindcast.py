"""A hindcast as figures, text and folder."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from simulator.analysis.hindcast import Hindcast, hindcast
from simulator.analysis.scoring import MODEL
from simulator.errors import RunFolderError
from simulator.report.facts import scenario_facts
from simulator.report.figures.hindcast import finding, hindcast_figure
from simulator.report.figures.skill import beaten, skills, tally
from simulator.report.hindcast import (
    markdown_table,
    pictures,
    summary_text,
    write_hindcast,
)
from simulator.report.hindcast_page import document
from simulator.report.hindcast_view import views
from simulator.report.labels import labels_of
from simulator.scenario import Scenario
from tests.report.pseudo import left_in_report, words_in


@pytest.fixture(scope="module")
def done() -> Hindcast:
    return hindcast(["belarus-2008", "myanmar-2011"], worlds=64, seed=1)


@pytest.fixture(scope="module")
def folder(done: Hindcast, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hindcast(done, tmp_path_factory.mktemp("x") / "hindcast", command="a command")


def test_the_folder_holds_what_its_manifest_names(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == set(manifest["files"])
    assert (manifest["worlds"], manifest["seed"], manifest["command"]) == (64, 1, "a command")


def test_the_same_hindcast_is_written_to_the_same_bytes(
    done: Hindcast, folder: Path, tmp_path: Path
) -> None:
    again = write_hindcast(done, tmp_path / "hindcast", command="a command")
    for path in folder.rglob("*.*"):
        assert (again / path.relative_to(folder)).read_bytes() == path.read_bytes(), path.name


def test_an_earlier_hindcast_is_replaced_only_when_asked(done: Hindcast, tmp_path: Path) -> None:
    place = write_hindcast(done, tmp_path / "hindcast", command="first")
    with pytest.raises(RunFolderError, match="--force"):
        write_hindcast(done, place, command="second")
    write_hindcast(done, place, command="second", force=True)
    assert json.loads((place / "manifest.json").read_text())["command"] == "second"


def test_a_title_counts_what_lies_inside_the_bands(done: Hindcast) -> None:
    for view in views(done):
        ours = view.of_model()
        people = ours[ours["unit"] == "people"]
        assert f"{people['inside80'].sum()} of {len(people)} counts" in finding(view)


def test_a_figure_names_each_event_and_its_chance(done: Hindcast) -> None:
    view = views(done)[0]
    alt = hindcast_figure(view).alt
    for each in view.events():
        assert view.label(each) in alt


def test_the_table_behind_a_figure_holds_predictions_and_scores(done: Hindcast) -> None:
    view = views(done)[1]
    table = hindcast_figure(view).table
    assert set(view.scores["id"]) <= set(table["id"])
    assert len(table) == len(view.scores) + len(view.predictions)


def test_the_summary_names_every_comparison_that_a_simple_forecast_wins(done: Hindcast) -> None:
    compared, won = tally(done, "nothing happens", "constant rate", "last wave repeats")
    text = summary_text(done)
    assert f"{won} of {compared} comparisons" in text
    assert all(f"{case}, {kind}: {name}" in text for case, kind, name in beaten(done))
    ties = sum((skills(done)[name] == 0).sum() for name in skills(done) if name != "model, taught")
    assert len(beaten(done)) + ties == compared - won


def test_a_forecast_that_is_exact_beats_the_model(done: Hindcast) -> None:
    exact = done.scores.assign(
        crps=done.scores["crps"].where(done.scores["forecast"] == MODEL, 0.0)
    )
    perfect = replace(done, scores=exact)
    table = skills(perfect).to_numpy()
    assert set(table[pd.notna(table)]) == {-1.0}


def test_the_table_for_documents_has_a_line_a_case_and_kind(done: Hindcast) -> None:
    lines = markdown_table(done.summary).splitlines()
    kinds = done.summary.groupby(["case", "kind"]).ngroups
    assert len(lines) == kinds + 2
    assert len({line.count("|") for line in lines}) == 1


def test_every_word_of_its_page_and_figures_is_open_to_translation(done: Hindcast) -> None:
    own = words_in([_labels(case.scenario) for case in done.cases])
    page = partial(document, done, command="")
    found = left_in_report(page, partial(pictures, done), own)
    assert set(found) == {case.scenario.question for case in done.cases}


def _labels(scenario: Scenario) -> list[str]:
    """What the scenario's own words in figures are: its title's head, labels, notes of events."""
    labels = labels_of(scenario_facts(scenario))
    notes = [event.note for event in labels.events]
    rungs = [labels.rung_label(rung) for rung in labels.rungs]
    return [scenario.name, (scenario.title or "").partition(",")[0], *rungs, *notes]
