"""Rows of CSV have the bytes that pandas writes."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as arrays

from simulator.engine.blocks import run_worlds
from simulator.results.rows import header, rows
from simulator.results.run import NUMBER, table
from simulator.scenario import load_scenario

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)


def by_pandas(columns: dict[str, np.ndarray]) -> bytes:
    text = table([columns]).to_csv(index=False, float_format=NUMBER, lineterminator="\n")
    assert isinstance(text, str)
    return text.encode()


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.tuples(
            arrays.arrays(np.int64, n, elements=st.integers(-(2**53), 2**53)),
            arrays.arrays(np.int64, n, elements=st.integers(-1, 200)),
            arrays.arrays(np.float64, n, elements=st.floats(allow_infinity=False)),
            st.lists(WORDS, min_size=n, max_size=n),
        )
    )
)
def test_any_numbers_weeks_and_words_are_written_as_pandas_does(
    drawn: tuple[np.ndarray, np.ndarray, np.ndarray, list[str]],
) -> None:
    whole, weeks, real, words = drawn
    columns = {
        "world": whole,
        "week_a_b": weeks,
        "value, in USD": real,
        "rung_name": np.array(words, dtype=object),
    }
    assert header(columns) + rows(columns) == by_pandas(columns)


@pytest.mark.parametrize("worlds", [1, 2049])
def test_a_runs_outcomes_are_written_as_pandas_does(worlds: int) -> None:
    outcomes = run_worlds(load_scenario("minimal"), worlds=worlds).outcomes
    columns = {
        str(name): outcomes[name].to_numpy(dtype="int64", na_value=-1)
        if outcomes[name].dtype == "Int64"
        else outcomes[name].to_numpy()
        for name in outcomes
    }
    assert header(columns) + rows(columns) == by_pandas(columns)
