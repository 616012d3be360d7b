"""What would have changed a decision: what is said to flip it does, in both engines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from simulator import Scenario, load_scenario, simulate
from simulator.agents.levers import LEVERS
from simulator.analysis.whatif.decisions import (
    JUDGED,
    KINDS,
    OPENING,
    ROUND,
    Decision,
    decisions_of,
)
from simulator.analysis.whatif.reach import LEVERS_OF, REACHES
from simulator.analysis.whatif.search import WhatIf, what_would_change
from simulator.engine.replay import replay
from simulator.engine.trials import Trial, try_out
from simulator.report.lever_words import lever_names
from simulator.report.whatif import SHOWN
from tests.oracles.worlds import sketch
from tests.whatif.moved import MOVES, decided

SEED = 1
DEVIOUS = (
    "target.delivery={choice: {opportunist: 0.6, erratic: 0.2, generous_tit_for_tat: 0.2}}",
    "senders.washington.behaviour.delivery={choice: {opportunist: 0.5, erratic: 0.5}}",
    "senders.washington.behaviour.slip=0.1",
    "patron.policy={choice: {veto: 0.5, punish: 0.25, compensate: 0.25}}",
    "senders.washington.behaviour.alarm_people=10",
    "senders.washington.behaviour.tolerance=0.2",
)
"""Changes of the main case that make promises break, alarms ring and the patron act."""


@cache
def scenario(name: str) -> Scenario:
    if name == "devious":
        return load_scenario("belarus-2025", overrides=DEVIOUS)
    if name == "short":
        return load_scenario("belarus-2025", overrides=(*DEVIOUS, "horizon_weeks=70"))
    return load_scenario(name)


def everything_of(name: str, world: int) -> tuple[Decision, ...]:
    return decisions_of(replay(scenario(name), seed=SEED, world=world))


@pytest.fixture(scope="module")
def some() -> tuple[WhatIf, ...]:
    """What would have changed the decisions of one eventful world."""
    return what_would_change(scenario("short"), everything_of("short", 3), seed=SEED)


def test_a_block_with_the_luck_of_a_world_lives_through_that_world() -> None:
    decisions = everything_of("short", 300)
    trials = [Trial(place, "hold_value", 1.0) for place in range(len(decisions))]
    answers = try_out(
        scenario("short"),
        seed=SEED,
        world=300,
        questions=[one.question for one in decisions],
        trials=trials,
    )
    assert answers.outcomes.tolist() == [one.outcome for one in decisions]
    assert answers.found.tolist() == [1.0] * len(trials)


def test_every_kind_of_decision_and_every_lever_is_known_everywhere() -> None:
    assert set(LEVERS_OF) == set(KINDS)
    used = {lever for levers in LEVERS_OF.values() for lever in levers}
    assert used == set(LEVERS) == set(REACHES) == set(lever_names()) == set(MOVES)


def test_a_sender_with_nothing_left_to_offer_is_not_asked_why_it_does_not_talk() -> None:
    """In minimal there is one rung: after its deal no talks can open, whatever the gap."""
    told = replay(load_scenario("minimal"), seed=SEED, world=0)
    kept = [event.week for event in told.events if event.kind == "deal complete"]
    openings = [one.week for one in decisions_of(told) if one.kind == OPENING]
    assert kept
    assert openings == [0]


def test_an_unmoved_reference_decides_as_the_simulator() -> None:
    for one in everything_of("short", 3)[::6]:
        assert decided(scenario("short"), SEED, one) == one.outcome, one


def test_what_is_said_to_flip_a_decision_flips_it_in_the_other_engine_too(
    some: tuple[WhatIf, ...],
) -> None:
    tried = [answer for answer in some if answer.flips]
    assert len(tried) >= 12
    for answer in tried[:: len(tried) // 12]:
        flip = answer.flips[0]
        found = decided(scenario("short"), SEED, answer.decision, flip.lever, flip.value)
        assert found == 1 - answer.decision.outcome, (answer.decision, flip)


def test_a_value_nearer_by_one_in_its_last_place_does_not_flip(some: tuple[WhatIf, ...]) -> None:
    """What is said is the smallest change that can be said in so many decimals."""
    places, trials = [], []
    for place, answer in enumerate(some):
        for flip in answer.flips:
            step = 10.0**-flip.decimals
            nearer = flip.value + (step if flip.value < flip.base else -step)
            if (
                REACHES[flip.lever].kind != "whole"
                and (nearer - flip.base) * (flip.value - flip.base) > 0
            ):
                places.append(answer)
                trials.append(Trial(place, flip.lever, nearer))
    answers = try_out(
        scenario("short"),
        seed=SEED,
        world=3,
        questions=[answer.decision.question for answer in some],
        trials=trials,
    )
    was = np.array([answer.decision.outcome for answer in places])
    flipped = (answers.outcomes != was) & (answers.outcomes >= 0)
    assert len(trials) > 40
    assert flipped.mean() < 0.02


def test_a_round_is_flipped_as_its_own_inequality_says(some: tuple[WhatIf, ...]) -> None:
    """With the numbers of the trial, the rule of ODD 7.6 gives the stated outcome."""
    checked = 0
    for answer in some:
        if answer.decision.kind != ROUND:
            continue
        for flip in answer.flips:
            n = flip.numbers
            taken = n["offered"] >= n["asked"] or n["offered"] >= n["next_asked"]
            assert bool(n["agreed"]) == (n["lo"] <= n["hi"] and taken)
            exposed = 1 - n["exposed_target"] * (1 - n["belief_target"])
            worth = max(0.0, n["value"] * exposed - n["patron_cost"])
            assert n["hi"] == min(n["free"], int(worth / n["hold_value"] + 1e-9))
            believed = n["belief_sender"] * (1 - n["exposed_sender"] * (1 - n["belief_sender"]))
            net = n["cost"] * (1 + n["hawk"] * n["growth"]) - n["gain"]
            assert n["lo"] == max(1, int(np.ceil(net / (n["person_value"] * believed) - 1e-9)))
            checked += 1
    assert checked > 40


def test_nothing_that_flips_is_a_decision_with_no_sentence(some: tuple[WhatIf, ...]) -> None:
    run = simulate(scenario("short"), worlds=4, seed=SEED)
    explained = run.what_would_change(*(answer.decision for answer in some[:12]))
    for one in explained:
        says_nothing = one.sentence.startswith("No single number")
        assert says_nothing == (not one.answer.flips)
        assert one.table["flips_at"].notna().any() == bool(one.answer.flips)


def test_a_deal_is_said_to_fail_where_a_lever_stands_elsewhere() -> None:
    run = simulate(sketch("horizon_weeks=80"), worlds=8, seed=SEED)
    agreed = [one for one in run.decisions(3) if one.kind == ROUND and one.outcome]
    (answer,) = run.what_would_change(agreed[0])
    assert answer.sentence.startswith("There would have been no deal in this round")


def sampled(count: int) -> Iterator[tuple[str, list[Decision]]]:
    """So many decisions of many worlds of several scenarios, ten a world."""
    names = (
        "belarus-2025",
        "devious",
        "belarus-2025-relief-first",
        "belarus-2025-calibrated",
        "belarus-2025-moscow-punishes",
    )
    rng = np.random.default_rng(20250926)
    for number in range(count // 10):
        name = names[number % len(names)]
        every = everything_of(name, int(rng.integers(2000)))
        chosen = sorted(rng.choice(len(every), size=min(10, len(every)), replace=False).tolist())
        yield name, [every[place] for place in chosen]


@pytest.mark.slow
def test_in_500_sampled_decisions_the_stated_flips_flip_in_both_engines() -> None:
    decisions, without, kinds = 0, 0, set()
    for name, chosen in sampled(500):
        for answer in what_would_change(scenario(name), chosen, seed=SEED):
            one = answer.decision
            decisions += 1
            without += not answer.flips
            kinds.add(one.kind)
            said = answer.flips[:SHOWN]
            trials = [Trial(0, flip.lever, flip.value) for flip in said]
            if trials:
                alone = try_out(
                    scenario(name),
                    seed=SEED,
                    world=one.world,
                    questions=[one.question],
                    trials=trials,
                )
                assert alone.outcomes.tolist() == [1 - one.outcome] * len(trials), (name, one)
                found = decided(scenario(name), SEED, one, said[0].lever, said[0].value)
                assert found == 1 - one.outcome, (name, one, said[0])
    print(f"{decisions} decisions, {without} without a flip, kinds {sorted(kinds)}")  # noqa: T201
    assert decisions >= 480
    assert without <= 0.4 * decisions
    assert kinds >= {ROUND, JUDGED}
