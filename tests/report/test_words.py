"""Numbers as words: rounding, singular and plural, shares of worlds."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.report import words

numbers = st.floats(-1e7, 1e7, allow_nan=False)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "nobody"), (1, "1 person"), (1.4, "1 person"), (2, "2 people"), (12345, "12,345 people")],
)
def test_people_are_whole_and_counted_in_singular_or_plural(number: float, said: str) -> None:
    assert words.people(number) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (0.001, "under 1%"),
        (0.385, "39%"),
        (0.999, "over 99%"),
        (1, "100%"),
        (-0.2, "−20%"),
    ],
)
def test_a_percentage_has_no_false_precision(share: float, said: str) -> None:
    assert words.percent(share) == said


@pytest.mark.parametrize(
    ("hits", "worlds", "said"),
    [
        (0, 5000, "no world"),
        (1, 1, "the one world run"),
        (2, 5, "2 of 5 worlds"),
        (5, 5, "all 5 worlds"),
        (5000, 5000, "all worlds"),
        (4999, 5000, "nearly all worlds"),
        (2510, 5000, "about half of the worlds"),
        (3500, 5000, "about 7 of 10 worlds"),
        (350, 5000, "about 7 of 100 worlds"),
        (3, 5000, "fewer than 1 of 100 worlds"),
    ],
)
def test_a_share_of_worlds_is_said_as_a_reader_would(hits: int, worlds: int, said: str) -> None:
    assert words.worlds_share(hits, worlds) == said


@given(st.integers(21, 10**6), st.data())
def test_all_and_no_world_are_said_only_when_it_is_so(worlds: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, worlds))
    said = words.worlds_share(hits, worlds)
    assert (said == "no world") == (hits == 0)
    assert (said == "all worlds") == (hits == worlds)


@given(numbers)
def test_a_whole_number_is_at_most_a_half_away(value: float) -> None:
    said = int(words.whole(value).replace(",", "").replace("−", "-"))
    assert abs(said - value) <= 0.5 + 1e-9


@given(st.floats(1e-4, 1e7))
def test_money_is_within_five_hundredths_of_what_it_says(usd_m: float) -> None:
    amount, _, unit = words.money(usd_m).removeprefix("USD ").partition(" ")
    scale = {"": 1e-6, "million": 1.0, "billion": 1e3}[unit]
    assert float(amount.replace(",", "")) * scale == pytest.approx(usd_m, rel=0.051)


def test_no_number_is_a_dash_everywhere() -> None:
    said = {
        words.whole(math.nan),
        words.percent(None),
        words.money(math.nan),
        words.decimal(None, 2),
    }
    assert said == {"–"}


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-30, -10, "10 to 30 more"), (-30, 240, "30 more to 240 fewer"), (0, 0, "as many")],
)
def test_a_net_effect_says_fewer_and_more(low: float, high: float, said: str) -> None:
    assert words.fewer_range(low, high) == said


def test_a_week_of_the_run_becomes_a_month() -> None:
    assert words.month(words.week_date(date(2025, 1, 26), 33.5)) == "September 2025"


@pytest.mark.parametrize("width", [8, 16, 40])
def test_a_long_name_is_cut_within_its_width(width: int) -> None:
    assert len(words.shortened("Donaudampfschifffahrtsgesellschaft and others", width)) <= width
