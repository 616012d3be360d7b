"""Forecasts of the record are scored as Brier did, and only by what had happened by the cut-off."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from simulator import exercise
from simulator.exercise.case import Case
from simulator.exercise.kinds.probabilities import Event, Probabilities
from simulator.exercise.quantities.record import (
    beat_the_base_rate,
    brier_of,
    brier_of_base_rate,
    happened,
)
from simulator.exercise.variants import case_of


def forecast(**given: float) -> Case:
    return case_of(exercise.load("10"), answers={"forecasts": given})


def sure() -> dict[str, float]:
    return {name: float(came) for name, came in happened(forecast(), "forecasts").items()}


def test_a_forecaster_who_is_sure_and_right_scores_0_and_beats_the_base_rate() -> None:
    case = forecast(**sure())
    assert brier_of(case, of="forecasts").number == 0
    assert beat_the_base_rate(case, of="forecasts").value == "yes"


def test_a_forecaster_who_is_sure_and_wrong_scores_1() -> None:
    wrong = {name: 1 - came for name, came in sure().items()}
    assert brier_of(forecast(**wrong), of="forecasts").number == 1


def test_the_base_rate_scores_its_share_times_the_rest() -> None:
    came = list(sure().values())
    share = sum(came) / len(came)
    assert brier_of_base_rate(forecast(), of="forecasts").number == pytest.approx(
        share * (1 - share)
    )


def test_full_marks_need_the_truth_about_beating_the_base_rate_not_a_good_forecast() -> None:
    case = forecast(**sure())
    tasks = exercise.load("10").definition.tasks
    good: dict[str, Any] = {name: task.check.solution(case) for name, task in tasks.items()}
    good["forecasts"] = sure()
    assert exercise.check_answers("10", good).full
    assert exercise.check_answers("10", {**good, "beat_it": "no"}).marks < good_marks()


def good_marks() -> int:
    return exercise.load("10").definition.marks


def test_thresholds_keep_clear_of_what_the_sources_leave_open() -> None:
    from simulator.analysis.observations import read_observations

    definition = exercise.load("10").definition
    check = definition.tasks["forecasts"].check
    assert isinstance(check, Probabilities)
    for event in check.events.values():
        name = str(event.at_least or event.at_most or "").strip("{}")
        rows = [r for r in read_observations(event.case, start=event.by) if r.date <= event.by]
        row = max((r for r in rows if r.quantity == event.quantity), key=lambda r: r.date)
        for value in definition.vary[name].values if name else []:
            assert not row.low <= float(value) <= row.high, f"{event.says}: {value}"


def test_nothing_after_the_cut_off_can_be_asked() -> None:
    with pytest.raises(ValidationError, match="less than or equal"):
        Event.model_validate(
            {"says": "later", "case": "belarus-2025", "quantity": "held", "by": "2025-10-01"}
        )
