"""Observation files: those in the package, and how a bad one is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from simulator import load_scenario
from simulator.analysis.observations import observed_cases, read_observations
from simulator.errors import RequestError
from simulator.scenario import read_evidence

HEAD = "id,date,quantity,value,low,high,unit,evidence,note\n"
START = dt.date(2025, 1, 26)


@pytest.mark.parametrize("case", observed_cases())
def test_each_observation_rests_on_evidence_and_lies_within_the_run(case: str) -> None:
    scenario = load_scenario(f"cases/{case}")
    for each in read_observations(case, start=scenario.start):
        assert each.evidence
        assert set(each.evidence) <= read_evidence().keys(), each.id
        assert each.week < scenario.horizon_weeks, each.id
        assert each.date <= dt.date(2025, 9, 30)


@pytest.mark.parametrize("case", observed_cases())
def test_each_event_is_of_a_sender_and_a_rung_of_the_case(case: str) -> None:
    scenario = load_scenario(f"cases/{case}")
    for each in read_observations(case, start=scenario.start):
        sender, _, rung = each.subject.partition("/")
        if each.is_event:
            assert sender in scenario.senders
        if each.kind == "rung":
            assert rung in scenario.senders[sender].rungs


@pytest.mark.parametrize("case", observed_cases())
def test_counts_from_the_start_never_fall(case: str) -> None:
    seen = read_observations(case, start=load_scenario(f"cases/{case}").start)
    for quantity in {each.quantity for each in seen if not each.is_event} - {"held"}:
        rows = sorted((each.date, each.value) for each in seen if each.quantity == quantity)
        assert [value for _, value in rows] == sorted(value for _, value in rows)


def test_a_week_begins_at_the_start_s_day_of_the_week(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    rows = "a,2025-02-01,held,5,,,persons,,\nb,2025-02-02,held,5,4,6,persons,x y,\n"
    file.write_text(HEAD + rows, encoding="utf-8")
    first, second = read_observations(file, start=START)
    assert (first.week, second.week) == (0, 1)
    assert (first.low, first.high, second.low, second.high) == (5, 5, 4, 6)
    assert (first.scored, second.scored) == (False, True)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,soon,held,5,,,persons,x,", "mine.csv:2: date: is 'soon'"),
        ("a,2025-02-02,mood,5,,,persons,x,", "'mood' is none of held"),
        ("a,2025-02-02,held,many,,,persons,x,", "'many' is not a number"),
        ("a,2025-02-02,held,nan,,,persons,x,", "'nan' is not a number"),
        ("a,2025-02-02,held,5,6,7,persons,x,", "5 lies outside 6 to 7"),
        ("a,2025-02-02,rung:w/b,2,,,event,x,", "expected rung:<sender>/<rung>"),
        ("a,2025-02-02,fall:w,1,,,event,x,", "expected rung:<sender>/<rung>"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(f"{HEAD}{row}\n", encoding="utf-8")
    with pytest.raises(RequestError, match=told):
        read_observations(file, start=START)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(HEAD + 2 * "a,2025-02-02,held,5,,,persons,x,\n", encoding="utf-8")
    with pytest.raises(RequestError, match="an id stands twice"):
        read_observations(file, start=START)


@pytest.mark.parametrize("text", ["id,date\n1,2\n", "\0", "", '"'])
def test_a_file_that_is_no_table_of_observations_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(RequestError, match=r"mine\.csv"):
        read_observations(file, start=START)


def test_an_unknown_case_names_those_there_are() -> None:
    with pytest.raises(RequestError, match="belarus-2008"):
        read_observations("belarus-2009", start=START)
