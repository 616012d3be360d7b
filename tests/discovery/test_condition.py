"""Conditions are read, never evaluated; what is no condition is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.analysis.discovery.condition import condition_of
from simulator.errors import RequestError

X = {"x": np.array([1.0, 2.0, np.nan]), "y": np.array([5.0, 0.0, 5.0])}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("x < 2", [True, False, False]),
        ("x != 1", [False, True, False]),
        ("x >= 1 and y > 0", [True, False, False]),
        ("x > 1 or y > 1 and x < 0", [False, True, False]),
        ("(x > 1 or y > 1) and y == 5", [True, False, True]),
        ("y<=-1e3 or x==2", [False, True, False]),
    ],
)
def test_a_condition_holds_where_it_says(text: str, holds: list[bool]) -> None:
    assert condition_of(text).holds(X).tolist() == holds


@pytest.mark.parametrize(
    "text",
    ["", "x", "x <", "< 3", "x < y", "x < 3 and", "(x < 3", "x < 3)", "x = 3", "x < 3 x > 1",
     "__import__('os').system('ls') < 1", "x < 3 and and y > 1", "x < 1; y", "and < 3"],
)  # fmt: skip
def test_what_is_no_condition_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(RequestError, match="expected comparisons such as net_effect < 50"):
        condition_of(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_plain_words(text: str) -> None:
    try:
        columns = condition_of(text).columns
    except RequestError:
        return
    assert columns
