"""Oracle 5: a belief is the beta-binomial posterior mean of the deliveries seen."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.replay import Replay
from simulator.model.belief import Trust
from tests.oracles.worlds import events, sketch, told

COUNTS = st.floats(0.1, 20)
MOVES = st.lists(st.tuples(st.sampled_from(["kept", "broken", "doubted"]), st.integers(1, 6)))
FIRST = np.array([0])
TRANCHES = 3
WEIGHT = 1.5


@given(COUNTS, COUNTS, st.floats(0, 5), MOVES)
def test_belief_is_the_posterior_mean_after_any_deliveries(
    kept: float, broken: float, weight: float, moves: list[tuple[str, int]]
) -> None:
    trust = Trust(np.array([kept]), np.array([broken]), np.array([weight]))
    for move, tranches in moves:
        if move == "kept":
            trust.kept_a_part(FIRST, np.array([1 / tranches]))
        else:
            trust.broken_once(FIRST) if move == "broken" else trust.doubted(FIRST)
    successes = kept + math.fsum(1 / n for move, n in moves if move == "kept")
    failures = broken + sum({"kept": 0, "broken": weight, "doubted": 1}[move] for move, _ in moves)
    assert math.isclose(trust.mean(FIRST)[0], successes / (successes + failures), rel_tol=1e-12)


@given(st.integers(1, 20), COUNTS, COUNTS)
def test_a_deal_in_tranches_earns_no_more_trust_than_a_deal_at_once(
    tranches: int, kept: float, broken: float
) -> None:
    sliced, whole = (Trust(np.array([kept]), np.array([broken]), np.array([2.0])) for _ in range(2))
    for _ in range(tranches):
        sliced.kept_a_part(FIRST, np.array([1 / tranches]))
    whole.kept_a_part(FIRST, np.array([1.0]))
    assert math.isclose(sliced.everywhere()[0], whole.everywhere()[0], rel_tol=1e-12)


@pytest.fixture(scope="module")
def stories() -> list[Replay]:
    """A few worlds in which deliveries slip and crackdowns are answered."""
    washington = "senders.washington"
    scenario = sketch(
        f"{washington}.behaviour.tranches={TRANCHES}",
        f"{washington}.behaviour.slip=0.5",
        f"{washington}.behaviour.alarm_people=3",
        f"{washington}.behaviour.tolerance=0",
        f"{washington}.behaviour.cooling_weeks=2",
        f"{washington}.trust.breach_weight={WEIGHT}",
        f"{washington}.target_trust.breach_weight={WEIGHT}",
        "target.slip=0.5",
    )
    return [told(scenario, world=world) for world in (0, 1, 2, 3)]


def posterior(story: Replay, *, keeps: str, breaks: str, snapback: float) -> float:
    """The belief at the end from the prior 2:2 and the story's deliveries."""
    every = events(story, keeps, breaks, "snapback")
    mine = [event for event in every if event.actor == "washington"]
    kept = 2.0 + sum(1 / float(event.numbers["tranches"]) for event in mine if event.kind == keeps)
    broken = 2 + WEIGHT * sum(event.kind == breaks for event in mine)
    broken += snapback * sum(event.kind == "snapback" for event in mine)
    return kept / (kept + broken)


def test_a_senders_belief_is_the_posterior_of_its_story(stories: list[Replay]) -> None:
    assert sum(len(events(story, "breach by target")) for story in stories) > 2
    for story in stories:
        belief = posterior(story, keeps="release", breaks="breach by target", snapback=WEIGHT)
        assert story.values["belief_washington"][-1] == pytest.approx(belief, rel=1e-12)


def test_the_targets_belief_is_the_posterior_of_its_story(stories: list[Replay]) -> None:
    assert sum(len(events(story, "snapback")) for story in stories) > 0
    for story in stories:
        belief = posterior(story, keeps="relief", breaks="breach by sender", snapback=1)
        assert story.values["belief_target_washington"][-1] == pytest.approx(belief, rel=1e-12)
