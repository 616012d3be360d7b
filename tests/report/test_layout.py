"""Setting words and dates: spacing, cutting, ticks, digests of long tables."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from simulator.report.axes import date_axis, spaced
from simulator.report.digest import digest
from simulator.report.events import main_events
from simulator.report.labels import labels_of
from simulator.report.style import fitted, text_width, wrapped

places = st.lists(st.floats(0, 3), min_size=1, max_size=8)


@given(places)
def test_labels_that_have_room_never_overlap(wanted: list[float]) -> None:
    room = [0.3] * len(wanted)
    found = sorted(spaced(wanted, room, 3.0))
    assert all(b - a >= 0.3 - 1e-6 for a, b in pairwise(found))
    assert found[0] >= 0.15 - 1e-6
    assert found[-1] <= 2.85 + 1e-6


def test_a_label_with_free_room_stays_where_it_belongs() -> None:
    assert spaced([0.5, 2.0], [0.3, 0.3], 3.0) == [0.5, 2.0]


@given(st.text(alphabet="abc mwW", min_size=1, max_size=120))
def test_wrapped_lines_keep_every_word(text: str) -> None:
    assert " ".join(wrapped(text, 10, 2.0)).split() == text.split()


def test_fitted_lines_are_no_wider_than_their_room() -> None:
    lines = fitted("Antidisestablishmentarianism in correspondent accounts", 9, 1.0, lines=2)
    assert len(lines) == 2
    assert all(text_width(line, 9) <= 1.0 for line in lines)


@pytest.mark.parametrize("weeks", [1, 2, 12, 52, 156, 520, 2600])
def test_dates_on_the_axis_are_few_and_name_a_year(weeks: int) -> None:
    axes = Figure().add_subplot()
    date_axis(axes, date(2025, 1, 26), weeks)
    shown = [label.get_text() for label in axes.get_xticklabels()]
    assert len(shown) <= 9
    assert any("20" in label for label in shown) or weeks < 5


def test_a_long_weekly_table_is_shown_by_quarters_and_its_end() -> None:
    table = pd.DataFrame({"week": range(156), "p50": 1.5})
    found = digest(table, "figures/x.csv", name="x")
    assert [row.cells[0].text for row in found.rows] == [*map(str, range(0, 156, 13)), "155"]
    assert "figures/x.csv" in found.caption


def test_labels_may_be_missing_from_the_facts() -> None:
    labels = labels_of({"senders": {"us": ""}, "rungs": {"us": {"eu_banks": ""}}})
    assert labels.rungs[0].label == "Eu banks"
    assert labels.senders["us"] == "Us"


def test_the_weightiest_events_come_first_when_there_is_little_room() -> None:
    kinds = ["gesture", "agreement", "round", "release", "breach by target"]
    story = pd.DataFrame({"week": range(5), "kind": kinds})
    assert list(main_events(story, 3)["kind"]) == ["agreement", "release", "breach by target"]


def test_whole_weights_are_kept_together() -> None:
    kinds = ["agreement", "release", "relief", "agreement"]
    story = pd.DataFrame({"week": range(4), "kind": kinds})
    assert list(main_events(story, 3, whole=True)["kind"]) == ["agreement", "agreement"]
