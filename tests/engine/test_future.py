"""Nobody sees the future: what first acts in week 60 leaves the weeks before it alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.agents.cast import Cast
from tests.oracles.scenarios import Data, data, events
from tests.oracles.worlds import Film, film, scenario_of, sketch

WEEK = 60
BASE = (
    "horizon_weeks=75",
    "patron.policy=[punish, compensate, veto]",
    "patron.veto_slope=5",
    "patron.tolerance=0",
    "patron.grip=0.03",
    "reliance.subsidy_pull=0.5",
    "senders.washington.behaviour.contact_gap_weeks=3",
    "senders.washington.behaviour.alarm_people=20",
    "senders.washington.behaviour.tolerance=0.5",
    "senders.brussels.behaviour.contact_gap_weeks=3",
    "senders.brussels.instruments.transit.cost=40",
)
EVENTS = {
    "repression": "repression: {scale: 3}",
    "repression for a while": "for_weeks: 5, repression: {set: 0}",
    "long-run price": "long_run_price: {scale: 3}",
    "subsidy": "subsidy: {set: 10}",
    "route capacity": "route_capacity: {route: russian_ports, set: 1}",
    "instrument cost": "instrument_cost: {instrument: potash, scale: 3}",
    "freeze": "freeze: {sender: all, weeks: 10}",
    "freeze of one": "freeze: {sender: washington, weeks: 10}",
    "behaviour": "behaviour: {sender: washington, rounds: 2, concession: hardliner, slip: 0.9}",
    "attention": "behaviour: {sender: washington, attention_lost_per_week: 2, attention_weeks: 3}",
    "government": "government: {sender: washington, reversal_probability: 1}",
    "government perhaps": "government: {sender: washington, reversal_probability: 0.5, "
    "behaviour: {snapback: grim, first: sender}}",
}

ON_FILE = ("phase", "due", "frozen_until", "watched_until", "round")


class Everything:
    """All state that a week leaves behind, by name and week."""

    def __init__(self) -> None:
        self.weeks: list[dict[str, np.ndarray]] = []

    def __call__(self, week: int, cast: Cast) -> None:
        stage = cast.stage
        state: dict[str, Any] = {
            "price": stage.market.price,
            "incentive": stage.target.incentive,
            "legal": stage.relief.legal,
            "effective": stage.relief.effective,
            "reliance": stage.relief.reliance,
            "subsidy": stage.patron.subsidy,
            "utility": cast.recorder.targets_gain,
            **{
                flow: getattr(stage.target.ledger, flow)
                for flow in ("held", "arrested", "released")
            },
        }
        for name, sender in cast.senders.items():
            file = sender.dossier
            state |= {f"{name}/{part}": getattr(file, part) for part in ON_FILE}
            state[f"{name}/trust"] = file.trust.everywhere()
            state[f"{name}/target's trust"] = file.targets_trust.everywhere()
        self.weeks.append({part: values.copy() for part, values in state.items()})


def watched(scenario: Any) -> tuple[Film, Everything]:
    everything = Everything()
    return film(scenario, look=everything), everything


def first_difference(one: Everything, other: Everything) -> int | None:
    """The first week in which anything is different in any world, bit by bit."""
    for week, (a, b) in enumerate(zip(one.weeks, other.weeks, strict=False)):
        if any(a[part].tobytes() != b[part].tobytes() for part in a):
            return week
    return None


@pytest.fixture(scope="module")
def base() -> tuple[Film, Everything]:
    return watched(sketch(*BASE))


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_an_event_in_week_60_changes_nothing_before_and_something_after(
    base: tuple[Film, Everything], event: str
) -> None:
    changed = watched(sketch(*BASE, f"timeline.shock={{week: {WEEK}, {event}}}"))
    first = first_difference(base[1], changed[1])
    assert first is not None
    assert first >= WEEK
    for variable in base[0].variables:
        assert base[0][variable][:WEEK].tobytes() == changed[0][variable][:WEEK].tobytes()


@settings(max_examples=15)
@given(data(weeks=30), st.data())
def test_an_event_in_a_random_scenario_changes_nothing_before_it(drawn: Data, more: Any) -> None:
    event = more.draw(events(drawn)) | {"week": 18}
    one = watched(scenario_of(drawn))[1]
    other = watched(scenario_of({**drawn, "timeline": {**drawn["timeline"], "shock": event}}))[1]
    first = first_difference(one, other)
    assert first is None or first >= 18


def test_a_temporary_event_ends_when_it_says() -> None:
    shock = "timeline.shock={week: 10, for_weeks: 5, repression: {set: 0}}"
    arrested = film(sketch("horizon_weeks=20", shock))["arrested"].mean(axis=1)
    weekly = np.diff(arrested, prepend=0)
    assert (weekly[10:15] == 0).all()
    assert (weekly[[9, 15, 16]] > 5).all()


def test_a_longer_horizon_keeps_the_earlier_weeks(base: tuple[Film, Everything]) -> None:
    longer = watched(sketch(*BASE, "horizon_weeks=90"))
    assert len(longer[1].weeks) == 90
    assert first_difference(base[1], longer[1]) is None


@settings(max_examples=8)
@given(data(weeks=20))
def test_a_longer_horizon_keeps_the_earlier_weeks_of_any_scenario(drawn: Data) -> None:
    one = watched(scenario_of(drawn))[1]
    other = watched(scenario_of({**drawn, "horizon_weeks": 30}))[1]
    assert first_difference(one, other) is None
