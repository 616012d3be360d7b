"""Boxes planted in made-up worlds are found; where there is none, nothing is said."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from simulator import load_scenario
from simulator.analysis.discovery.discovery import Discovery, Worlds, discover_in
from simulator.analysis.discovery.prim import find_box
from simulator.analysis.discovery.tree import tree
from simulator.errors import RequestError
from simulator.report.discovery.sentences import MOST_WORDS, headline, summary

_spec = importlib.util.spec_from_file_location("planted", Path(__file__).with_name("planted.py"))
assert _spec
assert _spec.loader
planted: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(planted)


def asked(problem: int, *, idle: bool = False) -> Discovery:
    """A discovery in worlds of a problem, its hits kept or dealt out by chance."""
    ground = planted.worlds_of(problem, 4000, seed=1)
    hits = np.random.default_rng(1).random(4000) < ground.base if idle else ground.hits
    outcomes = MappingProxyType({"hit": hits.astype(float)})
    return discover_in(Worlds(load_scenario("minimal"), 1, ground.factors, outcomes), "hit > 0.5")


@pytest.mark.parametrize("problem", range(20))
def test_a_planted_box_is_found_again_in_fresh_worlds(problem: int) -> None:
    box, _ = find_box(planted.worlds_of(problem, 4500, seed=1))
    fresh = planted.worlds_of(problem, 20_000, seed=2, noise=0.0)
    inside = box.holds(fresh.factors)
    both = (inside & fresh.hits).sum()
    assert both / fresh.hits.sum() >= 0.9, "recall"
    assert both / inside.sum() >= 0.9, "precision"
    assert set(box.limits) == set(planted.box_of(problem).limits)


@pytest.mark.parametrize("problem", [0, 1, 4])
def test_what_was_found_is_said_in_at_most_25_words(problem: int) -> None:
    found = asked(problem)
    assert found.speaks
    assert len(headline(found).split()) <= MOST_WORDS
    assert found.judgement.stability > 0.8
    assert found.judgement.density > 0.85


@pytest.mark.parametrize("problem", range(4))
def test_where_there_is_no_box_nothing_is_said(problem: int) -> None:
    found = asked(problem, idle=True)
    assert not found.speaks
    assert "No box of these numbers does better than the base rate" in headline(found)
    assert "LIMITS" not in summary(found)


def test_the_leaves_of_a_tree_hold_every_world_once() -> None:
    ground, fresh = (planted.worlds_of(1, 3000, seed=seed) for seed in (1, 2))
    leaves = tree(ground, fresh)
    held = sum(leaf.box.holds(fresh.factors).astype(int) for leaf in leaves)
    assert (held == 1).all()
    assert leaves[0].density > 0.9


def test_too_few_hits_are_refused() -> None:
    worlds = Worlds(load_scenario("minimal"), 1, {"x": np.arange(500.0)}, {"hit": np.arange(500.0)})
    with pytest.raises(RequestError, match="holds in 5 of 500 worlds"):
        discover_in(worlds, "hit < 5")
