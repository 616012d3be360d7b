"""Problems as lines and as data, tables as values, words for plug-ins."""

from __future__ import annotations

import pickle

import pytest

from simulator.errors import Problem, RunError, RunFolderError, ScenarioError, SimulatorError
from simulator.scenario import Table, scenario_from_text, vocabulary
from simulator.scenario.faults import did_you_mean, shown

PROBLEM = Problem("a.yaml", "x.y", "is 7", 3, 9, "a number", 'did you mean "z"?')


def test_a_problem_is_one_line() -> None:
    assert str(PROBLEM) == 'a.yaml:3:9: x.y: is 7; expected a number; did you mean "z"?'


def test_what_is_not_known_is_left_out() -> None:
    assert str(Problem("a.yaml", "", "is empty")) == "a.yaml: is empty"


def test_a_problem_is_data_too() -> None:
    assert PROBLEM.as_data()["line"] == 3


def test_an_error_keeps_its_problems_when_it_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ScenarioError([PROBLEM])))
    assert error.problems == (PROBLEM,)


@pytest.mark.parametrize("kind", [ScenarioError, RunError, RunFolderError])
def test_every_error_is_a_simulator_error(kind: type[Exception]) -> None:
    assert issubclass(kind, SimulatorError)


def test_a_table_cannot_be_changed_and_can_be_a_key() -> None:
    table = Table({"a": 1, "b": 2})
    assert table == {"a": 1, "b": 2}
    assert {table: "x"}[Table({"a": 1, "b": 2})] == "x"
    with pytest.raises(TypeError):
        table["c"] = 3  # type: ignore[index]


def test_long_values_are_shortened() -> None:
    assert len(shown("x" * 500)) == 60
    assert did_you_mean("zzz", ["abc"]) is None


def test_a_plug_in_can_add_a_strategy(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_WORDS", dict(vocabulary._WORDS))
    text = f"{tiny}target: {{concession: my_own}}\n"
    with pytest.raises(ScenarioError, match="my_own"):
        scenario_from_text(text)
    vocabulary.add_word("concession", "my_own")
    assert scenario_from_text(text).target.concession == "my_own"
