"""The ten stylised facts, each a paired experiment: few draws in `make test`, all when time allows.

``python -m tests.facts`` (``make facts``) examines them at full size and writes the gallery.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from tests.facts import words
from tests.facts.arm import Arm
from tests.facts.examine import FAST, FULL, examine
from tests.facts.gallery import FOLDER
from tests.facts.judge import Verdict
from tests.facts.table import FACTS

HOLDING = {p.key: fact.number for fact in FACTS for p in fact.parts if not p.fails}


@cache
def verdicts(number: int) -> dict[str, Verdict]:
    """What a small sample says of the parts of a fact that hold."""
    fact = FACTS[number - 1]
    kept = replace(fact, parts=tuple(part for part in fact.parts if not part.fails))
    (examined,) = examine((kept,), FAST)
    return {verdict.part.key: verdict for verdict in examined.verdicts}


@pytest.mark.parametrize("part", HOLDING)
def test_a_fact_shows_in_a_small_sample(part: str) -> None:
    verdict = verdicts(HOLDING[part])[part]
    assert verdict.holds_roughly, told(verdict)


def told(verdict: Verdict) -> str:
    part, interval = verdict.part, f"{verdict.low:.4g} to {verdict.high:.4g}"
    return (
        f"{part.key}, {part.claim}: {verdict.effect:.4g} ({interval}), smallest effect "
        f"{part.sign * part.least:g}, right sign in {verdict.right:.0%} of {len(verdict.by_draw)}"
    )


@pytest.mark.parametrize("number", range(1, 11))
def test_at_least_one_part_of_every_fact_holds(number: int) -> None:
    fact = FACTS[number - 1]
    assert fact.number == number
    assert any(not part.fails for part in fact.parts)


def test_an_experiment_that_changes_nothing_shows_nothing() -> None:
    part = FACTS[6].parts[0]
    same = Arm(next(iter(part.arms.values())).overrides, weeks=52)
    nothing = replace(part, fails="", arms={"one": same, "other": same})
    (examined,) = examine((replace(FACTS[6], parts=(nothing,)),), FAST)
    assert examined.verdicts[0].effect == 0
    assert not examined.verdicts[0].holds_roughly


def test_a_fact_turned_round_does_not_hold() -> None:
    verdict = verdicts(7)["7b"]
    turned = replace(verdict, part=replace(verdict.part, sign=-1), right=1 - verdict.right)
    assert verdict.holds
    assert not turned.holds_roughly


@pytest.mark.slow
def test_all_facts_come_out_as_the_gallery_says() -> None:
    rows = words.frame(examine(FACTS, FULL))
    kept = pd.read_csv(FOLDER / "facts.csv", keep_default_na=False)
    pd.testing.assert_frame_equal(rows, kept, check_dtype=False, rtol=1e-6)
