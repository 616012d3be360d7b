"""Whatever a file says, it becomes a scenario or a list of problems, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.errors import ScenarioError
from simulator.scenario.checks import check
from simulator.scenario.loader import scenario_from_text
from simulator.scenario.source import read_source

FULL = (Path(__file__).parent / "full.yaml").read_text(encoding="utf-8")
DATA = read_source(FULL, file="").data


def _paths(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(node, dict):
        below = [p for key, child in node.items() for p in _paths(child, (*path, key))]
        return [path, *below]
    return [path]


PATHS = [path for path in _paths(DATA) if path]

_scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.sampled_from(["x", "all", "washington", "choice", "1e9", "2025-01-26", "é\n", "uniform"])
    | st.dates()
)
_forms = st.sampled_from(["uniform", "triangular", "normal", "lognormal", "beta", "choice", "of"])
_keys = st.sampled_from(["mean", "sd", "a", "b", "min", "max", "value", "note", "evidence", "x"])
_values = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(_keys | _forms, inner, max_size=3)
        | st.dictionaries(st.floats(0, 9) | st.integers(0, 9), inner, max_size=3)
    ),
    max_leaves=6,
)


def _replaced(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    return {**node, path[0]: _replaced(node[path[0]], path[1:], value)}


def _outcome(text: str) -> str:
    """The scenario as one text, or what is wrong with it."""
    try:
        return scenario_from_text(text).resolved_yaml()
    except ScenarioError as error:
        return str(error)


@given(st.sampled_from(PATHS), _values)
@settings(max_examples=300)
def test_no_value_anywhere_breaks_the_checks(path: tuple[Any, ...], value: Any) -> None:
    from simulator.scenario.loader import _validated

    data = _replaced(DATA, path, value)
    scenario, findings = _validated(data)
    assert scenario is not None or findings


@given(st.sampled_from(PATHS))
def test_no_missing_key_breaks_the_checks(path: tuple[Any, ...]) -> None:
    data = _replaced(DATA, path, None)
    for finding in check(data):
        assert finding.message


@given(st.text(alphabet="ab:-[]{}&*!%#'\"\n\t ,|>?0.1", max_size=60))
@settings(max_examples=300)
def test_no_text_breaks_the_reader(text: str) -> None:
    assert _outcome(text)


@given(st.integers(0, len(FULL)), st.integers(0, 40), st.text(alphabet="a:{}[]-0 \n", max_size=4))
@settings(max_examples=60)
def test_no_damage_to_a_file_breaks_the_reader(at: int, gone: int, put: str) -> None:
    assert _outcome(FULL[:at] + put + FULL[at + gone :])


def test_thousands_of_mistakes_are_told_in_short() -> None:
    lines = _outcome(
        "start: 2025-01-26\n" + "".join(f"c{n}: 3\n" for n in range(5000))
    ).splitlines()
    assert len(lines) == 201
    assert "4,801 further problems are not listed" in lines[0]


def test_a_file_with_too_many_values_is_refused_at_once() -> None:
    assert "holds too many values; expected at most 30,000" in _outcome(f"a: [{'1, ' * 250_000}]")
