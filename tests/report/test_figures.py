"""The figures of a run, on ordinary and on awkward runs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from simulator.report.figures import FIGURES, figure
from simulator.report.style import SENDERS, contrast, ink
from tests.report.legible import illegible, texts

LONG = {
    "washington": {
        "w0": "Contact at the level of a special envoy",
        "w1": "Aviation: spare parts, leasing and overflight",
        "w2": "Potash",
        "w3": "Banks and correspondent accounts in dollars",
        "w4": "Petrochemicals",
        "w5": "Export controls on machine tools",
        "w6": "Personal listings",
    },
    "council": {
        "e0": "Transit of fertiliser through Klaipeda",
        "e1": "EU banks",
        "e2": "Timber and cement",
        "e3": "Road haulage at the border crossings",
        "e4": "Visas",
    },
}
LABELS = {"washington": "Washington", "council": "Council of the European Union"}
CASES = {
    "ordinary": {"worlds": 400},
    "no-talks by week": {"worlds": 60, "talks_weekly": True},
    "no deals": {"worlds": 40, "luck": 0.0},
    "one world": {"worlds": 1, "seed": 3},
    "all equal": {"worlds": 30, "noise": 0.0},
    "twelve instruments, long names": {"worlds": 320, "ladders": LONG, "labels": LABELS},
    "no senders": {"worlds": 30, "ladders": {}},
    "twelve weeks": {"worlds": 30, "weeks": 12},
    "ten years": {"worlds": 30, "weeks": 520},
    "one week": {"worlds": 30, "weeks": 1},
}
COLUMNS = {
    "prisoners": {"week", "date", "variable", "mean", "p10", "p50", "p90"},
    "deals": {"measure", "sender", "rung", "week", "share", "share_low", "p10", "p50", "p90"},
    "relief": {"sender", "instrument", "week", "date", "mean", "p10", "p50", "p90"},
    "reliance": {"week", "date", "mean", "p10", "p50", "p90"},
    "tradeoff": {"relief_value_usd_m", "net_effect", "worlds"},
    "timeline": {"sender", "rung", "opened_week", "how", "asked", "offered", "lo", "hi", "why"},
    "story": {"row", "week", "date", "held", "number", "actor", "kind", "text"},
    "road": {"row", "talks", "measure", "before", "p10", "p50", "p90", "asked", "offered", "lo"},
    "price": {"price", "week", "worlds", "p10", "p50", "p90"},
    "door": {"measure", "week", "worlds", "mean", "low", "high", "p10", "p50", "p90"},
    "decreed": {"sender", "measure", "week", "worlds", "mean", "p10", "p90"},
    "remaining": {"class", "talks", "week", "worlds", "p10", "p50", "p90"},
}


@pytest.fixture(scope="module", params=CASES)
def pictures(request: Any, make: Any, plan: Any) -> dict[str, Any]:
    """All figures of one awkward run."""
    tables = make(plan(**CASES[request.param]))
    return {name: figure(name)(tables) for name in FIGURES}


def test_every_figure_has_a_finding_and_a_description_with_numbers(pictures: Any) -> None:
    for name, picture in pictures.items():
        assert picture.name == name
        assert len(picture.title) > 10
        assert re.search(r"\d", picture.alt) or name == "deals" or "no " in picture.alt.lower()


def test_no_words_lie_over_others_or_are_cut_off(pictures: Any) -> None:
    for name, picture in pictures.items():
        assert illegible(picture) == [], name


def test_every_figure_names_its_scenario_and_seed(pictures: Any) -> None:
    for picture in pictures.values():
        said = " ".join(text.get_text() for text in texts(picture))
        assert "Source: scenario belarus-2025" in said
        assert "seed" in said


def test_an_axis_with_data_has_a_label_with_a_unit(pictures: Any) -> None:
    for picture in pictures.values():
        lefts = [axes for axes in picture.figure.axes if axes.axison and axes.get_ylabel()]
        drawn = [axes for axes in picture.figure.axes if axes.axison]
        assert lefts or not drawn


@pytest.mark.parametrize("name", FIGURES)
def test_the_table_behind_a_figure_has_its_columns(make: Any, plan: Any, name: str) -> None:
    table = figure(name)(make(plan(worlds=320))).table
    assert set(table.columns) >= COLUMNS[name]
    assert len(table)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_drawn_twice_gives_the_same_bytes(base: Any, name: str) -> None:
    one, other = figure(name)(base), figure(name)(base)
    assert one.svg() == other.svg()
    assert one.png() == other.png()
    assert one.csv() == other.csv()


def test_the_order_of_saving_changes_nothing(base: Any) -> None:
    one, other = figure("reliance")(base), figure("reliance")(base)
    svg, png = one.svg(), one.png()
    assert (other.png(), other.svg()) == (png, svg)


def test_a_user_s_own_style_changes_nothing(base: Any) -> None:
    before = figure("reliance")(base).svg()
    with mpl.rc_context({"font.size": 30, "axes.grid": False, "svg.fonttype": "path"}):
        assert figure("reliance")(base).svg() == before


def test_an_svg_keeps_its_words_and_no_date(base: Any) -> None:
    svg = figure("reliance")(base).svg().decode()
    assert "people" in figure("prisoners")(base).svg().decode()
    assert ">reliance on Moscow</" in svg
    assert "<dc:date>" not in svg


def test_a_png_carries_no_software_name(base: Any) -> None:
    assert b"tEXtSoftware" not in figure("reliance")(base).png()


def test_the_description_of_the_prisoners_says_the_medians(base: Any) -> None:
    alt = figure("prisoners")(base).alt
    assert f"{base.outcomes['held_end'].median():,.0f}" in alt
    assert f"{base.outcomes['released'].median():,.0f}" in alt


def test_a_panel_without_data_says_why(base: Any) -> None:
    alone = replace(base, outcomes=base.outcomes.assign(net_effect=np.nan))
    said = " ".join(text.get_text() for text in texts(figure("tradeoff")(alone)))
    assert "without talks beside it" in said


def test_a_run_without_a_story_says_so(base: Any) -> None:
    empty = replace(base, story=base.story.iloc[:0], story_series=base.story_series.iloc[:0])
    said = " ".join(text.get_text() for text in texts(figure("story")(empty)))
    assert "No typical world was kept" in said


def test_deals_that_were_not_completed_are_not_counted_as_people_freed(base: Any) -> None:
    table = figure("deals")(base).table
    freed = table[table["measure"] == "people_freed"]["deals"].sum()
    assert freed == base.deals["relief_week"].notna().sum()


def test_gaps_kept_as_missing_integers_are_gaps(base: Any) -> None:
    columns = [name for name in base.outcomes if str(name).startswith("week_")]
    outcomes = base.outcomes.astype(dict.fromkeys(columns, "Int64"))
    deals = base.deals.astype({"relief_week": "Int64"})
    again = figure("deals")(replace(base, outcomes=outcomes, deals=deals)).table
    pd.testing.assert_frame_equal(again, figure("deals")(base).table)


def test_an_unknown_figure_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="prisoners, deals"):
        figure("prisonners")


@pytest.mark.parametrize("colour", SENDERS)
def test_words_in_a_colour_are_dark_enough_to_read(colour: str) -> None:
    assert contrast(to_rgb(ink(colour))) >= 4.5
